import { z } from 'zod';
import { say } from '../conversations/say.ts';
import { ask } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { formatDay, formatQuantity, formatTime } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { boardOf, todayOf } from './board.ts';
import { whoOrdered } from './cards.ts';
import type { OrderLineRow, OrderView } from './read.ts';

/** What a day asks of the kitchen. */
export type Production = {
  day: string;
  /** How much of each product, its size and what is written on it, the most first. */
  totals: { name: string; unit: string; qty: number }[];
  /** The day's orders by hour, those without an hour last. */
  orders: OrderView[];
  /** Numbers of the day's orders that wait for a member's yes: not counted. */
  waiting: number[];
};

/** The orders of a day and what they come to. Cancelled ones are left out. */
export async function productionOf(run: Run, day: string): Promise<Production> {
  const views = await boardOf(run, { kind: 'day', day }, 200);
  const orders = views.filter((view) => view.order.status !== 'pending');
  const waiting = views.filter((view) => view.order.status === 'pending').map((view) => view.order.short);
  return { day, totals: totalsBy(orders), orders, waiting };
}

/** Quantities are decimal strings of at most three places: added as whole thousandths. */
function totalsBy(orders: OrderView[]): Production['totals'] {
  const sums = new Map<string, { name: string; unit: string; thousandths: number }>();
  for (const line of orders.flatMap((view) => view.lines)) {
    const key = `${line.sku}|${line.unit}`;
    const known = sums.get(key);
    const thousandths = Math.round(Number(line.qty) * 1000);
    if (known) known.thousandths += thousandths;
    else sums.set(key, { name: line.name, unit: line.unit, thousandths });
  }
  return [...sums.values()]
    .map(({ name, unit, thousandths }) => ({ name, unit, qty: thousandths / 1000 }))
    .sort((a, b) => b.qty - a.qty || a.name.localeCompare(b.name, 'fr'));
}

/** What a line asks beyond its product: "inscription : Joyeux anniversaire". */
export function optionsOf(line: Pick<OrderLineRow, 'options'>): string[] {
  return Object.entries(line.options as Record<string, unknown>).map(([name, value]) => `${name} : ${String(value)}`);
}

/** The day's sheet as one message. */
export function productionText(sheet: Production, run: Pick<Run, 'language'>): string {
  const texts = textsFor(run.language);
  const title = `📋 ${texts.orders.sheet(formatDay(sheet.day, run.language))}`;
  const waiting = sheet.waiting.length > 0 ? [`⏳ ${texts.orders.sheetWaiting(sheet.waiting.join(', '))}`] : [];
  if (sheet.orders.length === 0) return [title, texts.orders.sheetEmpty, ...waiting].join('\n');
  const totals = sheet.totals.map((row) => `• ${formatQuantity(row.qty, row.unit, run.language)} × ${row.name}`);
  return [
    title,
    `${texts.orders.sheetTotals} :`,
    ...totals,
    '',
    `${texts.orders.sheetByHour} :`,
    ...sheet.orders.map((view) => orderRow(view, run)),
    ...waiting,
  ].join('\n');
}

function orderRow(view: OrderView, run: Pick<Run, 'language'>): string {
  const { order } = view;
  const texts = textsFor(run.language);
  const hour = order.due_time ? formatTime(order.due_time, run.language) : texts.orders.sheetNoHour;
  const lines = view.lines.map((line) => {
    const what = texts.lineNoPrice(formatQuantity(line.qty, line.unit, run.language), line.name);
    return [what, ...optionsOf(line)].join(', ');
  });
  const where = order.fulfilment === 'delivery' ? [`🚚 ${order.address ?? texts.fulfilment.delivery}`] : [];
  const note = order.note ? [`📝 ${order.note}`] : [];
  const done = order.status === 'ready' || order.status === 'delivered' ? ' ✅' : '';
  const head = `${hour} · ${order.short} ${whoOrdered(view, run.language)}${done}`;
  return [head, ...[...lines, ...where, ...note].map((row) => `   ${row}`)].join('\n');
}

export const productionSheet = defineTool({
  name: 'production_sheet',
  says: 'What is to be prepared on a day: totals by product, then by order and hour.',
  for: ['member'],
  input: z.object({
    text: z.string().max(100).default(''),
    day: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
  command: {
    words: ['production', 'fournee', 'kitchen'],
    takes: 'text',
    reads: 'day',
    example: 'samedi',
    help: {
      fr: 'ce qu’il faut préparer ce jour-là, avec la feuille à imprimer',
      en: 'what to prepare that day, with a sheet to print',
      ar: 'ما يجب تحضيره في ذلك اليوم مع ورقة للطباعة',
    },
    slashless: true,
  },
  run: async (run, input): Promise<Outcome> => {
    const texts = textsFor(run.language).orders;
    if (input.text.trim() && !input.day) {
      throw new Refusal('invalid', `${texts.notFound(input.text.trim())} /production demain`);
    }
    const sheet = await productionOf(run, input.day ?? todayOf(run));
    const text = productionText(sheet, run);
    const facts = { day: sheet.day, orders: sheet.orders.length };
    const thread = run.actor.kind === 'member' ? run.actor.conversationId : undefined;
    if (sheet.orders.length === 0 || thread === undefined) return { facts, reply: { text } };
    await ask(run, `production:${sheet.day}`, {
      kind: 'print_production',
      day: sheet.day,
      language: run.language,
      conversationId: thread,
    });
    return { facts, reply: { text: `${text}\n\n${texts.sheetPdf}` } };
  },
});

/** Keeps a printed sheet and puts it into the thread that asked for it. */
export async function deliverSheet(
  run: Run,
  sheet: { day: string; conversationId: number },
  bytes: Uint8Array,
): Promise<void> {
  const filename = `production-${sheet.day}.pdf`;
  const mime = 'application/pdf';
  const { id } = await run.trx
    .insertInto('picture')
    .values({ shop_id: run.shop.id, mime, filename, bytes: Buffer.from(bytes), created_at: new Date(run.at) })
    .returning('id')
    .executeTakeFirstOrThrow();
  const text = textsFor(run.language).orders.sheetHere(formatDay(sheet.day, run.language));
  await say(run, sheet.conversationId, 'sheet', { text, document: { fileId: `picture:${id}`, filename, mime } });
}
