/** Numbers said apart from the goods they count: "mettez-en 3", "va pour 5", "vous en avez ? si oui 2 pour ce soir". */
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import { cardinal } from './numbers.ts';
import type { State } from './state.ts';
import type { Token } from './text.ts';

/** What stands right before such a number. */
const LEADS_TO_COUNT =
  /(?:^| )(?:(?:mets|mettez|mettre|met|prends|prend|prendrais|prendrai|prendrons|veux|voudrais|faut|faudrait|faudra|garde|gardez|reserve|reservez|commande|prepare|preparez)(?: moi| m| nous)? en|(?:nous|m|moi|me|vous) en (?:mettre|garder|mettez|mets|faire|prendre)|(?:m|nous|moi) en|j en (?:prends|prend|prendrais|prendrai|veux|voudrais)|m en (?:faut|faudrait|faudra|mettre|garder|reserver)|en (?:prends|prend|prendrais|prendrai|veux|voudrais|faudrait|faut|mettre|garder|reserver|prendre)|va pour|(?:je|on) (?:prends|prend|prendrai|prendrais) (?:donc |alors )?les|ok pour(?: les)?|ce etait|si oui|dans ce cas)(?: (?:plutot|finalement|alors|juste|mettez|mets|moi|seulement))? $/;

const MORE = /^ (?:de plus|en plus|autres?|supplementaires?|de moins|en moins)/;

/** The number so said, or null; numbers of goods named in the message, of days and sizes are no such numbers. */
export function countApart(b: Burst): number | null {
  const text = (from: number, to: number): string => {
    const said = b.tokens.slice(Math.max(0, from), to).filter((t) => t.kind !== 'punct');
    return ` ${said.map((t) => t.t).join(' ')} `;
  };
  for (let i = 0; i < b.tokens.length; i++) {
    if (b.taken[i] || b.lines.some((l) => !l.unsaid && i >= l.i && i < l.next)) continue;
    const n = cardinal(b.tokens as Token[], i, 'fr');
    if (!n || n.article || !Number.isInteger(n.value) || n.value < 1 || n.value > 500) continue;
    if (b.lines.some((l) => l.i === n.next && !l.unsaid)) continue;
    if (/^(?:parts|personnes|pers|euros|h|heures)$/.test(b.tokens[n.next]?.t ?? '')) continue;
    if (LEADS_TO_COUNT.test(text(i - 6, i)) && !MORE.test(text(n.next, n.next + 2))) return n.value;
  }
  return null;
}

/** The number said apart goes to the one thing it can count: what was named before without one in the same message. */
export function countNamed(shop: CompiledShop, b: Burst): void {
  const open = b.lines.filter((l) => l.product !== null && !l.negated);
  const line = open.length === 1 ? open[0]! : null;
  if (!line?.unsaid) return;
  const { unit, pack } = shop.products[line.product!]!;
  if (pack !== null || unit === 'kg' || unit === 'l') return;
  const n = countApart(b);
  if (n === null) return;
  line.qty = n;
  line.unsaid = false;
  line.askQty = false;
}

/** "mettez-en 3 plutôt": the one line there was is wanted so many times. True when it was so. */
export function recount(state: State, b: Burst, turn: number): boolean {
  const before = state.cart.filter((c) => c.turn < turn && c.product !== null);
  const line = before.length === 1 ? before[0]! : null;
  const n = line ? countApart(b) : null;
  if (!line || n === null) return false;
  line.qty = n;
  line.askQty = false;
  line.unsaid = false;
  return true;
}
