import { sql } from 'kysely';
import { ahead, together } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import { ask } from '../errands.ts';
import { orderIdBy } from '../orders/named.ts';
import type { Run } from '../tool.ts';
import { closesPages, PROVIDERS } from './providers/provider.ts';

const CLOSABLE = PROVIDERS.filter(closesPages);

/** A provider's page of an order that can still be paid on, and the link it was opened for. */
type Page = { id: number; link: number; state: string; amount: number };

/**
 * Why pages end: `due` (minor units) is all that is still to be paid; `paid` is the link that has just been; `opened` is a
 * page that stands for its link's others, so that nobody pays twice.
 */
type Why = { due?: number; paid?: number; opened?: { sessionId: number; linkId: number } };

/**
 * Asks which pages of an order, named by its id or by a payment link, are open, for who is going to end some: it leaves
 * with the next message.
 */
export function openPages(run: Run, key: 'id' | 'link', order: number): Promise<() => Promise<Page[]>> {
  return ahead(run.trx, OPEN[key]({ order, at: new Date(run.at) }));
}

/**
 * Ends the providers' pages on which an order is not to be paid any more: those of its links that are paid or closed, ask
 * for more than what is due, or have a newer page. They are not handed out again from now on; each provider is asked by an
 * errand. `open` is what `openPages` gave since the order was held.
 */
export async function endPages(run: Run, orderId: number, why: Why = {}, open?: () => Promise<Page[]>): Promise<void> {
  const pages = await (open ?? (await openPages(run, 'id', orderId)))();
  const over = pages.filter((page) => isOver(page, why)).map(({ id }) => id);
  if (over.length === 0) return;
  const [ended] = await together(run.trx, END({ ids: over }));
  for (const { id } of ended) await ask(run, `close:${id}`, { kind: 'close_session', sessionId: id });
}

function isOver(page: Page, { due, paid, opened }: Why): boolean {
  if (page.state !== 'open' || page.link === paid) return true;
  if (due !== undefined && page.amount > due) return true;
  return page.link === opened?.linkId && page.id !== opened.sessionId;
}

const openBy = (key: 'id' | 'link') =>
  prepared((db, { order, at }: { order: number; at: Date }) =>
    db
      .selectFrom('payment_session')
      .innerJoin('payment_link', 'payment_link.id', 'payment_session.link_id')
      .select(['payment_session.id', 'payment_link.id as link', 'payment_link.state', 'payment_link.amount'])
      .where('payment_link.order_id', '=', orderIdBy(db, key, order))
      .where('payment_session.state', '=', 'open')
      .where('payment_session.provider', 'in', CLOSABLE)
      .where('payment_session.until', '>', at),
  );
const OPEN = { id: openBy('id'), link: openBy('link') };

/** One that was paid or ended meanwhile stays what it is. */
const END = prepared((db, { ids }: { ids: number[] }) =>
  db
    .updateTable('payment_session')
    .set({ state: 'over' })
    .where('state', '=', 'open')
    .where('id', '=', sql<number>`any(${ids}::bigint[])`)
    .returning('id'),
);
