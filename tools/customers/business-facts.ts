/** What a member tells of a company, read and checked before it is kept: an invoice shows it as it stands. */
import { z } from 'zod';
import type { Business } from '../../db/tables/people.ts';
import { Refusal } from '../errors.ts';
import { plainMatricule } from '../invoicing/missing.ts';
import { placeLacks } from '../invoicing/place.ts';
import { readSiret } from '../shops/setup-words.ts';
import { isSiren } from '../shops/siren.ts';
import { readVatNumber, sirenInVat } from '../shops/vat-number.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { countryName, readCountry, zoneOf } from './country.ts';

/** A company as it is kept with its customer. */
export const businessSchema = z.object({
  company: z.string(),
  siren: z.string().optional(),
  vat_number: z.string().optional(),
  matricule_fiscal: z.string().optional(),
  address: z.string().optional(),
  reference: z.string().optional(),
  engagement: z.string().optional(),
  service: z.string().optional(),
}) as z.ZodType<Business>;

export type Field = keyof Business | 'country';
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
  matricule: 'matricule_fiscal',
  adresse: 'address',
  address: 'address',
  pays: 'country',
  country: 'country',
  commande: 'reference',
  order: 'reference',
  engagement: 'engagement',
  service: 'service',
  particulier: 'consumer',
  consumer: 'consumer',
};
/** "service", "commande", "engagement" stand in names, too: they are meant before a number; "pays" not after "du", "le". */
const KEYWORD =
  /(?:^|\s)(soci[ée]t[ée]|entreprise|company|siret|siren|tva|vat|matricule|adresse|address|particulier|consumer|(?<!\b(?:du|de|des|le|au)\s)pays|country|(?:commande|order|engagement|service)(?=\s*:?\s*\S*\d))(?=[\s:]|$)\s*:?\s*/giu;

const plain = (word: string): string => word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

/** "Marie société SAS Dupont siren 404833048 adresse 4 avenue Hugo, 69002 Lyon"; null: nothing of the kind is said. */
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
  return told.consumer || Object.keys(told.facts).length > 0 ? told : null;
}

/** A country as it was said. Throws Refusal for one that is none, or whose VAT follows rules of its own. */
export function checkedCountry(run: Run, text: string): string {
  const texts = textsFor(run.language).tax.buyer;
  const country = readCountry(text);
  if (!country) throw new Refusal('invalid', texts.country(text));
  if (zoneOf(country) === 'overseas') throw new Refusal('invalid', texts.overseas(countryName(country, run.language)));
  return country;
}

/** What was known of a company with what is told now. Throws Refusal that says which fact is wrong, and how it is right. */
export function withFacts(
  run: Run,
  before: Business | null,
  { facts }: Pick<ToldBusiness, 'facts'>,
  whose: { name: string; country: string | null },
): Business {
  const { company, address, reference, engagement, service } = facts;
  const now: Business = {
    ...(before ?? { company: whose.name }),
    ...(company ? { company } : {}),
    ...(reference ? { reference } : {}),
    ...(engagement ? { engagement } : {}),
    ...(service ? { service } : {}),
  };
  if (facts.siren) now.siren = checkedSiren(run, facts.siren);
  if (facts.vat_number) now.vat_number = checkedVat(run, facts.vat_number);
  if (facts.matricule_fiscal) now.matricule_fiscal = checkedMatricule(run, facts.matricule_fiscal);
  if (address) now.address = checkedAddress(run, address, whose.country);
  const inVat = now.vat_number ? sirenInVat(now.vat_number) : null;
  const monegasque = inVat?.startsWith('000');
  if (now.siren && now.vat_number && inVat && !monegasque && inVat !== now.siren)
    throw new Refusal('invalid', textsFor(run.language).tax.buyer.vatOther(now.vat_number, now.siren));
  return now;
}

/** The SIREN of a SIREN or SIRET (INSEE: both have a Luhn key; La Poste's establishments have a rule of their own). */
function checkedSiren(run: Run, said: string): string {
  const texts = textsFor(run.language).tax.buyer;
  const digits = said.replace(/\D/g, '');
  if (digits.length !== 9 && digits.length !== 14)
    throw new Refusal('invalid', texts.sirenLength(said, String(digits.length)));
  if (
    !(digits.length === 9 ? isSiren(digits) && !/^0+$/.test(digits) : readSiret(digits) && isSiren(digits.slice(0, 9)))
  )
    throw new Refusal('invalid', texts.sirenKey(said));
  return digits.slice(0, 9);
}

/** A VAT number without its spaces. Throws Refusal that says what is wrong with it. */
export function checkedVat(run: Run, said: string): string {
  const texts = textsFor(run.language).tax.buyer;
  const read = readVatNumber(said);
  if ('number' in read) return read.number;
  if (read.fault === 'letters') throw new Refusal('invalid', texts.vatLetters(said));
  if (read.fault === 'key')
    throw new Refusal('invalid', read.right ? texts.vatKey(said, read.right) : texts.vatKeyOnly(said));
  const country = countryName(read.country, run.language);
  throw new Refusal(
    'invalid',
    read.example ? texts.vatForm(said, country, read.example) : texts.vatFormOnly(said, country),
  );
}

function checkedMatricule(run: Run, said: string): string {
  const read = plainMatricule(said);
  if (!read) throw new Refusal('invalid', textsFor(run.language).tax.buyer.matricule(said));
  return read;
}

/** An address; a French one has its street, postcode and town. */
function checkedAddress(run: Run, said: string, country: string | null): string {
  const home = country ?? (run.shop.currency === 'TND' ? 'TN' : 'FR');
  if (home !== 'FR') return said;
  const { address, parts } = textsFor(run.language).tax.buyer;
  const lacks = placeLacks(said).map((part) => parts[part]);
  if (lacks.length > 0) throw new Refusal('invalid', address(said, lacks.join(run.language === 'ar' ? '، ' : ', ')));
  return said;
}

/** "SAS Dupont · SIREN 404833048 · FR83404833048 · 4 avenue Hugo, 69002 Lyon". */
export const rowOfBusiness = (business: Business): string =>
  [
    business.company,
    business.siren && `SIREN ${business.siren}`,
    business.vat_number,
    business.matricule_fiscal,
    business.address,
    business.reference,
    business.engagement,
    business.service,
  ]
    .filter(Boolean)
    .join(' · ');
