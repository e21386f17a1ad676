import type { Selectable } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import { record } from '../journal.ts';
import { addDays, dayOf } from '../language.ts';
import type { OrderRow } from '../orders/read.ts';
import type { Run } from '../tool.ts';
import { heldOf } from './books.ts';
import { askedOn, type Covered, coverage, fitted } from './instalments.ts';
import { linkFor, type PaymentLink } from './link.ts';

export type Schedule = Selectable<Tables['schedule']>;
export type Term = 'acompte' | 'arrhes';

/** Without a day for the order, its balance is asked this long after the deposit. */
const BALANCE_DAYS = 30;

/**
 * The open schedule of an order with what is paid of it: which payment pays which instalment, and how much. Null when the
 * order is paid in one. The amounts follow the order's total.
 */
export async function scheduleOf(
  run: Pick<Run, 'trx'>,
  order: Pick<OrderRow, 'id' | 'total' | 'credited'>,
): Promise<{ schedule: Schedule; instalments: Covered[] } | null> {
  const schedule = await run.trx
    .selectFrom('schedule')
    .selectAll()
    .where('order_id', '=', order.id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  if (!schedule) return null;
  const rows = await run.trx
    .selectFrom('instalment')
    .select(['id', 'position', 'amount', 'due_on as dueOn'])
    .where('schedule_id', '=', schedule.id)
    .orderBy('position')
    .execute();
  const held = (await heldOf(run, order.id)).reverse();
  return { schedule, instalments: coverage(fitted(rows, order.total - order.credited), held) };
}

/** What of an order is to be asked today when it is paid in parts; undefined: all that is due. */
export async function duePart(run: Run, order: OrderRow): Promise<number | undefined> {
  const found = await scheduleOf(run, order);
  if (!found) return undefined;
  const part = askedOn(found.instalments, dayOf(run.at, run.shop.timezone));
  return part > 0 ? part : undefined;
}

/** The link for what is to be paid now: the part that is due where there is a schedule. Null when nothing is due. */
export async function dueLink(run: Run, order: OrderRow): Promise<PaymentLink | null> {
  return linkFor(run, order, await duePart(run, order));
}

/** A part of a schedule to be: minor units and the day it is due. */
export type Part = { amount: number; dueOn: string };

/** Writes an order's schedule; one that was open is closed. The parts sum to what the order asks. */
export async function makeSchedule(
  run: Run,
  order: OrderRow,
  what: { kind: Schedule['kind']; term: Term | null; parts: Part[] },
): Promise<Schedule> {
  await closeSchedules(run, order.id);
  const schedule = await run.trx
    .insertInto('schedule')
    .values({
      shop_id: run.shop.id,
      order_id: order.id,
      kind: what.kind,
      term: what.term,
      made_by: JSON.stringify(run.actor),
      made_at: new Date(run.at),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await run.trx
    .insertInto('instalment')
    .values(
      what.parts.map((part, place) => ({
        shop_id: run.shop.id,
        schedule_id: schedule.id,
        order_id: order.id,
        position: place + 1,
        amount: part.amount,
        due_on: part.dueOn,
        reminded_at: null,
      })),
    )
    .execute();
  await record(run, 'schedule.made', order.id, { kind: what.kind, term: what.term, parts: what.parts });
  return schedule;
}

/** Closes what is open; how many were. */
export async function closeSchedules(run: Run, orderId: number): Promise<number> {
  const closed = await run.trx
    .updateTable('schedule')
    .set({ state: 'closed' })
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return Number(closed.numUpdatedRows);
}

/** A deposit of `amount` now and the balance on the order's day; one part when the deposit is all. */
export function depositParts(run: Pick<Run, 'at' | 'shop'>, order: OrderRow, amount: number): Part[] {
  const today = dayOf(run.at, run.shop.timezone);
  const rest = order.total - order.credited - amount;
  const later = order.due_date && order.due_date > today ? order.due_date : null;
  return [
    { amount, dueOn: today },
    ...(rest > 0 ? [{ amount: rest, dueOn: later ?? addDays(today, BALANCE_DAYS) }] : []),
  ];
}
