/** The state of the conversation as a Reading: items, what must be asked, evidence. */

import type { CompiledShop } from './catalogue.ts';
import type { Conversation } from './conversation.ts';
import type { CartLine, State } from './state.ts';
import type { MergedTurn } from './turns.ts';
import type {
  Clarification,
  Evidence,
  EvidenceField,
  Intent,
  Language,
  NumberRead,
  ReaderInput,
  ReadItem,
  Reading,
  Unresolved,
} from './types.ts';

const ASKED: ReadonlySet<Intent> = new Set(['order', 'modify_order', 'quote_request']);

function itemOf(c: CartLine, intent: Intent, inTurns: boolean): ReadItem {
  const item: ReadItem = { sku: c.sku!, qty: c.qty };
  if (c.unit) item.unit = c.unit;
  if (Object.keys(c.options).length > 0) item.options = c.options;
  if (intent === 'modify_order' && c.op && !inTurns) item.op = c.op;
  return item;
}

/** What a shop must still ask before it can prepare the order. */
export function clarifications(state: State, intent: Intent): Clarification[] {
  if (!ASKED.has(intent)) return [];
  const out = new Set<Clarification>();
  for (const c of state.cart) {
    if (c.op === 'remove') continue;
    if (c.product === null) out.add('product');
    else {
      if (c.askVariant) out.add('variant');
      if (c.askQty) out.add('quantity');
    }
  }
  if (state.references.length > 0) out.add('product');
  if (intent === 'order' && state.cart.length === 0) out.add('product');
  if (intent === 'order' && (state.dateAsked || !state.date)) out.add('date');
  if (intent === 'order' && state.fulfilment?.value === 'delivery' && !state.address) out.add('address');
  if (state.secondAddress) out.add('address');
  return (['product', 'variant', 'quantity', 'date', 'address'] as const).filter((c) => out.has(c));
}

function locate(merged: MergedTurn, start: number, end: number): { turn: number; start: number; end: number } {
  let at = merged.offsets[0]!;
  for (const o of merged.offsets) if (o.at <= start) at = o;
  return { turn: at.turn, start: start - at.at, end: end - at.at };
}

function evidenceOf(conv: Conversation, input: ReaderInput): Evidence[] {
  const out: Evidence[] = [];
  const by = new Map(conv.bursts.map((b) => [b.merged.turn, b.merged]));
  const add = (field: EvidenceField, s: { turn: number; start: number; end: number } | null, ref?: string): void => {
    const merged = s ? by.get(s.turn) : undefined;
    if (!s || !merged || s.end <= s.start) return;
    const p = locate(merged, s.start, s.end);
    const id = input.turns[p.turn]?.id;
    out.push({ field, ...p, ...(id === undefined ? {} : { messageId: id }), ...(ref === undefined ? {} : { ref }) });
  };
  const { state } = conv;
  for (const c of state.cart) add(c.product === null ? 'unresolved' : 'item', c, c.sku ?? undefined);
  for (const r of state.references) add('unresolved', r);
  add('date', state.date);
  add('time', state.time);
  add('fulfilment', state.fulfilment);
  add('address', state.address);
  add('customer_name', state.name);
  add('phone', state.phone);
  add('note', state.note);
  return out;
}

function timeIsOf(state: State): Reading['time_is'] {
  if (state.time) return state.timeIs ?? 'exact';
  if (state.part === 'morning' || state.part === 'afternoon' || state.part === 'evening') return state.part;
  return state.part === 'night' ? 'evening' : undefined;
}

/** Assembles the reading of a conversation with a catalogue. */
export function assemble(
  shop: CompiledShop,
  conv: Conversation,
  input: ReaderInput,
  language: Language,
  numbers: NumberRead[],
): Reading {
  const { state, lastIntent } = conv;
  const intent = lastIntent.intent;
  const inTurns = conv.bursts.length > 1 && state.cart.every((c) => c.op === undefined);
  const live = state.cart.filter((c) => c.product !== null && c.sku !== null);
  const unresolved: Unresolved[] = [
    ...state.references.map(({ text, qty, candidates }) => ({ text, qty, candidates })),
    ...state.cart
      .filter((c) => c.product === null)
      .map((c) => ({ text: c.text, qty: c.qty, candidates: c.candidates })),
  ];
  const last = conv.last;
  const bare = shop.shop === null || (!state.draft && !ASKED.has(intent));
  const when = bare ? (last?.when ?? null) : null;
  const reading: Reading = {
    intent,
    also: lastIntent.also,
    items: live.map((c) => itemOf(c, intent, inTurns)),
    unresolved: ASKED.has(intent) ? unresolved : [],
    date: when ? when.date : (state.date?.value ?? null),
    time: when ? when.time : (state.time?.value ?? null),
    fulfilment: (bare ? last?.fulfilment?.value : state.fulfilment?.value) ?? null,
    address: (bare ? last?.address?.address : state.address?.value) ?? null,
    customer_name: state.name?.value ?? null,
    needs_clarification: clarifications(state, intent),
    confidence: Math.round(lastIntent.confidence * 100) / 100,
    language,
    evidence: evidenceOf(conv, input),
  };
  const timeIs = when ? (when.time ? when.timeIs : undefined) : timeIsOf(state);
  if (timeIs) reading.time_is = timeIs;
  const part = when ? when.part : (state.part ?? undefined);
  if (part) reading.part = part;
  const endDate = when ? when.endDate : (state.endDate ?? undefined);
  if (endDate && reading.date) reading.end_date = endDate;
  const endTime = when ? when.endTime : (state.endTime ?? undefined);
  if (endTime && reading.time) reading.end_time = endTime;
  if (numbers.length > 0) reading.numbers = numbers;
  const phone = state.phone?.value ?? last?.facts.phone?.e164;
  if (phone) reading.phone = phone;
  if (state.note) reading.note = state.note.value;
  if (last?.address && (bare || state.address?.value === last.address.address))
    reading.address_parts = last.address.parts;
  return reading;
}
