import { say, tellMembers } from '../conversations/say.ts';
import { ask } from '../errands.ts';
import { addDays, dayOf, formatDay, timeOf } from '../language.ts';
import { formatMoney } from '../money.ts';
import { customerTemplate } from '../orders/cards.ts';
import { linksOff, paysOnline } from '../orders/confirm.ts';
import { customerLanguage, type OrderView, orderById } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import type { Covered } from './instalments.ts';
import { linkFor, linkToken, linkUrl } from './link.ts';
import { scheduleOf } from './schedule.ts';

/** When a due date is spoken of: two days before, on its day, three and ten days after. */
const STAGES = [-2, 0, 3, 10];
/** Customers are written to within these hours of the shop's day. */
const FROM = '09:00';
const UNTIL = '19:00';
const MOST_AT_ONCE = 20;

/** Which reminder a day calls for: 0 none yet, 1 before, 2 on the day, 3 and 4 after. */
export function stageOn(dueOn: string, today: string): number {
  return STAGES.filter((days) => today >= addDays(dueOn, days)).length;
}

/** Reminds customers of due dates, each stage once; the members are told when one is late. One statement when none is. */
export async function remindDues(run: Run): Promise<void> {
  const time = timeOf(run.at, run.shop.timezone);
  if (time < FROM || time >= UNTIL) return;
  const today = dayOf(run.at, run.shop.timezone);
  const rows = await run.trx
    .selectFrom('instalment')
    .innerJoin('schedule', 'schedule.id', 'instalment.schedule_id')
    .innerJoin('orders', 'orders.id', 'instalment.order_id')
    .select(['instalment.id', 'instalment.order_id', 'instalment.due_on', 'instalment.reminded'])
    .where('schedule.state', '=', 'open')
    .where('instalment.reminded', '<', STAGES.length)
    .where('instalment.due_on', '<=', addDays(today, -STAGES[0]!))
    .where('instalment.due_on', '>=', addDays(today, -60))
    .where('orders.status', 'in', ['confirmed', 'preparing', 'ready', 'delivered'])
    .where('orders.payment_status', 'in', ['unpaid', 'partial'])
    .orderBy('instalment.id')
    .limit(MOST_AT_ONCE * 5)
    .execute();
  const called = rows.filter((row) => stageOn(row.due_on, today) > row.reminded).slice(0, MOST_AT_ONCE);
  for (const row of called) {
    const stage = stageOn(row.due_on, today);
    const view = await orderById(run.trx, row.order_id, true);
    const found = await scheduleOf(run, view.order);
    const instalment = found?.instalments.find((one) => one.id === row.id);
    if (instalment && instalment.open > 0 && !(await isDisputed(run, row.order_id))) {
      // The link that asked for a part on the day it was made is the first word about it.
      if (!(stage <= 2 && row.reminded === 0 && instalment.position === 1)) await remind(run, view, instalment, stage);
    }
    await run.trx
      .updateTable('instalment')
      .set({ reminded: stage, reminded_at: new Date(run.at) })
      .where('id', '=', row.id)
      .execute();
  }
}

async function isDisputed(run: Run, orderId: number): Promise<boolean> {
  const row = await run.trx
    .selectFrom('dispute')
    .select('id')
    .where('order_id', '=', orderId)
    .where('state', '!=', 'won')
    .executeTakeFirst();
  return row !== undefined;
}

async function remind(run: Run, view: OrderView, one: Covered, stage: number): Promise<void> {
  const { order } = view;
  const language = customerLanguage(run, view);
  const texts = textsFor(language);
  const short = String(order.short);
  const amount = formatMoney(one.open, run.shop.currency, language);
  const today = dayOf(run.at, run.shop.timezone);
  const when = formatDay(one.dueOn, language, today);
  const text =
    stage >= 3
      ? texts.paying.schedule.overdue(short, amount, when)
      : texts.paying.schedule.reminder(short, amount, when);
  const link = linksOff(run) || !paysOnline(run) ? null : await linkFor(run, order, one.open);
  const key = `due:${one.id}:${stage}`;
  if (order.conversation_id !== null) {
    await say(run, order.conversation_id, key, {
      text,
      ...(link
        ? {
            link: { label: texts.customer.payButton, url: linkUrl(run, link) },
            template: customerTemplate('payment_link', language, [run.shop.name, short, amount], linkToken(run, link)),
          }
        : {}),
    });
  } else if (view.customer.email && run.hub.facilities?.mail) {
    const subject = texts.paying.schedule.mailSubject(run.shop.name, short);
    const body = link ? `${text}\n\n${linkUrl(run, link)}` : text;
    await ask(run, key, { kind: 'mail', to: view.customer.email, subject, text: body });
  }
  if (stage < 3) return;
  await tellMembers(run, key, (reader) => {
    const shown = formatMoney(one.open, run.shop.currency, reader);
    const words = textsFor(reader).paying.schedule.lateForMembers(short, shown, formatDay(one.dueOn, reader, today));
    return {
      reply: { text: words, template: { name: 'alert', language: reader, params: [run.shop.name, words] } },
      about: { orderId: order.id, version: order.version },
    };
  });
}
