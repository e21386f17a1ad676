/** The lines of a change to an order that stands elsewhere: what is added, set, removed. */
import type { Burst } from './burst.ts';
import { asCart, opOf, wordsOf } from './cart.ts';
import type { CompiledShop } from './catalogue.ts';
import { countApart } from './counted.ts';
import { repairLines } from './repair.ts';
import type { CartLine } from './state.ts';

const CHANGED =
  /(?:enlev|supprim|retir|ajout|rajout|remove|add |au lieu|instead|passe[rz]? (?:a|de|en|le|la|les|mon|ma|mes)|faire en|en \d+ (?:parts|personnes|p)|plus grand|plus petit|zid|na7i|sans|remplac|(?:finalement|plutot|prenez|prends|mettez|mets)(?: [a-z]+){0,2} (?:grande?|petite?|moyenne?|\d+ parts)(?: |$))/;

/** Lines of a change to an order the conversation does not contain. */
export function touchedLines(shop: CompiledShop, b: Burst, turn: number): CartLine[] {
  const { lines, replaced } = repairLines(shop, b);
  let end = 0;
  let op: 'add' | 'set' | 'remove' | null = null;
  const out: CartLine[] = [];
  for (const l of lines) {
    if (
      l.unsaid &&
      /^(?:mon|ma|mes|notre|nos|my|our|le|la|les|l)$/.test(b.tokens[l.i - 1]?.t ?? '') &&
      !CHANGED.test(b.words)
    )
      continue;
    const own = opOf(b, l, end);
    const said =
      /(?:ajout|rajout|enlev|supprim|retir|zid|na7i|add|remove|sans|pas|lieu|plutot|finalement|passe|passer|chang|faire en| mets | mettez | mettre | prenez | prendre )/.test(
        wordsOf(b, Math.max(end, l.i - 8), l.i),
      );
    op = said || op === null ? own : op === 'add' && own === 'add' ? 'add' : op;
    const line = asCart(b, l, turn);
    const changed =
      /(?:lieu|passe|passer|chang|plutot|finalement|faire en|mettre|en \d+ parts)/.test(b.words) &&
      op === 'add' &&
      !said;
    line.op = changed ? 'set' : op;
    if (line.op === 'remove') {
      line.qty = 0;
      line.askQty = false;
      line.askVariant = false;
    }
    if (line.op === 'set' && l.unsaid && l.qty === null) {
      line.qty = 1;
      line.askQty = false;
    }
    end = l.next;
    out.push(line);
  }
  if (out.some((l) => l.product !== null))
    for (const l of out.filter((x) => x.product === null && x.unsaid)) out.splice(out.indexOf(l), 1);
  const anew = replaced.length === 1 && out.length === 0 ? countApart({ ...b, lines: [] }) : null;
  if (anew !== null && replaced[0]!.product !== null)
    return [{ ...asCart(b, replaced[0]!, turn), op: 'set', qty: anew, askQty: false }];
  for (const r of replaced)
    if (r.product !== null && !out.some((l) => l.product === r.product))
      out.push({ ...asCart(b, r, turn), op: 'remove', qty: 0, askQty: false, askVariant: false });
  return out;
}
