/** What stands beside the goods in a message: phone, links, quotes, e-mail history. Their words are not searched. */
import { readPhones } from './phone.ts';
import type { Token } from './text.ts';

export type Span = { start: number; end: number };
export type Quote = Span & { text: string };

export type Facts = {
  masked: Span[];
  quotes: Quote[];
  phone: (Span & { e164: string }) | null;
  /** Order number mentioned ("commande CMD-2041", "cde 771"). */
  orderRef: string | null;
};

const QUOTE = /"([^"\n]{2,120})"|«\s*([^»\n]{2,120}?)\s*»|“([^”\n]{2,120})”/g;
const SAID_TEXT =
  /(?:(?:avec )?(?:écrit|ecrit|marqué|inscription|écrire|ecrire|message|mot|texte|carte)\s*(?:dessus\s*)?:\s*)([^\n"«“,.;]{3,60})/gi;
const NOISE = [
  /https?:\/\/\S+|www\.\S+/gi,
  /[\w.+-]+@[\w-]+\.[\w.]+/g,
  /\b(?:siret|siren|tva|rcs|iban|bic|n°\s*tva)\b[\s:.]*[A-Z0-9][A-Z0-9 ]{5,30}/gi,
  /\b(?:code|digicode|interphone)\s*:?\s*[A-Z]?\d+[A-Z0-9]*/gi,
  /\b(?:app|appt|apt|appartement|étage|bât|bat|batiment|bâtiment|bloc|porte|escalier|chambre|bureau|salle|room|quai|hall)\.?\s*(?!x ?\d)[A-Z]?\d+\b/gi,
  /\b\d+\s*(?:e|è|er|ème|eme|ième|nd)\s*(?:étage|etage|gauche|droite)/gi,
  // "2 N°5": a number before it makes it goods.
  // "je commande 3 tartes", "commande x3 tartes": the verb, and no number of an order.
  /(?<!\b\d{1,2} ?|\b(?:je|on|te|vous|nous)\s)\b(?:commande|cde|cmd|order|facture|devis|n°|no|numéro|ref|réf)\s*(?:n°|no\.?|num|#)?\s*(?!x ?\d)[A-Z]{0,4}-?\d[\d-]*\b(?![.,]\d|\s*(?:x|kg|g|l)\b)(?!\s+(?!svp|stp|pour|vous|pouvez|pourriez|est|on|je|merci|de|du|dans|et|si|pas|toujours|il|elle|c|mais|finalement|en|au|is|please|can)[a-zà-ÿ]{2,})/gi,
  /\b(?:CMD|CDE|F|D)-\d[\d-]*/g,
  /#\d+/g,
  /(?<=\b(?:bonjour|bonsoir|salut|hello|coucou|merci) )[aà] (?:vous|vs|toi|tous|toutes?)\b/gi,
  /\b(?:j['’ ]|nous |je )?esp[eè]r(?:e|ons) que (?:vous|tu|tout|ça|ca) (?:allez|vas|va|vous portez) (?:tr[eè]s |toujours )?bien(?: chez (?:vous|toi))?/gi,
  /^\s*(?:re|fwd?|tr)\s*:.*$/gim,
];
const AGES = [
  // "née en 2008", "depuis 1987": a year.
  /\b(?:n[ée]e?s?(?: en)?|en|depuis|ann[ée]e|promo(?:tion)?|mill[ée]sime)\s+(?:19|20)\d\d\b(?!\s*(?:kg|g|€|euros?))/gi,
  /\b(?:\d{1,3}\s*|(?:[a-zà-ÿ]+[ -]){1,3})ans\b(?! et\b(?! demie?\b))/gi,
  /\b\d{1,3}\s*(?:years? old|yo|snin|3am|سنين|سنه|سنة)\b/gi,
  /\bsnin\b/gi,
];
const MONEY_TALK =
  /\b(?:budget|pas plus de|maximum|max|environ|autour de|genre|dans les)\s*(?:de\s*)?:?\s*\d+(?:[.,]\d+)?\s*(?:€|euros?|dt|dinars?)/gi;

/** "commande : 412." */
const endsThere = (text: string, at: number): boolean => /^\s*(?:[.,;!?)]|$)(?!\d)/.test(text.slice(at + 1));

function collect(text: string, re: RegExp, out: Span[]): void {
  for (const m of text.matchAll(re)) out.push({ start: m.index, end: m.index + m[0].length });
}

/** Lines of quoted history, and what follows a closing formula in an e-mail. */
function emailNoise(text: string, out: Span[]): void {
  const history = /^(?:>.*|Le .{5,60} a écrit\s*:|On .{5,80} wrote:|-{3,}.*(?:original|transféré|forwarded).*)$/im.exec(
    text,
  );
  if (history) {
    const rest = text.slice(history.index);
    const quoted = /^(?:>|Le .* a écrit|On .* wrote|-{3,})/m.test(rest);
    if (quoted) out.push({ start: history.index, end: text.length });
  }
  const close =
    /(?:^|\n|[.!?,;:)]\s+)\s*((?:bien |très )?cordialement|cdt|cdlt|salutations|bien à vous|bonne réception|sincères salutations|respectueusement|kind regards|best regards|regards)\b/i.exec(
      text,
    );
  if (close) {
    const at = close.index + close[0].length;
    if (/\n/.test(text.slice(close.index)) || text.length - at < 80)
      out.push({
        start: close.index + (close[0].length - close[1]!.length),
        end: history && history.index > at ? history.index : text.length,
      });
  }
}

/** Reads the noise of one message. */
export function readFacts(text: string, channel: string | undefined, country: 'FR' | 'TN'): Facts {
  const masked: Span[] = [];
  const quotes: Quote[] = [];
  for (const m of text.matchAll(QUOTE)) {
    const inner = (m[1] ?? m[2] ?? m[3])!;
    const start = m.index + m[0].indexOf(inner);
    quotes.push({ text: inner.trim(), start, end: start + inner.length });
    masked.push({ start: m.index, end: m.index + m[0].length });
  }
  if (quotes.length === 0)
    for (const m of text.matchAll(SAID_TEXT)) {
      const start = m.index + m[0].length - m[1]!.length;
      quotes.push({ text: m[1]!.trim(), start, end: start + m[1]!.length });
      masked.push({ start, end: start + m[1]!.length });
    }
  const phones = readPhones(text, country);
  for (const p of phones) masked.push({ start: p.start, end: p.end });
  for (const re of NOISE) collect(text, re, masked);
  const ages: Span[] = [];
  for (const re of AGES) collect(text, re, ages);
  // "dans deux ans" is a time to come, no age.
  masked.push(...ages.filter((s) => !/\b(?:dans|ici) /i.test(text.slice(Math.max(0, s.start - 6), s.end))));
  collect(text, MONEY_TALK, masked);
  if (channel === 'email' || /^>/m.test(text)) emailNoise(text, masked);
  const ref = /\b(?:commande|cde|cmd|order)\s*(?:n°|no|num|#|:)?\s*([A-Z]{0,4}-?\d[\d-]*)\b/i.exec(text);
  const digits = ref ? ref.index + ref[0].length - 1 : -1;
  // Of "ma commande : 4 éclairs" the number is none of an order: it stands in nothing that was masked.
  const numbered = ref !== null && (masked.some((s) => s.start <= digits && digits < s.end) || endsThere(text, digits));
  const first = phones[0];
  return {
    masked,
    quotes,
    phone: first ? { e164: first.e164, start: first.start, end: first.end } : null,
    orderRef: numbered ? ref[1]! : null,
  };
}

/** True for the tokens inside one of the spans. */
export function maskOf(tokens: readonly Token[], spans: readonly Span[]): boolean[] {
  return tokens.map((t) => spans.some((s) => t.start < s.end && t.end > s.start));
}
