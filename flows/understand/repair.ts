/** Corrections inside one burst: "2kg nectar... non 2kg abricots", "une chocolat, une marron", "X au lieu de Y". */
import type { Burst } from './burst.ts';
import type { CompiledShop } from './catalogue.ts';
import type { Line } from './lines.ts';
import { spelledOut } from './spelled-out.ts';
import { TAKES_AWAY } from './take-away.ts';

const TAKE_BACK =
  /(?:^| )(?:non|nan|pardon|enfin non|euh non|je veux dire|plutot|oups|erreur|correction|mais finalement|mais plutot|mais en fait|actually|i mean|sorry|no wait|la la|9asdi|قصدي)(?: |$)/;
const RETOLD = /(?:^| )(?:finalement|au final|tout compte fait|en fait)(?: |$)/;
const BESIDES = /(?:^| )(?:aussi|en plus|ajoute[rz]?|rajoute[rz]?|encore|also)(?: |$)/;
const INSTEAD =
  /(?:au lieu (?:de|du|des)|a la place (?:de|du|des)|plutot que|instead of|fi blaset|في بلاصه|and not|et pas)(?: |$)/;

function between(b: Burst, from: number, to: number): string {
  return ` ${b.tokens
    .slice(from, to)
    .map((t) => t.t)
    .join(' ')} `;
}

/** "un ficus ou un monstera": neither is chosen; one open line with both as candidates. */
function alternatives(shop: CompiledShop, lines: Line[], b: Burst): Line[] {
  const out: Line[] = [];
  for (const l of lines) {
    const last = out.at(-1);
    const either =
      last !== undefined &&
      last.product !== l.product &&
      !last.negated &&
      !l.negated &&
      /^ (?:ou|or|wala|ولا)(?: bien| alors)?(?: des| le| la| les| the)? $/.test(between(b, last.next, l.i));
    const skus = (x: Line) => (x.product === null ? x.candidates : [shop.products[x.product]!.sku]);
    if (!either || skus(last).length === 0 || skus(l).length === 0) {
      out.push(l);
      continue;
    }
    const text = b.text.slice(b.tokens[last.i]!.start, b.tokens[l.next - 1]!.end);
    const qty = last.qty === l.qty || l.unsaid ? last.qty : null;
    const candidates = [...new Set([...skus(last), ...skus(l)])];
    out[out.length - 1] = {
      ...last,
      product: null,
      sku: null,
      qty,
      askVariant: false,
      askQty: false,
      candidates,
      text,
      next: l.next,
    };
  }
  return out;
}

/** Applies the corrections of a burst to its lines; marks the lines said to be replaced. */
export function repairLines(shop: CompiledShop, b: Burst): { lines: Line[]; replaced: Line[] } {
  let lines = alternatives(shop, spelledOut(shop, b.lines, b.tokens), b);
  const replaced: Line[] = [];
  const out: Line[] = [];
  lines.forEach((l, k) => {
    const following = lines[k + 1];
    if (
      following &&
      /(?:remplac|chang|echang|swap|replace)[a-z]*(?: (?:les|la|le|l|mes|mon|the|my|des))* $/.test(
        between(b, Math.max(0, l.i - 4), l.i),
      ) &&
      /(?: par| contre| for| with| by)(?: |$)/.test(between(b, l.next, following.i))
    ) {
      replaced.push(l);
    }
  });
  for (const l of lines) {
    if (replaced.includes(l)) continue;
    const last = out.at(-1);
    if (
      last &&
      l.unsaid &&
      last.product !== null &&
      /^ (?:, )?(?:et |mais )?non (?:pas )?(?:les |la |le |des |de )?$/.test(between(b, last.next, l.i))
    )
      continue;
    const gap = last ? between(b, last.next, l.i) : '';
    const article = /^(?:des|les|du)$/.test(b.tokens[l.i]?.t ?? '') ? 1 : 0;
    const head = between(b, Math.max(0, l.i - 5), l.i + article);
    if (
      INSTEAD.test(`${head.trimEnd()} `) &&
      /(?:lieu|place|que|of|blaset|بلاصه|pas|not) (?:de |du |des |le |la |les |l |the ){0,2}$/.test(head)
    ) {
      replaced.push(l);
      const named = l.product === null ? -1 : out.findIndex((x) => x.product === l.product);
      if (named >= 0) out.splice(named, 1);
      continue;
    }
    if (
      l.unsaid &&
      l.product !== null &&
      out.some((x) => x.product === l.product && !x.unsaid && (x.sku === l.sku || l.askVariant)) &&
      !TAKES_AWAY.test(b.tokens[verbBefore(b, l.i)]?.t ?? '')
    )
      continue;
    const vaguely = l.unsaid
      ? -1
      : out.findIndex((x) => x.product === l.product && x.product !== null && x.unsaid && x.askQty && !x.negated);
    if (vaguely >= 0) out.splice(vaguely, 1);
    if (l.product !== null && !l.unsaid && RETOLD.test(gap) && !BESIDES.test(gap)) {
      // All its packs: "24 macarons" and "36 macarons" may be several boxes each.
      for (const x of out.filter((one) => one.product === l.product && one.i !== l.i && !one.negated))
        out.splice(out.indexOf(x), 1);
    }
    const retold = TAKE_BACK.test(gap) && l.product !== null && !l.unsaid ? sameBefore(out, l) : -1;
    if (retold >= 0) out.splice(retold, 1);
    else if (last && l.ellipsis && last.product === l.product && last.product !== null && (last.unsaid || last.askQty))
      out.pop();
    else if (last && TAKE_BACK.test(gap) && gap.trim().split(' ').length <= 5) {
      if (last.product === null || last.product !== l.product) {
        if (l.unsaid && last.qty !== null) carry(last, l);
        out.pop();
      } else out.pop();
    } else if (
      last &&
      last.product === null &&
      l.product !== null &&
      l.unsaid &&
      TAKE_BACK.test(between(b, l.next, Math.min(b.tokens.length, l.next + 5)))
    ) {
      carry(last, l);
      out.pop();
    }
    out.push(l);
  }
  lines = out;
  return { lines, replaced };
}

/** The verb right before the articles of a line. */
function verbBefore(b: Burst, i: number): number {
  let k = i - 1;
  while (k > 0 && /^(?:le|la|les|l|mon|ma|mes|du|des|de|the|plutot|aussi|donc|moi)$/.test(b.tokens[k]!.t)) k--;
  return k;
}

/** "3 kg de patates, 4 citrons ... enfin non 2 kg de patates": the place of the line that is told anew; -1 when none. */
function sameBefore(out: Line[], l: Line): number {
  return out.findIndex(
    (x) => x.product === l.product && !x.negated && (x.sku === l.sku || x.askVariant || l.askVariant),
  );
}

function carry(from: Line, to: Line): void {
  to.qty = from.qty;
  to.askQty = from.qty === null;
  to.unsaid = from.unsaid;
}
