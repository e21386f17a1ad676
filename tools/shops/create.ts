import { sql } from 'kysely';
import { bind, type Trx } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import { toE164 } from '../customers/phone.ts';
import { digest } from '../sealing.ts';
import { hashPassword } from '../team/password.ts';
import { settingsSchema } from './settings.ts';
import type { ShopFile } from './shop-file.ts';

/**
 * Creates a shop from its file, whole or not at all. Returns its id, or null when a shop of that slug exists already
 * (then nothing is touched, whatever the file says). Throws when a connection or API key belongs to another shop.
 */
export async function createShop(hub: Hub, file: ShopFile, options: { demo: boolean }): Promise<number | null> {
  const passwords = await Promise.all(
    file.members.map((member) => (member.password ? hashPassword(member.password) : null)),
  );
  return hub.database.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: number }>`select nextval(pg_get_serial_sequence('shop', 'id')) as id`.execute(trx);
    const id = rows[0]!.id;
    await bind(trx, hub.database.role, id);
    const claimed = await trx
      .insertInto('directory')
      .values({ kind: 'shop', key: file.shop, shop_id: id })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (claimed.numInsertedOrUpdatedRows === 0n) return null;
    await insertShop(trx, hub, id, file, options.demo);
    await insertMembers(trx, id, file, passwords);
    for (const connection of file.connections) await insertConnection(trx, hub, id, connection);
    if (file.api_key) await claim(trx, id, 'api_key', digest(file.api_key), 'this api_key');
    await insertProducts(trx, id, file);
    return id;
  });
}

async function insertShop(trx: Trx, hub: Hub, id: number, file: ShopFile, demo: boolean): Promise<void> {
  const settings = settingsSchema.parse({
    opening_hours: file.opening_hours,
    closures: file.closures,
    legal: file.legal,
    approval: file.approval,
    delivery: file.delivery,
    prices: file.prices,
    payments: Object.fromEntries(
      Object.entries(file.payments).map(([name, keys]) => [name, hub.sealer.seal(JSON.stringify(keys))]),
    ),
  });
  await sql`insert into shop (id, slug, name, currency, timezone, language, settings, demo)
    overriding system value values (${id}, ${file.shop}, ${file.name}, ${file.currency}, ${file.timezone},
    ${file.language}, ${JSON.stringify(settings)}::jsonb, ${demo})`.execute(trx);
}

async function insertMembers(trx: Trx, shopId: number, file: ShopFile, passwords: (string | null)[]): Promise<void> {
  const country = file.legal.address?.country ?? (file.currency === 'TND' ? 'TN' : 'FR');
  for (const [index, member] of file.members.entries()) {
    await trx
      .insertInto('member')
      .values({
        shop_id: shopId,
        name: member.name,
        role: member.role,
        phone: member.phone ? toE164(member.phone, country) : null,
        email: member.email ?? null,
        password_hash: passwords[index] ?? null,
        language: file.language,
      })
      .execute();
    if (member.email) {
      await trx
        .insertInto('directory')
        .values({ kind: 'email', key: member.email.toLowerCase(), shop_id: shopId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  }
}

async function insertConnection(
  trx: Trx,
  hub: Hub,
  shopId: number,
  connection: ShopFile['connections'][number],
): Promise<void> {
  const { account, display, secrets } = splitConnection(connection);
  await claim(trx, shopId, 'connection', `${connection.channel}:${account}`, `${connection.channel} account ${account}`);
  await trx
    .insertInto('connection')
    .values({
      shop_id: shopId,
      channel: connection.channel,
      account,
      display,
      secrets_sealed: hub.sealer.seal(JSON.stringify(secrets)),
      state_reason: null,
      last_event_at: null,
    })
    .execute();
}

function splitConnection(connection: ShopFile['connections'][number]) {
  const { channel: _channel, ...rest } = connection;
  switch (connection.channel) {
    case 'whatsapp':
      return { account: connection.phone_number_id, display: connection.display_phone ?? null, secrets: rest };
    case 'messenger':
      return { account: connection.page_id, display: null, secrets: rest };
    case 'instagram':
      return { account: connection.account_id, display: null, secrets: rest };
    case 'email':
      return { account: connection.address.toLowerCase(), display: connection.address, secrets: rest };
    case 'phone':
      return { account: connection.number, display: connection.number, secrets: rest };
    case 'tiktok':
      return { account: connection.shop_id, display: null, secrets: rest };
  }
}

/** Takes an outside key for this shop; throws when it belongs to another. */
async function claim(trx: Trx, shopId: number, kind: string, key: string, what: string): Promise<void> {
  const taken = await trx
    .insertInto('directory')
    .values({ kind, key, shop_id: shopId })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  if (taken.numInsertedOrUpdatedRows === 0n) throw new Error(`${what} already belongs to another shop`);
}

async function insertProducts(trx: Trx, shopId: number, file: ShopFile): Promise<void> {
  for (const [position, product] of file.products.entries()) {
    const { id } = await trx
      .insertInto('product')
      .values({
        shop_id: shopId,
        sku: product.sku,
        name: product.name,
        aliases: JSON.stringify(product.aliases),
        description: product.description ?? null,
        unit: product.unit,
        price: product.price,
        vat_rate: Math.round((product.vat_rate ?? 20) * 100),
        stock: product.stock === undefined ? null : String(product.stock),
        low_stock: product.low_stock === undefined ? null : String(product.low_stock),
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
        }),
        position,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    for (const [place, variant] of product.variants.entries()) {
      await trx
        .insertInto('variant')
        .values({
          shop_id: shopId,
          product_id: id,
          sku: variant.sku,
          name: variant.name,
          price: variant.price,
          stock: variant.stock === undefined ? null : String(variant.stock),
          position: place,
        })
        .execute();
    }
  }
}
