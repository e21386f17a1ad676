/** Numbers that stand apart from their product: "mettez m'en 3", "+ 3 pour samedi", "non quatre en fait". */
import type { LinesInput } from './lines.ts';
import type { Mention } from './mentions.ts';
import { cardinal } from './numbers.ts';
import type { Said } from './said-qty.ts';
import type { Token } from './text.ts';
import { unitWord } from './units.ts';

/** "mettez m'en 3 de côté, des poinsettias": the number stands with "en", before the name. */
export function numberWithEn(input: LinesInput, from: number, to: number): number | null {
  for (let i = Math.max(from, to - 8); i < to; i++) {
    if (input.tokens[i]!.t !== 'en' || input.blocked(i)) continue;
    const verb = /^(?:faut|faudrait|faudra|prends|prendrai|prendrais|veux|voudrais|mettre|garder|reserver)$/;
    const k = verb.test(input.tokens[i + 1]?.t ?? '') ? i + 2 : i + 1;
    const n = cardinal(input.tokens as Token[], k, input.lang);
    const dozens = n ? unitWord(input.tokens[n.next]?.t) : undefined;
    if (n && dozens?.k === 'count' && n.next < to) return n.value * dozens.n;
    if (n && n.next <= to && !n.article && Number.isInteger(n.value)) return n.value;
  }
  return null;
}

/** "1 melon pour ce midi + 3 pour samedi": a number for another day belongs to the same product. */
export function moreForAnotherDay(input: LinesInput, from: number, to: number): number {
  let more = 0;
  for (let i = from; i + 2 < to + 2 && i + 2 < input.tokens.length; i++) {
    const n = cardinal(input.tokens as Token[], i, input.lang);
    if (!n || !Number.isInteger(n.value) || input.blocked(i)) continue;
    const joined = /^(?:et|\+|,|plus|puis|&|-)$/.test(input.tokens[i - 1]?.t ?? '');
    const k = n.next;
    if (joined && /^(?:pour|for)$/.test(input.tokens[k]?.t ?? '') && input.blocked(k + 1) && i > from) more += n.value;
  }
  return more;
}

const OH_NO = /^(?:non|nan|pardon|oups|sorry|actually|plutot|finalement)$/;

/** "trois éclairs à la vanille, non quatre en fait", "une douzaine, enfin non deux douzaines": the count told anew right behind the name. */
export function correctedNumber(input: LinesInput, from: number, to: number): number | null {
  for (let i = from; i < Math.min(to, from + 5); i++) {
    if (input.blocked(i) || !OH_NO.test(input.tokens[i]!.t)) continue;
    let k = i + 1;
    while (k < to && /^(?:,|plutot|euh|en|disons|mets|mettez|no|wait|non|fait|finalement)$/.test(input.tokens[k]!.t))
      k++;
    const n = k < to && !input.blocked(k) ? cardinal(input.tokens as Token[], k, input.lang) : null;
    if (!n || !Number.isInteger(n.value) || n.next > to) return null;
    const unit = unitWord(input.tokens[n.next]?.t);
    const dozens = unit?.k === 'count' ? unit.n : 1;
    if (n.article && dozens === 1) return null;
    const after = input.tokens[dozens === 1 ? n.next : n.next + 1];
    const ends =
      !after ||
      after.nl ||
      after.kind === 'punct' ||
      /^(?:en|finalement|et|pour|svp|plutot|merci|voila|euh)$/.test(after.t);
    return ends ? n.value * dozens : null;
  }
  return null;
}

/** "du persil", "et de l'ail": some of it, how much is not said. Not "bouquet de la mariée", where a noun stands before. */
export function partitive(input: LinesInput, i: number): boolean {
  const at = (k: number) => input.tokens[i - k]?.t ?? '';
  const from = at(1) === 'du' ? 2 : (at(1) === 'l' || at(1) === 'la' || at(1) === 'le') && at(2) === 'de' ? 3 : 0;
  if (from === 0 || input.lang !== 'fr') return false;
  return (
    i - from < 0 ||
    /^(?:et|,|\+|;|:|puis|aussi|avec|voudrais|veux|faut|faudrait|prendrai|prends|mettez|moi|souhaite|souhaiterais|avoir)$/.test(
      at(from),
    ) ||
    input.tokens[i - from + 1]?.nl === true
  );
}

/** What another product takes over from a count or a weight: "1 kg de carottes, pareil pour les poireaux". */
function asMuch({ n, kg, litres, article }: Said): Partial<Said> {
  return {
    plural: false,
    ...(n === undefined ? {} : { n }),
    ...(kg === undefined ? {} : { kg }),
    ...(litres === undefined ? {} : { litres }),
    ...(article === undefined ? {} : { article }),
  };
}

/** "15 pains au chocolat et autant de croissants". */
function asMany(input: LinesInput, i: number): boolean {
  const before = input.tokens
    .slice(Math.max(0, i - 3), i)
    .map((t) => t.t)
    .join(' ');
  return /(?:autant|pareil|idem|meme (?:nombre|quantite)|as many|same number of)(?: (?:de|d|des|du|en|pour|les|le|la|l|of|for|the))*$/.test(
    before,
  );
}

/** "gala 1 kg granny 500 g jus de pomme 3": each name is followed by its count, and none stands before the first. */
export function rightHanded(input: LinesInput, mentions: Mention[], said: Said[]): boolean {
  if (mentions.length < 2 || said[0]!.n !== undefined || said[0]!.plural) return false;
  return mentions.every((m) => {
    const t = input.tokens[m.next];
    return t !== undefined && !t.nl && t.kind === 'num' && !input.blocked(m.next);
  });
}

/** "5 portions de riz et 2 de nwasser": the second number counts portions too. */
export function carryShare(input: LinesInput, mentions: Mention[], said: Said[]): void {
  for (let k = 1; k < mentions.length; k++) {
    const before = said[k - 1]!;
    const s = said[k]!;
    if (s.n === undefined && asMany(input, mentions[k]!.i) && before.n != null) Object.assign(s, asMuch(before));
    // "3 bottes de pivoines, 2 blanches": the second number counts bunches too.
    if (before.container && mentions[k]!.ellipsis && !s.container && s.kg === undefined && s.n !== undefined)
      s.container = before.container;
    if (!before.share || s.share || s.container || s.kg !== undefined || s.n === undefined || s.article) continue;
    const p = mentions[k]!.product;
    if (
      p !== null &&
      input.shop.products[p]!.variants.some((v) => v.measure?.kind === 'people' && v.measure.value === 1)
    )
      s.share = true;
  }
}
