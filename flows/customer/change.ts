import { type Catalogue, nameOf } from '../../tools/catalog/catalogue.ts';
import type { DraftContent, DraftLine } from '../../tools/drafts/draft.ts';
import { formatDay, formatTime } from '../../tools/language.ts';
import type { OrderChange } from '../../tools/orders/change.ts';
import type { OrderView } from '../../tools/orders/read.ts';
import { draftFrom } from '../agent/facts.ts';
import type { Turn } from '../turn.ts';
import { type CompiledShop, type Intent, type ReaderTurn, type Reading, read } from '../understand/index.ts';
import { evidenceFrom, wholeMessage } from './evidence.ts';

/** What a customer's words change of an order that is placed: the fields that differ, and the order as it would stand. */
export type Change = { order: number; change: OrderChange; content: DraftContent };

/** An order of its own, whatever else is said. */
const NEW_ORDER =
  /(?:nouvelle|autre|nvelle|deuxi[èe]me|seconde) commande|(?<!\p{L})(?:commander|passer (?:une )?commande)(?!\p{L})|(?:new|another|second) order|طلب جديد|طلب آخر/iu;
/** Words that change what is there. */
const CHANGES =
  /(?<!\p{L})(?:(?:r?ajout|chang|modifi|d[ée]cal|repouss|avanc|enl[eè]v|retir|supprim|rempla[cç])\p{L}*|(?:add|remove|change|move|replace|postpone)\p{L}*)(?!\p{L})|زيد|أضف|اضف|بدل|غير|نحي|احذف/iu;
const INSTEAD =
  /(?<!\p{L})(?:finalement|plut[oô]t|au lieu|à la place|en fait|en plus|aussi|de plus|actually|instead|rather|as well|also|too|more)(?!\p{L})|بالعكس|عوض|بلاصة/iu;
const ADDS = /r?ajout|en plus|aussi|de plus|(?<!\p{L})(?:add|also|more|too)(?!\p{L})|زيد|أضف|اضف/iu;
const MAY_CHANGE: ReadonlySet<Intent> = new Set(['order', 'modify_order', 'other']);
const MAY_ADD: ReadonlySet<Intent> = new Set(['order', 'order_status', 'other']);
const MAY_ASK_TO_CHANGE: ReadonlySet<Intent> = new Set(['availability_question', 'hours_question', 'order_status']);

/** True when words after an order are about that order and not about another one. */
export function isAboutOrder(reading: Reading, words: string): boolean {
  if (NEW_ORDER.test(words)) return false;
  if (reading.intent === 'modify_order') return true;
  if (addsTo(reading, words) && (reading.address ?? reading.time ?? reading.fulfilment) !== null) return true;
  if (MAY_ASK_TO_CHANGE.has(reading.intent)) return CHANGES.test(words) && reading.intent !== 'order_status';
  if (!MAY_CHANGE.has(reading.intent)) return false;
  if (reading.also.includes('modify_order') || CHANGES.test(words)) return true;
  return INSTEAD.test(words) && (reading.intent === 'other' || reading.date === null);
}

/** "Au nom de Martin", "12 rue des Lilas", "à 16h", by itself: what was forgotten when the order was placed. */
export function addsTo({ intent, items, unresolved, ...said }: Reading, words: string): boolean {
  // An address that nothing is asked about is given, whatever else it looks like.
  const given = said.address !== null && (intent === 'availability_question' || intent === 'price_question');
  if ((!MAY_ADD.has(intent) && !given) || items.length + unresolved.length > 0) return false;
  if (NEW_ORDER.test(words) || /[?؟]/u.test(words)) return false;
  return (said.address ?? said.time ?? said.fulfilment ?? said.customer_name) !== null;
}

/** The order the words name by its number; else the one a change is open for; else the latest. */
export function orderMeant(words: string, orders: OrderView[], changing: number | null): OrderView | null {
  const numbers = [...words.matchAll(/(?:n[°o]\s*|#|commande\s+|order\s+|طلب\s+|رقم\s+|\d{4}-)0*(\d{1,9})/giu)];
  const named = orders.find((view) => numbers.some((match) => Number(match[1]) === view.order.short));
  return named ?? orders.find((view) => view.order.id === changing) ?? orders[0] ?? null;
}

/** Whether words continue an open change: whatever is no question of its own and no other order. */
export function goesOn(reading: Reading, words: string): boolean {
  if (NEW_ORDER.test(words)) return false;
  return MAY_CHANGE.has(reading.intent) || reading.intent === 'availability_question';
}

/**
 * Reads what was said since the order against the order itself: "finalement 4", "plutôt dimanche", "enlevez les éclairs".
 * Only what the words make different is a change; the rest of the order stays as it is.
 */
export function readChange(
  turn: Turn,
  shop: { catalogue: Catalogue; compiled: CompiledShop },
  about: { view: OrderView; story: ReaderTurn[]; refTime: string; place: string | null; alone: Reading },
): Change {
  const { view, refTime } = about;
  const before = contentOf(view);
  const placed: ReaderTurn[] = [
    { from: 'customer', text: spelled(view) },
    { from: 'shop', text: `C’est noté ! Votre commande n° ${view.order.short} est enregistrée.` },
  ];
  const readWith = (story: ReaderTurn[]) =>
    read(shop.compiled, { turns: [...placed, ...story], refTime, channel: turn.conversation.channel });
  const base = readWith([]);
  const story = [...placed, ...named(about.story, readWith(about.story), view, shop.catalogue)];
  const heard = read(shop.compiled, { turns: story, refTime, channel: turn.conversation.channel });
  // "À 16h" by itself says no order: what it was read as alone stands in.
  const { alone } = about;
  const after: Reading = {
    ...heard,
    items: keptSizes(base, heard, saidIn(about.story), shop.catalogue),
    time: heard.time !== base.time ? heard.time : (alone.time ?? heard.time),
    fulfilment: heard.fulfilment !== base.fulfilment ? heard.fulfilment : (alone.fulfilment ?? heard.fulfilment),
    address: heard.address !== base.address ? heard.address : (alone.address ?? heard.address),
  };
  const sameLines =
    linesKey(base) ===
    view.lines
      .map((line) => `${line.sku}=${Number(line.qty)}`)
      .sort()
      .join();
  const change: OrderChange = {
    lines: sameLines ? changedLines(base, after) : [],
    ...(after.date && after.date !== base.date ? { date: after.date } : {}),
    ...(after.time && after.time !== base.time ? { time: after.time } : {}),
    ...(after.fulfilment && after.fulfilment !== base.fulfilment ? { fulfilment: after.fulfilment } : {}),
    ...(after.address && after.address !== base.address ? { address: after.address } : {}),
    ...(after.address && after.address !== base.address && !after.fulfilment
      ? { fulfilment: 'delivery' as const }
      : {}),
    ...(about.place ? { fulfilment: 'delivery' as const, address: about.place } : {}),
    ...(after.note && after.note !== base.note ? { note: after.note } : {}),
  };
  const draft = draftFrom(after, {
    story,
    catalogue: shop.catalogue,
    before,
    beside: { cart: [], place: about.place },
  });
  const content: DraftContent = {
    ...before,
    lines: sameLines ? draft.lines : before.lines,
    date: change.date ?? before.date,
    dateDoubtful: draft.dateDoubtful && !base.needs_clarification.includes('date'),
    time: change.time ?? before.time,
    fulfilment: change.fulfilment ?? before.fulfilment,
    address: change.address ?? before.address,
    note: change.note ?? before.note,
    evidence: proofOf(turn, change, evidenceFrom(after, story, [], placed.length)),
  };
  return { order: view.order.short, change, content };
}

function saidIn(story: ReaderTurn[]): string {
  return story
    .filter((one) => one.from === 'customer')
    .map((one) => one.text.toLowerCase())
    .join('\n');
}

/** "3 fraisiers au lieu de 2" is about the number: the size stays what was ordered unless its own words are said. */
function keptSizes(base: Reading, after: Reading, words: string, catalogue: Catalogue): Reading['items'] {
  return after.items.map((item) => {
    const found = catalogue.find(item.sku);
    if (!found?.variant || base.items.some((one) => one.sku === item.sku)) return item;
    const was = base.items.find(
      (one) =>
        catalogue.find(one.sku)?.product === found.product && !after.items.some((other) => other.sku === one.sku),
    );
    const size = /\d+/.exec(found.variant.name)?.[0] ?? found.variant.name.toLowerCase();
    return was && was.qty !== item.qty && !words.includes(size) ? { ...item, sku: was.sku } : item;
  });
}

function linesKey(reading: Reading): string {
  return reading.items
    .map((item) => `${item.sku}=${item.qty}`)
    .sort()
    .join();
}

function changedLines(base: Reading, after: Reading): OrderChange['lines'] {
  const was = new Map(base.items.map((item) => [item.sku, item.qty]));
  const is = new Map(
    after.items.filter((item) => item.op !== 'remove' && item.qty !== 0).map((item) => [item.sku, item]),
  );
  const removed = [...was.keys()].filter((sku) => !is.has(sku)).map((sku) => ({ sku, qty: 0 }));
  const set = [...is.values()].flatMap((item) => {
    if (item.qty === null || was.get(item.sku) === item.qty) return [];
    return [{ sku: item.sku, qty: item.qty, ...(item.options ? { options: item.options } : {}) }];
  });
  return [...removed, ...set];
}

/** The order as a draft: what is asked about a change is asked of this. */
function contentOf(view: OrderView): DraftContent {
  const { order } = view;
  const lines = view.lines.map(
    (line): DraftLine => ({
      sku: line.sku,
      words: line.name,
      qty: Number(line.qty),
      options: line.options as DraftLine['options'],
      candidates: [],
    }),
  );
  return {
    lines,
    date: order.due_date,
    dateDoubtful: false,
    time: order.due_time,
    part: null,
    fulfilment: order.fulfilment,
    address: order.address,
    name: order.customer_name,
    note: order.note,
    evidence: [],
  };
}

/** The order in words, as its customer might have written it. */
function spelled(view: OrderView): string {
  const { order } = view;
  const when = [
    order.due_date ? `pour le ${formatDay(order.due_date, 'fr')}` : '',
    order.due_time ? `à ${formatTime(order.due_time, 'fr').replace(/\s/g, '')}` : '',
  ];
  const lines = view.lines.map((line) => {
    const unit = ['kg', 'g', 'l'].includes(line.unit) ? ` ${line.unit} de` : '';
    return `${Number(line.qty)}${unit} ${line.name}`;
  });
  return ['Je voudrais', ...lines, when.filter(Boolean).join(' ')].filter(Boolean).join('\n');
}

/** "3 éclairs au lieu de 2" of an order that has one kind of them: said with that kind's whole name. */
function named(story: ReaderTurn[], reading: Reading, view: OrderView, catalogue: Catalogue): ReaderTurn[] {
  const productOf = (sku: string) => catalogue.find(sku)?.product.sku ?? sku;
  return reading.unresolved.reduce((turns, open) => {
    const ordered = view.lines.filter((line) => open.candidates.some((sku) => productOf(sku) === productOf(line.sku)));
    const at = turns.findLastIndex((one) => one.from === 'customer' && one.text.includes(open.text));
    const found = ordered.length === 1 ? catalogue.find(ordered[0]!.sku) : null;
    if (!found || at < 0 || ADDS.test(turns[at]!.text)) return turns;
    const count = /^\d[\d.,]*\s*/.exec(open.text)?.[0] ?? '';
    const text = turns[at]!.text.replace(open.text, `${count}${nameOf(found)}`);
    return turns.with(at, { ...turns[at]!, text });
  }, story);
}

/** What was read in this story proves the change; what only the context explains is proved by the whole message. */
function proofOf(turn: Turn, change: OrderChange, found: DraftContent['evidence']): DraftContent['evidence'] {
  const last = turn.messages.findLast((message) => message.text.trim() !== '');
  const skus = new Set(change.lines.map((line) => line.sku));
  const kept = found.filter((piece) =>
    piece.field === 'item' ? skus.has(piece.sku ?? '') : piece.field in change || piece.field === 'customer_name',
  );
  if (!last) return kept;
  const items = [...skus]
    .filter((sku) => !kept.some((piece) => piece.sku === sku))
    .map((sku) => wholeMessage('item', last, sku));
  const fields = Object.keys(change)
    .filter((field) => field !== 'lines' && !kept.some((piece) => piece.field === field))
    .map((field) => wholeMessage(field, last));
  return [...kept, ...items, ...fields];
}
