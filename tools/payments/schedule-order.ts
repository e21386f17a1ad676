import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { addDays, dayOf, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { linksOff } from '../orders/confirm.ts';
import { withText } from '../orders/inputs.ts';
import { type OrderView, orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { readAmount } from './amount.ts';
import { addMonths, type Covered, evenParts } from './instalments.ts';
import { amountDue } from './link.ts';
import {
  closeSchedules,
  depositParts,
  dueLink,
  makeSchedule,
  type Part,
  type Schedule,
  scheduleOf,
} from './schedule.ts';
import { sendLink } from './send-link.ts';

const MOST_PARTS = 12;
const DEFAULT_PERCENT = '30%';

export const depositOrder = defineTool({
  name: 'ask_deposit',
  says: 'Asks the customer of an order for a deposit (an amount or a percentage), the balance being due on its day.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['acompte', 'deposit'],
    takes: 'order_and_text',
    example: '156 [30%|50€] [arrhes]',
    help: {
      fr: 'demande un acompte (ou des arrhes), le solde étant dû le jour de la commande',
      en: 'asks for a deposit, the balance being due on the order’s day',
      ar: 'طلب تسبقة، والباقي يوم الطلب',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await scheduled(run, input.order);
    const term = /\barrhes\b/i.test(input.text) ? ('arrhes' as const) : ('acompte' as const);
    const typed = input.text.replace(/\b(?:arrhes|acompte)\b/gi, '').trim() || DEFAULT_PERCENT;
    const amount = readAmount(typed, run.shop.currency, view.order.total - view.order.credited);
    const texts = textsFor(run.language);
    if (amount === null || amount <= 0) throw new Refusal('invalid', texts.money.refusals.badAmount(typed));
    const due = amountDue(view.order);
    if (amount > due) {
      const shown = formatMoney(due, run.shop.currency, run.language);
      throw new Refusal('invalid', texts.money.refusals.moreThanDue(String(input.order), shown));
    }
    const parts = depositParts(run, view.order, amount);
    return make(run, view, { kind: 'deposit', term, parts });
  },
});

export const scheduleOrder = defineTool({
  name: 'schedule_payments',
  says: 'Lets the customer pay an order in several parts (3x), monthly or weekly; without text it shows the schedule.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['echeancier', 'echeances', 'instalments'],
    takes: 'order_and_text',
    example: '156 [3x] [semaine]',
    help: {
      fr: 'paiement en plusieurs fois, avec rappels ; sans rien : l’échéancier',
      en: 'payment in several parts, with reminders; alone: shows them',
      ar: 'الدفع على أقساط مع تذكير؛ دون شيء: عرض الأقساط',
    },
    slashless: true,
  },
  run: async (run, input) => {
    if (!input.text.trim()) return show(run, await orderByShort(run, input.order));
    const view = await scheduled(run, input.order);
    const read = readParts(input.text);
    const texts = textsFor(run.language).paying.schedule;
    if (!read || read.count < 2 || read.count > MOST_PARTS) {
      throw new Refusal('invalid', texts.badParts(input.text, String(input.order), MOST_PARTS));
    }
    const today = dayOf(run.at, run.shop.timezone);
    const paid = view.order.total - view.order.credited - amountDue(view.order);
    const amounts = evenParts(amountDue(view.order), read.count);
    if (amounts.some((amount) => amount <= 0)) throw new Refusal('invalid', texts.tooSmall);
    const parts = amounts.map((amount, place) => ({
      // What is paid already counts into the first part, so that the parts sum to the whole order.
      amount: place === 0 ? amount + paid : amount,
      dueOn: read.every === 'month' ? addMonths(today, place) : addDays(today, place * read.every),
    }));
    return make(run, view, { kind: 'instalments', term: null, parts });
  },
});

/** "3x", "en 4 fois par semaine", "2x 15j": how many parts, and how far apart. Null when it is none of these. */
export function readParts(text: string): { count: number; every: 'month' | number } | null {
  const plain = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const count = /(\d{1,2})\s*(?:x|fois|times|parts?)\b/.exec(plain);
  if (!count) return null;
  const days = /(?:tous les |every )?(\d{1,3})\s*(?:j|jours?|days?)\b/.exec(plain.slice(count.index + count[0].length));
  if (days) return Number(days[1]) > 0 ? { count: Number(count[1]), every: Number(days[1]) } : null;
  const every = /quinzaine/.test(plain) ? 14 : /semaine|hebdo|week/.test(plain) ? 7 : ('month' as const);
  return { count: Number(count[1]), every };
}

/** The order, locked; only what was agreed and is still due can be paid in parts. */
async function scheduled(run: Run, short: number): Promise<OrderView> {
  const view = await orderByShort(run, short, true);
  const texts = textsFor(run.language);
  const { order } = view;
  if (order.status === 'pending' || order.status === 'cancelled')
    throw new Refusal('wrong_state', texts.refusals.notPaidYet(short));
  if (amountDue(order) <= 0) throw new Refusal('wrong_state', texts.refusals.paidAlready(short));
  return view;
}

async function make(
  run: Run,
  view: OrderView,
  what: { kind: Schedule['kind']; term: Schedule['term']; parts: Part[] },
): Promise<Outcome> {
  const schedule = await makeSchedule(run, view.order, what);
  const texts = textsFor(run.language).paying.schedule;
  const found = await scheduleOf(run, view.order);
  const link = linksOff(run) ? null : await dueLink(run, view.order);
  const sent = link !== null && (await sendLink(run, view, link, what.term));
  const short = String(view.order.short);
  const rows = [
    what.term ? texts.depositMade[what.term](short) : texts.made(short),
    ...(found ? lines(run, found.instalments) : []),
    what.term ? texts.meaning[what.term] : null,
    link ? (sent ? texts.linkSent : texts.linkToGive(short)) : null,
  ];
  return {
    facts: { scheduled: true, order: view.order.short, parts: what.parts.length },
    reply: { text: rows.filter(Boolean).join('\n') },
    undo: { tool: closeSchedule.name, input: { order: view.order.short, schedule: schedule.id } },
  };
}

async function show(run: Run, view: OrderView): Promise<Outcome> {
  const texts = textsFor(run.language).paying.schedule;
  const short = String(view.order.short);
  const found = await scheduleOf(run, view.order);
  if (!found) return { facts: { parts: 0 }, reply: { text: texts.none(short) } };
  const text = [texts.title(short), ...lines(run, found.instalments)].join('\n');
  return { facts: { parts: found.instalments.length }, reply: { text } };
}

/** One row for each due date: when, how much, and how it stands. */
export function lines(run: Run, instalments: Covered[]): string[] {
  const texts = textsFor(run.language).paying.schedule;
  const today = dayOf(run.at, run.shop.timezone);
  const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
  return instalments
    .filter((one) => one.amount > 0)
    .map((one) => {
      const state =
        one.open === 0
          ? texts.paid
          : one.covered > 0
            ? texts.partly(money(one.open))
            : one.dueOn < today
              ? texts.late
              : '';
      return texts.line(String(one.position), formatDay(one.dueOn, run.language, today), money(one.amount), state);
    });
}

/** Takes a schedule back: the order is due as a whole again. What was paid stays. */
export const closeSchedule = defineTool({
  name: 'close_schedule',
  says: 'Takes a payment schedule back: the order is due as a whole again.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ order: z.int().positive(), schedule: z.int().positive() }),
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const texts = textsFor(run.language).paying.schedule;
    const found = await scheduleOf(run, view.order);
    if (found?.schedule.id !== input.schedule) throw new Refusal('wrong_state', texts.none(String(input.order)));
    await closeSchedules(run, view.order.id);
    await record(run, 'schedule.closed', view.order.id, { schedule: input.schedule });
    return { facts: { closed: true }, reply: { text: texts.closed(String(input.order)) } };
  },
});
