/**
 * The written phrases (`phrases/INTENT.txt`) as whole messages: each is filled several times from the project's own shops.
 * `{g}` goods with their number, `{p}` a product, `{ps}` products, `{d}` a day, `{h}` an hour, `{a}` a place, `{n}` a number;
 * `(a|b|)` one of them, or nothing; `||` the other side speaks. Lines that begin with # explain.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type { Intent, ReaderShop, ReaderTurn } from '../../understand/index.ts';

export type Phrase = { shop: string; intent: Intent; turns: ReaderTurn[] };

const FOLDER = new URL('./phrases/', import.meta.url).pathname;
export const SHOPS = ['pastry', 'florist', 'grocer', 'caterer'];
const TIMES_FILLED = 4;
/** A phrase with choices of words is filled once a choice, up to so often. */
const MOST_FILLED = 14;
const CHOICE = /\(([^()]*\|[^()]*)\)/;

/** A shop file of the project's own cases. */
export function shopFile(name: string): ReaderShop {
  return JSON.parse(readFileSync(new URL(`../read/cases/shop-${name}.json`, import.meta.url), 'utf8')) as ReaderShop;
}

const texts = (): { intent: Intent; text: string }[] =>
  readdirSync(FOLDER)
    .sort()
    .map((file) => ({ intent: file.replace('.txt', '') as Intent, text: readFileSync(FOLDER + file, 'utf8') }));

/** What is said beside, and means nothing for the intent. */
const remarks = (): string[] =>
  readFileSync(new URL('./remarks.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The hash of what the weights are trained from. */
export function phrasesHash(): string {
  const hash = createHash('sha256');
  for (const { intent, text } of texts()) hash.update(intent).update(text);
  for (const line of remarks()) hash.update(line);
  return hash.digest('hex').slice(0, 16);
}

/** A small random source with a fixed start (mulberry32). */
export function dice(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const DAYS = ['samedi', 'demain', 'vendredi', 'dimanche matin', 'le 24', 'ce soir', 'mardi prochain', 'jeudi midi'];
const HOURS = ['10h', '17h30', '18 h', 'midi', '9h'];
const PLACES = ['12 rue des Lilas 75011 Paris', '4 avenue Jean Jaurès', '8 place de la République, 69002 Lyon'];

const plural = (name: string): string =>
  name
    .split(' ')
    .map((w, i) => (i === 0 && !/[sxz]$/.test(w) ? `${w}s` : w))
    .join(' ');

/** How many wordings a phrase has. */
function wordings(line: string): number {
  const choice = CHOICE.exec(line);
  if (!choice) return 1;
  return choice[1]!.split('|').length * wordings(line.replace(CHOICE, ''));
}

/** One wording of a phrase: inner choices are made first. */
function worded(line: string, roll: () => number): string {
  let said = line;
  for (let m = CHOICE.exec(said); m; m = CHOICE.exec(said)) {
    const ways = m[1]!.split('|');
    said = said.replace(CHOICE, ways[Math.floor(roll() * ways.length)]!);
  }
  return said.replace(/ {2,}/g, ' ').trim();
}

function timesFilled(line: string): number {
  const least = line.includes('{') ? TIMES_FILLED : 1;
  return Math.max(least, Math.min(MOST_FILLED, wordings(line)));
}

function filled(text: string, shop: ReaderShop, roll: () => number): string {
  const one = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)]!;
  const name = (): string => {
    const p = one(shop.products);
    const words = [p.name, ...(p.aliases ?? [])].filter((w) => /^[a-zà-ÿœ' -]+$/i.test(w));
    return (words.length > 0 ? one(words) : p.name).toLowerCase();
  };
  const goods = (): string => {
    const p = one(shop.products);
    const size = p.variants && p.variants.length > 0 && roll() < 0.6 ? ` ${one(p.variants).name}` : '';
    const said = (p.aliases?.find((a) => /^[a-zà-ÿœ' -]+$/i.test(a)) ?? p.name).toLowerCase();
    if (p.unit === 'kg') return `${one(['1 kg', '2 kg', '500 g', '1 kilo', 'un kilo'])} de ${said}`;
    const n = one(['un', '1', '2', '3', '4', '6', '10', '12', 'deux', 'une']);
    return `${n} ${/^(?:un|une|1)$/.test(n) ? said : plural(said)}${size}`;
  };
  return text.replace(/\{(\w+)\}/g, (_, slot: string) => {
    if (slot === 'g') return roll() < 0.6 ? goods() : `${goods()} et ${goods()}`;
    if (slot === 'p') return name();
    if (slot === 'ps') return plural(name());
    if (slot === 'd') return one(DAYS);
    if (slot === 'h') return one(HOURS);
    if (slot === 'a') return one(PLACES);
    if (slot === 'n') return String(2 + Math.floor(roll() * 20));
    throw new RangeError(`unknown slot {${slot}} in "${text}"`);
  });
}

const HELLOS = ['bonjour', 'Bonjour,', 'bjr', 'salut', 'bonsoir', 'coucou', 'hello', 'Bonjour madame,', 'slt'];
const ENDS = [
  'merci',
  'svp',
  "merci d'avance",
  'stp',
  '🙏',
  'merci beaucoup',
  'bonne journée',
  '!!',
  '…',
  '😊',
  'cordialement',
];

/** Those whose wish a remark beside it leaves as it is. */
const WITH_REMARKS: ReadonlySet<Intent> = new Set([
  'order',
  'modify_order',
  'cancel_order',
  'quote_request',
  'price_question',
  'availability_question',
  'hours_question',
  'payment_question',
  'invoice_request',
]);

/** Some messages begin with a greeting, end with courtesy or hold a remark, whatever they are after. */
function courteous(text: string, intent: Intent, beside: readonly string[], roll: () => number): string {
  if (intent === 'greeting') return text;
  const one = (list: readonly string[]): string => list[Math.floor(roll() * list.length)]!;
  let said = text;
  if (WITH_REMARKS.has(intent) && roll() < (intent === 'order' ? 0.2 : 0.12)) {
    const remark = worded(one(beside), roll);
    said = roll() < 0.35 ? `${remark}, ${said}` : `${said} ${remark}`;
  }
  if (roll() < 0.2) said = `${one(HELLOS)} ${said}`;
  return roll() < (intent === 'complaint' ? 0.06 : 0.15) ? `${said} ${one(ENDS)}` : said;
}

/** Every phrase, filled; the same every time. */
export function phrases(): Phrase[] {
  const roll = dice(20260603);
  const shops = SHOPS.map((name) => ({ name, file: shopFile(name) }));
  const beside = remarks();
  const out: Phrase[] = [];
  for (const { intent, text } of texts())
    for (const line of text.split('\n')) {
      if (line.trim() === '' || line.startsWith('#')) continue;
      for (let k = 0, times = timesFilled(line); k < times; k++) {
        const shop = shops[out.length % shops.length]!;
        const turns = worded(line, roll)
          .split('||')
          .map((part, i, all) => {
            const text = filled(part.trim(), shop.file, roll);
            const ours = i % 2 === 1;
            return {
              from: ours ? ('shop' as const) : ('customer' as const),
              text: all.length > 1 ? text : courteous(text, intent, beside, roll),
            };
          });
        out.push({ shop: shop.name, intent, turns });
      }
    }
  return out;
}
