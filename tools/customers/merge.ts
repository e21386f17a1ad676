import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { type CustomerSeen, customerById, customerRow, findCustomers, nameFor, refusalFor } from './find.ts';

const YES = /\s+(oui|ok|yes)\s*$/i;

export const mergeCustomers = defineTool({
  name: 'merge_customers',
  says: 'Makes one customer of two: "Marie 0612345678, Marie 0712345678". Asks before it does; cannot be taken back.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(500).default('') }),
  command: {
    words: ['fusionner', 'merge'],
    takes: 'text',
    example: 'Marie 0612345678, Marie 0712345678',
    help: {
      fr: 'réunit deux fiches d’un même client',
      en: 'makes one customer of two',
      ar: 'دمج حريفين في بطاقة واحدة',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).customers;
    const agreed = YES.test(input.text);
    const [kept, gone] = await bothOf(run, input.text.replace(YES, ''));
    if (kept.id === gone.id) throw new Refusal('invalid', texts.sameCustomer(nameFor(kept)));
    if (!agreed) {
      const text = [texts.mergeAsk(customerRow(run, kept), customerRow(run, gone)), texts.mergeForever].join('\n');
      const choices = [{ id: `/fusionner c${kept.id}, c${gone.id} oui`, title: texts.mergeButton }];
      return { facts: { asks: true }, reply: { text, choices } };
    }
    await merge(run, kept, gone);
    const now = await customerById(run, kept.id);
    return { facts: { customer: kept.id, merged: gone.id }, reply: { text: texts.merged(customerRow(run, now)) } };
  },
});

/** The two customers that the words name: parted by a comma, "et" or "+", else wherever both halves name somebody. */
async function bothOf(run: Run, text: string): Promise<[CustomerSeen, CustomerSeen]> {
  const texts = textsFor(run.language).customers;
  const pieces = text
    .split(/[,;+]|\s+(?:et|and|avec|with)\s+/i)
    .map((piece) => piece.trim())
    .filter(Boolean);
  const tokens = text.trim().split(/\s+/).filter(Boolean);
  const halves =
    pieces.length === 2
      ? [pieces as [string, string]]
      : tokens
          .slice(1)
          .map((_, at): [string, string] => [tokens.slice(0, at + 1).join(' '), tokens.slice(at + 1).join(' ')]);
  if (halves.length === 0)
    throw new Refusal('invalid', texts.mergeHow('/fusionner Marie 0612345678, Marie 0712345678'));
  let unclear: Refusal | null = null;
  for (const [first, second] of halves) {
    const [kept, gone] = [await findCustomers(run, first), await findCustomers(run, second)];
    if (kept.length === 1 && gone.length === 1) return [kept[0]!, gone[0]!];
    if (kept.length > 1) unclear ??= refusalFor(run, first, kept, (who) => `/fusionner ${who}, ${second}`);
    else if (kept.length === 1 && gone.length > 1)
      unclear ??= refusalFor(run, second, gone, (who) => `/fusionner ${first}, ${who}`);
    else if (pieces.length === 2) unclear ??= refusalFor(run, kept.length === 0 ? first : second, [], () => '');
  }
  throw unclear ?? new Refusal('not_found', texts.mergeHow('/fusionner Marie 0612345678, Marie 0712345678'));
}

/** Identities, conversations and orders move; what the kept one lacks is filled in. Papers keep what they say. */
async function merge(run: Run, kept: CustomerSeen, gone: CustomerSeen): Promise<void> {
  const { trx } = run;
  const ids = [kept.id, gone.id].sort((a, b) => a - b);
  const rows = await trx
    .selectFrom('customer')
    .selectAll()
    .where('id', 'in', ids)
    .where('merged_into', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  const [mine, theirs] = [rows.find((row) => row.id === kept.id), rows.find((row) => row.id === gone.id)];
  if (!mine || !theirs)
    throw new Refusal('conflict', textsFor(run.language).customers.nobody(`c${mine ? gone.id : kept.id}`));
  await trx.updateTable('identity').set({ customer_id: kept.id }).where('customer_id', '=', gone.id).execute();
  await trx.updateTable('conversation').set({ customer_id: kept.id }).where('customer_id', '=', gone.id).execute();
  await trx.updateTable('orders').set({ customer_id: kept.id }).where('customer_id', '=', gone.id).execute();
  await trx.updateTable('quote').set({ customer_id: kept.id }).where('customer_id', '=', gone.id).execute();
  if (theirs.phone) {
    await trx
      .insertInto('identity')
      .values({ shop_id: run.shop.id, customer_id: kept.id, channel: 'manual', kind: 'phone', value: theirs.phone })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
  // A number that is looked up must lead to one of them only: the row that stays behind has none.
  await trx
    .updateTable('customer')
    .set({ merged_into: kept.id, phone: null, email: null })
    .where('id', '=', gone.id)
    .execute();
  const notes = [...new Set([mine.note, theirs.note].filter((note) => note !== null))];
  await trx
    .updateTable('customer')
    .set({
      name: mine.name ?? theirs.name,
      phone: mine.phone ?? theirs.phone,
      email: mine.email ?? theirs.email,
      address: mine.address ?? theirs.address,
      language: mine.language ?? theirs.language,
      note: notes.length > 0 ? notes.join(' · ').slice(0, 1000) : null,
    })
    .where('id', '=', kept.id)
    .execute();
  await record(run, 'customer.merged', null, {
    kept: kept.id,
    gone: gone.id,
    phone: theirs.phone,
    email: theirs.email,
  });
}
