import type { Trx } from '../../db/shop.ts';
import { fromColumn, ONE, toColumn } from './quantity.ts';

/** A sku with the stock a shop file gives it; absent: not counted. */
type Filed = { sku: string; stock?: number | undefined };

const BY = JSON.stringify({ kind: 'system' });

/** The first movement of a sku that a shop file brings with a stock: its sum was written with its row. */
export async function countOpening(trx: Trx, shopId: number, filed: Filed): Promise<void> {
  if (!filed.stock) return;
  const qty = toColumn(Math.round(filed.stock * ONE));
  await trx
    .insertInto('stock_movement')
    .values({ shop_id: shopId, sku: filed.sku, qty, reason: 'count', by: BY, cause: `opening:${filed.sku}` })
    .execute();
}

/** Sets a stock to what a shop file counts, by a movement of the difference. `stamp` names this import. */
export async function countFromFile(
  trx: Trx,
  shopId: number,
  table: 'product' | 'variant',
  filed: Filed,
  stamp: number,
): Promise<void> {
  const row = await trx
    .selectFrom(table)
    .select(['id', 'stock'])
    .where('sku', '=', filed.sku)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const wanted = filed.stock === undefined ? null : Math.round(filed.stock * ONE);
  const delta = (wanted ?? 0) - (row.stock === null ? 0 : fromColumn(row.stock));
  if (delta !== 0) {
    const cause = `import:${stamp}:${filed.sku}`;
    await trx
      .insertInto('stock_movement')
      .values({ shop_id: shopId, sku: filed.sku, qty: toColumn(delta), reason: 'count', by: BY, cause })
      .execute();
  }
  await trx
    .updateTable(table)
    .set({ stock: wanted === null ? null : toColumn(wanted) })
    .where('id', '=', row.id)
    .execute();
}
