import type { Ctx } from '../../tools/context.ts';
import type { OrderChange } from '../../tools/orders/change.ts';
import { orderByShort } from '../../tools/orders/read.ts';
import { inShop } from '../../tools/perform.ts';
import { readerFor } from '../reader.ts';

/** Packs are named, or what is said comes on top. */
const BY_PACK =
  /(?<!\p{L})(?:bo[iî]tes?|coffrets?|sachets?|paquets?|lots?|box(?:es)?|packs?|(?:r?ajout|add)\p{L}*|de plus|en plus|more|extra)(?!\p{L})/iu;

/**
 * "36 macarons" of an order that has boxes of 24 and 6 is so many in all: the packs of the order that this number is not
 * made of leave it.
 */
export async function otherPacks(
  ctx: Ctx,
  order: number,
  text: string,
  named: OrderChange['lines'],
): Promise<OrderChange['lines']> {
  if (BY_PACK.test(text)) return [];
  const { catalogue } = await readerFor(ctx);
  const packed = (sku: string) => {
    const product = catalogue.find(sku)?.product;
    return product?.details.pack_size === 'variant' ? product.sku : null;
  };
  const counted = new Set(named.flatMap(({ sku, qty }) => (qty > 0 ? (packed(sku) ?? []) : [])));
  if (counted.size === 0) return [];
  const { lines } = await inShop(ctx, (run) => orderByShort(run, order));
  return lines
    .filter(({ sku }) => counted.has(packed(sku) ?? '') && !named.some((line) => line.sku === sku))
    .map(({ sku }) => ({ sku, qty: 0 }));
}
