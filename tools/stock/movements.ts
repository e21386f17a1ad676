import type { StockReason } from '../../db/tables/stock.ts';
import { bumpCatalogue } from '../catalog/catalogue.ts';
import { record } from '../journal.ts';
import type { Run } from '../tool.ts';
import { depotsOf } from './levels.ts';
import { fromColumn, toColumn } from './quantity.ts';

/** One change of one stock. `qty` in thousandths, signed. `key` names it within its cause: the same happens once. */
export type Move = {
  sku: string;
  qty: number;
  reason: StockReason;
  orderId?: number;
  location?: string | null;
  key: string;
};

/** A stock after a move, in thousandths; `low` when it has just come down to the mark of its product. */
export type Moved = { sku: string; before: number | null; after: number; low: boolean };

/** A sku's row as stock sees it. */
type Counted = { table: 'product' | 'variant'; id: number; sku: string; stock: number | null; low: number | null };

/**
 * Writes movements and the sums they make, in the run's transaction. A sku that was not counted is from then on. The
 * shop's row is locked first, so that two changes of the same shop's stock wait for each other and never deadlock.
 */
export async function applyMoves(run: Run, moves: Move[]): Promise<Moved[]> {
  if (moves.length === 0) return [];
  await bumpCatalogue(run.trx);
  const done: Moved[] = [];
  for (const move of moves) {
    const row = await counterRow(run, move.sku);
    if (!row) continue;
    const after = (row.stock ?? 0) + move.qty;
    if (move.qty !== 0) await writeMove(run, move);
    await writeStock(run, row, after);
    const low = row.low !== null && after <= row.low && (row.stock ?? Number.POSITIVE_INFINITY) > row.low;
    if (low) await record(run, 'stock.low', move.orderId ?? null, { sku: move.sku, stock: toColumn(after) });
    done.push({ sku: move.sku, before: row.stock, after, low });
  }
  return done;
}

/** Stops counting a sku: what is left goes out as a correction, its stock is unknown again. */
export async function stopCounting(run: Run, sku: string, key: string): Promise<void> {
  await bumpCatalogue(run.trx);
  const row = await counterRow(run, sku);
  if (!row || row.stock === null) return;
  let left = row.stock;
  for (const depot of await depotsOf(run, sku)) {
    await writeMove(run, {
      sku,
      qty: -depot.stock,
      reason: 'correction',
      location: depot.location,
      key: `${key}:${depot.location}`,
    });
    left -= depot.stock;
  }
  if (left !== 0) await writeMove(run, { sku, qty: -left, reason: 'correction', key });
  await writeStock(run, row, null);
}

async function writeMove(run: Run, move: Move): Promise<void> {
  await run.trx
    .insertInto('stock_movement')
    .values({
      shop_id: run.shop.id,
      sku: move.sku,
      qty: toColumn(move.qty),
      reason: move.reason,
      order_id: move.orderId ?? null,
      location: move.location ?? null,
      by: JSON.stringify(run.actor),
      at: new Date(run.at),
      cause: `${run.cause}:${move.key}:${move.sku}`,
    })
    .execute();
}

async function writeStock(run: Run, row: Counted, stock: number | null): Promise<void> {
  await run.trx
    .updateTable(row.table)
    .set({ stock: stock === null ? null : toColumn(stock) })
    .where('id', '=', row.id)
    .execute();
}

/** The row that keeps a sku's sum, locked. */
async function counterRow(run: Run, sku: string): Promise<Counted | null> {
  const product = await run.trx
    .selectFrom('product')
    .select(['id', 'stock', 'low_stock'])
    .where('sku', '=', sku)
    .forUpdate()
    .executeTakeFirst();
  if (product) return { table: 'product', id: product.id, sku, ...sums(product) };
  const variant = await run.trx
    .selectFrom('variant')
    .innerJoin('product', 'product.id', 'variant.product_id')
    .select(['variant.id', 'variant.stock', 'product.low_stock'])
    .where('variant.sku', '=', sku)
    .forUpdate()
    .executeTakeFirst();
  return variant ? { table: 'variant', id: variant.id, sku, ...sums(variant) } : null;
}

function sums(row: { stock: string | null; low_stock: string | null }): Pick<Counted, 'stock' | 'low'> {
  return {
    stock: row.stock === null ? null : fromColumn(row.stock),
    low: row.low_stock === null ? null : fromColumn(row.low_stock),
  };
}
