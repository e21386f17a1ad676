import { z } from 'zod';
import type { Business } from '../../db/tables/people.ts';
import { defineTool, type Run } from '../tool.ts';
import { noteBusiness } from './business.ts';
import type { Field } from './business-facts.ts';

/** What a form asks of a company, in its order. */
export const COMPANY_FIELDS = [
  'company',
  'siren',
  'vat_number',
  'matricule_fiscal',
  'address',
  'country',
  'reference',
  'engagement',
  'service',
] as const satisfies readonly Field[];

const fact = z.string().trim().max(300);

export const noteCompany = defineTool({
  name: 'note_company',
  says: 'Keeps facts of a company, or the country of a customer, as a form gives them; empty ones stay as they are.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({
    customer: z.int().positive(),
    facts: z.partialRecord(z.enum(COMPANY_FIELDS), fact),
    consumer: z.boolean().default(false),
  }),
  run: (run, input) => {
    const facts = Object.fromEntries(Object.entries(input.facts).filter(([, said]) => said !== ''));
    return noteBusiness(run, { who: `c${input.customer}`, facts, consumer: input.consumer });
  },
});

/** A customer as the form shows it; null: there is none. */
export async function companySeen(
  run: Pick<Run, 'trx'>,
  id: number,
): Promise<{ name: string | null; business: Business | null; country: string | null } | null> {
  const row = await run.trx
    .selectFrom('customer')
    .select(['name', 'phone', 'business', 'country'])
    .where('id', '=', id)
    .where('merged_into', 'is', null)
    .executeTakeFirst();
  return row ? { name: row.name ?? row.phone, business: row.business, country: row.country } : null;
}
