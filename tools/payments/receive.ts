import { ahead, later, together } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import type { Ctx } from '../context.ts';
import { ask } from '../errands.ts';
import { inShop } from '../perform.ts';
import type { Run } from '../tool.ts';
import { recordDispute } from './disputes.ts';
import type { PaymentLink } from './link.ts';
import { askLook } from './look.ts';
import type { Happening, News, ProviderName } from './providers/provider.ts';
import { recordRefund } from './refund-news.ts';
import { expectSettling, settle } from './settle.ts';

/** Hints carry no id of their own: those of one payment within this time are one. */
const HINT_MS = 5_000;
/** News of a payment that is not in the books yet: it is asked about again after these times. */
const EARLY_MS = [60_000, 3_600_000];

/**
 * Writes down what a genuine webhook says, once per event, in one transaction. The order in which events come, how often
 * and how late, makes no difference: each states a fact about one payment, refund or dispute, under that thing's own id.
 */
export async function receiveNews(ctx: Ctx, provider: ProviderName, news: News, raw: string): Promise<void> {
  const hint = news.type === 'hint';
  const eventId = hint ? `hint:${news.eventId}:${Math.floor(ctx.hub.now() / HINT_MS)}` : news.eventId;
  await inShop({ ...ctx, cause: `${provider}:${eventId}` }, async (run) => {
    // Anybody can send a hint: one about a session that we did not open is not even kept.
    if (hint && news.happened.kind === 'look' && !(await sessionOf(run, provider, news.happened.sessionId))) return;
    const linked = await expectLink(run, provider, news.happened);
    const event = { shop: run.shop.id, provider, id: eventId, type: news.type, body: asJson(raw) };
    const [[fresh]] = await together(run.trx, TOLD(event));
    if (!fresh) return;
    const outcome = await writeDown(run, provider, news.happened, linked);
    await later(run.trx, OUTCOME({ provider, id: eventId, outcome }));
  });
}

type Told = { shop: number; provider: ProviderName; id: string; type: string; body: string };
const TOLD = prepared((db, { shop, provider, id, type, body }: Told) =>
  db
    .insertInto('provider_event')
    .values({ shop_id: shop, provider, event_id: id, type, body, outcome: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('event_id'),
);

const OUTCOME = prepared((db, { provider, id, outcome }: Pick<Told, 'provider' | 'id'> & { outcome: string }) =>
  db.updateTable('provider_event').set({ outcome }).where('provider', '=', provider).where('event_id', '=', id),
);

/** The body as it is kept: itself when it is JSON, else its text. */
function asJson(raw: string): string {
  try {
    JSON.parse(raw);
    return raw;
  } catch {
    return JSON.stringify(raw.slice(0, 10_000));
  }
}

async function writeDown(run: Run, provider: ProviderName, happened: Happening, linked: Linked): Promise<string> {
  switch (happened.kind) {
    case 'paid': {
      const [link] = await linked();
      return link ? settle(run, link, happened.money, happened.sessionId) : 'ignored';
    }
    case 'look':
      return look(run, provider, happened);
    case 'refund': {
      const outcome = await recordRefund(run, provider, happened.refund);
      if (outcome === 'early') await askRefunds(run, provider, happened.refund.payment, 0);
      return outcome;
    }
    case 'refunds_of':
      await ask(run, `refunds:${happened.payment}`, { kind: 'read_refunds', provider, payment: happened.payment });
      return 'asked';
    case 'dispute':
      return recordDispute(run, provider, happened.dispute);
    case 'nothing':
      return 'ignored';
  }
}

/** A refund told before its payment: what was given back is read again once the payment can be expected. */
export async function askRefunds(run: Run, provider: ProviderName, payment: string, again: number): Promise<void> {
  const wait = EARLY_MS[again];
  if (wait === undefined) return;
  const errand = { kind: 'read_refunds' as const, provider, payment, again: again + 1 };
  await ask(run, `refunds:${payment}:${again + 1}`, errand, run.at + wait);
}

type Linked = () => Promise<PaymentLink[]>;

/** Asks for the link that a payment was for, if news is of one, and for its order: they leave with the next message. */
async function expectLink(run: Run, provider: ProviderName, happened: Happening): Promise<Linked> {
  if (happened.kind !== 'paid') return async () => [];
  const linked = await ahead(run.trx, LINK(opened(provider, happened)));
  // Nearly always the link is the one that the news names: the session knows better where it is not.
  if (happened.linkId !== null) await expectSettling(run, happened.linkId, happened.money);
  return linked;
}

type Opened = { provider: ProviderName; session: string; link: number };
const opened = (provider: ProviderName, told: { sessionId: string | null; linkId: number | null }): Opened => ({
  provider,
  session: told.sessionId ?? '',
  link: told.linkId ?? -1,
});

/** The link that a session was opened for; by the link's own id when the session was not noted in time. */
const LINK = prepared((db, { provider, session, link }: Opened) =>
  db
    .selectFrom('payment_link')
    .selectAll()
    .where((eb) =>
      eb(
        'id',
        '=',
        eb.fn.coalesce(
          eb
            .selectFrom('payment_session')
            .select('link_id')
            .where('provider', '=', provider)
            .where('session_id', '=', session),
          eb.val(link),
        ),
      ),
    ),
);

async function sessionOf(run: Run, provider: ProviderName, sessionId: string): Promise<{ id: number } | undefined> {
  return run.trx
    .selectFrom('payment_session')
    .select('id')
    .where('provider', '=', provider)
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
}

type Look = Extract<Happening, { kind: 'look' }>;

async function look(run: Run, provider: ProviderName, told: Look): Promise<string> {
  const session = (await sessionOf(run, provider, told.sessionId)) ?? (await notedLate(run, provider, told));
  if (!session) return 'ignored';
  await askLook(run, session);
  return 'asked';
}

/** We died between opening a session and noting it; the provider's own event names it and its link. */
async function notedLate(run: Run, provider: ProviderName, told: Look): Promise<{ id: number } | undefined> {
  if (told.linkId === null) return undefined;
  const [[link]] = await together(run.trx, LINK(opened(provider, { ...told, sessionId: null })));
  if (!link) return undefined;
  const { count } = await run.trx
    .selectFrom('payment_session')
    .select((eb) => eb.fn.coalesce(eb.fn.max('count'), eb.val(0)).as('count'))
    .where('link_id', '=', link.id)
    .where('provider', '=', provider)
    .executeTakeFirstOrThrow();
  return run.trx
    .insertInto('payment_session')
    .values({
      shop_id: run.shop.id,
      link_id: link.id,
      provider,
      count: Number(count) + 1,
      session_id: told.sessionId,
      url: '',
      // Its page is not known any more: it is never handed out.
      until: new Date(run.at),
      opened_at: new Date(run.at),
    })
    .returning('id')
    .executeTakeFirst();
}
