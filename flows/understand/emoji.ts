/** Goods that are drawn and not written: "3 🥐". */
import { EMOJI_WORDS, VAGUE_EMOJI } from './food-words.ts';
import { candidatesAt } from './match.ts';
import type { Mention, MentionInput } from './mentions.ts';
import { tokenise } from './text.ts';

/** What an emoji stands for, counted by how often it is repeated; null where it only decorates. */
export function emojiMention(input: MentionInput, i: number, out: Mention[]): Mention | null {
  const { shop, tokens } = input;
  const emoji = tokens[i]!.t;
  const first = emoji;
  let next = i + 1;
  while (tokens[next]?.t === emoji) next++;
  const count = next - i;
  const beside = out.at(-1);
  if (VAGUE_EMOJI.has(first)) return null;
  const drawn = shop.products.filter((p) => p.name.includes(first));
  const words = drawn.length === 1 ? drawn[0]!.name : EMOJI_WORDS[first];
  if (!words) return null;
  const told = tokenise(words).filter((x) => x.kind === 'word');
  const found = candidatesAt(shop, told, 0, () => false).filter((c) => c.full);
  if (found.length === 0) return null;
  if (beside?.product === found[0]!.product && i - beside.next <= 3) return null;
  // "5 tournesols, merci 🌻": it decorates what was said.
  if (count === 1 && tokens[i - 1]?.kind !== 'num' && out.some((m) => m.product === found[0]!.product)) return null;
  return {
    i,
    next,
    product: found[0]!.product,
    group: [found[0]!.product],
    candidate: found[0]!,
    emojiCount: count,
    sim: 0.9,
  };
}
