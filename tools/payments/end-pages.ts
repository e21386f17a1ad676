import { ask } from '../errands.ts';
import type { Run } from '../tool.ts';
import { closesPages, PROVIDERS } from './providers/provider.ts';

const CLOSABLE = PROVIDERS.filter(closesPages);

/**
 * Ends the providers' pages on which an order is not to be paid any more: those of its links that are paid or closed, or
 * ask for more than `due` (minor units); with `opened` also those of that link at other providers, so that nobody pays
 * twice. They are not handed out again from now on; each provider is asked by an errand.
 */
export async function endPages(
  run: Run,
  orderId: number,
  why: { due?: number; opened?: { sessionId: number; linkId: number } } = {},
): Promise<void> {
  const { due, opened } = why;
  const ended = await run.trx
    .updateTable('payment_session')
    .set({ state: 'over' })
    .from('payment_link')
    .whereRef('payment_link.id', '=', 'payment_session.link_id')
    .where('payment_link.order_id', '=', orderId)
    .where('payment_session.state', '=', 'open')
    .where('payment_session.provider', 'in', CLOSABLE)
    .where('payment_session.until', '>', new Date(run.at))
    .where((eb) =>
      eb.or([
        eb('payment_link.state', '!=', 'open'),
        ...(due === undefined ? [] : [eb('payment_link.amount', '>', due)]),
        ...(opened === undefined
          ? []
          : [
              eb.and([
                eb('payment_session.link_id', '=', opened.linkId),
                eb('payment_session.id', '!=', opened.sessionId),
              ]),
            ]),
      ]),
    )
    .returning('payment_session.id')
    .execute();
  for (const { id } of ended) await ask(run, `close:${id}`, { kind: 'close_session', sessionId: id });
}
