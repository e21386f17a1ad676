import type { Trx } from '../../db/shop.ts';
import { toE164 } from '../customers/phone.ts';
import { countOpening } from '../stock/from-file.ts';
import type { ShopFile, StandingShopFile } from './shop-file.ts';

export type FileProduct = ShopFile['products'][number];
export type FileConnection = StandingShopFile['connections'][number];

/** Where the file names no rate: the standard one of France (20 %). */
const STANDARD_VAT = 20;

/** A product's columns as its file says them, apart from its stock, which moves on its own. */
export function productColumns(product: FileProduct, position: number) {
  return {
    name: product.name,
    aliases: JSON.stringify(product.aliases),
    description: product.description ?? null,
    unit: product.unit,
    price: product.price,
    vat_rate: Math.round((product.vat_rate ?? STANDARD_VAT) * 100),
    operation: product.operation ?? null,
    low_stock: quantityColumn(product.low_stock),
    options: JSON.stringify(product.options),
    details: JSON.stringify({
      photo: product.photo,
      allergens: product.allergens,
      lead_time_hours: product.lead_time_hours,
      min_qty: product.min_qty,
      pack_size: product.pack_size,
      season: product.season,
      tiers: product.tiers,
      loyal_price: product.loyal_price,
      deposit: product.deposit,
    }),
    position,
  };
}

/** A quantity as a numeric column takes it: a decimal string, null for "not counted". */
export function quantityColumn(quantity: number | undefined): string | null {
  return quantity === undefined ? null : String(quantity);
}

/** Writes a product and its variants that the shop does not have yet, with the stock of the file. */
export async function insertProduct(trx: Trx, shopId: number, product: FileProduct, position: number): Promise<void> {
  const { id } = await trx
    .insertInto('product')
    .values({
      shop_id: shopId,
      sku: product.sku,
      stock: quantityColumn(product.stock),
      ...productColumns(product, position),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await countOpening(trx, shopId, product);
  for (const [place, variant] of product.variants.entries()) await insertVariant(trx, shopId, id, variant, place);
}

/** Writes a variant that the shop does not have yet, with the stock of the file. */
export async function insertVariant(
  trx: Trx,
  shopId: number,
  productId: number,
  variant: FileProduct['variants'][number],
  position: number,
): Promise<void> {
  await trx
    .insertInto('variant')
    .values({
      shop_id: shopId,
      product_id: productId,
      sku: variant.sku,
      name: variant.name,
      price: variant.price,
      stock: quantityColumn(variant.stock),
      position,
    })
    .execute();
  await countOpening(trx, shopId, variant);
}

/** How a channel's provider names the connection, what is shown of it, and all that is kept sealed. */
export function accountOf(connection: FileConnection): { account: string; display: string | null; sealed: object } {
  const { channel: _channel, ...sealed } = connection;
  switch (connection.channel) {
    case 'whatsapp':
      return { account: connection.phone_number_id, display: connection.display_phone ?? null, sealed };
    case 'messenger':
      return { account: connection.page_id, display: null, sealed };
    case 'instagram':
      return { account: connection.account_id, display: null, sealed };
    case 'email':
      return { account: connection.address.toLowerCase(), display: connection.address, sealed };
    case 'phone':
      return { account: dialled(connection.number), display: connection.number, sealed };
    case 'tiktok':
      return { account: connection.shop_id, display: null, sealed };
  }
}

/** A number as its provider names it (+E.164), however it was typed; eight digits alone are Tunisian. */
function dialled(number: string): string {
  try {
    return toE164(number, /^\d{8}$/.test(number.replace(/\D/g, '')) ? 'TN' : 'FR');
  } catch {
    return number;
  }
}

/** Takes an outside key for this shop; throws when it belongs to another. */
export async function claim(trx: Trx, shopId: number, kind: string, key: string, what: string): Promise<void> {
  const taken = await trx
    .insertInto('directory')
    .values({ kind, key, shop_id: shopId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 0n) throw new Error(`${what} already belongs to another shop`);
}

/** Lets a member's e-mail address lead to this shop at sign-in. */
export async function claimEmail(trx: Trx, shopId: number, email: string): Promise<void> {
  await trx
    .insertInto('directory')
    .values({ kind: 'email', key: email.toLowerCase(), shop_id: shopId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The country national phone numbers of a shop's members are read in. */
export function countryOf(file: Pick<ShopFile, 'legal' | 'currency'>): 'FR' | 'TN' {
  return file.legal.address?.country ?? (file.currency === 'TND' ? 'TN' : 'FR');
}
