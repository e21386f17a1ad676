/** Goods asked for that the catalogue does not have. */

import { SIZE } from './described.ts';
import { knownGoods, namedByFlavour, unknownNoun } from './goods.ts';
import { isNegated, type Line, type LinesInput, textOf } from './lines.ts';
import type { Mention } from './mentions.ts';
import { type Said, saidLeft } from './said-qty.ts';
import { stem, type Token } from './text.ts';
import { CONNECTORS } from './words.ts';

/** "1 salade verte", "500 g d'échalotes", "basilic": goods that are not in the catalogue. */
export function unknownLines(input: LinesInput, mentions: Mention[], said: Said[]): Line[] {
  const out: Line[] = [];
  const taken = (k: number): boolean => mentions.some((m, j) => k >= Math.min(said[j]!.start, m.i) && k < m.next);
  for (let i = 0; i < input.tokens.length; i++) {
    const t = input.tokens[i]!;
    if (
      taken(i) ||
      input.blocked(i) ||
      !unknownNoun(input.shop, t) ||
      SIZE.test(t.t) ||
      ofMentioned(input, mentions, t) ||
      (input.before?.told && input.before.answers?.has(stem(t.t)))
    )
      continue;
    const left = saidLeft(
      input.tokens,
      i,
      Math.max(0, ...mentions.filter((m) => m.next <= i).map((m) => m.next)),
      input.lang,
      (k) => input.blocked(k) || taken(k),
    );
    if (left.share && left.container === undefined && left.kg === undefined) continue;
    if (left.article && mentions.length > 0 && forDish(input, left.start)) continue;
    const strong = left.n !== undefined && !left.article && left.n !== null && opens(input, left.start);
    const measured =
      left.kg !== undefined || left.litres !== undefined || (left.container !== undefined && left.n !== undefined);
    const goods = knownGoods(t);
    const list = goods && mentions.length > 0 && listItem(input, i) && !definite(input, i);
    if (
      !(
        measured ||
        (strong && (goods || i + 1 >= input.tokens.length || !verbAfter(input, i))) ||
        (left.article && (goods || namedByFlavour(input.tokens, i))) ||
        list ||
        ((left.plural || left.vague) && goods) ||
        (left.article && besideCounted(input, mentions, said, left, i))
      )
    )
      continue;
    if (
      mentions.some(
        (m) =>
          m.next <= i &&
          i - m.next < 2 &&
          !input.tokens[i]!.nl &&
          left.n === undefined &&
          input.tokens[i - 1]?.kind !== 'punct' &&
          input.tokens[i - 1]?.t !== 'et',
      )
    )
      continue;
    let next = i + 1;
    while (
      next < input.tokens.length &&
      !input.blocked(next) &&
      !input.tokens[next]!.nl &&
      next - i < 5 &&
      (knownGoods(input.tokens[next]!) ||
        (CONNECTORS.has(input.tokens[next]!.t) &&
          knownGoods(input.tokens[next + 1] ?? t) &&
          next + 1 < input.tokens.length) ||
        /^(?:vert|verte|rouge|blanc|blanche)s?$/.test(input.tokens[next]!.t))
    )
      next++;
    const from = left.n !== undefined ? left.start : i;
    out.push({
      product: null,
      sku: null,
      qty: left.kg ?? left.n ?? null,
      unit: 'piece',
      unsaid: left.n === undefined,
      askVariant: false,
      askQty: false,
      options: {},
      candidates: [],
      text: textOf(input, left.kg !== undefined || left.container ? i : from, next),
      negated: isNegated(input, from),
      i: from,
      next,
      ellipsis: false,
      sim: 0.5,
    });
    i = next - 1;
  }
  return out;
}

/** "une orchidée et un cache-pot": a thing told in one list with counted goods, right behind them. */
function besideCounted(input: LinesInput, mentions: Mention[], said: Said[], left: Said, i: number): boolean {
  const [joint, after] = [input.tokens[left.start - 1], input.tokens[i + 1]];
  const last = mentions.findLastIndex((m) => m.next <= left.start);
  const beside =
    last >= 0 &&
    said[last]!.n !== undefined &&
    /^(?:et|,|\+)$/.test(joint?.t ?? '') &&
    input.tokens
      .slice(mentions[last]!.next, left.start - 1)
      .every((t, k) => detail(t) || input.blocked(mentions[last]!.next + k));
  const ends =
    !after || after.nl || after.kind === 'punct' || input.blocked(i + 1) || /^(?:pour|et|svp|stp|merci)$/.test(after.t);
  return beside && ends && i - left.start === 1 && !NO_GOODS.test(input.tokens[i]!.t);
}

const detail = (t: Token): boolean =>
  t.kind === 'num' || SIZE.test(t.t) || /^(?:parts?|p|pers|personnes|tiges?)$/.test(t.t);

/** What comes with an order and is sold by no line of it. */
const NO_GOODS =
  /^(?:mot|carte|cartes|message|ruban|bougie|bougies|inscription|bisou|bonne|grand|petit|autre|peu|etiquette|facture|ticket|sac|emballage|livraison|question|acompte|moment|jour|fois|photo|deco|decoration|paquet|cadeau|noeud|texte|prenom|nom|adresse|idee|truc|surprise|devis|rendez|euh)$/;

/** "des carottes pour un pot-au-feu": what the goods are for; "c'est pour une tarte aux figues" is a wish. */
function forDish(input: LinesInput, start: number): boolean {
  const [lead, joint] = [input.tokens[start - 2]?.t ?? '', input.tokens[start - 1]?.t ?? ''];
  return joint === 'pour' && !/^(?:est|serait|sera|etait|commande|commander|devis|bonjour|bonsoir)$/.test(lead);
}

/** A flavour, filling or size of a product that is named in the same message. */
function ofMentioned(input: LinesInput, mentions: Mention[], t: Token): boolean {
  const s = stem(t.t);
  return mentions.some((m) => {
    const p = m.product === null ? null : input.shop.products[m.product]!;
    return (
      p !== null &&
      (p.variants.some((v) => v.stems.includes(s)) || p.options.some((o) => o.stems.some((c) => c.includes(s))))
    );
  });
}

/** A count opens an item: at a line start, after a comma, "et" or a verb of ordering; not in brackets. */
function opens(input: LinesInput, start: number): boolean {
  const prev = input.tokens[start - 1];
  if (!prev || input.tokens[start]!.nl) return true;
  if (prev.kind === 'punct') return /^[,:+&;.!-]$/.test(prev.t);
  return /^(?:et|and|puis|plus|w|moi|me|nous|voudrais|veux|prends|aimerais|faut|faudrait|commander|reserver|avoir|souhaite|souhaiterais|like|want|get|have|n7eb|نحب|prendre|avec|aussi|bonjour|bonsoir|salut|hello|hi|en|ou)$/.test(
    prev.t,
  );
}

/** "le gâteau c'est pour mes 40 ans": speaks of what is ordered, is no further thing. */
function definite(input: LinesInput, i: number): boolean {
  return /^(?:le|la|les|l)$/.test(input.tokens[i - 1]?.t ?? '') && input.tokens[i - 2]?.t !== 'de';
}

/** Stands alone in a list, or with its article: ", basilic", "et du basilic". */
function listItem(input: LinesInput, i: number): boolean {
  let k = i;
  while (k > 0 && !input.tokens[k]!.nl && /^(?:du|de|la|le|l|des|d|some)$/.test(input.tokens[k - 1]!.t)) k--;
  if (k < i - 2) return false;
  const prev = input.tokens[k - 1];
  if (k < i)
    return prev === undefined || input.tokens[k]!.nl || /^[,+]$/.test(prev.t) || /^(?:et|puis|and)$/.test(prev.t);
  return (
    !prev ||
    input.tokens[i]!.nl ||
    prev.t === ',' ||
    (prev.t === '-' && prev.sp && input.tokens[i]!.sp) ||
    prev.t === '+' ||
    prev.t === 'et'
  );
}

function verbAfter(input: LinesInput, i: number): boolean {
  const t = input.tokens[i + 1];
  return t !== undefined && !t.nl && /^(?:est|sont|a|ont|sera|va|fait)$/.test(t.t);
}
