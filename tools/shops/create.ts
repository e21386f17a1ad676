import { sql } from 'kysely';
import { bind, type Trx } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import { toE164 } from '../customers/phone.ts';
import { digest } from '../sealing.ts';
import { hashPassword } from '../team/password.ts';
import { accountOf, claim, claimEmail, countryOf, insertProduct } from './rows.ts';
import { saidIn, settingsSchema } from './settings.ts';
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
    for (const [position, product] of file.products.entries()) await insertProduct(trx, id, product, position);
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
    assistant: file.assistant,
    digest: file.digest,
    ...(file.papers === undefined ? {} : { papers: file.papers }),
    ...saidIn(file),
    payments: Object.fromEntries(
      Object.entries(file.payments).map(([name, keys]) => [name, hub.sealer.seal(JSON.stringify(keys))]),
    ),
  });
  await sql`insert into shop (id, slug, name, currency, timezone, language, settings, demo)
    overriding system value values (${id}, ${file.shop}, ${file.name}, ${file.currency}, ${file.timezone},
    ${file.language}, ${JSON.stringify(settings)}::jsonb, ${demo})`.execute(trx);
}

async function insertMembers(trx: Trx, shopId: number, file: ShopFile, passwords: (string | null)[]): Promise<void> {
  const country = countryOf(file);
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
    if (member.email) await claimEmail(trx, shopId, member.email);
  }
}

/** Writes a connection that the shop does not have yet; throws when its account belongs to another shop. */
export async function insertConnection(
  trx: Trx,
  hub: Pick<Hub, 'sealer'>,
  shopId: number,
  connection: ShopFile['connections'][number],
): Promise<void> {
  const { account, display, sealed } = accountOf(connection);
  await claim(
    trx,
    shopId,
    'connection',
    `${connection.channel}:${account}`,
    `${connection.channel} account ${account}`,
  );
  await trx
    .insertInto('connection')
    .values({
      shop_id: shopId,
      channel: connection.channel,
      account,
      display,
      secrets_sealed: hub.sealer.seal(JSON.stringify(sealed)),
      state_reason: null,
      last_event_at: null,
    })
    .execute();
}
