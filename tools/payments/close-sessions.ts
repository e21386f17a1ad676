import type { Ctx } from '../context.ts';
import { inShop } from '../perform.ts';
import type { Run } from '../tool.ts';
import type { Seen } from './look.ts';
import { providerOf } from './providers/index.ts';
import { isProvider, ProviderRefusal } from './providers/provider.ts';
import { settle } from './settle.ts';

/** Closes a page at its provider, outside any transaction. Null: there is nothing to write down. */
export async function closePage(ctx: Ctx, sessionId: number): Promise<Seen> {
  const session = await inShop(ctx, (run) =>
    run.trx.selectFrom('payment_session').selectAll().where('id', '=', sessionId).executeTakeFirst(),
  );
  if (!session || session.state === 'paid' || !isProvider(session.provider)) return null;
  const provider = providerOf(ctx, session.provider);
  if (!provider?.close) return null;
  try {
    return { session, state: await provider.close(session.session_id) };
  } catch (error) {
    // Refused for good: the page ends by itself, and what is paid on it is told as an overpayment.
    if (error instanceof ProviderRefusal && error.final) return null;
    throw error;
  }
}

/** Writes down what closing a page found: it may have been paid a moment before. */
export async function notePage(run: Run, seen: Seen): Promise<void> {
  if (seen?.state.state !== 'paid') return;
  const link = await run.trx
    .selectFrom('payment_link')
    .selectAll()
    .where('id', '=', seen.session.link_id)
    .executeTakeFirstOrThrow();
  await settle(run, link, seen.state.money);
  await run.trx.updateTable('payment_session').set({ state: 'paid' }).where('id', '=', seen.session.id).execute();
}
