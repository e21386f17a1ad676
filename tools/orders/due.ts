import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { addDays } from '../language.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { seenOrder } from './advance.ts';
import { customerTemplate, whenDue, whoOrdered } from './cards.ts';
import { withText } from './inputs.ts';
import { tellCustomer } from './place.ts';
import { type OrderView, withLines } from './read.ts';

export type Due = { date: string | null; time: string | null };

/**
 * Sets an order's day and hour. A waiting order's card is a new one (its version rises); a confirmed order keeps its
 * version, so that the payment link its customer holds goes on working.
 */
export async function moveDue(run: Run, view: OrderView, due: Due, more: object = {}): Promise<OrderView> {
  const { order } = view;
  const updated = await run.trx
    .updateTable('orders')
    .set({
      due_date: due.date,
      due_time: due.time,
      updated_at: new Date(run.at),
      ...(order.status === 'pending' ? { version: order.version + 1 } : {}),
    })
    .where('id', '=', order.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await record(run, 'order.changed', order.id, { from: order.version, change: due, ...more });
  return withLines(run.trx, updated);
}

/** The order a member may still date, seen as it is; else the card to show instead. Throws Refusal when it is over. */
export async function datable(run: Run, ref: { order: number; version?: number | undefined }) {
  const seen = await seenOrder(run, ref);
  if ('instead' in seen) return seen;
  const { order } = seen.view;
  if (order.status !== 'delivered' && order.status !== 'cancelled') return seen;
  const texts = textsFor(run.language);
  throw new Refusal('wrong_state', texts.orders.tooLate(order.short, texts.statuses[order.status]));
}

/** "30", "45 min", "1h", "1h30": minutes; null when it is none of these or nothing. */
export function minutesOf(text: string): number | null {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^(?:de|by|\+)\s*/, '');
  const hours = /^(\d{1,2})\s*h(?:eures?|ours?)?\s*(\d{1,2})?(?:\s*m(?:in)?(?:utes?)?)?$/.exec(plain);
  const minutes = /^(\d{1,3})\s*(?:m|mn|min|minutes?)?$/.exec(plain);
  const total = hours ? Number(hours[1]) * 60 + Number(hours[2] ?? 0) : Number(minutes?.[1] ?? 0);
  return total > 0 && total <= 24 * 60 ? total : null;
}

/** A day and hour some minutes later, in the calendar. */
export function laterBy(date: string, time: string, minutes: number): { date: string; time: string } {
  const [hours = 0, mins = 0] = time.split(':').map(Number);
  const total = hours * 60 + mins + minutes;
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    date: addDays(date, Math.floor(total / 1440)),
    time: `${two(Math.floor((total % 1440) / 60))}:${two(total % 60)}`,
  };
}

/** The confirmed order's new day and hour by the template that says when an order is due. */
export function dueTemplate(run: Run, view: OrderView, language: Run['language']) {
  const total = formatMoney(view.order.total, run.shop.currency, language);
  const who = whoOrdered(view, language);
  const params = [who, run.shop.name, String(view.order.short), whenDue(view.order, language), total];
  return customerTemplate('order_confirmed', language, params);
}

export const delayOrder = defineTool({
  name: 'delay_order',
  says: 'Moves an order some minutes later and tells the customer.',
  for: ['member'],
  input: withText,
  command: {
    words: ['retard', 'retarder', 'delay', 'late'],
    takes: 'order_and_text',
    example: '156 30',
    help: {
      fr: 'en retard de 30 minutes : le client est prévenu',
      en: '30 minutes late: the customer is told',
      ar: 'تأخير 30 دقيقة: يتم إعلام الحريف',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).orders;
    const minutes = minutesOf(input.text);
    if (minutes === null) throw new Refusal('invalid', texts.delayHow(input.order));
    const seen = await datable(run, input);
    if ('instead' in seen) return seen.instead;
    const { view } = seen;
    const { short, due_date: date, due_time: time } = view.order;
    if (!date || !time) throw new Refusal('wrong_state', texts.delayNoHour(short));
    const moved = await moveDue(run, view, laterBy(date, time, minutes), { minutes });
    const told = await tellCustomer(run, moved, `delayed:${view.order.id}`, (language) => ({
      text: textsFor(language).orders.customer.delayed(short, whenDue(moved.order, language)),
      ...(view.order.status === 'pending' ? {} : { template: dueTemplate(run, moved, language) }),
    }));
    const when = whenDue(moved.order, run.language);
    return {
      facts: { done: true, order: short, date: moved.order.due_date, time: moved.order.due_time },
      reply: { text: `${(told ? texts.delayed : texts.delayedUntold)(short, when)}\n${texts.toUndo}` },
      about: { orderId: view.order.id, version: moved.order.version },
      undo: { tool: 'restore_due', input: { order: short, at: run.at, date, time } },
    };
  },
});
