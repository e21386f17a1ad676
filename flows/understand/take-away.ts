/** "enlevez les chocolat", "sans les vanille": goods of the cart that go by one word of their name. */
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import { cardinal } from './numbers.ts';
import type { CartLine, State } from './state.ts';
import { stemsFor } from './stems-for.ts';
import type { Token } from './text.ts';

/** A verb of taking away. */
export const TAKES_AWAY =
  /^(?:enleve[rz]?|enlevez|supprime[rz]?|retire[rz]?|vire[rz]?|ote[rz]?|remove|drop|na7i|na7ili|na7iw)$/;
const ARTICLE = /^(?:le|la|les|l|un|une|des|de|d|du|the|au|aux|a|el)$/;
const SAME = 0.9;

/** Is something to be taken away? */
export const takesAway = (b: Burst): boolean => b.tokens.some((t, i) => !b.masked[i] && TAKES_AWAY.test(t.t));

/** Takes off the cart what a verb of taking away names by a word that is no line of its own. True when something went. */
export function takeAwayByWord(shop: CompiledShop, state: State, b: Burst, turn: number): boolean {
  const at = b.tokens.findIndex((t, i) => !b.masked[i] && TAKES_AWAY.test(t.t));
  if (at < 0) return false;
  let i = at + 1;
  while (ARTICLE.test(b.tokens[i]?.t ?? '')) i++;
  const n = b.tokens[i] && !b.taken[i] ? cardinal(b.tokens as Token[], i, 'fr') : null;
  if (n) i = n.next;
  while (ARTICLE.test(b.tokens[i]?.t ?? '')) i++;
  const word = b.tokens[i];
  if (word?.kind !== 'word' || b.taken[i] || b.lines.some((l) => l.product !== null && i >= l.i && i < l.next))
    return false;
  const stems = stemsFor(shop, word.t).filter((s) => s.sim >= SAME);
  const named = state.cart.filter(
    (c) => c.turn < turn && c.product !== null && stems.some((s) => namedBy(shop, c, s.stem)),
  );
  const line = named.length === 1 ? named[0]! : null;
  if (!line) return false;
  if (n && !n.article && line.qty !== null && line.qty > n.value) line.qty -= n.value;
  else state.cart.splice(state.cart.indexOf(line), 1);
  return true;
}

function namedBy(shop: CompiledShop, c: CartLine, stem: string): boolean {
  return (shop.formsOf[c.product!] ?? []).some((f) => f.stems.includes(stem));
}
