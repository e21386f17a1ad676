/** Names that are said in several pieces: "pdt grenaille", "comté 24 mois", "2 magnums de champagne". */
import { type CompiledProduct, type CompiledShop, contentStems } from './catalogue.ts';
import { chosenBy, type Figure, figureAt } from './figures.ts';
import type { Mention, MentionInput } from './mentions.ts';
import { stem, tokenise } from './text.ts';
import { isContainer } from './units.ts';

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

/** The figure said with a name: right of it ("coca 33cl", "tarte pour 8 personnes") or in its box ("boîte de 12 macarons"). */
function figureSaid(input: MentionInput, m: Mention): (Figure & { next: number }) | null {
  const { tokens } = input;
  if (m.candidate?.inner !== undefined) return { kind: 'bare', value: m.candidate.inner, next: m.next };
  const box =
    tokens[m.i - 1]?.kind === 'num' && /^(?:de|d|of)$/.test(tokens[m.i - 2]?.t ?? '') ? tokens[m.i - 3] : undefined;
  if (box && isContainer(box.t)) return { kind: 'bare', value: Number(tokens[m.i - 1]!.t), next: m.next };
  let k = m.next;
  while (k < m.next + 2 && tokens[k] && !tokens[k]!.nl && /^(?:de|d|en|pour|a|-|\(|format)$/.test(tokens[k]!.t)) k++;
  const f = input.blocked(k) ? null : figureAt(tokens, k);
  if (!f || (k > m.next && f.kind === 'bare')) return null;
  // "6 éclairs 2 tartes": the bare number is the count of what comes next.
  if (f.kind === 'bare' && tokens[k]!.kind !== 'num') return null;
  return f;
}

/** Names that differ by their figures only ("comté 24 mois", "lait 1L"): the figure said chooses. */
function numbered(input: MentionInput, m: Mention): void {
  const { shop } = input;
  const said = figureSaid(input, m);
  if (!said) return;
  const namesakes = m.product === null ? m.group.map((g) => shop.products[g]!) : namesakesOf(input, m, m.product);
  const fits = chosenBy(namesakes, said).map((p) => p.index);
  const one = fits.length === 1 ? fits[0]! : ordinaryOne(shop, fits, stem(input.tokens[m.i]!.t));
  if (one === null || one === undefined) return;
  const unit = input.tokens[said.next];
  const bare = said.kind === 'bare' && said.next > m.next;
  // A bare number must be followed as it is in the name: "24 mois".
  if (bare && m.product !== null && !followed(shop.products[one]!.name, said.value, unit?.t)) return;
  m.product = one;
  m.group = [one];
  m.next =
    bare && unit && !unit.nl && followed(shop.products[one]!.name, said.value, unit.t) ? said.next + 1 : said.next;
}

/** Does the name hold the number with that word behind it? */
function followed(name: string, value: number, word: string | undefined): boolean {
  const tokens = tokenise(name);
  return tokens.some((t, k) => t.kind === 'num' && Number(t.t) === value && tokens[k + 1]?.t === word);
}

/** The products of the same head whose names hold every word said. */
function namesakesOf(input: MentionInput, m: Mention, product: number): CompiledProduct[] {
  const said = m.candidate?.form.stems ?? nameStems(input, product);
  const { head, figures } = input.shop.products[product]!;
  if (figures.length === 0 && m.candidate?.full) {
    const figured = input.shop.products.some((p) => p.head === head && p.figures.length > 0);
    if (!figured) return [];
  }
  return input.shop.products.filter(
    (p) => p.head === head && p.figures.length > 0 && said.every((one) => nameStems(input, p.index).includes(one)),
  );
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
