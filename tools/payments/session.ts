import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import type { Ctx } from '../context.ts';
import { ask } from '../errands.ts';
import { writtenIn } from '../language.ts';
import type { OrderView } from '../orders/read.ts';
import { inShop } from '../perform.ts';
import { endPages } from './end-pages.ts';
import type { PaymentLink } from './link.ts';
import type { Provider } from './providers/provider.ts';

export type PaymentSession = Selectable<Tables['payment_session']>;

/** A session with less time left than this is not handed out again. */
const LEAST_LEFT_MS = 10 * 60_000;
/** After its end a session is read once more: the provider's word may have been lost. */
const LAST_LOOK_MS = 60_000;

/**
 * The provider's address for paying a link: its open session, or a new one. The call happens outside any transaction;
 * two taps at once ask the same under the same count, and both get the session that was noted first. Throws the
 * provider's errors.
 */
export async function sessionUrl(
  ctx: Ctx,
  provider: Provider,
  what: { link: PaymentLink; view: OrderView; pageUrl: string },
): Promise<string> {
  const { link } = what;
  const now = ctx.hub.now();
  const last = await inShop(ctx, (run) =>
    run.trx
      .selectFrom('payment_session')
      .selectAll()
      .where('link_id', '=', link.id)
      .where('provider', '=', provider.name)
      .orderBy('count', 'desc')
      .executeTakeFirst(),
  );
  if (last && last.state === 'open' && last.until.getTime() - now > LEAST_LEFT_MS) return last.url;
  const count = (last?.count ?? 0) + 1;
  const session = await provider.open({
    shop: ctx.shop,
    view: what.view,
    link,
    count,
    language: writtenIn(ctx.language),
    pageUrl: what.pageUrl,
    webhookUrl: `${ctx.hub.publicUrl}/webhooks/${provider.name}/${ctx.shop.slug}`,
    now,
  });
  return inShop(ctx, async (run) => {
    const noted = await run.trx
      .insertInto('payment_session')
      .values({
        shop_id: run.shop.id,
        link_id: link.id,
        provider: provider.name,
        count,
        session_id: session.id,
        url: session.url,
        until: new Date(session.until),
        opened_at: new Date(run.at),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!noted) return firstNoted(run.trx, link.id, provider.name, count);
    await endPages(run, link.order_id, { opened: { sessionId: noted.id, linkId: link.id } });
    // Stripe's signed word comes for three days; the others' is a hint, or waits for us to collect.
    if (provider.name !== 'stripe') {
      const look = { kind: 'look_at_session' as const, sessionId: noted.id, again: 0 };
      await ask(run, `look:${noted.id}:end`, look, session.until + LAST_LOOK_MS);
    }
    return session.url;
  });
}

async function firstNoted(
  trx: Parameters<Parameters<typeof inShop>[1]>[0]['trx'],
  link: number,
  provider: string,
  count: number,
) {
  const row = await trx
    .selectFrom('payment_session')
    .select('url')
    .where('link_id', '=', link)
    .where('provider', '=', provider)
    .where('count', '=', count)
    .executeTakeFirstOrThrow();
  return row.url;
}
