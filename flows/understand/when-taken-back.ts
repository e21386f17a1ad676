/** Hours and parts of day that the customer takes back or refuses: "ce midi euh ce soir", "17h plutôt que le matin". */
import type { WhenPieces } from './when.ts';
import type { WhenContext } from './when-context.ts';

const TAKES_BACK =
  /\b(?:non|plutot|enfin|pardon|finalement|not|actually|rather|sorry|wala|et pas)\b|^(?:(?:euh|heu|ou|de|pour|a|vers|le|ce|\.|…|,) ?)*(?:euh|heu)(?: (?:de|pour|a|vers|le|ce|plutot))*$/;

/** "17h plutôt que le matin": the later is what is not wanted. */
const REFUSED = /\b(?:plutot que|au lieu|a la place|instead of|rather than)(?: (?:a|de|du|le|la|l|vers|d))*$/;

/** Hours and parts of day without those that a later one takes back: "ce midi euh ce soir", "14h enfin 15h". */
export function withoutTakenBack(ctx: WhenContext, found: WhenPieces): Pick<WhenPieces, 'clocks' | 'parts'> {
  const { clocks, parts } = found;
  const all = [...clocks, ...parts].sort((a, b) => a.i - b.i);
  let from = 0;
  let until = Infinity;
  all.forEach((piece, k) => {
    const before = all[k - 1];
    if (!before || before.next > piece.i) return;
    const between = ctx.words.slice(before.next, piece.i).join(' ');
    // "samedi matin, enfin vers 10h" says the same more closely.
    const closer = parts.some((p) => p === before) && clocks.some((c) => c === piece);
    if (REFUSED.test(between)) until = Math.min(until, piece.i);
    else if (!closer && TAKES_BACK.test(between)) from = piece.i;
  });
  const stands = ({ i }: { i: number }): boolean => i >= from && i < until;
  return { clocks: clocks.filter(stands), parts: parts.filter(stands) };
}
