import { type Clock, clockAt, num } from './when-clock.ts';
import { isWord, meaning, skip, type WhenContext } from './when-context.ts';
import { howMany, markedPair } from './when-counts.ts';

const UNTIL = ['a', 'et', '-', 'to', 'till', 'until', 'and', 'jusque', 'الي', 'حتي', 'و', '/', 'through', 'but'];

/** "entre 10h et 11h", "de 9h a 11h", "18h-19h", "13-15h", "from 7 to 9". */
export function clockRange(ctx: WhenContext, i: number): Clock | null {
  if (ctx.words[i - 1] === '-' && !ctx.tokens[i]?.sp && ctx.tokens[i]?.kind === 'num') return null;
  const open = isWord(ctx, i, 'entre', 'between', 'de', 'from', 'بين', 'من', 'in');
  const from = open ? skip(ctx, i + 1, 'between', 'les', 'later', 'than', 'الساعه') : i;
  let start = clockAt(ctx, from, open);
  const firstNum = num(ctx, from);
  if (start && firstNum && start.next > firstNum.next && start.bare)
    start = { minute: firstNum.v * 60, sure: firstNum.v >= 13, next: firstNum.next, bare: true };
  if (!start) return null;
  let k = start.next;
  const part = meaning(ctx, k);
  if (part?.m.k === 'part' && UNTIL.includes(ctx.words[part.next] ?? '')) {
    k = part.next;
    if (part.m.part === 'afternoon' || part.m.part === 'evening')
      start = { ...start, minute: start.minute < 720 ? start.minute + 720 : start.minute, sure: true, bare: false };
  }
  const glue = ctx.words[k];
  if (glue === undefined || !UNTIL.includes(glue)) return null;
  if ((glue === 'et' || glue === 'and' || glue === 'و') && !open) return null;
  if (glue === '/' && start.bare) return null;
  if (glue === '-' && ctx.words[k + 2] === '-') return null;
  const to = skip(ctx, k + 1, 'le', 'before', 'les', 'الساعه');
  const end = clockAt(ctx, to, true);
  if (!end) return null;
  if (start.bare && end.bare && !open) {
    const p = meaning(ctx, skip(ctx, end.next, 'du', 'de', 'le', 'in', 'the', 'ish'));
    const day = meaning(ctx, i - 1) ?? meaning(ctx, skip(ctx, end.next, 'on', 'next', 'this'));
    const ok =
      p?.m.k === 'part' ||
      (glue !== '-' && ctx.lang === 'en' && !ctx.order) ||
      (day !== null && !ctx.order && (day.m.k === 'wd' || day.m.k === 'rel'));
    if (!ok) return null;
  }
  if (open && start.bare && end.bare && ctx.order && isWord(ctx, i, 'de', 'from', 'من')) return null;
  if (start.bare && end.bare && (howMany(ctx, i, end.next) || markedPair(ctx, from))) return null;
  if (start.bare && start.minute === 720 && end.sure && end.minute < 720) start = { ...start, minute: 0 };
  if (
    end.minute >= 720 &&
    end.sure &&
    start.minute < 720 &&
    !start.sure &&
    start.bare !== false &&
    end.minute - start.minute > 720 &&
    start.minute + 720 < end.minute
  )
    start = { ...start, minute: start.minute + 720, sure: true };
  return { minute: start.minute, sure: start.sure, end: { minute: end.minute, sure: end.sure }, next: end.next };
}
