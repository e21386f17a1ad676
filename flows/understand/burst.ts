/** Everything read in one burst of messages, before it is tied to the conversation. */
import { type AddressSpan, readAddress } from './address.ts';
import type { CompiledShop } from './catalogue.ts';
import { type Facts, maskOf, readFacts, type Span } from './facts.ts';
import type { Before } from './leaning.ts';
import { type Line, readLines } from './lines.ts';
import { candidatesAt } from './match.ts';
import type { NumberLang } from './numbers.ts';
import { type Token, tokenise } from './text.ts';
import type { WhenRead } from './types.ts';
import { findWhen, tieWhen, type WhenPieces, whenContext } from './when.ts';
import type { WhenContext } from './when-context.ts';
import { type NameSpan, readName } from './who.ts';

export type Burst = {
  text: string;
  lang: NumberLang;
  tokens: readonly Token[];
  /** Tokens hidden from intent and goods: phones, quotes, history. */
  masked: readonly boolean[];
  /** masked, plus dates, hours and addresses. */
  taken: readonly boolean[];
  words: string;
  facts: Facts;
  when: WhenRead | null;
  whenContext: WhenContext;
  pieces: WhenPieces;
  address: AddressSpan | null;
  fulfilment: { value: 'pickup' | 'delivery'; start: number; end: number } | null;
  name: NameSpan | null;
  people: number | null;
  question: boolean;
  lines: Line[];
};

export type BurstInput = {
  shop: CompiledShop;
  text: string;
  lang: NumberLang;
  refTime: string;
  channel?: string | undefined;
  country: 'FR' | 'TN';
  before?: Before | null;
  asked: { name: boolean; address: boolean; date: boolean };
  free: boolean;
};

const PICKUP =
  /(?<![a-zؠ-ي])(?:je |on |nous |j )?(?:passe(?:rai|rons|ra|rais|r|ons)?(?! (?:de|au (?:moyen|grand|petit|format|modele|plus)|a la (?:taille|version|moyenne|grande|petite)|en (?:moyen|grand|petit|taille)|a \d+(?!\d| h(?:eures?)?(?![a-zؠ-ي]))|en \d+|commande|une commande|la commande|(?:ma|mon|mes|notre|nos) (?!num|tel|nom|adresse|code|mari|femme|fil|mail)[a-z]+)(?![a-zؠ-ي]))|viens(?! vers (?:vous|toi)(?![a-z])| d[e ] ?[a-z]+r(?![a-z]))|viendrai|viendra|viendrons|venons|vient|y vais(?! pas)|recupere(?:r|rai|ra|rons)?|(?<=(?:je|on|nous|j) )retire|retirer(?:ai|a)?(?!(?: [a-z0-9]+){1,8} (?:de|dans|sur) (?:ma|la|notre|cette) (?:commande|liste|reservation))|cherche(?:rai|r) (?=[a-z]*)|arrive)(?![a-zؠ-ي])|venir (?:le |la |les )?(?:chercher|prendre|recuperer)|viendr(?:ai|a|ons)|retrait|a emporter|en boutique|sur place|au magasin|passage|click and collect|pick(?:ing)? ?up|pick(?:ing)? (?:it|them) up|collect(?:ion|ing)?|swing by|come by|drop by|stop by|takeaway|take away|n3addi|nji|nejji|na3mel tal7a|nhezha|nhezzha|نعدي|نجي|ناخذها/u;
const DELIVERY =
  /(?<![a-zؠ-ي])(?:livr(?:er|e|ez|ee|ees|es|ais|aison|aisons)|a domicile|faire parvenir|a envoyer|envoye(?:z|r)(?= (?:a|au|chez|la|le|les|un|une))|deliver(?:y|ed|ing)?|drop off|bring (?:it|them)|twaslou(?:ni|li|ha)?|twassel|twaslouha|wasslou(?:ni|li|ha)?|wasselni|livrili|ab3athou(?:li|ha)|توصيل|توصل(?:وا|ولي|وها|لي)?|وصلولي|وصلوها)(?![a-zؠ-ي])/u;
const NOT_DELIVERED = /(?:conditions|frais|prix|cout|tarif)s? (?:de )?(?:la )?livraison/;

/** A question that is told: "je voulais savoir s'il vous restait ...". */
const INDIRECT =
  /(?:^| )(?:savoir|demand(?:e|er|ais)|dire|confirmer|wondering|know) (?:si|se|s|if|whether|combien|a quelle)(?: |$)/;

/** "une livre de" is a weight, not a delivery. */
const withoutPounds = (words: string): string =>
  words
    .replace(
      /(?:^| )(?:une|un|demi|demie|\d+|deux|trois|quatre|cinq|six|dix) livres?(?= |$)(?! (?:chez|au|aux|a|en) )/g,
      (m) => ' '.repeat(m.length),
    )
    .replace(/livres? (?=de [a-z])/g, (m) => ' '.repeat(m.length));

function fulfilmentOf(
  said: string,
  tokens: readonly Token[],
  masked: readonly boolean[],
  address: boolean,
): Burst['fulfilment'] {
  const words = withoutPounds(said);
  const at = (re: RegExp): { i: number; text: string } | null => {
    const m = re.exec(words);
    return m ? { i: m.index, text: m[0] } : null;
  };
  const d = at(DELIVERY);
  const p = at(PICKUP);
  const span = (text: string): { start: number; end: number } => {
    const first = text.trim().split(' ').at(-1)!;
    const t = tokens.find((x, k) => !masked[k] && x.t === first);
    return { start: t?.start ?? 0, end: t?.end ?? 0 };
  };
  const late = /(?:laisse[rz]? tomber|finalement|plutot|non|pas besoin)/.test(words);
  if (p && d && late && p.i > d.i) return { value: 'pickup', ...span(p.text) };
  if (d && p && p.i < d.i && /arrive|viens|passe/.test(p.text) && !/finalement|plutot/.test(words))
    return { value: 'delivery', ...span(d.text) };
  if (d) return { value: 'delivery', ...span(d.text) };
  if (p) return { value: 'pickup', ...span(p.text) };
  if (address) return null;
  return null;
}

const PEOPLE =
  /(?:on (?:est|sera|serait|serons)|nous (?:sommes|serons|serions)|we are|we will be|group of|a7na|ahna|rana|(?<!va )pour|for|bel) (?:environ |a peu pres |un groupe de |a group of |une )?(\d{1,3}|[a-z-]+)(?: a (\d{1,3}))?(?: (?:personnes|pers|people|convives|guests|invites|parts|3bed|abed|adultes))?/;

/** "on sera une quinzaine". */
const ROUGHLY: Record<string, number> = { dizaine: 10, douzaine: 12, quinzaine: 15, vingtaine: 20, trentaine: 30 };

function peopleCount(words: string): number | null {
  const m = PEOPLE.exec(words);
  const rough = ROUGHLY[m?.[1] ?? ''];
  // "pour samedi à 13 h": a word that is no number, or an hour.
  if (
    !m ||
    !(rough || /^\d/.test(m[1]!)) ||
    / h(?:eures?)?(?![a-z])/.test(words.slice(m.index + m[0].length).slice(0, 3))
  )
    return null;
  const value = Number(m[2] ?? rough ?? m[1]);
  return Number.isInteger(value) && value > 0 ? value : null;
}

function takenSpans(
  ctx: WhenContext,
  pieces: WhenPieces,
  address: AddressSpan | null,
): { tokens: Set<number>; spans: Span[] } {
  const tokens = new Set<number>();
  for (const p of [...pieces.days, ...pieces.clocks, ...pieces.parts, ...pieces.special]) {
    for (let k = p.i; k < p.next; k++) tokens.add(k);
    if (/^(?:le|a|vers|pour|du|au|entre)$/.test(ctx.words[p.i - 1] ?? '') && ctx.words[p.i - 1] !== 'pour')
      tokens.add(p.i - 1);
  }
  return { tokens, spans: address ? [{ start: address.start, end: address.end }] : [] };
}

/** "une couronne de Noël": the feast is a part of a product's whole name, not a day. */
function inName(
  shop: CompiledShop,
  tokens: readonly Token[],
  day: { i: number; next: number; named?: boolean },
): boolean {
  if (!day.named) return false;
  for (let i = Math.max(0, day.i - 4); i < day.i; i++) {
    const whole = candidatesAt(shop, tokens, i, () => false)[0];
    if (whole?.full && whole.next >= day.next) return true;
  }
  return false;
}

/** "mettez-moi 2 tartes de côté": no "côte" of meat. */
const putAside = (tokens: readonly Token[], k: number): boolean =>
  tokens[k]?.t === 'cote' && tokens[k - 1]?.t === 'de' && !/^(?:de|d|du)$/.test(tokens[k + 1]?.t ?? '');

/** Reads one burst. */
export function readBurst(input: BurstInput): Burst {
  const { text, shop } = input;
  const tokens = tokenise(text);
  const facts = readFacts(text, input.channel, input.country);
  const masked = maskOf(tokens, facts.masked);
  const words = tokens
    .filter((_, k) => !masked[k])
    .map((t) => (t.kind === 'punct' && t.t !== '?' ? '' : t.t))
    .filter(Boolean)
    .join(' ');
  const deliver = DELIVERY.test(withoutPounds(words)) && !NOT_DELIVERED.test(words);
  const address = readAddress(
    text,
    { free: input.free, delivery: deliver || input.asked.address, blocked: (k) => masked[k] ?? false },
    tokens,
  );
  const inAddress = maskOf(tokens, address ? [address] : []);
  const ctx = whenContext(tokens, {
    refTime: input.refTime,
    timezone: shop.timezone,
    lang: input.lang,
    order: shop.shop !== null,
    goodsAt: (k) => candidatesAt(shop, tokens, k, () => false).length > 0,
  });
  const pieces = findWhen(ctx, (k) => (masked[k] ?? false) || (inAddress[k] ?? false));
  pieces.days = pieces.days.filter((day) => !inName(shop, tokens, day));
  const when = tieWhen(ctx, pieces, shop.shop?.opening_hours);
  const used = takenSpans(ctx, pieces, address);
  const taken = tokens.map((_, k) => (masked[k] ?? false) || (inAddress[k] ?? false) || used.tokens.has(k));
  const lines =
    shop.products.length === 0
      ? []
      : readLines({
          shop,
          text,
          tokens,
          lang: input.lang,
          blocked: (k) => (taken[k] ?? false) || putAside(tokens, k),
          before: input.before ?? null,
          unknown: true,
        });
  return {
    text,
    lang: input.lang,
    tokens,
    masked,
    taken,
    words,
    facts,
    when,
    whenContext: ctx,
    pieces,
    address,
    fulfilment: fulfilmentOf(words, tokens, masked, address !== null),
    name: readName(text, input.asked.name),
    people: peopleCount(words),
    question: /\?|؟/.test(text.replace(/https?:\S+/g, '')) || INDIRECT.test(words),
    lines,
  };
}
