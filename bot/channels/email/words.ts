import { convert } from 'html-to-text';

/** HTML as a person would read it aloud: a row of a table is a line, what was quoted begins with ">". */
export function textOf(html: string): string {
  return convert(html, {
    wordwrap: false,
    limits: { maxInputLength: 1_000_000, maxDepth: 60, maxChildNodes: 20_000 },
    selectors: [
      { selector: 'a', options: { ignoreHref: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'td', format: 'inlineSurround', options: { suffix: ' ' } },
      { selector: 'th', format: 'inlineSurround', options: { suffix: ' ' } },
      { selector: 'tr', format: 'block', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
      ...['h1', 'h2', 'h3', 'h4'].map((selector) => ({ selector, options: { uppercase: false } })),
    ],
  });
}

/** What a letter says: its own words, and the signature under them. Both empty when it says nothing new. */
export type Said = { words: string; signature: string };

/**
 * The words its sender wrote, without the history below and the signature. `forwarded`: the history is what is being
 * sent, so it stays. French, English, Arabic and the other usual languages of Gmail, Outlook, Apple Mail, Yahoo and
 * Thunderbird. Own code: what is cut too early is a lost line of an order, and the packages that do this cut at any
 * "De :" or know no Arabic.
 */
export function newWords(text: string, forwarded = false): Said {
  const lines = text
    .replace(/\r\n?/g, '\n')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/[\u200b-\u200f\u202a-\u202e\ufeff]/g, '')
    .split('\n')
    .map((line) => line.trimEnd());
  return splitSignature(forwarded ? withoutMarks(lines) : withoutHistory(lines));
}

const QUOTED = /^\s*>/;
const LONGEST_ATTRIBUTION = 4;
const LONGEST_JOINT = 500;

/** "Le lun. 3 nov. 2026 à 10:12, X a écrit :" and its like, on one line or broken over several. */
const ATTRIBUTION = new RegExp(
  [
    'le\\s.{4,300}\\sa\\s+écrit\\s*:',
    'on\\s.{4,300}\\swrote\\s*:',
    '(?:.{1,120}\\s)?<[^<>\\s]+@[^<>\\s]+>\\s*(?:a\\s+écrit|wrote)\\s*:',
    'في\\s.{4,300}(?:كتب|كتبت|تمت كتابة ما يلي بواسطة).{0,200}:',
    'am\\s.{4,300}\\sschrieb.{0,200}:',
    'el\\s.{4,300}\\sescribió\\s*:',
    'il\\s.{4,300}\\sha scritto\\s*:',
    'em\\s.{4,300}\\sescreveu\\s*:',
    '\\d{4}-\\d{2}-\\d{2}\\s\\d{1,2}:\\d{2}\\s.{1,200}<[^<>\\s]+@[^<>\\s]+>\\s*:',
  ]
    .map((one) => `(?:${one})`)
    .join('|')
    .replace(/^/, '^(?:')
    .replace(/$/, ')$'),
  'iu',
);

const DIVIDER =
  /^\s*[-_=*]{2,}\s*(?:message d['’]origine|message original|message transféré|original message|forwarded message|e-mail d['’]origine|ursprüngliche nachricht|الرسالة الأصلية|رسالة معاد توجيهها)\s*[-_=*]{2,}\s*$|^(?:début du message (?:transféré|réexpédié)|begin forwarded message)\s*:\s*$/iu;
const FROM = /^\s*\**\s*(?:de|from|von|من)\s*:\**\s*\S/iu;
const BESIDE_FROM =
  /^\s*\**\s*(?:envoyé|envoyée|date|à|objet|répondre à|cc|sent|to|subject|reply-to|gesendet|an|betreff|التاريخ|تاريخ الإرسال|تم الإرسال|إلى|الموضوع)\s*:/iu;

/** Outlook's "De : … Envoyé : … À : … Objet : …": at least two rows of it close together. */
function isHeaderBlock(lines: string[], at: number): boolean {
  return FROM.test(lines[at]!) && lines.slice(at + 1, at + 5).some((line) => BESIDE_FROM.test(line));
}

/** How many lines from `at` on are one attribution; 0: none. */
function attributionAt(lines: string[], at: number): number {
  const first = lines[at]!.replace(/^[\s>]+/, '');
  if (!/^(?:le|on|am|el|il|em|في)\s|@|^\d{4}-/iu.test(first)) return 0;
  for (let count = 1; count <= LONGEST_ATTRIBUTION; count++) {
    const rows = lines.slice(at, at + count).map((line) => line.replace(/^[\s>]+/, ''));
    if (rows.at(-1) === '' && count > 1) return 0;
    const joint = rows.join(' ').trim();
    if (joint.length > LONGEST_JOINT) return 0;
    if (ATTRIBUTION.test(joint)) return count;
  }
  return 0;
}

function withoutHistory(lines: string[]): string[] {
  const kept: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    const rule = /^_{8,}$/.test(line.trim()) && nextFilled(lines, at + 1).some((one) => FROM.test(one));
    if (DIVIDER.test(line) || rule || isHeaderBlock(lines, at)) break;
    const attribution = attributionAt(lines, at);
    if (attribution > 0) {
      // Where the history is marked line by line, answers stand between and below it; else all that follows is history.
      const below = nextFilled(lines, at + attribution)[0];
      if (below !== undefined && !QUOTED.test(below)) break;
      at += attribution - 1;
    } else if (!QUOTED.test(line)) kept.push(line);
  }
  return kept;
}

const nextFilled = (lines: string[], from: number) => lines.slice(from, from + 6).filter((line) => line.trim() !== '');

function withoutMarks(lines: string[]): string[] {
  return lines.filter((line, at) => !DIVIDER.test(line) && !FROM.test(line) && !(at > 0 && BESIDE_FROM.test(line)));
}

const DELIMITER = /^(?:--|—|–)\s*$/;
const MOBILE =
  /^\s*(?:envoyé(?:e)?\s+(?:de(?:puis)?|à partir de|avec|via)\s.{2,60}|(?:obtenir|obtenez|télécharger|téléchargez) outlook pour\s.{2,40}|get outlook for\s.{2,40}|sent (?:from|with|via)\s.{2,60}|provenance\s*:\s*courrier.{0,40}|أ?ُ?رسلت? من\s.{2,40}|مرسل(?:ة)? من\s.{2,40}|تم الإرسال من\s.{2,40})$/iu;
const DISCLAIMER =
  /^\s*(?:ce (?:message|courriel|mail|e-mail)(?: et|,| est| \(|, ainsi).{0,200}confiden|this (?:e-?mail|message).{0,200}confiden|avis de confidentialité|confidentiality notice|pensez à l['’]environnement|n['’]imprimez ce|avant d['’]imprimer|(?:garanti sans virus|virus-free)|[<>\s]*www\.avast\.)/iu;
const CLOSING =
  /^\s*(?:(?:bien |très |trés )?cordialement|bien à vous|bien à toi|cdlt|cdt|salutations(?: distinguées)?|sincères salutations|respectueusement|amicalement|belle journée|bonne (?:journée|soirée|réception|fin de journée)|merci(?: beaucoup| bien| d['’]avance| par avance| et (?:bonne|belle) (?:journée|soirée))?|(?:best|kind|warm) regards|regards|best|sincerely|yours (?:sincerely|faithfully|truly)|(?:many )?thanks(?: in advance)?|thank you|cheers|مع (?:خالص )?(?:التحية|الشكر|تحياتي)|تحياتي|شكرا(?: جزيلا)?|شكرًا(?: جزيلاً)?|وتفضلوا بقبول.{0,60})[\s,.!;:]*$/iu;
/** A signature is short; below a closing that long the letter goes on. */
const LONGEST_SIGNATURE = 14;
/** Words of somebody who is still ordering. */
const STILL_ORDERING =
  /\b(?:je (?:voudrais|souhaite)|nous (?:voudrions|souhaitons)|pourriez|pouvez-vous|commander|livrer|ajouter|rajouter|p\.?\s?s\b|could you|i would|we would|please)|^\s*(?:[-•*]\s*)?\d{1,4}\s*(?:x|×|\s)\s*\p{L}{3,}/iu;

function splitSignature(lines: string[]): Said {
  const whole = joined(lines);
  const at = lines.findIndex((line, index) => startsSignature(lines, line, index));
  if (at < 0) return { words: whole, signature: '' };
  const words = joined(lines.slice(0, at));
  // A letter that is all signature says something after all: an answer that looks like one ("Merci").
  return words === '' ? { words: whole, signature: '' } : { words, signature: joined(lines.slice(at + 1)) };
}

function startsSignature(lines: string[], line: string, at: number): boolean {
  if (DELIMITER.test(line) || MOBILE.test(line) || DISCLAIMER.test(line)) return true;
  if (!CLOSING.test(line)) return false;
  let below = 0;
  for (let next = at + 1; next < lines.length && below <= LONGEST_SIGNATURE; next++) {
    const one = lines[next]!;
    if (DELIMITER.test(one) || MOBILE.test(one) || DISCLAIMER.test(one)) break;
    if (one.trim() === '') continue;
    if (STILL_ORDERING.test(one) && !isContact(one)) return false;
    below++;
  }
  return below <= LONGEST_SIGNATURE;
}

/** "12 rue des Lilas", "75011 Paris", a telephone number: figures of a signature. */
function isContact(line: string): boolean {
  return /\b(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|allée|quai|route|cedex|street|road|tél|tel|mobile|siret|siren|tva|www)\b|@|^\s*\d{5}\s+\p{L}/iu.test(
    line,
  );
}

function joined(lines: string[]): string {
  return lines
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
