import { type Refused, refusedOf } from '../connections/fault.ts';
import { addDays } from '../language.ts';
import { type DayFigures, figuresOf, todayOf } from '../orders/board.ts';
import { type OrderView, withAllLines } from '../orders/read.ts';
import type { Run } from '../tool.ts';

/** The most orders one page shows. */
const MOST_ORDERS = 100;

export type WaitingOrder = { view: OrderView; undelivered: { code: number; state: string } | null };

export type Today = {
  today: DayFigures;
  yesterday: DayFigures;
  waiting: WaitingOrder[];
  orders: OrderView[];
  connections: {
    channel: string;
    account: string;
    display: string | null;
    state: 'on' | 'off' | 'reconnect';
    reason: Refused | null;
    lastEventAt: number | null;
    failures: number;
    lastFailure: Refused | null;
  }[];
};

/** What the office's first page shows: figures against yesterday, orders that wait, the day's orders, the channels. */
export async function readToday(run: Run): Promise<Today> {
  const day = todayOf(run);
  const pending = await run.trx
    .selectFrom('orders')
    .selectAll()
    .where('status', '=', 'pending')
    .orderBy('id')
    .limit(MOST_ORDERS)
    .execute();
  const dayStart = new Date(run.at - 24 * 3_600_000);
  const recent = await run.trx
    .selectFrom('orders')
    .selectAll()
    .where((eb) => eb.or([eb('due_date', '=', day), eb('created_at', '>=', dayStart)]))
    .where('status', '!=', 'pending')
    .orderBy('id', 'desc')
    .limit(MOST_ORDERS)
    .execute();
  const views = await withAllLines(run.trx, pending);
  return {
    today: await figuresOf(run, day),
    yesterday: await figuresOf(run, addDays(day, -1)),
    waiting: await withDelivery(run, views),
    orders: await withAllLines(run.trx, recent),
    connections: await connectionsOf(run),
  };
}

/** Beside each waiting order, the card that could not leave, if any. */
async function withDelivery(run: Run, views: OrderView[]): Promise<WaitingOrder[]> {
  if (views.length === 0) return [];
  const rows = await run.trx
    .selectFrom('outgoing')
    .select(['order_id', 'state', 'failure'])
    .where(
      'order_id',
      'in',
      views.map((view) => view.order.id),
    )
    .where('state', 'in', ['waiting', 'failed'])
    .execute();
  return views.map((view) => {
    const row = rows.find((candidate) => candidate.order_id === view.order.id);
    const failure = row?.failure as { code?: number } | null | undefined;
    return { view, undelivered: row ? { code: failure?.code ?? 0, state: row.state } : null };
  });
}

async function connectionsOf(run: Run): Promise<Today['connections']> {
  const rows = await run.trx.selectFrom('connection').selectAll().where('channel', '!=', 'hub').orderBy('id').execute();
  const since = new Date(run.at - 24 * 3_600_000);
  const failed = await run.trx
    .selectFrom('outgoing')
    .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
    .select(['conversation.connection_id', 'outgoing.failure'])
    .where('outgoing.state', '=', 'failed')
    .where('outgoing.created_at', '>', since)
    .orderBy('outgoing.id', 'desc')
    .limit(200)
    .execute();
  return rows.map((row) => {
    const mine = failed.filter((failure) => failure.connection_id === row.id);
    return {
      channel: row.channel,
      account: row.account,
      display: row.display,
      state: row.state,
      reason: refusedOf((row.facts as { fault?: string }).fault ?? null, row.state_reason),
      lastEventAt: row.last_event_at?.getTime() ?? null,
      failures: mine.length,
      lastFailure: lastOf(mine[0]?.failure as { details?: string; fault?: string } | null | undefined),
    };
  });
}

const lastOf = (failure: { details?: string; fault?: string } | null | undefined): Refused | null =>
  refusedOf(failure?.fault ?? null, failure?.details ?? null);
