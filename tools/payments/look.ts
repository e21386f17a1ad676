import type { Ctx } from '../context.ts';
import { ask } from '../errands.ts';
import { orderById } from '../orders/read.ts';
import { inShop } from '../perform.ts';
import type { Run } from '../tool.ts';
import { amountDue } from './link.ts';
import { providerOf } from './providers/index.ts';
import { isProvider, type SessionState } from './providers/provider.ts';
import type { PaymentSession } from './session.ts';
import { settle } from './settle.ts';

/** Hints of one session within this time are one look at it: providers bar who asks too often. */
const WINDOW_MS = 5_000;
/** How long after a look that found nothing it is looked again, each time; then only once at the session's end. */
const AGAIN_MS = [20_000, 2 * 60_000, 10 * 60_000];
/** A session that cannot be read this long after its end is given up; the nightly comparison remains. */
const GIVE_UP_MS = 3 * 24 * 3_600_000;

/** What a look at a provider found out, to be written in a transaction of its own; null: nothing is to be done. */
export type Seen = { session: PaymentSession; state: SessionState } | null;

/** Asks for a look at a session, soon; however often it is asked for within a few seconds, it is looked once. */
export async function askLook(run: Run, session: Pick<PaymentSession, 'id'>): Promise<void> {
  const window = Math.floor(run.at / WINDOW_MS);
  const cause = `hint:${session.id}:${window}`;
  await ask({ ...run, cause }, 'look', { kind: 'look_at_session', sessionId: session.id, again: 0 });
}

/**
 * Reads a session at its provider, outside any transaction. Money that waits to be collected is collected only while
 * the link still asks for exactly that: nobody pays for an order that changed, was cancelled or is paid already.
 */
export async function lookAtSession(ctx: Ctx, sessionId: number): Promise<Seen> {
  const found = await inShop(ctx, async (run) => {
    const session = await run.trx
      .selectFrom('payment_session')
      .selectAll()
      .where('id', '=', sessionId)
      .executeTakeFirst();
    if (session?.state !== 'open' || !isProvider(session.provider)) return null;
    const link = await run.trx
      .selectFrom('payment_link')
      .selectAll()
      .where('id', '=', session.link_id)
      .executeTakeFirstOrThrow();
    const { order } = await orderById(run.trx, link.order_id);
    const take =
      link.state === 'open' &&
      order.status !== 'cancelled' &&
      order.version === link.order_version &&
      link.amount <= amountDue(order);
    return { session, provider: session.provider, take };
  });
  if (!found) return null;
  const { session } = found;
  const provider = providerOf(ctx, found.provider);
  const now = ctx.hub.now();
  if (!provider) return null;
  try {
    const state = await provider.readSession(
      { id: session.session_id, until: session.until.getTime() },
      { take: found.take, now },
    );
    return { session, state };
  } catch (error) {
    if (now > session.until.getTime() + GIVE_UP_MS) return { session, state: { state: 'over' } };
    throw error;
  }
}

/** Writes down what a look found: the money, the session's end, or another look later. */
export async function noteSeen(run: Run, seen: Seen, again: number): Promise<void> {
  if (!seen) return;
  const { session, state } = seen;
  if (state.state === 'open') {
    const wait = AGAIN_MS[again];
    const until = session.until.getTime();
    if (wait === undefined || run.at + wait > until) return;
    const look = { kind: 'look_at_session' as const, sessionId: session.id, again: again + 1 };
    return ask(run, `look:${session.id}:${again + 1}`, look, run.at + wait);
  }
  if (state.state === 'paid') {
    const link = await run.trx
      .selectFrom('payment_link')
      .selectAll()
      .where('id', '=', session.link_id)
      .executeTakeFirstOrThrow();
    await settle(run, link, state.money);
  }
  await run.trx.updateTable('payment_session').set({ state: state.state }).where('id', '=', session.id).execute();
}
