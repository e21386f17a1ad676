import type { Selectable } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import { HUB_NUMBER } from '../connections/hub-number.ts';
import type { Hub } from '../context.ts';
import type { Currency } from '../money.ts';
import type { FileConnection, FileProduct } from './rows.ts';
import { settingsSchema } from './settings.ts';
import type { StandingShopFile } from './shop-file.ts';

export type MemberRow = Selectable<Tables['member']>;

/** A channel account as it is kept: `whole` is the file's entry with its secrets, `shown` the same without them. */
export type StoredConnection = { id: number; key: string; on: boolean; whole: Secrets; shown: FileConnection };
type Secrets = Record<string, string>;

/** A shop as it is stored, in the shape of its file. */
export type StoredShop = {
  id: number;
  /** Active products, no secret. */
  file: StandingShopFile;
  /** Active or not, in the order they came. */
  members: MemberRow[];
  connections: StoredConnection[];
  /** The hash of the logo papers carry; the file does not name it. */
  logo: string | undefined;
  /** Credentials per payment provider, open: never shown. */
  payments: Record<string, Secrets>;
  /** Digests of the API keys in use. */
  apiKeys: string[];
  /** Ids of products and variants by sku, active or not. */
  products: Map<string, number>;
  variants: Map<string, number>;
};

/** What of a connection is a secret, whatever its channel. */
const SECRETS = new Set([
  'access_token',
  'refresh_token',
  'imap_url',
  'smtp_url',
  'inbound_key',
  'auth_token',
  'app_key',
  'app_secret',
]);

/** True for a field of a connection that is never shown. */
export function isSecret(field: string): boolean {
  return SECRETS.has(field);
}

/** Reads the shop of the transaction. The simulator's connection and the hub's own number are not part of any file. */
export async function readStored(trx: Trx, hub: Pick<Hub, 'sealer'>): Promise<StoredShop> {
  const shop = await trx.selectFrom('shop').selectAll().executeTakeFirstOrThrow();
  const settings = settingsSchema.parse(shop.settings);
  const members = await trx.selectFrom('member').selectAll().orderBy('id').execute();
  const connections = (await trx.selectFrom('connection').selectAll().orderBy('id').execute())
    .filter((row) => row.channel !== 'simulator' && row.channel !== HUB_NUMBER)
    .map((row) => storedConnection(row, hub));
  const keys = await trx.selectFrom('directory').select('key').where('kind', '=', 'api_key').execute();
  const { products, productIds, variantIds } = await readProducts(trx);
  const { payments: sealed, papers: kept, ...rest } = settings;
  // A picture is not in the file: it stays when a file is applied.
  const { logo, ...papers } = kept;
  const payments = Object.fromEntries(
    Object.entries(sealed).flatMap(([name, text]) =>
      text ? [[name, JSON.parse(hub.sealer.open(text)) as Secrets]] : [],
    ),
  );
  const file: StandingShopFile = {
    shop: shop.slug,
    name: shop.name,
    currency: shop.currency as Currency,
    timezone: shop.timezone,
    language: shop.language as StandingShopFile['language'],
    ...rest,
    papers,
    members: members.filter((row) => row.active).map(memberOf),
    connections: connections.filter((one) => one.on).map((one) => one.shown),
    payments: Object.fromEntries(Object.keys(payments).map((name) => [name, {}])),
    subscribers: [],
    products,
  };
  return {
    id: shop.id,
    file,
    members,
    connections,
    logo,
    payments,
    apiKeys: keys.map(({ key }) => key),
    products: productIds,
    variants: variantIds,
  };
}

function memberOf(row: MemberRow): StandingShopFile['members'][number] {
  return {
    name: row.name,
    role: row.role,
    ...(row.phone === null ? {} : { phone: row.phone }),
    ...(row.email === null ? {} : { email: row.email }),
  };
}

function storedConnection(row: Selectable<Tables['connection']>, hub: Pick<Hub, 'sealer'>): StoredConnection {
  const whole = { channel: row.channel, ...(JSON.parse(hub.sealer.open(row.secrets_sealed)) as Secrets) };
  const shown = Object.fromEntries(Object.entries(whole).filter(([field]) => !isSecret(field)));
  return {
    id: row.id,
    key: `${row.channel}:${row.account}`,
    on: row.state !== 'off',
    whole,
    shown: shown as FileConnection,
  };
}

async function readProducts(trx: Trx) {
  const rows = await trx.selectFrom('product').selectAll().orderBy('position').orderBy('id').execute();
  const variants = await trx.selectFrom('variant').selectAll().orderBy('position').orderBy('id').execute();
  const products = rows
    .filter((row) => row.active)
    .map((row) =>
      productOf(
        row,
        variants.filter((variant) => variant.active && variant.product_id === row.id),
      ),
    );
  return {
    products,
    productIds: new Map(rows.map((row) => [row.sku, row.id])),
    variantIds: new Map(variants.map((row) => [row.sku, row.id])),
  };
}

function productOf(row: Selectable<Tables['product']>, variants: Selectable<Tables['variant']>[]): FileProduct {
  const details = row.details as Partial<FileProduct>;
  return {
    sku: row.sku,
    name: row.name,
    aliases: row.aliases,
    ...(row.description === null ? {} : { description: row.description }),
    unit: row.unit,
    price: row.price,
    vat_rate: row.vat_rate / 100,
    ...(row.operation === null ? {} : { operation: row.operation }),
    ...(row.stock === null ? {} : { stock: Number(row.stock) }),
    ...(row.low_stock === null ? {} : { low_stock: Number(row.low_stock) }),
    ...details,
    allergens: details.allergens ?? [],
    tiers: details.tiers ?? [],
    variants: variants.map((variant) => ({
      sku: variant.sku,
      name: variant.name,
      price: variant.price,
      ...(variant.stock === null ? {} : { stock: Number(variant.stock) }),
    })),
    options: row.options as FileProduct['options'],
  };
}
