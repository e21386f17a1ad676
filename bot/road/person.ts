import { sql } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import type { ShopFacts } from '../../tools/context.ts';
import type { ChannelName, Contact } from '../../tools/conversations/message.ts';

export type ConversationRow = {
  id: number;
  channel: string;
  contact: string;
  customer_id: number | null;
  member_id: number | null;
  language: string | null;
  bot_off_until: Date | null;
  introduced_at: Date | null;
  story_since: number;
  /** Other customers who bear one of the contact's names, as the provider vouches. */
  others?: number[];
};

const COLUMNS = [
  'id',
  'channel',
  'contact',
  'customer_id',
  'member_id',
  'language',
  'bot_off_until',
  'introduced_at',
  'story_since',
] as const;

/** Channels whose provider authenticates the sender: only these can speak for a member. */
const AUTHENTICATED: ReadonlySet<ChannelName> = new Set(['whatsapp', 'messenger', 'instagram', 'simulator']);

/**
 * The conversation of a contact on a connection, made at first contact, with who it is: a member when the provider
 * vouches for her phone (or her account was linked before), else a customer known by any of the contact's names.
 */
export async function conversationOf(
  trx: Trx,
  shop: ShopFacts,
  where: { connectionId: number; channel: ChannelName; contact: Contact },
): Promise<ConversationRow> {
  const { contact, channel, connectionId } = where;
  let row: ConversationRow | undefined = await trx
    .selectFrom('conversation')
    .select(COLUMNS)
    .where('connection_id', '=', connectionId)
    .where('contact', '=', contact.id)
    .executeTakeFirst();
  row ??= await byOtherName(trx, connectionId, channel, contact);
  row ??= await trx
    .insertInto('conversation')
    .values({
      shop_id: shop.id,
      connection_id: connectionId,
      channel,
      contact: contact.id,
      customer_id: null,
      member_id: null,
      language: null,
      last_inbound_at: null,
      last_message_id: null,
      bot_off_until: null,
      introduced_at: null,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  if (row.member_id === null) {
    const memberId = AUTHENTICATED.has(channel) ? await memberByPhone(trx, contact.verifiedPhone) : null;
    if (memberId !== null) {
      await trx.updateTable('conversation').set({ member_id: memberId }).where('id', '=', row.id).execute();
      row = { ...row, member_id: memberId };
    }
  }
  if (row.member_id === null && row.customer_id === null) {
    const customerId = await customerOf(trx, shop, channel, contact);
    await trx.updateTable('conversation').set({ customer_id: customerId }).where('id', '=', row.id).execute();
    row = { ...row, customer_id: customerId };
  } else if (row.customer_id !== null) {
    const others = await learnIdentities(trx, shop.id, row.customer_id, channel, contact);
    if (others.length > 0) row = { ...row, others };
  }
  return row;
}

/**
 * The same person under another name: a number that now shows where there was only an id, or an id where the number is
 * hidden. The thread goes on; a number that shows becomes its address.
 */
async function byOtherName(
  trx: Trx,
  connectionId: number,
  channel: ChannelName,
  contact: Contact,
): Promise<ConversationRow | undefined> {
  const ids = contact.ids.filter(({ kind }) => kind === 'phone' || kind === 'bsuid');
  if (ids.length === 0 || channel !== 'whatsapp') return undefined;
  const names = ids.map(({ value }) => value.replace(/^\+/, ''));
  const pairs = ids.map(({ value }) => JSON.stringify({ contact: { ids: [{ value }] } }));
  // The provider itself must have named both together: a customer may be several people, joined on a member's word.
  const { rows } = await sql<{ id: number }>`
    select k.id from conversation k where k.connection_id = ${connectionId} and (k.contact in (${sql.join(names)})
      or exists (select from identity i join message m on m.conversation_id = k.id
        where i.customer_id = k.customer_id and i.channel = ${channel} and i.value in (${sql.join(ids.map(({ value }) => value))})
          and m.connection_id = k.connection_id and (${sql.join(
            pairs.map((pair) => sql`m.arrival @> ${pair}::jsonb`),
            sql` or `,
          )})))
    order by k.id desc limit 1`.execute(trx);
  const found = rows[0]?.id;
  if (found === undefined) return undefined;
  const row = await trx.selectFrom('conversation').select(COLUMNS).where('id', '=', found).executeTakeFirst();
  if (!row || !/^\d+$/.test(contact.id) || /^\d+$/.test(row.contact)) return row;
  await trx.updateTable('conversation').set({ contact: contact.id }).where('id', '=', row.id).execute();
  return { ...row, contact: contact.id };
}

async function memberByPhone(trx: Trx, phone: string | undefined): Promise<number | null> {
  if (!phone) return null;
  const member = await trx
    .selectFrom('member')
    .select('id')
    .where('phone', '=', phone)
    .where('active', '=', true)
    .executeTakeFirst();
  return member?.id ?? null;
}

async function customerOf(trx: Trx, shop: ShopFacts, channel: string, contact: Contact): Promise<number> {
  for (const id of contact.ids) {
    // A username is display only: it can change hands.
    if (id.kind === 'username') continue;
    const known = await trx
      .selectFrom('identity')
      .select('customer_id')
      .where('channel', '=', channel)
      .where('kind', '=', id.kind)
      .where('value', '=', id.value)
      .executeTakeFirst();
    if (!known) continue;
    await learnIdentities(trx, shop.id, known.customer_id, channel, contact);
    return known.customer_id;
  }
  const elsewhere = await byPhone(trx, contact);
  if (elsewhere !== null) {
    await learnIdentities(trx, shop.id, elsewhere, channel, contact);
    return elsewhere;
  }
  const { id } = await trx
    .insertInto('customer')
    .values({
      shop_id: shop.id,
      name: contact.name ?? null,
      phone: phoneOf(contact),
      email: contact.ids.find((name) => name.kind === 'email')?.value ?? null,
      address: null,
      language: null,
      note: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await learnIdentities(trx, shop.id, id, channel, contact);
  return id;
}

/**
 * Who is known by the same number on another channel, where the network shows it or its provider vouches for it; what is
 * said to that number is read by whoever has it. A number that somebody typed is no such proof.
 */
async function byPhone(trx: Trx, contact: Contact): Promise<number | null> {
  const phone = contact.ids.find(({ kind }) => kind === 'phone')?.value;
  if (!phone) return null;
  const known = await trx
    .selectFrom('identity')
    .select('customer_id')
    .where('kind', '=', 'phone')
    .where('value', '=', phone)
    .orderBy('customer_id')
    .executeTakeFirst();
  return known?.customer_id ?? null;
}

/** Notes the contact's names; which others bear one of them, where the channel's provider vouches for it. */
async function learnIdentities(
  trx: Trx,
  shopId: number,
  customerId: number,
  channel: string,
  contact: Contact,
): Promise<number[]> {
  const names = contact.ids.filter((id) => id.kind !== 'username');
  const { rows } = await sql<{ id: number }>`
    with given as (select * from jsonb_to_recordset(${JSON.stringify(names)}::jsonb) as t(kind text, value text)),
    added as (insert into identity (shop_id, customer_id, channel, kind, value)
      select ${shopId}::bigint, ${customerId}::bigint, ${channel}, kind, value from given on conflict do nothing)
    select distinct i.customer_id as id from identity i join given g on g.kind = i.kind and g.value = i.value
    where i.shop_id = ${shopId} and i.customer_id <> ${customerId} and i.kind <> 'email'
      and (i.channel = ${channel} or (i.kind = 'phone' and i.channel <> 'manual')) order by 1`.execute(trx);
  if (contact.name || phoneOf(contact)) {
    await trx
      .updateTable('customer')
      .set((eb) => ({
        name: eb.fn.coalesce('name', eb.val(contact.name ?? null)),
        phone: eb.fn.coalesce('phone', eb.val(phoneOf(contact))),
      }))
      .where('id', '=', customerId)
      .where((eb) => eb.or([eb('name', 'is', null), eb('phone', 'is', null)]))
      .execute();
  }
  return rows.map(({ id }) => id);
}

/** Where the customer can be called: vouched for by the provider, or as the telephone showed it. */
function phoneOf({ verifiedPhone, ids }: Contact): string | null {
  return verifiedPhone ?? ids.find(({ kind }) => kind === 'phone')?.value ?? null;
}
