/** Whether a number in a text is an hour at all. */
import { type Clock, clockAt } from './when-clock.ts';
import { isWord, meaning, skip, type WhenContext } from './when-context.ts';
import { led } from './when-lead.ts';

/** An hour counts when it is marked (h, :, pm), announced ("a 18"), or followed by its part of day. */
export function clockPiece(ctx: WhenContext, i: number): Clock | null {
  const lead = led(ctx, i);
  const c = clockAt(ctx, i, lead);
  if (!c) return null;
  if (ctx.lang === 'ar' && meaning(ctx, skip(ctx, c.next, 'من', 'شهر'))?.m.k === 'month') return null;
  if (!c.bare) return c;
  const after = skip(ctx, c.next, 'du', 'de', 'in', 'the', 'mta3', 'el', 'في', 'متاع', 'متع', 'of');
  const next = meaning(ctx, after);
  const before = ctx.words[i - 1];
  if (next?.m.k === 'part' && before !== 'le' && (after > c.next || !ctx.order)) return c;
  if (next?.m.k === 'rel' && next.m.part && !ctx.order) return c;
  const prev = meaning(ctx, i - 1) ?? meaning(ctx, i - 2);
  if (!ctx.order && prev && (prev.m.k === 'rel' || prev.m.k === 'part') && prev.next === i && c.minute <= 1440)
    return c;
  if (ctx.lang === 'ar' && /^(?:ال|لل)/.test(ctx.words[i] ?? '') && !ctx.order) return c;
  if (!ctx.order && ctx.tokens[i]?.kind === 'word' && c.minute % 60 !== 0) return c;
  if (!lead) return null;
  const follow = ctx.tokens[c.next];
  const loose =
    !follow ||
    follow.nl ||
    follow.kind === 'punct' ||
    follow.kind === 'emoji' ||
    next !== null ||
    isWord(ctx, c.next, 'svp', 'merci', 'please', 'je', 'on', 'si', 'et', 'ou', 'pour', 'pm', 'le', 'inchallah');
  if (!loose || isWord(ctx, c.next, '€', '%', '/', '$')) return null;
  if (before === 'pour' || before === 'de' || before === 'par') return null;
  if (
    ctx.order &&
    ctx.lang === 'fr' &&
    before === 'a' &&
    isWord(ctx, i - 2, 'pense', 'passer', 'passe', 'monter', 'augmenter') &&
    !next
  )
    return ctx.order && isWord(ctx, i - 2, 'passer') ? null : c;
  if (next?.m.k === 'month') return null;
  return c.minute <= 1440 ? c : null;
}
