import { sql } from 'kysely';
import type { Actor } from '../context.ts';
import { type OrderView, orderByShort } from '../orders/read.ts';
import type { Run } from '../tool.ts';
import type { Entry } from './books.ts';
import type { Covered } from './instalments.ts';
import { amountDue, linkUrl } from './link.ts';
import { refundable } from './refund.ts';
import { type Schedule, scheduleOf } from './schedule.ts';

/** All that happened to an order's money. Amounts in minor units, instants in milliseconds. */
export type MoneyStory = {
  view: OrderView;
  due: number;
  /** What can still be given back. */
  refundable: number;
  entries: {
    id: number;
    at: number;
    kind: Entry['kind'];
    provider: string;
    ref: string;
    method: string;
    amount: number;
    fee: number | null;
    /** Who wrote it down; null: the hub, from a provider's word. */
    by: string | null;
    answersId: number | null;
    /** The credit note that a refund is tied to. */
    creditNote: string | null;
  }[];
  refunds: {
    id: number;
    at: number;
    amount: number;
    state: 'asked' | 'failed';
    error: string | null;
    by: string | null;
  }[];
  disputes: {
    provider: string;
    ref: string;
    amount: number;
    reason: string;
    state: 'open' | 'won' | 'lost';
    at: number;
    answerBy: number | null;
    closedAt: number | null;
  }[];
  links: { id: number; at: number; amount: number; state: 'open' | 'paid' | 'closed'; url: string; tried: string[] }[];
  papers: { kind: string; number: string; total: number; at: number }[];
  schedule: { schedule: Schedule; instalments: Covered[] } | null;
};

/** Reads the story of one order's money. Throws Refusal when there is no such order. */
export async function readStory(run: Run, short: number): Promise<MoneyStory> {
  const view = await orderByShort(run, short);
  const { id } = view.order;
  return {
    view,
    due: view.order.status === 'cancelled' ? 0 : amountDue(view.order),
    refundable: await refundable(run, id),
    entries: await entriesOf(run, id),
    refunds: await openRefunds(run, id),
    disputes: await disputesOf(run, id),
    links: await linksOf(run, id),
    papers: await papersOf(run, id),
    schedule: await scheduleOf(run, view.order),
  };
}

const nameOf = (actor: unknown): string | null => {
  const known = actor as Partial<Extract<Actor, { kind: 'member' }>> | null;
  return known?.kind === 'member' ? (known.name ?? null) : null;
};

async function entriesOf(run: Run, orderId: number): Promise<MoneyStory['entries']> {
  const rows = await run.trx
    .selectFrom('payment')
    .leftJoin('movement', (join) =>
      join
        .onRef('movement.provider', '=', 'payment.provider')
        .onRef('movement.ref', '=', 'payment.provider_ref')
        .on('movement.kind', 'in', ['payment', 'refund', 'dispute']),
    )
    .leftJoin('refund', (join) =>
      join
        .onRef('refund.payment_id', '=', 'payment.answers_id')
        .onRef('refund.provider_ref', '=', 'payment.provider_ref'),
    )
    .leftJoin('paper', 'paper.id', 'refund.paper_id')
    .select(['payment.id', 'payment.at', 'payment.kind', 'payment.provider', 'payment.provider_ref as ref'])
    .select(['payment.method', 'payment.amount', 'payment.recorded_by', 'payment.answers_id', 'movement.fee'])
    .select(['paper.number as credit', 'refund.asked_by'])
    .where('payment.order_id', '=', orderId)
    .orderBy('payment.id')
    .execute();
  return rows.map(({ at, recorded_by, answers_id, credit, asked_by, ...row }) => ({
    ...row,
    at: at.getTime(),
    by: nameOf(asked_by) ?? nameOf(recorded_by),
    answersId: answers_id,
    creditNote: credit,
  }));
}

async function openRefunds(run: Run, orderId: number): Promise<MoneyStory['refunds']> {
  const rows = await run.trx
    .selectFrom('refund')
    .selectAll()
    .where('order_id', '=', orderId)
    .where('state', 'in', ['asked', 'failed'])
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    at: row.asked_at.getTime(),
    amount: row.amount,
    state: row.state as 'asked' | 'failed',
    error: row.error,
    by: nameOf(row.asked_by),
  }));
}

async function disputesOf(run: Run, orderId: number): Promise<MoneyStory['disputes']> {
  const rows = await run.trx.selectFrom('dispute').selectAll().where('order_id', '=', orderId).orderBy('id').execute();
  return rows.map((row) => ({
    provider: row.provider,
    ref: row.ref,
    amount: row.amount,
    reason: row.reason,
    state: row.state,
    at: row.opened_at.getTime(),
    answerBy: row.answer_by?.getTime() ?? null,
    closedAt: row.closed_at?.getTime() ?? null,
  }));
}

async function linksOf(run: Run, orderId: number): Promise<MoneyStory['links']> {
  const rows = await run.trx
    .selectFrom('payment_link')
    .select(['id', 'created_at', 'amount', 'state'])
    .select(
      sql<string[]>`array(select distinct provider from payment_session where link_id = payment_link.id)`.as('tried'),
    )
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  return rows.map(({ created_at, ...row }) => ({ ...row, at: created_at.getTime(), url: linkUrl(run, row) }));
}

async function papersOf(run: Run, orderId: number): Promise<MoneyStory['papers']> {
  const rows = await run.trx
    .selectFrom('paper')
    .select(['kind', 'number', 'total', 'issued_at'])
    .where('order_id', '=', orderId)
    .orderBy('id')
    .execute();
  return rows.map(({ issued_at, ...row }) => ({ ...row, at: issued_at.getTime() }));
}
