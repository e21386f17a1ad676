import { sql } from 'kysely';
import { type Catalogue, loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { formatQuantity } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { counterOf, stockOf } from './levels.ts';
import { applyMoves } from './movements.ts';
import { fromColumn, ONE } from './quantity.ts';

type Lines = { sku: string; qty: string | number }[];
type OfOrder = { order: { id: number; status: string }; lines: Lines };

/**
 * Brings the stock to where an order's status wants it: taken once it is confirmed, given back when it waits again or is
 * cancelled. Called again, it moves only what is not moved yet. The caller holds the order's lock.
 */
export async function followStock(run: Run, view: OfOrder): Promise<void> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  if (!catalogue.counts) return;
  const taken = await takenBy(run, view.order.id);
  const takes = view.order.status !== 'pending' && view.order.status !== 'cancelled';
  const wanted = takes ? byCounter(catalogue, view.lines) : new Map<string, number>();
  // What it took of a sku that nobody counts any more has no sum to go back to.
  const held = [...taken.keys()].filter((sku) => (catalogue.find(sku) ? isCounted(catalogue, sku) : false));
  const moves = [...new Set([...wanted.keys(), ...held])].map((sku) => ({
    sku,
    qty: Math.max(0, taken.get(sku) ?? 0) - (wanted.get(sku) ?? 0),
  }));
  await move(run, view.order.id, moves, taken);
}

/** A changed order that is confirmed moves the difference between its lines before and after. */
export async function moveStock(run: Run, before: OfOrder, after: OfOrder): Promise<void> {
  if (after.order.status === 'pending' || after.order.status === 'cancelled') return;
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const [was, is] = [byCounter(catalogue, before.lines), byCounter(catalogue, after.lines)];
  const moves = [...new Set([...was.keys(), ...is.keys()])].map((sku) => ({
    sku,
    qty: (was.get(sku) ?? 0) - (is.get(sku) ?? 0),
  }));
  await move(run, after.order.id, moves, await takenBy(run, after.order.id));
}

/** What is to be said of one stock of an order. Quantities in thousandths. */
export type StockNews = { kind: 'short' | 'under' | 'low'; name: string; unit: string; left: number; wanted: number };

/**
 * What a member should know of an order's stock: before her yes, what it would take under zero; after it, what is under
 * zero or low.
 */
export async function stockNews(run: Pick<Run, 'trx' | 'shop'>, view: OfOrder): Promise<StockNews[]> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const counters = byCounter(catalogue, view.lines);
  if (counters.size === 0 || view.order.status === 'cancelled' || view.order.status === 'delivered') return [];
  const taken = await takenBy(run, view.order.id);
  const marks = await run.trx
    .selectFrom('product')
    .select(['sku', 'low_stock'])
    .where('low_stock', 'is not', null)
    .execute();
  return [...counters].flatMap(([sku, qty]): StockNews[] => {
    const found = catalogue.find(sku)!;
    const left = stockOf(catalogue, sku);
    const wanted = qty - (taken.get(sku) ?? 0);
    const news = { name: nameOf(found), unit: found.product.unit, left, wanted: qty };
    if (view.order.status === 'pending' && wanted > 0) return left < wanted ? [{ ...news, kind: 'short' }] : [];
    if (left < 0) return [{ ...news, kind: 'under' }];
    const mark = marks.find((row) => row.sku === found.product.sku)?.low_stock;
    return mark && left <= fromColumn(mark) ? [{ ...news, kind: 'low' }] : [];
  });
}

/** The same as lines for a reader. */
export function stockRows(news: StockNews[], language: Run['language']): string[] {
  const texts = textsFor(language).stock;
  return news.map((one) => {
    const show = (amount: number) => formatQuantity(amount / ONE, one.unit, language);
    return one.kind === 'short'
      ? texts.short(one.name, show(one.left), show(one.wanted))
      : texts[one.kind](one.name, show(one.left));
  });
}

/** The lines' quantities by the stock they are taken from, in thousandths; what is not counted is left out. */
function byCounter(catalogue: Catalogue, lines: Lines): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of lines) {
    const found = catalogue.find(line.sku);
    const counter = found && counterOf(found);
    if (counter) sums.set(counter, (sums.get(counter) ?? 0) + fromColumn(String(line.qty)));
  }
  return sums;
}

function isCounted(catalogue: Catalogue, sku: string): boolean {
  const found = catalogue.find(sku);
  return found !== null && (found.variant ?? found.product).stock !== null;
}

/** What an order holds of each stock, in thousandths. */
async function takenBy(run: Pick<Run, 'trx'>, orderId: number): Promise<Map<string, number>> {
  const rows = await run.trx
    .selectFrom('stock_movement')
    .select(['sku', sql<string>`-sum(qty)`.as('taken')])
    .where('order_id', '=', orderId)
    .groupBy('sku')
    .execute();
  return new Map(rows.map((row) => [row.sku, fromColumn(row.taken)]));
}

async function move(
  run: Run,
  orderId: number,
  moves: { sku: string; qty: number }[],
  taken: Map<string, number>,
): Promise<void> {
  await applyMoves(
    run,
    moves
      .filter((one) => one.qty !== 0)
      .map(({ sku, qty }) => ({
        sku,
        qty,
        reason: qty < 0 ? 'sale' : 'return',
        orderId,
        // An order's share goes from one sum to another: the same step of the same cause cannot be taken twice.
        key: `order:${orderId}:${taken.get(sku) ?? 0}:${qty}`,
      })),
  );
}
