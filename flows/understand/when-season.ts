/** Seasons: "cet été", "this winter", "l'hiver prochain". A shop cannot deliver in a season: it is unclear. */
import { dayOf, partsOf } from './calendar.ts';
import { type DayPiece, isWord, meaning, skip, type WhenContext } from './when-context.ts';

/** First day and the day after the last, as month and day. */
const SEASONS: [RegExp, [number, number], [number, number]][] = [
  [/^(?:printemps|spring|الربيع)$/, [3, 20], [6, 21]],
  [/^(?:ete|summer|الصيف)$/, [6, 21], [9, 23]],
  [/^(?:automne|autumn|fall|الخريف)$/, [9, 23], [12, 21]],
  [/^(?:hiver|winter|الشتاء)$/, [12, 21], [3, 20]],
];

/** The season that is meant: "cet", "this" and "next" make a time of it; "une tarte d'été" has none. */
export function seasonAt(ctx: WhenContext, i: number): DayPiece | null {
  const lead = isWord(ctx, i, 'cet', 'ce', 'this', 'next', 'هذا');
  const k = lead ? i + 1 : skip(ctx, i, 'le');
  const season = SEASONS.find(([re]) => re.test(ctx.words[k] ?? ''));
  if (!season) return null;
  const dir = meaning(ctx, k + 1);
  const coming = isWord(ctx, i, 'next') || (dir?.m.k === 'dir' && dir.m.dir === 'next');
  if (!lead && !coming) return null;
  const next = dir?.m.k === 'dir' && coming && !lead ? dir.next : k + 1;
  if (ctx.order) return { day: null, unclear: true, next };
  const [, from, to] = season;
  const { y } = partsOf(ctx.ref.day);
  const inYear = (year: number): { day: number; end: number } => ({
    day: dayOf(year, from[0], from[1]),
    end: dayOf(to[0] < from[0] ? year + 1 : year, to[0], to[1]),
  });
  const now = [y - 1, y, y + 1].map(inYear).find((s) => s.end > ctx.ref.day && (!coming || s.day > ctx.ref.day))!;
  return { ...now, next };
}
