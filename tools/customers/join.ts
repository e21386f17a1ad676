import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

const FIELDS = ['name', 'phone', 'email', 'address', 'language', 'note'] as const;
const own = z.object(
  Object.fromEntries(FIELDS.map((field) => [field, z.string().nullable()])) as Record<
    (typeof FIELDS)[number],
    z.ZodNullable<z.ZodString>
  >,
);
type Own = z.infer<typeof own>;

/** What a merge moved and how both were before and after: all that is needed to part them exactly. */
const movedSchema = z.object({
  identities: z.array(z.object({ channel: z.string(), kind: z.string(), value: z.string() })),
  conversations: z.array(z.int()),
  orders: z.array(z.int()),
  quotes: z.array(z.int()),
  /** The number of the one who went, which the one who stayed answers to since. */
  added: z.string().nullable(),
  kept: z.object({ before: own, after: own }),
  gone: own,
});
type Moved = z.infer<typeof movedSchema>;

/** Identities, conversations and orders move; what the kept one lacks is filled in. Papers keep what they say. */
export async function join(run: Run, keptId: number, goneId: number): Promise<void> {
  const { trx } = run;
  const rows = await trx
    .selectFrom('customer')
    .select(['id', ...FIELDS])
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
  const added = theirs.phone !== null && (await answersTo(run, keptId, theirs.phone)) ? theirs.phone : null;
  // A number that is looked up must lead to one of them only: the row that stays behind has none.
  await trx
    .updateTable('customer')
    .set({ merged_into: keptId, phone: null, email: null })
    .where('id', '=', goneId)
    .execute();
  const notes = [...new Set([mine.note, theirs.note].filter((note) => note !== null))];
  const after: Own = {
    name: mine.name ?? theirs.name,
    phone: mine.phone ?? theirs.phone,
    email: mine.email ?? theirs.email,
    address: mine.address ?? theirs.address,
    language: mine.language ?? theirs.language,
    note: notes.length > 0 ? notes.join(' · ').slice(0, 1000) : null,
  };
  await trx.updateTable('customer').set(after).where('id', '=', keptId).execute();
  const ids = (list: { id: number }[]) => list.map(({ id }) => id);
  const moved: Moved = {
    identities,
    conversations: ids(conversations),
    orders: ids(orders),
    quotes: ids(quotes),
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
    .select(FIELDS)
    .where('id', '=', keptId)
    .where('merged_into', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (!kept) throw new Refusal('conflict', textsFor(run.language).customers.nobody(`c${keptId}`));
  await moveBack(run, merge, moved);
  const changed = FIELDS.filter((field) => kept[field] === moved.kept.after[field]);
  const restored = Object.fromEntries(changed.map((field) => [field, moved.kept.before[field]]));
  if (changed.length > 0) await trx.updateTable('customer').set(restored).where('id', '=', keptId).execute();
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
