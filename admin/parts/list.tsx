/** What lists share: a search whose address can be kept, and the ways on below them. */
import { Hidden } from './form.tsx';

/** A GET form; `kept` are the other parts of the address. */
export function Search(props: {
  action: string;
  query: string;
  hint: string;
  submit: string;
  kept?: Record<string, string>;
}) {
  return (
    <form class="search" method="get" action={props.action}>
      <Hidden fields={props.kept ?? {}} />
      <input
        type="search"
        name="q"
        value={props.query}
        placeholder={props.hint}
        aria-label={props.hint}
        maxlength={100}
        dir="auto"
      />
      <button type="submit" class="button plain">
        {props.submit}
      </button>
    </form>
  );
}

/** Links below a list, such as to its next page; what has no address is left out. */
export function WaysOn({ ways }: { ways: { href: string | undefined; words: string }[] }) {
  const open = ways.filter(({ href }) => href !== undefined);
  if (open.length === 0) return null;
  return (
    <p class="ways-on">
      {open.map(({ href, words }) => (
        <a class="button plain" href={href}>
          {words}
        </a>
      ))}
    </p>
  );
}
