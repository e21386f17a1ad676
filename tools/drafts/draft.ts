import { z } from 'zod';
import { type Catalogue, loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { nearProducts } from '../catalog/match.ts';
import { addDays, dayOf } from '../language.ts';
import type { Run } from '../tool.ts';
import { earliestDay, isClosed, nearestOpenDays, noticeOf } from './open-days.ts';
import { stillMissing, withoutDeclined } from './sold-out.ts';

/** As many products as a list shows. */
const MOST_OFFERED = 10;

const optionValue = z.union([z.string(), z.number(), z.array(z.string())]);

/** A line being put together. `sku` null: not tied to one product yet; `candidates` are the real ones it may be. */
export const draftLineSchema = z.object({
  sku: z.string().nullable(),
  words: z.string().max(200),
  qty: z.number().positive().max(10_000).nullable(),
  options: z.record(z.string(), optionValue).default({}),
  candidates: z.array(z.string()).max(10).default([]),
});

/** Which words made a field: characters [start, end) of one message, the words themselves, and the item's sku. */
export const evidenceSchema = z.object({
  field: z.string().max(40),
  message: z.string().max(40).optional(),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
  words: z.string().max(300),
  sku: z.string().optional(),
});
export type DraftEvidence = z.output<typeof evidenceSchema>;

/** The one open draft of a conversation. Set as a whole: writing the same content twice changes nothing. */
export const draftContentSchema = z.object({
  lines: z.array(draftLineSchema).max(50).default([]),
  /** YYYY-MM-DD in the shop's calendar. */
  date: z.string().nullable().default(null),
  /** The customer named a day we could not be sure of; ask again rather than guess. */
  dateDoubtful: z.boolean().default(false),
  time: z.string().nullable().default(null),
  part: z.enum(['morning', 'midday', 'afternoon', 'evening', 'night']).nullable().default(null),
  fulfilment: z.enum(['pickup', 'delivery']).nullable().default(null),
  address: z.string().max(500).nullable().default(null),
  name: z.string().max(120).nullable().default(null),
  note: z.string().max(1000).nullable().default(null),
  /** What each field was read from, in the order it was said. */
  evidence: z.array(evidenceSchema).max(200).default([]),
  /** Skus the customer was told are sold out. */
  soldOut: z.array(z.string()).max(50).optional(),
});

export type DraftLine = z.output<typeof draftLineSchema>;
export type DraftContent = z.output<typeof draftContentSchema>;

type Candidate = { sku: string; name: string; price: number };

/** The one thing still to ask, most useful first; null when nothing is missing. */
export type Missing =
  | { kind: 'lines' }
  | { kind: 'product'; line: number; words: string; candidates: Candidate[]; unknown?: boolean }
  | { kind: 'variant'; line: number; product: string; candidates: { sku: string; name: string; price: number }[] }
  | { kind: 'sold_out'; line: number; product: string; candidates: Candidate[] }
  | { kind: 'quantity'; line: number; product: string; unit: string }
  | { kind: 'date'; from: string }
  | { kind: 'date_doubtful'; from: string }
  | { kind: 'date_past'; day: string; from: string }
  | { kind: 'date_closed'; day: string; nearest: string[] }
  | { kind: 'address' };

/** What a draft still needs before it can become an order, judged against the catalogue and the shop's calendar. */
export function missingFrom(
  content: DraftContent,
  catalogue: Catalogue,
  run: Pick<Run, 'shop' | 'at'>,
): Missing | null {
  if (content.lines.length === 0) return { kind: 'lines' };
  for (const [index, line] of content.lines.entries()) {
    const gap = missingFromLine(line, index, catalogue);
    if (gap) return gap;
  }
  return (
    missingDate(content, catalogue, run) ??
    (content.fulfilment === 'delivery' && !content.address ? { kind: 'address' } : null)
  );
}

function missingFromLine(line: DraftLine, index: number, catalogue: Catalogue): Missing | null {
  const found = line.sku ? catalogue.find(line.sku) : null;
  if (!found) {
    const candidates = line.candidates.flatMap((sku) => {
      const candidate = catalogue.find(sku);
      return candidate
        ? [{ sku, name: nameOf(candidate), price: candidate.variant?.price ?? candidate.product.price }]
        : [];
    });
    if (candidates.length > 0) return { kind: 'product', line: index, words: line.words, candidates };
    return {
      kind: 'product',
      line: index,
      words: line.words,
      candidates: offered(line.words, catalogue),
      unknown: true,
    };
  }
  if (!found.variant && found.product.variants.length > 0) {
    const sizes = found.product.variants.filter((size) => !size.soldOut);
    const candidates = sizes.length > 0 ? sizes : found.product.variants;
    return { kind: 'variant', line: index, product: found.product.name, candidates };
  }
  return line.qty === null ? { kind: 'quantity', line: index, product: nameOf(found), unit: found.product.unit } : null;
}

/** What is shown in place of something nobody knows: products with a word in common, else the first of the catalogue. */
function offered(words: string, catalogue: Catalogue): Candidate[] {
  const near = nearProducts(catalogue, words);
  const shown = near.length > 0 ? near : catalogue.products.filter((product) => !product.soldOut);
  return shown.slice(0, MOST_OFFERED).map(({ sku, name, price }) => ({ sku, name, price }));
}

function missingDate(content: DraftContent, catalogue: Catalogue, run: Pick<Run, 'shop' | 'at'>): Missing | null {
  const from = () => firstDay(content, catalogue, run);
  if (content.dateDoubtful) return { kind: 'date_doubtful', from: from() };
  if (!content.date) return { kind: 'date', from: from() };
  if (content.date < dayOf(run.at, run.shop.timezone)) return { kind: 'date_past', day: content.date, from: from() };
  if (isClosed(run, content.date)) {
    return { kind: 'date_closed', day: content.date, nearest: nearestOpenDays(run, content.date, 2) };
  }
  return null;
}

/** The first day worth offering for a draft: tomorrow, or once the longest notice of its goods has passed. */
function firstDay(content: DraftContent, catalogue: Catalogue, run: Pick<Run, 'shop' | 'at'>): string {
  const goods = content.lines.flatMap(({ sku }) => (sku && catalogue.find(sku)?.product) || []);
  const ready = earliestDay(run, Math.max(0, ...goods.map(noticeOf)));
  const tomorrow = addDays(dayOf(run.at, run.shop.timezone), 1);
  return ready > tomorrow ? ready : tomorrow;
}

/** The open draft of a new order in a conversation, or null. Locks it when `lock` is set. */
export async function openDraft(
  run: Run,
  conversationId: number,
  lock = false,
): Promise<{ id: number; version: number; content: DraftContent } | null> {
  let query = run.trx
    .selectFrom('draft')
    .select(['id', 'version', 'content'])
    .where('conversation_id', '=', conversationId)
    .where('changes_order_id', 'is', null)
    .where('state', '=', 'open');
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row ? { id: row.id, version: row.version, content: draftContentSchema.parse(row.content) } : null;
}

/** Writes the conversation's open draft, making it when there is none. Returns what it still needs. */
export async function writeDraft(
  run: Run,
  conversationId: number,
  asked: DraftContent,
): Promise<{ id: number; missing: Missing | null; catalogue: Catalogue }> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const existing = await openDraft(run, conversationId, true);
  const content = withoutDeclined(asked, existing?.content, catalogue);
  const json = JSON.stringify(content);
  const now = new Date(run.at);
  if (!existing) await closeDrafts(run, conversationId, 'dropped');
  if (existing) {
    if (JSON.stringify(existing.content) !== json) {
      await run.trx
        .updateTable('draft')
        .set({ content: json, version: existing.version + 1, updated_at: now })
        .where('id', '=', existing.id)
        .execute();
    }
    return { id: existing.id, missing: stillMissing(content, catalogue, run), catalogue };
  }
  const { id } = await run.trx
    .insertInto('draft')
    .values({ shop_id: run.shop.id, conversation_id: conversationId, content: json, created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, missing: stillMissing(content, catalogue, run), catalogue };
}

/** The open draft that changes an order, of a conversation, or null. */
export async function openChange(
  run: Run,
  conversationId: number,
): Promise<{ id: number; orderId: number; content: DraftContent } | null> {
  const row = await run.trx
    .selectFrom('draft')
    .select(['id', 'changes_order_id', 'content'])
    .where('conversation_id', '=', conversationId)
    .where('changes_order_id', 'is not', null)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return row ? { id: row.id, orderId: row.changes_order_id!, content: draftContentSchema.parse(row.content) } : null;
}

/** Writes what an order is to become; returns the draft's id. Any other open draft of the conversation is dropped. */
export async function writeChange(
  run: Run,
  conversationId: number,
  orderId: number,
  content: DraftContent,
): Promise<number> {
  const now = new Date(run.at);
  const open = await openChange(run, conversationId);
  if (open?.orderId === orderId) {
    await run.trx
      .updateTable('draft')
      .set((eb) => ({ content: JSON.stringify(content), version: eb('version', '+', 1), updated_at: now }))
      .where('id', '=', open.id)
      .execute();
    return open.id;
  }
  await closeDrafts(run, conversationId, 'dropped');
  const { id } = await run.trx
    .insertInto('draft')
    .values({
      shop_id: run.shop.id,
      conversation_id: conversationId,
      changes_order_id: orderId,
      content: JSON.stringify(content),
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Ends whatever draft is open in a conversation; true when there was one. */
export async function closeDrafts(run: Run, conversationId: number, as: 'placed' | 'dropped'): Promise<boolean> {
  const closed = await run.trx
    .updateTable('draft')
    .set({ state: as, updated_at: new Date(run.at) })
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return closed.numUpdatedRows > 0n;
}

/** What was said so far is settled: the reader starts anew with the next message. */
export async function endStory(run: Run, conversationId: number): Promise<void> {
  await run.trx
    .updateTable('conversation')
    .set((eb) => ({ story_since: eb.fn.coalesce('last_message_id', eb.lit(0)) }))
    .where('id', '=', conversationId)
    .execute();
}
