import { addDays, formatDay, timeOf } from '../language.ts';
import { todayOf } from '../orders/board.ts';
import { productionOf, productionText } from '../orders/production.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { tellEach } from './alerts.ts';
import { hasCome } from './conditions.ts';
import { openMinutes } from './open-hours.ts';
import { figuresText } from './report.ts';
import { spansOf } from './spans.ts';

type Sent = { evening_on: string | null; morning_on: string | null };

/** Sends what is due of the day's two digests, each once a day: the mark and the messages are one transaction. */
export async function sendDigests(run: Run, sent: Sent): Promise<void> {
  const today = todayOf(run);
  const clock = timeOf(run.at, run.shop.timezone);
  const { evening, morning } = run.shop.settings.digest;
  if (evening !== 'off' && sent.evening_on !== today && hasCome(evening, clock)) {
    await run.trx.updateTable('watch').set({ evening_on: today }).execute();
    await sayEvening(run, today);
  }
  const hour = morning === 'opening' ? hourBeforeOpening(run, today) : morning === 'off' ? null : morning;
  if (hour !== null && sent.morning_on !== today && hasCome(hour, clock)) {
    await run.trx.updateTable('watch').set({ morning_on: today }).execute();
    await sayMorning(run, today);
  }
}

/** HH:MM an hour before the shop opens on a day; null when it is closed. */
export function hourBeforeOpening(run: Pick<Run, 'shop'>, day: string): string | null {
  const first = openMinutes(run.shop.settings, day)[0]?.[0];
  if (first === undefined) return null;
  const at = Math.max(0, first - 60);
  return `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`;
}

async function dueOn(run: Run, day: string): Promise<number> {
  const row = await run.trx
    .selectFrom('orders')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('due_date', '=', day)
    .where('status', 'not in', ['cancelled', 'delivered'])
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

async function sayEvening(run: Run, today: string): Promise<void> {
  const spans = spansOf('day', today, run.at, run.shop.timezone);
  const tomorrow = addDays(today, 1);
  const due = await dueOn(run, tomorrow);
  const reader = (role: 'owner' | 'staff', language: Run['language']): Run => ({
    ...run,
    language,
    actor: { kind: 'member', memberId: 0, role, name: '' },
  });
  const closed = openMinutes(run.shop.settings, today).length === 0;
  // A closed day on which nothing came and before which nothing is due needs no word.
  if (closed && due === 0 && !(await cameLately(run))) return;
  const bodies = new Map<string, string>();
  for (const role of ['owner', 'staff'] as const) {
    for (const language of ['fr', 'en', 'ar'] as const) {
      bodies.set(role + language, await figuresText(reader(role, language), 'day', spans));
    }
  }
  await tellEach(run, `digest:evening:${today}`, ({ role, language }) => {
    const texts = textsFor(language).watch;
    const body = bodies.get((role === 'staff' ? 'staff' : 'owner') + language)!;
    const next = texts.dueTomorrow(formatDay(tomorrow, language), String(due));
    return [texts.evening, body, next].join('\n');
  });
}

async function cameLately(run: Run): Promise<boolean> {
  const row = await run.trx
    .selectFrom('orders')
    .select('id')
    .where('created_at', '>=', new Date(run.at - 24 * 3_600_000))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

async function sayMorning(run: Run, today: string): Promise<void> {
  const sheet = await productionOf(run, today);
  await tellEach(run, `digest:morning:${today}`, ({ language }) => {
    const texts = textsFor(language).watch;
    return [texts.morning, productionText(sheet, { language })].join('\n');
  });
}
