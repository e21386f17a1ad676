import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { addDays, formatDay } from '../language.ts';
import { todayOf } from '../orders/board.ts';
import { textsFor } from '../texts/index.ts';
import { type CommandWords, defineTool, type Outcome, type Run, type Tool } from '../tool.ts';
import { changeSettings } from './change-settings.ts';
import { readDays } from './day-words.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const asked = z.object({
  text: z.string().max(300).default(''),
  /** The days themselves: what an undo says. */
  days: z.array(z.string().regex(DAY)).max(100).optional(),
});
/** The most closures one message lists, and the most orders of closed days. */
const MOST_ROWS = 12;

/** What closing and opening share: who may, what is typed; without a day, the closures to come under a title. */
function closureTool(
  what: Pick<Tool, 'name' | 'says'> & { command: Omit<CommandWords, 'takes' | 'slashless'> },
  untold: (run: Run) => string | null,
  act: (run: Run, days: string[], reason: string) => Promise<Outcome>,
) {
  return defineTool({
    ...what,
    for: ['member'],
    roles: ['owner', 'manager'],
    input: asked,
    command: { ...what.command, takes: 'text', slashless: true },
    run: async (run, input) => {
      if (!input.days && !input.text.trim()) return { facts: {}, reply: { text: closuresText(run, untold(run)) } };
      const { days, reason } = daysMeant(run, input);
      return act(run, days, reason);
    },
  });
}

export const closeDays = closureTool(
  {
    name: 'close_days',
    says: 'Closes the shop on a day or a range of days; without a day, lists the closures to come.',
    command: {
      words: ['fermer', 'fermeture', 'close'],
      example: '25/12 au 02/01 congés',
      help: { fr: 'ferme un jour ou une période', en: 'closes a day or a period', ar: 'إغلاق يوم أو فترة' },
    },
  },
  () => null,
  async (run, days, reason) => {
    const { before, after } = await changeSettings(
      run,
      (now) => ({ closures: [...new Set([...now.closures, ...days])].sort() }),
      reason ? { reason } : {},
    );
    const added = days.filter((day) => !before.closures.includes(day));
    const texts = textsFor(run.language).day;
    const named = daysText(days, run) + (reason ? ` (${reason})` : '');
    const title = added.length > 0 ? texts.closed(named) : texts.closedAlready(named);
    const rows = [title, ...(await ordersOn(run, days))];
    if (added.length > 0) rows.push(texts.reopen(`/ouvrir ${short(days)}`));
    return {
      facts: { closed: added, closures: after.closures.length },
      reply: { text: rows.join('\n') },
      ...(added.length > 0 ? { undo: { tool: 'open_days', input: { days: added } } } : {}),
    };
  },
);

export const openDays = closureTool(
  {
    name: 'open_days',
    says: 'Opens the shop again on days that were closed.',
    command: {
      words: ['ouvrir', 'rouvrir', 'open'],
      example: '25/12',
      help: { fr: 'rouvre un jour fermé', en: 'opens a closed day again', ar: 'إعادة فتح يوم مغلق' },
    },
  },
  (run) => textsFor(run.language).day.openWhich,
  async (run, days) => {
    const texts = textsFor(run.language).day;
    const closed = run.shop.settings.closures.filter((day) => days.includes(day));
    if (closed.length === 0) {
      throw new Refusal('wrong_state', closuresText(run, texts.notClosed(daysText(days, run))));
    }
    await changeSettings(run, (now) => ({ closures: now.closures.filter((day) => !days.includes(day)) }));
    return {
      facts: { opened: closed },
      reply: { text: `${texts.opened(daysText(closed, run))}\n${texts.reclose(`/fermer ${short(closed)}`)}` },
      undo: { tool: 'close_days', input: { days: closed } },
    };
  },
);

/** The days a line or an undo names. Throws Refusal for a line that names none to come. */
function daysMeant(run: Run, input: z.output<typeof asked>): { days: string[]; reason: string } {
  if (input.days) return { days: [...input.days].sort(), reason: '' };
  const read = readDays(input.text, todayOf(run));
  if (!read) throw new Refusal('invalid', textsFor(run.language).day.whichDays(input.text.trim()));
  const days: string[] = [];
  for (let day = read.from; day <= read.to; day = addDays(day, 1)) days.push(day);
  return { days, reason: read.rest };
}

/** "vendredi 25 décembre", or from the first to the last where they follow each other, else each. */
function daysText(days: string[], run: Pick<Run, 'language' | 'at' | 'shop'>): string {
  const texts = textsFor(run.language).day;
  const today = todayOf(run);
  const show = (day: string) => formatDay(day, run.language, today);
  const [first, last] = [days[0]!, days.at(-1)!];
  if (days.length === 1) return show(first);
  if (days.length > 2 && addDays(first, days.length - 1) === last) return texts.fromTo(show(first), show(last));
  return days.map(show).join(run.language === 'ar' ? '، ' : ', ');
}

/** "25/12/2026 au 02/01/2027": the days as they can be typed back. */
function short(days: string[]): string {
  const show = (day: string) => day.split('-').reverse().join('/');
  return days.length === 1 ? show(days[0]!) : `${show(days[0]!)} au ${show(days.at(-1)!)}`;
}

/** The closures to come, one row a stretch, under a title. */
function closuresText(run: Run, title: string | null): string {
  const texts = textsFor(run.language).day;
  const coming = run.shop.settings.closures.filter((day) => day >= todayOf(run)).sort();
  if (coming.length === 0) return [title, texts.noClosures].filter(Boolean).join('\n');
  const stretches: string[][] = [];
  for (const day of coming) {
    const open = stretches.at(-1);
    if (open && addDays(open.at(-1)!, 1) === day) open.push(day);
    else stretches.push([day]);
  }
  const rows = stretches.slice(0, MOST_ROWS).map((stretch) => `• ${daysText(stretch, run)}`);
  return [title ?? texts.closures, ...rows, texts.howToClose].join('\n');
}

/** Orders that are due on days now closed, and what to type for them. */
async function ordersOn(run: Run, days: string[]): Promise<string[]> {
  const rows = await run.trx
    .selectFrom('orders')
    .innerJoin('customer', 'customer.id', 'orders.customer_id')
    .select(['orders.short', 'orders.due_date', 'orders.customer_name', 'customer.name'])
    .where('orders.due_date', 'in', days)
    .where('orders.status', 'in', ['pending', 'confirmed', 'preparing', 'ready'])
    .orderBy('orders.due_date')
    .orderBy('orders.short')
    .limit(MOST_ROWS + 1)
    .execute();
  if (rows.length === 0) return [];
  const texts = textsFor(run.language).day;
  const unnamed = textsFor(run.language).member.unnamed;
  const listed = rows
    .slice(0, MOST_ROWS)
    .map((row) =>
      texts.closedOrder(
        String(row.short),
        row.customer_name ?? row.name ?? unnamed,
        formatDay(row.due_date!, run.language),
      ),
    );
  if (rows.length > MOST_ROWS) listed.push('…');
  const first = String(rows[0]!.short);
  return [texts.closedOrders, ...listed, texts.closedOrdersHow(first)];
}
