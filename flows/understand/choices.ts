/** Options of which several may be chosen (toppings, fillings): "with onions, no pickles, extra cheese". */
import type { CompiledProduct } from './catalogue.ts';
import { sameWord } from './same-word.ts';
import type { Token } from './text.ts';
import type { OptionValue } from './types.ts';
import { CONNECTORS } from './words.ts';

const NOT = /^(?:no|not|without|hold|skip|avoid|minus|pas|sans|ni|non)$/;
const EXTRA = /^(?:extra|double|lots|heavy|plenty|plus|beaucoup|supplement)$/;
const LIGHT = /^(?:light|little|bit|less|moins|peu)$/;

type Hit = { option: string; choice: string; next: number; length: number };

function hitAt(p: CompiledProduct, tokens: readonly Token[], i: number, to: number): Hit | null {
  let best: Hit | null = null;
  for (const o of p.options) {
    if (o.kind !== 'choices' || !o.choices) continue;
    o.stems.forEach((stems, c) => {
      let k = i;
      let n = 0;
      for (const s of stems) {
        while (k < to && k > i && CONNECTORS.has(tokens[k]!.t)) k++;
        if (k >= to || tokens[k]!.kind !== 'word' || !sameWord(tokens[k]!.t, s)) break;
        k++;
        n++;
      }
      const whole = n === stems.length && n > 0;
      const part =
        !whole &&
        stems.length > 1 &&
        tokens[i] &&
        (sameWord(tokens[i]!.t, stems[0]!) || sameWord(tokens[i]!.t, stems.at(-1)!));
      const length = whole ? n * 10 : part ? 1 : 0;
      if (length > 0 && (!best || length > best.length))
        best = { option: o.name, choice: o.choices![c]!, next: whole ? k : i + 1, length };
    });
  }
  return best;
}

/** What the dish before is, said behind its name: "a roast beef sandwich on rye". */
const DISH = /^(?:sandwich(?:es)?|subs?|burgers?|wraps?|bowls?|plates?|pizzas?|meals?)$/;

const LIST =
  /^(?:and|et|with|avec|without|sans|no|not|pas|extra|light|double|plus|some|on|it|one|a|little|bit|of|also|add|topped|only|just|but|i|would|like|for|toppings?|,|&|-|well|done|medium|rare|grilled|toasted|fresh)$/;

/**
 * The words from i to next name a topping of the product before, told in one list with it: "a bowl with rice, cheese and
 * guacamole" where guacamole is sold by itself too. "guacamole on the side" is not.
 */
export function toppingOf(
  p: CompiledProduct,
  tokens: readonly Token[],
  from: number,
  i: number,
  next: number,
  whole: boolean,
): boolean {
  if (!p.options.some((o) => o.kind === 'choices')) return false;
  for (let k = from; k < i; ) {
    const hit = tokens[k]!.kind === 'word' ? hitAt(p, tokens, k, i) : null;
    if (hit) k = hit.next;
    else if (k === from && DISH.test(tokens[k]!.t)) k++;
    else if ((LIST.test(tokens[k]!.t) || /^(?:with|without)$/.test(tokens[k + 1]?.t ?? '')) && !tokens[k]!.nl) k++;
    else return false;
  }
  if (tokens[next]?.t === 'on' && /^(?:the|side)$/.test(tokens[next + 1]?.t ?? '')) return false;
  const hit = hitAt(p, tokens, i, tokens.length);
  if (!hit) return false;
  // A whole product name that is only part of a topping's name stays a product.
  return hit.length >= 10 ? hit.next >= next : !whole && next - i > 1;
}

/** "with three espresso shots": a topping's whole name, longer than the name of goods it begins with. */
export function longerTopping(p: CompiledProduct, tokens: readonly Token[], i: number, next: number): boolean {
  const hit = hitAt(p, tokens, i, tokens.length);
  return hit !== null && hit.length >= 20 && hit.next > next;
}

/** Reads the choices among the tokens [from, to); a refusal is written "no X", a strength "extra X" or "light X". */
export function choicesOf(
  p: CompiledProduct,
  tokens: readonly Token[],
  from: number,
  to: number,
  blocked: (i: number) => boolean,
): Record<string, OptionValue> {
  const out: Record<string, string[]> = {};
  let refused = false;
  for (let i = from; i < to; i++) {
    const t = tokens[i]!;
    if (blocked(i)) continue;
    if (NOT.test(t.t)) refused = true;
    else if (/^(?:and|et|with|avec|add|but|mais)$/.test(t.t) && !/^(?:and|et)$/.test(t.t)) refused = false;
    const hit = t.kind === 'word' ? hitAt(p, tokens, i, to) : null;
    if (!hit) continue;
    const before = tokens.slice(Math.max(from, i - 3), i).map((x) => x.t);
    const strength = before.some((w) => EXTRA.test(w)) ? 'extra ' : before.some((w) => LIGHT.test(w)) ? 'light ' : '';
    const value = `${refused ? 'no ' : strength}${hit.choice}`;
    const list = out[hit.option] ?? [];
    out[hit.option] = list;
    if (!list.includes(value)) list.push(value);
    i = hit.next - 1;
  }
  return out;
}
