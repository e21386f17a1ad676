/** A customer that is a company, or lives abroad: its facts for invoices, typed after /client. */
import { sql } from 'kysely';
import { Refusal } from '../errors.ts';
import { askOwed } from '../invoicing/owed.ts';
import { record } from '../journal.ts';
import { readVatNumber } from '../shops/vat-number.ts';
import { textsFor } from '../texts/index.ts';
import type { Outcome, Run } from '../tool.ts';
import { checkedCountry, rowOfBusiness, type ToldBusiness, withFacts } from './business-facts.ts';
import { countryName, zoneOf } from './country.ts';
import { nameFor, theCustomer } from './find.ts';

/**
 * Keeps the facts with the customer. Refuses numbers that are none, and staff, since what is noted decides about VAT; an
 * invoice that waited for them is issued.
 */
export async function noteBusiness(run: Run, told: ToldBusiness): Promise<Outcome> {
  if (run.actor.kind === 'member' && run.actor.role === 'staff')
    throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed(['owner', 'manager']));
  const customer = await theCustomer(run, told.who, (who) => `/client ${who} …`);
  const row = await run.trx
    .selectFrom('customer')
    .select(['business', 'country'])
    .where('id', '=', customer.id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const name = nameFor(customer);
  const country = told.facts.country ? checkedCountry(run, told.facts.country) : (row.country ?? countryInVat(told));
  // A country alone makes nobody a company.
  const company = Object.keys(told.facts).some((field) => field !== 'country') || row.business !== null;
  const business = told.consumer || !company ? null : withFacts(run, row.business, told, { name, country });
  await run.trx
    .updateTable('customer')
    .set({ country, business: business === null ? sql`null` : JSON.stringify(business) })
    .where('id', '=', customer.id)
    .execute();
  await record(run, 'customer.business', null, { customer: customer.id, country, ...(business ?? { consumer: true }) });
  await askOwed(run);
  const texts = textsFor(run.language);
  const place = country === null ? [] : [countryName(country, run.language)];
  const rows = business
    ? [texts.papers.businessNoted(name, [rowOfBusiness(business), ...place].join(' · '))]
    : told.consumer || !country
      ? [texts.papers.consumerNoted(name)]
      : [];
  if (business && country && zoneOf(country) !== 'france' && isFrench(run)) rows.push(texts.tax.buyer.businessAbroad);
  if (!business && country) rows.push(consumerAbroad(run, name, country));
  return {
    facts: { customer: customer.id, business: business !== null, country },
    reply: { text: rows.join('\n') },
    undo: { tool: 'restore_business', input: { customer: customer.id, business: row.business, country: row.country } },
  };
}

const isFrench = ({ shop }: Run): boolean => shop.currency === 'EUR';

/** The country of a VAT number of another member state, where no country was said. */
function countryInVat({ facts }: ToldBusiness): string | null {
  const read = facts.vat_number ? readVatNumber(facts.vat_number) : null;
  return read && 'number' in read && zoneOf(read.country) !== 'france' ? read.country : null;
}

/** Consumers abroad are sold to at French VAT; what the hub does not count it says (CGI art. 258 A, 259 D). */
function consumerAbroad(run: Run, name: string, country: string): string {
  const texts = textsFor(run.language).tax.buyer;
  const zone = zoneOf(country);
  const said =
    zone === 'france' || !isFrench(run)
      ? texts.consumerHome
      : zone === 'union'
        ? texts.consumerCountry
        : texts.consumerWorld;
  return said(name, countryName(country, run.language));
}
