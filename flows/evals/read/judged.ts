/** How a reading is held against what was meant: items as a set of (sku, quantity), then the slots of orders. */
import type { Reading } from '../../understand/index.ts';
import { bare } from './score.ts';

export type GoldItem = { sku: string; qty: number | null; unit?: string };
export type Gold = {
  intent: string;
  items: GoldItem[];
  date?: string | null;
  time?: string | null;
  fulfilment?: string | null;
  address?: string | null;
  needs_clarification?: string[];
};

/** A field that is read otherwise than it was meant; `asks` are the questions that are asked. */
export type WrongField = 'intent' | 'items' | 'date' | 'time' | 'fulfilment' | 'address' | 'asks';

/** The intents whose slots count. */
export const SLOT = new Set(['order', 'modify_order', 'quote_request']);

export function summed(items: GoldItem[]): Map<string, { qty: number | null; unit: string | undefined }> {
  const out = new Map<string, { qty: number | null; unit: string | undefined }>();
  for (const i of items) {
    const before = out.get(i.sku);
    out.set(i.sku, {
      qty: before ? (before.qty === null || i.qty === null ? null : before.qty + i.qty) : i.qty,
      unit: i.unit,
    });
  }
  return out;
}

export function sameQty(
  g: { qty: number | null; unit: string | undefined },
  p: { qty: number | null; unit: string | undefined },
): boolean {
  if (g.qty === null || p.qty === null) return g.qty === p.qty;
  if (
    g.unit &&
    p.unit &&
    g.unit !== p.unit &&
    (g.unit === 'piece' || p.unit === 'piece') &&
    [g.unit, p.unit].some((u) => u === 'kg' || u === 'l')
  )
    return false;
  return Number.isInteger(g.qty) ? g.qty === p.qty : Math.abs(g.qty - p.qty) <= 0.02 * Math.abs(g.qty);
}

function sameAddress(g: string | null | undefined, p: string | null): boolean {
  if (!g || !p) return !g && !p;
  const left = bare(p).split(' ');
  const gold = bare(g).split(' ');
  let shared = 0;
  for (const w of gold) {
    const k = left.indexOf(w);
    if (k < 0) continue;
    left.splice(k, 1);
    shared++;
  }
  return (2 * shared) / (gold.length + bare(p).split(' ').length) >= 0.75;
}

/** The fields that are wrong; slots count where an order, a change or a quote was meant. */
export function wrong(e: Gold, r: Reading): WrongField[] {
  const gold = summed(e.items);
  const got = summed(r.items);
  const out: WrongField[] = [];
  if (r.intent !== e.intent) out.push('intent');
  if (gold.size !== got.size || ![...gold].every(([sku, g]) => got.has(sku) && sameQty(g, got.get(sku)!)))
    out.push('items');
  if (!SLOT.has(e.intent)) return out;
  if (r.date !== (e.date ?? null)) out.push('date');
  if (r.time !== (e.time ?? null)) out.push('time');
  if (r.fulfilment !== (e.fulfilment ?? null)) out.push('fulfilment');
  if (!sameAddress(e.address, r.address)) out.push('address');
  if ([...(e.needs_clarification ?? [])].sort().join() !== [...r.needs_clarification].sort().join()) out.push('asks');
  return out;
}
