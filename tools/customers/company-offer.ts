/** What a company's letters say of it is offered to the members, and kept with the customer on a yes alone. */
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Business } from '../../db/tables/people.ts';
import { alert } from '../conversations/index.ts';
import { tellMembers } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { askOwed } from '../invoicing/owed.ts';
import { record } from '../journal.ts';
import { digest } from '../sealing.ts';
import { readVatNumber } from '../shops/vat-number.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { businessSchema, rowOfBusiness } from './business-facts.ts';
import { customerById, nameFor } from './find.ts';

const offered = z.object({
  company: z.string().max(200).optional(),
  siren: z
    .string()
    .regex(/^\d{9}$/)
    .optional(),
  vat_number: z.string().max(20).optional(),
  address: z.string().max(200).optional(),
});
export type Offered = z.infer<typeof offered>;

/**
 * Offers facts of a company to the members: once for the same facts, and only what the customer's card does not say yet.
 * A newer offer takes the place of an open one.
 */
export async function offerCompany(run: Run, customerId: number, facts: Offered): Promise<void> {
  // A name alone is nothing an invoice needs.
  if (!facts.siren && !facts.vat_number) return;
  const { business } = await run.trx
    .selectFrom('customer')
    .select('business')
    .where('id', '=', customerId)
    .executeTakeFirstOrThrow();
  const customer = await customerById(run, customerId);
  const wanted = filledIn(business, facts, nameFor(customer));
  if (business && isDeepStrictEqual({ ...business }, { ...wanted })) return;
  const made = await run.trx
    .insertInto('company_offer')
    .values({
      shop_id: run.shop.id,
      customer_id: customerId,
      facts: JSON.stringify(facts),
      digest: digest(JSON.stringify([facts.company, facts.siren, facts.vat_number, facts.address])),
      made_at: new Date(run.at),
      decided_at: null,
      decided_by: null,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'customer_id', 'digest']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) return;
  await run.trx
    .updateTable('company_offer')
    .set({ state: 'replaced', decided_at: new Date(run.at) })
    .where('customer_id', '=', customerId)
    .where('state', '=', 'open')
    .where('id', '<', made.id)
    .execute();
  await tellMembers(run, `company:${made.id}`, (language) => {
    const { known } = textsFor(language).customers;
    const text = known.offer(nameFor(customer), rowOfBusiness(wanted));
    const choices = [
      { id: `/societe-lue ${made.id} oui`, title: known.accept },
      { id: `/societe-lue ${made.id} non`, title: known.refuse },
    ];
    // A template has no buttons.
    const { template } = alert(run, language, `${text}\n${known.acceptHow(choices[0]!.id)}`).reply;
    return { reply: { text, template, choices } };
  });
}

/** What a member keeps of the customer stays: letters only fill in what is not there. */
function filledIn(business: Business | null, facts: Offered, name: string): Business {
  const { company, siren, address } = facts;
  const vat = facts.vat_number ? readVatNumber(facts.vat_number) : null;
  // A number whose form or key is wrong was misread.
  const vat_number = vat && 'number' in vat ? vat.number : undefined;
  const read = {
    ...(siren ? { siren } : {}),
    ...(vat_number ? { vat_number } : {}),
    ...(address ? { address } : {}),
  };
  return { ...read, ...(business ?? { company: company ?? name }) };
}

export const decideCompany = defineTool({
  name: 'decide_company',
  says: 'Keeps what was read of a company in a customer’s letters with the customer, or not.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(60).default('') }),
  command: {
    words: ['societe-lue', 'company-read'],
    takes: 'text',
    example: '12 oui',
    help: {
      fr: 'garde (ou non) une société lue dans un e-mail',
      en: 'keeps (or not) a company read in an e-mail',
      ar: 'حفظ شركة قُرئت في بريد أو لا',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const { known: texts } = textsFor(run.language).customers;
    const said = /^\s*(\d{1,15})\s*(oui|yes|ok|non|no)?\s*$/i.exec(input.text);
    const row = said
      ? await run.trx
          .selectFrom('company_offer')
          .selectAll()
          .where('id', '=', Number(said[1]))
          .forUpdate()
          .executeTakeFirst()
      : undefined;
    if (!row || !said) throw new Refusal('not_found', texts.gone);
    if (row.state !== 'open') throw new Refusal('conflict', texts.decided);
    const yes = !/^no/i.test(said[2] ?? '');
    const customer = await customerById(run, row.customer_id);
    await run.trx
      .updateTable('company_offer')
      .set({
        state: yes ? 'accepted' : 'refused',
        decided_at: new Date(run.at),
        decided_by: run.actor.kind === 'member' ? run.actor.memberId : null,
      })
      .where('id', '=', row.id)
      .execute();
    if (!yes)
      return { facts: { customer: customer.id, kept: false }, reply: { text: texts.refused(nameFor(customer)) } };
    const before = await run.trx
      .selectFrom('customer')
      .select('business')
      .where('id', '=', customer.id)
      .forUpdate()
      .executeTakeFirstOrThrow();
    const business = filledIn(before.business, offered.parse(row.facts), nameFor(customer));
    await writeBusiness(run, customer.id, business);
    await record(run, 'customer.business', null, { customer: customer.id, offer: row.id, ...business });
    // An invoice that waited for them is issued.
    await askOwed(run);
    return {
      facts: { customer: customer.id, kept: true },
      reply: { text: texts.accepted(nameFor(customer), rowOfBusiness(business)) },
      undo: { tool: 'restore_business', input: { customer: customer.id, business: before.business } },
    };
  },
});

async function writeBusiness(run: Run, id: number, business: Business | null): Promise<void> {
  await run.trx
    .updateTable('customer')
    .set({ business: business === null ? sql`null` : JSON.stringify(business) })
    .where('id', '=', id)
    .execute();
}

export const restoreBusiness = defineTool({
  name: 'restore_business',
  says: 'Gives a customer the facts of a company that were there before.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({
    customer: z.int().positive(),
    business: businessSchema.nullable(),
    /** Absent: it was not touched. */
    country: z.string().length(2).nullable().optional(),
  }),
  run: async (run, input) => {
    await writeBusiness(run, input.customer, input.business);
    if (input.country !== undefined) {
      const { country } = input;
      await run.trx.updateTable('customer').set({ country }).where('id', '=', input.customer).execute();
    }
    const customer = await customerById(run, input.customer);
    const { known: texts } = textsFor(run.language).customers;
    return { facts: { customer: customer.id }, reply: { text: texts.restored(nameFor(customer)) } };
  },
});
