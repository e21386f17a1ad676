import type { Catalogue } from '../../tools/catalog/catalogue.ts';
import type { ShopFacts } from '../../tools/context.ts';
import type { DraftContent, DraftLine } from '../../tools/drafts/draft.ts';
import type { Asked } from '../customer/asked.ts';
import type { Change } from '../customer/change.ts';
import { evidenceFrom } from '../customer/evidence.ts';
import type { CompiledShop, Intent, ReaderTurn, Reading } from '../understand/index.ts';

/** What one turn of a customer is about, read before any model is asked: the ground that a model may not leave. */
export type TurnFacts = {
  shop: ShopFacts;
  catalogue: Catalogue;
  compiled: CompiledShop;
  /** What both sides said since the last order, taps and carts in words; personal data still in it. */
  story: ReaderTurn[];
  /** This turn's own words, as the customer wrote them. */
  words: string;
  /** Local time of the shop, YYYY-MM-DDTHH:MM, of the last message. */
  refTime: string;
  reading: Reading;
  /** The reading's intent, or what a native cart or a location makes of it. */
  intent: Intent;
  /** The draft that the reading, a cart and a location give. */
  read: DraftContent;
  /** The draft that was open before this turn. */
  open: DraftContent | null;
  /** What the words change of an order that is placed; null when they are about something else. */
  change: Change | null;
  /** Products whose photo the words ask for, the likeliest first; empty: which one is not said; null: none is asked for. */
  photo: string[] | null;
  /** What is asked of the shop itself: delivery, allergens, where it is. */
  asked: Asked;
  /** The placed order that is meant, by its short number: named, being changed, or the latest. */
  order: number | null;
};

/**
 * Begins the words of a draft line that came as a native cart: they are not in the conversation, so the draft carries
 * them, quantity first, as they came. An invisible separator: a question may quote the line.
 */
export const CART_MARK = '\u2063';

const MOST_WORDS = 200;
const MOST_QTY = 10_000;
const MOST_CANDIDATES = 10;

/** What came beside words: lines that keep their sku whatever is read, and a place on the map. */
export type Beside = { cart: DraftLine[]; place: string | null };

/**
 * The draft a reading stands for. Never guesses: what the reader left open stays open. `before` fills in what the
 * conversation's words do not hold: a place on the map, lines read before the story was cut.
 */
export function draftFrom(
  reading: Reading,
  about: { story: ReaderTurn[]; catalogue: Catalogue; before: DraftContent | null; beside: Beside },
): DraftContent {
  const { before, beside } = about;
  const lines = linesFrom(reading, about);
  const doubtful = reading.needs_clarification.includes('date') && (reading.date !== null || saysDay(reading));
  const fulfilment = beside.place ? 'delivery' : (reading.fulfilment ?? before?.fulfilment ?? null);
  return {
    lines: lines.length > 0 || reading.intent === 'cancel_order' ? lines : (before?.lines ?? []),
    date: reading.date,
    dateDoubtful: doubtful,
    time: reading.time,
    part: reading.part ?? partOf(reading),
    fulfilment,
    address:
      (beside.place ?? reading.address ?? (fulfilment === 'delivery' ? before?.address : null) ?? null)?.slice(
        0,
        500,
      ) ?? null,
    name: (reading.customer_name ?? before?.name ?? null)?.slice(0, 120) ?? null,
    note: (reading.note ?? before?.note ?? null)?.slice(0, 1000) ?? null,
    evidence: evidenceFrom(reading, about.story, before?.evidence),
  };
}

function saysDay(reading: Reading): boolean {
  return reading.evidence.some((piece) => piece.field === 'date');
}

function partOf(reading: Reading): DraftContent['part'] {
  const { time_is: is } = reading;
  return is === 'morning' || is === 'afternoon' || is === 'evening' ? is : null;
}

function linesFrom(
  reading: Reading,
  about: { story: ReaderTurn[]; catalogue: Catalogue; beside: Beside },
): DraftLine[] {
  const productOf = (sku: string) => about.catalogue.find(sku)?.product.sku ?? sku;
  const marked = new Map(
    about.beside.cart.flatMap((line) => (line.sku ? [[productOf(line.sku), line.words] as const] : [])),
  );
  // Removed, and not merely lost from sight: only changes to a cart that is not in the words carry an operation.
  const removed = new Set(
    reading.items.filter((item) => item.op === 'remove' || item.qty === 0).map((item) => item.sku),
  );
  const read = reading.items
    .filter((item) => !removed.has(item.sku))
    .map((item): DraftLine => {
      const unit = about.catalogue.find(item.sku)?.product.unit;
      // "3 tomates" of a product sold by the kilo: three is not a weight, so it is asked.
      const counted = item.unit === 'piece' && (unit === 'kg' || unit === 'g' || unit === 'l');
      return {
        sku: item.sku,
        words: marked.get(productOf(item.sku)) ?? wordsOf(reading, about.story, item.sku),
        qty: counted ? null : quantity(item.qty),
        options: item.options ?? {},
        candidates: [],
      };
    });
  const open = reading.unresolved.map(
    (line): DraftLine => ({
      sku: null,
      words: line.text.slice(0, MOST_WORDS),
      qty: quantity(line.qty),
      options: {},
      candidates: line.candidates.slice(0, MOST_CANDIDATES),
    }),
  );
  // A cart the reader could follow in words is in `read`, changes to it included; one it could not is kept as it came.
  const followed = about.beside.cart.length > 0 && read.some((line) => marked.has(productOf(line.sku!)));
  const kept = about.beside.cart.filter((line) => line.sku === null || !(followed || removed.has(line.sku)));
  return [...together(read), ...kept, ...open];
}

/** "Encore 2 croissants": the same thing ordered twice is one line of so many. */
function together(lines: DraftLine[]): DraftLine[] {
  const kept: DraftLine[] = [];
  for (const line of lines) {
    const same = (one: DraftLine) =>
      one.sku === line.sku && one.qty !== null && JSON.stringify(one.options) === JSON.stringify(line.options);
    const twin = line.qty === null ? undefined : kept.find(same);
    if (twin) twin.qty = quantity(twin.qty! + line.qty!);
    else kept.push({ ...line });
  }
  return kept;
}

function quantity(qty: number | null): number | null {
  return qty !== null && qty > 0 && qty <= MOST_QTY ? qty : null;
}

function wordsOf(reading: Reading, story: ReaderTurn[], sku: string): string {
  const piece = reading.evidence.find((one) => one.field === 'item' && one.ref === sku);
  const text = piece ? (story[piece.turn]?.text.slice(piece.start, piece.end) ?? '') : '';
  return text.slice(0, MOST_WORDS);
}

/** True when the customer is putting an order together: the only time a draft may be written or placed. */
export function ordering(facts: TurnFacts): boolean {
  if (facts.change) return false;
  if (facts.open || facts.intent === 'order' || facts.intent === 'modify_order') return true;
  // The reader is unsure what is wanted, yet saw products: a model may see an order in it.
  return facts.intent === 'other' && facts.reading.items.length + facts.reading.unresolved.length > 0;
}
