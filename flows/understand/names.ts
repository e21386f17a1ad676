/** Names that are said in several pieces: "pdt grenaille", "comté 24 mois", "2 magnums de champagne". */
import { type CompiledShop, contentStems } from './catalogue.ts';
import type { Mention, MentionInput } from './mentions.ts';
import { stem, tokenise } from './text.ts';

/** The mentions with their names made whole. */
export function wholeNames(input: MentionInput, mentions: Mention[]): Mention[] {
  const out: Mention[] = [];
  for (const m of mentions) {
    const last = out.at(-1);
    if (last && last.next === m.i && !input.tokens[m.i]!.nl && isLonger(input, last, m)) {
      out[out.length - 1] = { ...m, i: last.i };
    } else out.push(m);
    numbered(input, out.at(-1)!);
  }
  return out;
}

const nameStems = (input: MentionInput, product: number): string[] =>
  contentStems(tokenise(input.shop.products[product]!.name));

/** "pdt grenaille": two names side by side, the second product's holding all of the first's. */
function isLonger(input: MentionInput, short: Mention, long: Mention): boolean {
  if (short.product === null || long.product === null || short.product === long.product) return false;
  const all = nameStems(input, long.product);
  const part = nameStems(input, short.product);
  return part.length < all.length && part.every((one) => all.includes(one));
}

/** "comté 24 mois", where names differ by their figures only: the figure chooses. */
function numbered(input: MentionInput, m: Mention): void {
  const figure = input.tokens[m.next];
  const unit = input.tokens[m.next + 1];
  if (m.product === null || figure?.kind !== 'num' || figure.nl || unit?.kind !== 'word') return;
  const { shop } = input;
  const said = m.candidate?.form.stems ?? nameStems(input, m.product);
  const { head } = shop.products[m.product]!;
  const fits = shop.products.filter((p) => {
    if (p.head !== head || !/\d/.test(p.name)) return false;
    const name = tokenise(p.name);
    const at = name.findIndex((t, k) => t.t === figure.t && name[k + 1]?.t === unit.t);
    return at >= 0 && said.every((one) => nameStems(input, p.index).includes(one));
  });
  if (fits.length !== 1) return;
  m.product = fits[0]!.index;
  m.group = [m.product];
  m.next += 2;
}

/** "2 magnums de champagne", "une demie de pastèque": the size is what is counted; its place, or null. */
export function sizeBefore(input: MentionInput, m: Mention, from: number): number | null {
  if (m.product === null) return null;
  let k = m.i - 1;
  while (k > from && /^(?:de|d|du|des|of)$/.test(input.tokens[k]!.t)) k--;
  if (k === m.i - 1 || k < from || input.blocked(k) || input.tokens[k]!.nl) return null;
  const said = stem(input.tokens[k]!.t);
  return input.shop.products[m.product]!.variants.some((v) => v.stems.includes(said)) ? k : null;
}

/** Words that make another drink of a plain one. */
const MARKED: Record<string, ReadonlySet<string>> = {
  water: new Set([
    'vitamin',
    'sparkl',
    'sparkling',
    'bubbly',
    'tonic',
    'coconut',
    'soda',
    'flavored',
    'lemon',
    'lime',
    'rose',
  ]),
  coke: new Set(['diet', 'zero', 'light', 'cherry', 'vanilla', 'lime', 'free']),
};
MARKED.cola = MARKED.coca = MARKED.coke!;

/** "a water", "a coke": of several, the only one that is nothing more than that; null when none or several are. */
export function ordinaryOne(shop: CompiledShop, products: number[], said: string): number | null {
  const marks = MARKED[said];
  if (!marks || products.length < 2) return null;
  const plain = products.filter(
    (p) => !tokenise(shop.products[p]!.name).some((t) => marks.has(t.t) || marks.has(stem(t.t))),
  );
  return plain.length === 1 ? plain[0]! : null;
}
