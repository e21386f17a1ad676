/** Halves of the day in English: am and pm. */
import type { WhenContext } from './when-context.ts';

/** am / pm marks glued or apart: "pm", "p.m.", "p". */
export function ampm(ctx: WhenContext, i: number): { pm: boolean; next: number } | null {
  const w = ctx.words[i];
  if (w === undefined || ctx.lang === 'fr') return null;
  if (w === 'pm' || w === 'am')
    return { pm: w === 'pm', next: ctx.words[i + 1] === '.' && ctx.words[i + 2] === 'm' ? i + 3 : i + 1 };
  if ((w === 'p' || w === 'a') && ctx.lang === 'en') {
    const m = ctx.words[i + 1] === '.' ? i + 2 : i + 1;
    if (ctx.words[m] === 'm') return { pm: w === 'p', next: ctx.words[m + 1] === '.' ? m + 2 : m + 1 };
    if (!ctx.tokens[i]!.sp) return { pm: w === 'p', next: i + 1 };
  }
  return null;
}

/** An hour of twelve on the clock of twenty-four. */
export const noon = (h: number, pm: boolean): number => (pm ? (h < 12 ? h + 12 : h) : h === 12 ? 0 : h);
