import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Business } from '../../db/tables/people.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { businessSchema as business, rowOfBusiness } from './business-facts.ts';

const FIELDS = ['name', 'phone', 'email', 'address', 'language', 'note'] as const;
const own = z.object(
  Object.fromEntries(FIELDS.map((field) => [field, z.string().nullable()])) as Record<
    (typeof FIELDS)[number],
    z.ZodNullable<z.ZodString>
  >,
);
type Own = z.infer<typeof own>;

/** Tables whose rows go over with a customer. Papers keep what they say; what else points to a customer stays as it is. */
export const GOES_OVER = ['conversation', 'orders', 'quote', 'company_offer'] as const;
/** Tables that point to a customer and are dealt with in another way. */
export const STAYS = ['identity', 'paper', 'customer_merge', 'same_customer', 'customer'] as const;

/** What a merge moved and how both were before and after: all that is needed to part them exactly. */
const movedSchema = z.object({
  identities: z.array(z.object({ channel: z.string(), kind: z.string(), value: z.string() })),
  conversations: z.array(z.int()),
  orders: z.array(z.int()),
  quotes: z.array(z.int()),
  /** The number of the one who went, which the one who stayed answers to since. */
  added: z.string().nullable(),
  offers: z.array(z.int()).default([]),
  kept: z.object({ before: own, after: own }),
  gone: own,
  /** Facts of the companies they are; absent in merges that did not touch them. */
  business: z.object({ before: business.nullable(), after: business.nullable(), gone: business.nullable() }).optional(),
});
type Moved = z.infer<typeof movedSchema>;

/**
 * Identities, conversations, orders, quotes and offers move; what the kept one lacks is filled in, and what both have and
 * only one can keep (another address, another company) is written into the note. Papers keep what they say.
 */
export async function join(run: Run, keptId: number, goneId: number): Promise<void> {
  const { trx } = run;
  const rows = await trx
    .selectFrom('customer')
    .select(['id', 'business', 'country', ...FIELDS])
    .where('id', 'in', [keptId, goneId])
    .where('merged_into', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const [mine, theirs] = [rows.find(({ id }) => id === keptId), rows.find(({ id }) => id === goneId)];
  if (!mine || !theirs)
    throw new Refusal('conflict', textsFor(run.language).customers.nobody(`c${mine ? goneId : keptId}`));
  const to = { customer_id: keptId };
  const identities = await trx
    .updateTable('identity')
    .set(to)
    .where('customer_id', '=', goneId)
    .returning(['channel', 'kind', 'value'])
    .execute();
  const [conversations, orders, quotes] = [
    await trx.updateTable('conversation').set(to).where('customer_id', '=', goneId).returning('id').execute(),
    await trx.updateTable('orders').set(to).where('customer_id', '=', goneId).returning('id').execute(),
    await trx.updateTable('quote').set(to).where('customer_id', '=', goneId).returning('id').execute(),
  ];
  const offers = await moveOffers(run, keptId, goneId);
  const added = theirs.phone !== null && (await answersTo(run, keptId, theirs.phone)) ? theirs.phone : null;
  // A number that is looked up must lead to one of them only: the row that stays behind has none.
  await trx
    .updateTable('customer')
    .set({ merged_into: keptId, phone: null, email: null })
    .where('id', '=', goneId)
    .execute();
  const companies = {
    before: business.nullable().parse(mine.business),
    gone: business.nullable().parse(theirs.business),
  };
  const company = joinedBusiness(companies.before, companies.gone);
  const { known: texts } = textsFor(run.shop.language).customers;
  const besides = [
    theirs.address && mine.address && theirs.address !== mine.address ? texts.otherAddress(theirs.address) : null,
    theirs.email && mine.email && theirs.email !== mine.email ? texts.otherEmail(theirs.email) : null,
    company.besides ? texts.otherCompany(rowOfBusiness(company.besides)) : null,
  ];
  // Nothing of a note is cut: an allergy may stand at its end.
  const notes = [...new Set([mine.note, theirs.note, ...besides].filter((note) => note !== null))];
  const after: Own = {
    name: mine.name ?? theirs.name,
    phone: mine.phone ?? theirs.phone,
    email: mine.email ?? theirs.email,
    address: mine.address ?? theirs.address,
    language: mine.language ?? theirs.language,
    note: notes.length > 0 ? notes.join(' · ') : null,
  };
  const country = mine.country ?? theirs.country;
  await trx
    .updateTable('customer')
    .set({ ...after, country })
    .where('id', '=', keptId)
    .execute();
  if (company.kept !== companies.before)
    await trx
      .updateTable('customer')
      .set({ business: JSON.stringify(company.kept) })
      .where('id', '=', keptId)
      .execute();
  const ids = (list: { id: number }[]) => list.map(({ id }) => id);
  const moved: Moved = {
    identities,
    conversations: ids(conversations),
    orders: ids(orders),
    quotes: ids(quotes),
    offers,
    business: { ...companies, after: company.kept },
    added,
    kept: { before: own.parse(mine), after },
    gone: own.parse(theirs),
  };
  await trx
    .insertInto('customer_merge')
    .values({
      shop_id: run.shop.id,
      kept_id: keptId,
      gone_id: goneId,
      merged_at: new Date(run.at),
      moved: JSON.stringify(moved),
      parted_at: null,
    })
    .execute();
  await record(run, 'customer.merged', null, { kept: keptId, gone: goneId, phone: theirs.phone, email: theirs.email });
}

/** The company of two customers that are one: the same one's facts fill each other in; another one stands besides. */
function joinedBusiness(
  mine: Business | null,
  theirs: Business | null,
): { kept: Business | null; besides: Business | null } {
  if (!mine || !theirs) return { kept: mine ?? theirs, besides: null };
  const same = mine.siren && theirs.siren ? mine.siren === theirs.siren : mine.company === theirs.company;
  return same || !theirs.siren ? { kept: { ...theirs, ...mine }, besides: null } : { kept: mine, besides: theirs };
}

/** Open offers go over; the same one twice stays where it is. The ids of those that moved. */
async function moveOffers(run: Run, keptId: number, goneId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`update company_offer o set customer_id = ${keptId}
    where customer_id = ${goneId} and state = 'open' and not exists (
      select from company_offer other where other.customer_id = ${keptId} and other.digest = o.digest) returning id`.execute(
    run.trx,
  );
  return rows.map(({ id }) => id);
}

/** Whether the number became one more name of the customer: it was not one yet. */
async function answersTo(run: Run, customerId: number, phone: string): Promise<boolean> {
  const added = await run.trx
    .insertInto('identity')
    .values({ shop_id: run.shop.id, customer_id: customerId, channel: 'manual', kind: 'phone', value: phone })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return added.numInsertedOrUpdatedRows === 1n;
}

/**
 * Parts what the customer's last merge joined, exactly: all that came over goes back, with what was ordered since in a
 * conversation that goes back; what was changed by hand since stays. The id of the one who is back; throws Refusal when
 * nothing was joined, or the two cannot be told apart any more.
 */
export async function part(run: Run, keptId: number): Promise<number> {
  const { trx } = run;
  const merge = await trx
    .selectFrom('customer_merge')
    .selectAll()
    .where('kept_id', '=', keptId)
    .where('parted_at', 'is', null)
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!merge) throw new Refusal('wrong_state', textsFor(run.language).customers.neverMerged);
  const moved = movedSchema.parse(merge.moved);
  const kept = await trx
    .selectFrom('customer')
    .select(['business', ...FIELDS])
    .where('id', '=', keptId)
    .where('merged_into', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!kept) throw new Refusal('conflict', textsFor(run.language).customers.nobody(`c${keptId}`));
  await moveBack(run, merge, moved);
  const changed = FIELDS.filter((field) => kept[field] === moved.kept.after[field]);
  const restored = Object.fromEntries(changed.map((field) => [field, moved.kept.before[field]]));
  if (changed.length > 0) await trx.updateTable('customer').set(restored).where('id', '=', keptId).execute();
  if (moved.business && same(kept.business, moved.business.after))
    await trx
      .updateTable('customer')
      .set({ business: asColumn(moved.business.before) })
      .where('id', '=', keptId)
      .execute();
  await trx
    .updateTable('customer')
    .set({ ...moved.gone, merged_into: null })
    .where('id', '=', merge.gone_id)
    .execute();
  await trx
    .updateTable('customer_merge')
    .set({ parted_at: new Date(run.at) })
    .where('id', '=', merge.id)
    .execute();
  await record(run, 'customer.parted', null, { kept: keptId, back: merge.gone_id });
  return merge.gone_id;
}

/** Whether two JSON values say the same; what came from a column has its keys in another order. */
const same = (one: unknown, other: unknown): boolean => isDeepStrictEqual(one ?? null, other ?? null);

const asColumn = (value: Business | null) => (value === null ? sql<null>`null` : JSON.stringify(value));

async function moveBack(run: Run, merge: { kept_id: number; gone_id: number }, moved: Moved): Promise<void> {
  const { trx } = run;
  const to = { customer_id: merge.gone_id };
  for (const { channel, kind, value } of moved.identities) {
    await trx
      .updateTable('identity')
      .set(to)
      .where('channel', '=', channel)
      .where('kind', '=', kind)
      .where('value', '=', value)
      .where('customer_id', '=', merge.kept_id)
      .execute();
  }
  if (moved.added !== null) {
    await trx
      .deleteFrom('identity')
      .where('channel', '=', 'manual')
      .where('kind', '=', 'phone')
      .where('value', '=', moved.added)
      .where('customer_id', '=', merge.kept_id)
      .execute();
  }
  const conversations = [...moved.conversations, 0];
  await trx
    .updateTable('conversation')
    .set(to)
    .where('customer_id', '=', merge.kept_id)
    .where('id', 'in', conversations)
    .execute();
  if (moved.offers.length > 0)
    await trx
      .updateTable('company_offer')
      .set(to)
      .where('customer_id', '=', merge.kept_id)
      .where('id', 'in', moved.offers)
      .execute();
  for (const [table, ids] of [
    ['orders', moved.orders],
    ['quote', moved.quotes],
  ] as const) {
    await trx
      .updateTable(table)
      .set(to)
      .where('customer_id', '=', merge.kept_id)
      .where((eb) => eb.or([eb('id', 'in', [...ids, 0]), eb('conversation_id', 'in', conversations)]))
      .execute();
  }
}
