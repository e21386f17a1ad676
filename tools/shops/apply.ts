import type { Trx } from '../../db/shop.ts';
import { bumpCatalogue } from '../catalog/catalogue.ts';
import type { Hub } from '../context.ts';
import { digest } from '../sealing.ts';
import { countFromFile } from '../stock/from-file.ts';
import { hashPassword } from '../team/password.ts';
import { insertConnection } from './create.ts';
import { compare } from './differences.ts';
import type { Plan } from './import.ts';
import type { Pairing } from './match-members.ts';
import {
  accountOf,
  claim,
  claimEmail,
  type FileProduct,
  insertProduct,
  insertVariant,
  productColumns,
} from './rows.ts';
import { saidIn, settingsSchema } from './settings.ts';
import type { StoredShop } from './stored.ts';

/**
 * Makes the stored shop what the plan says, in the caller's transaction. Nothing is deleted: what is no longer there
 * is switched off, since orders and papers point to it. The catalogue's stamp moves, so that every process reads anew.
 */
export async function writeShop(trx: Trx, hub: Pick<Hub, 'sealer'>, stored: StoredShop, plan: Plan): Promise<void> {
  await writeSettings(trx, hub, stored, plan);
  await writeProducts(trx, stored, plan);
  if (plan.members) await writeMembers(trx, stored.id, plan.members, plan.wanted.language);
  if (plan.connections) await writeConnections(trx, hub, stored, plan.connections);
  if (plan.apiKey && !stored.apiKeys.includes(digest(plan.apiKey))) {
    await trx.deleteFrom('directory').where('kind', '=', 'api_key').execute();
    await claim(trx, stored.id, 'api_key', digest(plan.apiKey), 'this api_key');
  }
}

async function writeSettings(trx: Trx, hub: Pick<Hub, 'sealer'>, stored: StoredShop, plan: Plan): Promise<void> {
  const { name, timezone, language, opening_hours, closures, legal, approval, delivery, prices, assistant, digest } =
    plan.wanted;
  const keys = { ...stored.payments, ...plan.payments };
  const settings = settingsSchema.parse({
    opening_hours,
    closures,
    legal,
    approval,
    delivery,
    prices,
    assistant,
    digest,
    papers: { ...plan.wanted.papers, ...(stored.logo === undefined ? {} : { logo: stored.logo }) },
    ...saidIn(plan.wanted),
    payments: Object.fromEntries(
      Object.entries(keys).map(([one, secrets]) => [one, hub.sealer.seal(JSON.stringify(secrets))]),
    ),
  });
  await trx
    .updateTable('shop')
    .set({
      name,
      timezone,
      language,
      settings: JSON.stringify(settings),
    })
    .execute();
}

async function writeProducts(trx: Trx, stored: StoredShop, plan: Plan): Promise<void> {
  const { products } = plan.wanted;
  const stamp = await bumpCatalogue(trx);
  await trx.updateTable('product').set({ active: false }).where('active', '=', true).execute();
  await trx.updateTable('variant').set({ active: false }).where('active', '=', true).execute();
  for (const [position, product] of products.entries()) {
    const id = stored.products.get(product.sku);
    if (id === undefined && !product.variants.some((variant) => stored.variants.has(variant.sku))) {
      await insertProduct(trx, stored.id, product, position);
    } else await writeProduct(trx, stored, plan, product, position, stamp);
  }
}

async function writeProduct(
  trx: Trx,
  stored: StoredShop,
  plan: Plan,
  product: FileProduct,
  position: number,
  stamp: number,
): Promise<void> {
  let id = stored.products.get(product.sku);
  if (id === undefined) {
    // A new product that takes over variants of another one.
    await insertProduct(trx, stored.id, { ...product, variants: [] }, position);
    id = (await trx.selectFrom('product').select('id').where('sku', '=', product.sku).executeTakeFirstOrThrow()).id;
  } else {
    await trx
      .updateTable('product')
      .set({
        ...productColumns(product, position),
        active: true,
      })
      .where('id', '=', id)
      .execute();
    if (plan.stock) await countFromFile(trx, stored.id, 'product', product, stamp);
  }
  for (const [place, variant] of product.variants.entries()) {
    const known = stored.variants.get(variant.sku);
    if (known === undefined) await insertVariant(trx, stored.id, id, variant, place);
    else {
      await trx
        .updateTable('variant')
        .set({
          product_id: id,
          name: variant.name,
          price: variant.price,
          position: place,
          active: true,
        })
        .where('id', '=', known)
        .execute();
      if (plan.stock) await countFromFile(trx, stored.id, 'variant', variant, stamp);
    }
  }
}

async function writeMembers(trx: Trx, shopId: number, { pairs, leaving }: Pairing, language: string): Promise<void> {
  for (const row of leaving) {
    await trx.updateTable('member').set({ active: false }).where('id', '=', row.id).execute();
    await trx.updateTable('conversation').set({ member_id: null }).where('member_id', '=', row.id).execute();
  }
  // Numbers and addresses may change hands: whoever has one now gives it up first.
  const phones = pairs.flatMap(({ member }) => member.phone ?? []);
  const emails = pairs.flatMap(({ member }) => member.email?.toLowerCase() ?? []);
  if (phones.length > 0) await trx.updateTable('member').set({ phone: null }).where('phone', 'in', phones).execute();
  if (emails.length > 0) {
    await trx
      .updateTable('member')
      .set({ email: null })
      .where((eb) => eb(eb.fn<string>('lower', ['email']), 'in', emails))
      .execute();
  }
  for (const { row, member } of pairs) {
    // A number that was given up no longer speaks for its member.
    const former = row?.phone && row.phone !== member.phone ? row.phone.slice(1) : null;
    if (row && former !== null) {
      const threads = trx.updateTable('conversation').set({ member_id: null }).where('member_id', '=', row.id);
      await threads.where('contact', '=', former).execute();
    }
    const said = {
      name: member.name,
      role: member.role,
      phone: member.phone ?? null,
      email: member.email ?? null,
      ...(member.password ? { password_hash: await hashPassword(member.password) } : {}),
    };
    if (row)
      await trx
        .updateTable('member')
        .set({ ...said, active: true })
        .where('id', '=', row.id)
        .execute();
    else
      await trx
        .insertInto('member')
        .values({ shop_id: shopId, password_hash: null, language, ...said })
        .execute();
  }
  await trx.deleteFrom('directory').where('kind', '=', 'email').execute();
  for (const email of emails) await claimEmail(trx, shopId, email);
}

async function writeConnections(
  trx: Trx,
  hub: Pick<Hub, 'sealer'>,
  stored: StoredShop,
  connections: NonNullable<Plan['connections']>,
): Promise<void> {
  const staying = new Set<string>();
  for (const connection of connections) {
    const { account, display, sealed } = accountOf(connection);
    const key = `${connection.channel}:${account}`;
    staying.add(key);
    const known = stored.connections.find((one) => one.key === key);
    if (!known) {
      await insertConnection(trx, hub, stored.id, connection);
      continue;
    }
    if (!known.on) await claim(trx, stored.id, 'connection', key, `${connection.channel} account ${account}`);
    if (known.on && compare(known.whole, connection, '').length === 0) continue;
    await trx
      .updateTable('connection')
      .set({ display, secrets_sealed: hub.sealer.seal(JSON.stringify(sealed)), state: 'on', state_reason: null })
      .where('id', '=', known.id)
      .execute();
  }
  for (const { id, key, on } of stored.connections) {
    if (!on || staying.has(key)) continue;
    await trx
      .updateTable('connection')
      .set({ state: 'off', state_reason: 'no longer in the shop file' })
      .where('id', '=', id)
      .execute();
    await trx.deleteFrom('directory').where('kind', '=', 'connection').where('key', '=', key).execute();
  }
}
