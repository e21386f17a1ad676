import { z } from 'zod';
import { type Catalogue, loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { addDays, dayOf, timeOf, weekdayOf } from '../language.ts';
import type { Run } from '../tool.ts';

const optionValue = z.union([z.string(), z.number(), z.array(z.string())]);

/** A line being put together. `sku` null: not tied to one product yet; `candidates` are the real ones it may be. */
export const draftLineSchema = z.object({
  sku: z.string().nullable(),
  words: z.string().max(200),
  qty: z.number().positive().max(10_000).nullable(),
  options: z.record(z.string(), optionValue).default({}),
  candidates: z.array(z.string()).max(10).default([]),
});

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
});

export type DraftLine = z.output<typeof draftLineSchema>;
export type DraftContent = z.output<typeof draftContentSchema>;

/** The one thing still to ask, most useful first; null when nothing is missing. */
export type Missing =
  | { kind: 'lines' }
  | { kind: 'product'; line: number; words: string; candidates: { sku: string; name: string; price: number }[] }
  | { kind: 'variant'; line: number; product: string; candidates: { sku: string; name: string; price: number }[] }
  | { kind: 'quantity'; line: number; product: string }
  | { kind: 'date' }
  | { kind: 'date_doubtful' }
  | { kind: 'date_past'; day: string }
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
    missingDate(content, run) ?? (content.fulfilment === 'delivery' && !content.address ? { kind: 'address' } : null)
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
    return { kind: 'product', line: index, words: line.words, candidates };
  }
  if (!found.variant && found.product.variants.length > 0) {
    return { kind: 'variant', line: index, product: found.product.name, candidates: found.product.variants };
  }
  return line.qty === null ? { kind: 'quantity', line: index, product: nameOf(found) } : null;
}

function missingDate(content: DraftContent, run: Pick<Run, 'shop' | 'at'>): Missing | null {
  if (content.dateDoubtful) return { kind: 'date_doubtful' };
  if (!content.date) return { kind: 'date' };
  if (content.date < dayOf(run.at, run.shop.timezone)) return { kind: 'date_past', day: content.date };
  if (isClosed(run, content.date)) {
    return { kind: 'date_closed', day: content.date, nearest: nearestOpenDays(run, content.date, 2) };
  }
  return null;
}

/** True when the shop is closed on that day, or has no opening left when the day is today. */
export function isClosed(run: Pick<Run, 'shop' | 'at'>, day: string): boolean {
  const { opening_hours: hours, closures } = run.shop.settings;
  if (closures.includes(day)) return true;
  if (!hours) return false;
  const today = hours[weekdayOf(day)];
  if (!today) return true;
  if (day !== dayOf(run.at, run.shop.timezone)) return false;
  const lastClosing = today
    .split(',')
    .map((interval) => interval.split('-')[1]!)
    .sort()
    .at(-1)!;
  return timeOf(run.at, run.shop.timezone) >= lastClosing;
}

/** The open days nearest to `day`, today or later, in the calendar's order. */
export function nearestOpenDays(run: Pick<Run, 'shop' | 'at'>, day: string, count: number): string[] {
  const today = dayOf(run.at, run.shop.timezone);
  const found: string[] = [];
  for (let distance = 1; distance <= 21 && found.length < count; distance++) {
    for (const candidate of [addDays(day, -distance), addDays(day, distance)]) {
      if (found.length < count && candidate >= today && !isClosed(run, candidate)) found.push(candidate);
    }
  }
  return found.sort();
}

/** The open draft of a conversation, or null. Locks it when `lock` is set. */
export async function openDraft(
  run: Run,
  conversationId: number,
  lock = false,
): Promise<{ id: number; version: number; content: DraftContent } | null> {
  let query = run.trx
    .selectFrom('draft')
    .select(['id', 'version', 'content'])
    .where('conversation_id', '=', conversationId)
    .where('state', '=', 'open');
  if (lock) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row ? { id: row.id, version: row.version, content: draftContentSchema.parse(row.content) } : null;
}

/** Writes the conversation's open draft, making it when there is none. Returns what it still needs. */
export async function writeDraft(
  run: Run,
  conversationId: number,
  content: DraftContent,
): Promise<{ id: number; missing: Missing | null; catalogue: Catalogue }> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const existing = await openDraft(run, conversationId, true);
  const json = JSON.stringify(content);
  const now = new Date(run.at);
  if (existing) {
    if (JSON.stringify(existing.content) !== json) {
      await run.trx
        .updateTable('draft')
        .set({ content: json, version: existing.version + 1, updated_at: now })
        .where('id', '=', existing.id)
        .execute();
    }
    return { id: existing.id, missing: missingFrom(content, catalogue, run), catalogue };
  }
  const { id } = await run.trx
    .insertInto('draft')
    .values({ shop_id: run.shop.id, conversation_id: conversationId, content: json, created_at: now, updated_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, missing: missingFrom(content, catalogue, run), catalogue };
}
