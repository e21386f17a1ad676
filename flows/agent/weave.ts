import { nameOf } from '../../tools/catalog/catalogue.ts';
import type { DraftContent, DraftLine } from '../../tools/drafts/draft.ts';
import { matchProducts, read, readQuantities, readWhen } from '../understand/index.ts';
import type { TurnFacts } from './facts.ts';
import { ADDRESS_TOKEN } from './tokens.ts';

/** A draft as a model may propose it: products and days in words, no price, no date, no total. */
export type Proposal = {
  lines: {
    product: string;
    quantity: number | null;
    options?: Record<string, string | number | string[]> | undefined;
  }[];
  when?: string | undefined;
  fulfilment?: 'pickup' | 'delivery' | undefined;
  address?: string | undefined;
  name?: string | undefined;
  note?: string | undefined;
};

/** A product counts as mentioned when this much of one of its names was said, in the reader's measure. */
const MENTIONED = 0.55;
/** Matches this close to the best one are as likely as the best one. */
const AS_LIKELY = 0.9;
const MOST_CANDIDATES = 10;

/**
 * The draft that is written when a model proposes one: the reader's, with its gaps filled. What was read stands; a
 * model adds only what the customer's own words hold, and settles an ambiguity only once the customer was asked about it.
 */
export function weave(facts: TurnFacts, proposal: Proposal): DraftContent {
  const lines = facts.read.lines.map((line) => ({ ...line }));
  for (const proposed of proposal.lines) weaveLine(facts, lines, proposed);
  const { read: base } = facts;
  const fulfilment = base.fulfilment ?? proposal.fulfilment ?? null;
  return {
    ...base,
    ...weaveWhen(facts, proposal.when),
    lines,
    fulfilment,
    address: base.address ?? addressFrom(facts, proposal.address),
    name: base.name ?? ownWords(facts, proposal.name),
    note: base.note ?? ownWords(facts, proposal.note),
  };
}

function weaveLine(facts: TurnFacts, lines: DraftLine[], proposed: Proposal['lines'][number]): void {
  const meant = resolve(facts, proposed.product);
  const sku = meant.sku;
  if (!sku) {
    // Words that name nothing sold, or several things: asked about, unless the reader asks about them already.
    const known = lines.some((line) => line.sku === null || meant.candidates.includes(line.sku));
    if (!known && says(facts, proposed.product)) lines.push(openLine(facts, proposed, meant.candidates));
    return;
  }
  const same = lines.find((line) => line.sku === sku);
  if (same) {
    fill(facts, same, proposed);
    return;
  }
  const product = facts.catalogue.find(sku)!.product.sku;
  const gap = lines.find((line) => line.sku === product || (line.sku === null && concerns(line, sku, product)));
  if (gap) {
    if (!wasAsked(facts, sku, product)) return;
    gap.sku = sku;
    gap.candidates = [];
    fill(facts, gap, proposed);
    return;
  }
  if (lines.some((line) => line.sku && facts.catalogue.find(line.sku)?.product.sku === product)) return;
  if (!isMentioned(facts, product)) return;
  const line: DraftLine = { sku, words: nameOf(facts.catalogue.find(sku)!), qty: null, options: {}, candidates: [] };
  fill(facts, line, proposed);
  lines.push(line);
}

function openLine(facts: TurnFacts, proposed: Proposal['lines'][number], candidates: string[]): DraftLine {
  const qty = saidQuantity(facts, proposed.quantity);
  return { sku: null, words: proposed.product.slice(0, 200), qty, options: {}, candidates };
}

/** A model's quantity, when that number is in the customer's words, in figures or spelled. */
function saidQuantity(facts: TurnFacts, qty: number | null): number | null {
  if (qty === null) return null;
  const { language } = facts.reading;
  const numbers = readQuantities(said(facts), language === 'arabizi' ? 'fr' : language);
  return numbers.some((number) => number.value === qty) ? qty : null;
}

function concerns(line: DraftLine, sku: string, product: string): boolean {
  return line.candidates.includes(sku) || line.candidates.includes(product);
}

/** A quantity that was read stands, and none is taken that was not said; options are the product's own. */
function fill(facts: TurnFacts, line: DraftLine, proposed: Proposal['lines'][number]): void {
  line.qty ??= saidQuantity(facts, proposed.quantity);
  const own = facts.catalogue.find(line.sku!)!.product.options;
  for (const [name, value] of Object.entries(proposed.options ?? {})) {
    const option = own.find((one) => one.name === name);
    if (!option || line.options[name] !== undefined) continue;
    const values = Array.isArray(value) ? value : [value];
    if (option.choices && values.some((one) => !option.choices!.includes(String(one)))) continue;
    if (option.kind === 'text' && !says(facts, String(value))) continue;
    line.options[name] = value;
  }
}

/** The customer was asked, on the draft that is open, which of several this is. */
function wasAsked(facts: TurnFacts, sku: string, product: string): boolean {
  return (
    facts.open?.lines.some((line) => line.sku === product || (line.sku === null && concerns(line, sku, product))) ??
    false
  );
}

function isMentioned(facts: TurnFacts, product: string): boolean {
  return matchProducts(facts.compiled, said(facts)).some((hit) => hit.sku === product && hit.score >= MENTIONED);
}

/** What a model's words for a product stand for: one sku, or the candidates, or nothing. */
function resolve(facts: TurnFacts, words: string): { sku: string | null; candidates: string[] } {
  if (facts.catalogue.find(words)) return { sku: words, candidates: [] };
  const reading = read(facts.compiled, { turns: [{ from: 'customer', text: `1 ${words}` }], refTime: facts.refTime });
  const skus = [...new Set(reading.items.map((item) => item.sku))];
  if (skus.length === 1 && reading.unresolved.length === 0) return { sku: skus[0]!, candidates: [] };
  if (skus.length > 1) return { sku: null, candidates: skus.slice(0, MOST_CANDIDATES) };
  const candidates = reading.unresolved.flatMap((line) => line.candidates);
  if (candidates.length > 0) return { sku: null, candidates: candidates.slice(0, MOST_CANDIDATES) };
  const hits = matchProducts(facts.compiled, words).filter((hit) => hit.score >= MENTIONED);
  const likely = hits.filter((hit) => hit.score >= hits[0]!.score * AS_LIKELY).map((hit) => hit.sku);
  if (likely.length === 1) return { sku: likely[0]!, candidates: [] };
  return { sku: null, candidates: likely.slice(0, MOST_CANDIDATES) };
}

type When = Pick<DraftContent, 'date' | 'time' | 'part' | 'dateDoubtful'>;

/**
 * The day the draft is for. The words must be the customer's; a date in figures counts only when the reader read the
 * same one; a day that contradicts the reader's is asked again rather than taken.
 */
function weaveWhen(facts: TurnFacts, when: string | undefined): When {
  const { date, time, part, dateDoubtful } = facts.read;
  const base: When = { date, time, part, dateDoubtful };
  if (!when || /\d{4}-\d{2}-\d{2}/.test(when) || dateDoubtful || !says(facts, when)) return base;
  const hours = facts.shop.settings.opening_hours;
  const found = readWhen(when, {
    refTime: facts.refTime,
    timezone: facts.shop.timezone,
    ...(hours ? { openingHours: hours as Record<string, string> } : {}),
    lang: facts.reading.language,
  });
  if (!found) return base;
  if (found.date && date && found.date !== date) return { ...base, dateDoubtful: true };
  return {
    date: date ?? found.date,
    time: time ?? found.time,
    part: part ?? found.part ?? null,
    dateDoubtful: date === null && found.unclear,
  };
}

/** An address leaves as a token and comes back as one; any other must be in the customer's own words. */
function addressFrom(facts: TurnFacts, address: string | undefined): string | null {
  if (!address || address.includes(ADDRESS_TOKEN)) return facts.read.address;
  return ownWords(facts, address);
}

function ownWords(facts: TurnFacts, words: string | undefined): string | null {
  return words && says(facts, words) ? words : null;
}

function said(facts: TurnFacts): string {
  return facts.story
    .filter((turn) => turn.from === 'customer')
    .map((turn) => turn.text)
    .join('\n');
}

/** True when the customer wrote these words, in this order; case, accents and punctuation aside. */
function says(facts: TurnFacts, words: string): boolean {
  const wanted = bare(words);
  return wanted !== '' && ` ${bare(said(facts))} `.includes(` ${wanted} `);
}

function bare(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
