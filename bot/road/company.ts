import { z } from 'zod';
import { offerCompany } from '../../tools/customers/company-offer.ts';
import type { Run } from '../../tools/tool.ts';
import type { ConversationRow } from './person.ts';
import type { Said } from './turn.ts';

const read = z.object({
  company: z.string().optional(),
  siret: z.string().optional(),
  vatNumber: z.string().optional(),
  address: z.string().optional(),
});

/** Offers the members what the turn's letters say of a company under their words. */
export async function offerRead(run: Run, conversation: ConversationRow, said: Said[]): Promise<void> {
  if (conversation.channel !== 'email' || conversation.customer_id === null) return;
  const rows = await run.trx
    .selectFrom('mail')
    .select('company')
    .where(
      'external_id',
      'in',
      said.map(({ row }) => row.external_id),
    )
    .where('contact', '=', conversation.contact)
    .where('company', 'is not', null)
    .orderBy('id', 'desc')
    .limit(1)
    .execute();
  const facts = read.safeParse(rows[0]?.company);
  if (!facts.success) return;
  const { company, siret, vatNumber, address } = facts.data;
  await offerCompany(run, conversation.customer_id, {
    ...(company ? { company } : {}),
    ...(siret ? { siren: siret.slice(0, 9) } : {}),
    ...(vatNumber ? { vat_number: vatNumber } : {}),
    ...(address ? { address } : {}),
  });
}
