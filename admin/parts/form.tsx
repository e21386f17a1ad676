/** Forms: every one that changes something is a POST with its hidden fields. */
import type { Child } from 'hono/jsx';

/** Hidden inputs, one for each field. */
export function Hidden({ fields }: { fields: Record<string, string | number | undefined> }) {
  return (
    <>
      {Object.entries(fields).map(([name, value]) =>
        value === undefined ? null : <input type="hidden" name={name} value={String(value)} />,
      )}
    </>
  );
}

/** A POST form with its CSRF token and hidden fields; the page's script keeps it from being sent twice. */
export function PostForm({
  action,
  csrf,
  fields = {},
  className,
  children,
}: {
  action: string;
  csrf?: string;
  fields?: Record<string, string | number | undefined>;
  className?: string;
  children?: Child;
}) {
  return (
    <form method="post" action={action} class={className} data-once>
      <Hidden fields={{ csrf, ...fields }} />
      {children}
    </form>
  );
}
