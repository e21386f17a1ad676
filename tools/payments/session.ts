import type { Ctx } from '../context.ts';
import type { OrderView } from '../orders/read.ts';
import { inShop } from '../perform.ts';
import type { PaymentLink } from './link.ts';
import { openSession, stripeKeysSchema } from './stripe.ts';

/** A session with less time left than this is not handed out again. */
const LEAST_LEFT_MS = 10 * 60_000;

/**
 * The provider's address for paying a link: its open session, or a new one. The call to Stripe happens outside any
 * transaction; two taps at once use the same idempotency key and so get the same session. Throws Stripe's errors.
 */
export async function stripeSessionUrl(
  ctx: Ctx,
  what: { link: PaymentLink; view: OrderView; stripeUrl: string; returnUrl: string },
): Promise<string> {
  const { link } = what;
  const now = ctx.hub.now();
  if (link.session_url && link.session_until && link.session_until.getTime() - now > LEAST_LEFT_MS)
    return link.session_url;
  const keys = stripeKeysSchema.parse(JSON.parse(ctx.hub.sealer.open(ctx.shop.settings.payments.stripe!)));
  const count = link.session_count + 1;
  const session = await openSession(
    { keys, baseUrl: what.stripeUrl },
    { shop: ctx.shop, view: what.view, link, count, returnUrl: what.returnUrl, now },
  );
  await inShop(ctx, (run) =>
    run.trx
      .updateTable('payment_link')
      .set({
        provider: 'stripe',
        session_count: count,
        session_id: session.id,
        session_url: session.url,
        session_until: new Date(session.until),
      })
      .where('id', '=', link.id)
      .where('session_count', '=', link.session_count)
      .execute(),
  );
  return session.url;
}
