/** A customer that is a company: its facts for invoices, typed after /client. */
import { sql } from 'kysely';
import type { Business } from '../../db/tables/people.ts';
import { Refusal } from '../errors.ts';
import { askOwed } from '../invoicing/owed.ts';
import { record } from '../journal.ts';
import { isSiren } from '../shops/siren.ts';
import { textsFor } from '../texts/index.ts';
import type { Outcome, Run } from '../tool.ts';
import { nameFor, theCustomer } from './find.ts';

type Field = 'company' | 'siren' | 'vat_number' | 'address' | 'reference';
/** Who, and what was said of them; `consumer`: no company after all. */
export type ToldBusiness = { who: string; facts: Partial<Record<Field, string>>; consumer: boolean };

const FIELDS: Record<string, Field | 'consumer'> = {
  societe: 'company',
  entreprise: 'company',
  company: 'company',
  siret: 'siren',
  siren: 'siren',
  tva: 'vat_number',
  vat: 'vat_number',
  adresse: 'address',
  address: 'address',
  commande: 'reference',
  particulier: 'consumer',
  consumer: 'consumer',
};
const KEYWORD =
  /(?:^|\s)(soci[ée]t[ée]|entreprise|company|siret|siren|tva|vat|adresse|address|particulier|consumer)(?=[\s:]|$)\s*:?\s*/giu;

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** "Marie société SAS Dupont siren 404833048 tva FR83404833048 adresse 4 avenue Hugo, 69002 Lyon"; null: a mere name. */
export function readBusiness(text: string): ToldBusiness | null {
  const marks = [...text.matchAll(KEYWORD)];
  const [first] = marks;
  const who = first ? text.slice(0, first.index).trim() : '';
  if (!first || !who) return null;
  const told: ToldBusiness = { who, facts: {}, consumer: false };
  for (const [index, mark] of marks.entries()) {
    const field = FIELDS[plain(mark[1] ?? '')];
    const value = text
      .slice(mark.index + mark[0].length, marks[index + 1]?.index)
      .replace(/[\s,;]+$/, '')
      .trim();
    if (field === 'consumer') told.consumer = true;
    else if (field && value) told.facts[field] = value;
  }
  return told;
}

/** Keeps the facts with the customer. Refuses numbers that are none; an invoice that waited for them is issued. */
export async function noteBusiness(run: Run, told: ToldBusiness): Promise<Outcome> {
  const customer = await theCustomer(run, told.who, (who) => `/client ${who} …`);
  const texts = textsFor(run.language).papers;
  const row = await run.trx
    .selectFrom('customer')
    .select('business')
    .where('id', '=', customer.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const business = told.consumer ? null : merged(run, row.business, told, nameFor(customer));
  await run.trx
    .updateTable('customer')
    .set({ business: business === null ? sql`null` : JSON.stringify(business) })
    .where('id', '=', customer.id)
    .execute();
  await record(run, 'customer.business', null, { customer: customer.id, ...(business ?? { consumer: true }) });
  await askOwed(run);
  const name = nameFor(customer);
  const text = business ? texts.businessNoted(name, rowOfBusiness(business)) : texts.consumerNoted(name);
  return { facts: { customer: customer.id, business: business !== null }, reply: { text } };
}

function merged(run: Run, before: Business | null, { facts }: ToldBusiness, name: string): Business {
  const texts = textsFor(run.language).papers;
  const now: Business = { ...(before ?? { company: name }) };
  if (facts.company) now.company = facts.company;
  if (facts.address) now.address = facts.address;
  if (facts.reference) now.reference = facts.reference;
  if (facts.siren) {
    // A SIRET is a SIREN and five digits more.
    const digits = facts.siren.replace(/\D/g, '');
    if ((digits.length !== 9 && digits.length !== 14) || !isSiren(digits.slice(0, 9)))
      throw new Refusal('invalid', texts.badSiren(facts.siren));
    now.siren = digits.slice(0, 9);
  }
  if (facts.vat_number) {
    const number = facts.vat_number.replace(/[\s.-]/g, '').toUpperCase();
    if (!/^[A-Z]{2}[A-Z0-9]{2,13}$/.test(number)) throw new Refusal('invalid', texts.badVat(facts.vat_number));
    now.vat_number = number;
  }
  return now;
}

/** "SAS Dupont · SIREN 404833048 · FR83404833048 · 4 avenue Hugo, 69002 Lyon". */
export const rowOfBusiness = (business: Business): string =>
  [business.company, business.siren && `SIREN ${business.siren}`, business.vat_number, business.address]
    .filter(Boolean)
    .join(' · ');
