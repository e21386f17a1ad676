import { z } from 'zod';
import { strangeRates } from '../catalog/taxes.ts';
import { checkedVat } from '../customers/business-facts.ts';
import { platformSeen } from '../einvoicing/access.ts';
import type { Rhythm } from '../einvoicing/periods.ts';
import { withReporting } from '../einvoicing/use.ts';
import { Refusal } from '../errors.ts';
import { changeSettings } from '../shops/change-settings.ts';
import { type LegalIdentity, papersSchema, type ShopSettings } from '../shops/settings.ts';
import { readSiret } from '../shops/setup-words.ts';
import { readVatNumber, sirenInVat } from '../shops/vat-number.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { sellerOf } from './invoice.ts';
import { lacksOf, lacksText, plainMatricule } from './missing.ts';
import type { SeriesKind } from './numbering.ts';
import type { Seller } from './snapshot.ts';

/** What can be typed after /legal, and where it goes. */
const WORDS: [RegExp, (value: string, more: string) => Change][] = [
  [
    /^(?:num[ée]ros?|numbers?)\s+(factures?|invoices?|avoirs?|credit notes?|devis|quotes?)\s+(\S+)$/i,
    (series, format) => ({ papers: { numbers: { [seriesNamed(series)]: format } } }),
  ],
  [
    /^(?:tva|vat)\s+(?:(?:sur\s+)?(?:les\s+)?)d[ée]bits\s*(oui|non|yes|no)?$/i,
    (v) => ({ papers: { vat_on_debits: !/non|no$/i.test(v) } }),
  ],
  [/^(?:tva|vat)\s+(.+)$/i, (v) => ({ legal: { vat_number: vatNumber(v) } })],
  [/^(?:capital)\s+(.+)$/i, (v) => ({ legal: { capital: v } })],
  [/^(?:rcs|rm|rne)\s+(.+)$/i, (v) => ({ legal: { rcs: v } })],
  [/^(?:forme?|form)\s+(.+)$/i, (v) => ({ legal: { form: v } })],
  [/^(?:soci[ée]t[ée]|company|raison sociale)\s+(.+)$/i, (v) => ({ legal: { company: v } })],
  [/^iban\s+([A-Z]{2}\d{2}[A-Z0-9 ]{10,40})$/i, (v) => ({ legal: { iban: v.replace(/\s/g, '').toUpperCase() } })],
  [/^bic\s+([A-Z0-9]{8,11})$/i, (v) => ({ legal: { bic: v.toUpperCase() } })],
  [/^(?:biens|goods)$/i, () => ({ papers: { operations: 'goods' } })],
  [/^(?:services)$/i, () => ({ papers: { operations: 'services' } })],
  [/^(?:mixte|biens et services|mixed)$/i, () => ({ papers: { operations: 'mixed' } })],
  [/^(?:factures?)\s+(?:auto(?:matiques?)?)$/i, () => ({ papers: { automatic: true } })],
  [/^(?:factures?)\s+(?:sur|à la|a la)\s+demande$/i, () => ({ papers: { automatic: false } })],
  [/^(?:plate-?forme|platform)\s+(oui|non|yes|no)$/i, (v) => ({ papers: { platform: !/^no?n?$/i.test(v) } })],
  [
    /^(?:e-?reporting)\s+(non|no|off|10 jours|d[ée]cade|10 days|mensuel|mois|month|bimestriel|2 mois|2 months)$/i,
    (v) => ({ reporting: rhythmNamed(v) }),
  ],
  [/^(?:mod[eè]le|look|style)\s+(?:classique|classic)$/i, () => ({ papers: { template: 'classic' } })],
  [/^(?:mod[eè]le|look|style)\s+(?:moderne?|modern)$/i, () => ({ papers: { template: 'modern' } })],
  [/^(?:mod[eè]le|look|style)\s+(?:chaleureux|warm)$/i, () => ({ papers: { template: 'warm' } })],
  [/^(?:couleur|colou?r)\s+(#[0-9a-f]{6})$/i, (v) => ({ papers: { accent: v.toLowerCase() } })],
  [/^(?:merci|remerciement|thanks)\s+(.{1,300})$/i, (v) => ({ papers: { thanks: v } })],
  [/^(?:pied|footer)\s+(.{1,300})$/i, (v) => ({ papers: { footer: v } })],
];

type Papers = ShopSettings['papers'];
type Change = { legal?: Partial<LegalIdentity>; papers?: Partial<Papers>; reporting?: Rhythm | 'off' };

function rhythmNamed(word: string): Rhythm | 'off' {
  if (/^(?:no|off)/i.test(word)) return 'off';
  if (/^(?:10|d)/i.test(word)) return 'ten_days';
  return /^(?:bi|2)/i.test(word) ? 'two_months' : 'month';
}

const vatNumber = (text: string): string => text.replace(/[\s.-]/g, '').toUpperCase();

export const legalFacts = defineTool({
  name: 'legal_facts',
  says: "Shows what the shop's papers say of it by law and what is missing; sets one of these facts.",
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(300).default('') }),
  command: {
    words: ['legal', 'mentions'],
    takes: 'text',
    example: '[tva FR…|capital 8 000 €|rcs Paris …|biens|services|modele moderne|couleur #8a3b2e]',
    help: {
      fr: 'mentions légales des factures : voir, compléter',
      en: 'legal facts on invoices: see, fill in',
      ar: 'البيانات القانونية على الفواتير: عرض وإتمام',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const said = input.text.replace(/\s+/g, ' ').trim();
    if (!said) return { facts: {}, reply: { text: await state(run, run.shop.settings) } };
    const change = read(said);
    if (!change) throw new Refusal('invalid', textsFor(run.language).papers.badLegal(said));
    const vat = change.legal?.vat_number;
    if (vat) change.legal = { ...change.legal, vat_number: ownVat(run, vat) };
    const { after } = await changeSettings(run, (now) => ({
      ...(change.legal ? { legal: { ...now.legal, ...change.legal } } : {}),
      ...(change.papers ? { papers: merged(run, now.papers, change.papers) } : {}),
      ...(change.reporting ? { papers: withReporting(run, now.papers, change.reporting) } : {}),
    }));
    return { facts: { changed: true }, reply: { text: await state(run, after) } };
  },
});

/** The papers' settings with a change in them. Throws Refusal where numbers cannot be formed so. */
function merged(run: Run, now: Papers, change: Partial<Papers>): Papers {
  const papers = { ...now, ...change };
  if (change.numbers) papers.numbers = { ...now.numbers, ...change.numbers };
  if (papersSchema.safeParse(papers).success) return papers;
  throw new Refusal(
    'invalid',
    textsFor(run.language).einvoicing.badNumbers(Object.values(change.numbers ?? {}).join()),
  );
}

function seriesNamed(word: string): SeriesKind {
  if (/^(?:avoir|credit)/i.test(word)) return 'credit_note';
  return /^(?:devis|quote)/i.test(word) ? 'quote' : 'invoice';
}

function read(said: string): Change | null {
  for (const [words, change] of WORDS) {
    const found = words.exec(said);
    if (found) return change((found[1] ?? '').trim(), found[2] ?? '');
  }
  return null;
}

/** The shop's own VAT number as it is typed: its form and key are right, and it is of the same company as the SIRET. */
function ownVat(run: Run, said: string): string {
  const number = checkedVat(run, said);
  const siren = run.shop.settings.legal.siret?.slice(0, 9);
  const inVat = sirenInVat(number);
  if (siren && inVat && !inVat.startsWith('000') && inVat !== siren)
    throw new Refusal('invalid', textsFor(run.language).tax.buyer.vatOther(number, siren));
  return number;
}

/** Numbers of the shop's that came with its file and cannot be right: told, since papers stand on them. */
function doubts(run: Run, { siret, vat_number: vat, matricule_fiscal: matricule }: Seller): string[] {
  if (run.shop.demo) return [];
  const { buyer } = textsFor(run.language).tax;
  const found: string[] = [];
  if (siret && !readSiret(siret)) found.push(`⚠️ ${buyer.sirenKey(siret)}`);
  const read = vat ? readVatNumber(vat) : null;
  if (vat && read && 'fault' in read && read.fault === 'key')
    found.push(`⚠️ ${read.right ? buyer.vatKey(vat, read.right) : buyer.vatKeyOnly(vat)}`);
  if (matricule && !plainMatricule(matricule)) found.push(`⚠️ ${buyer.matricule(matricule)}`);
  return found;
}

/** What the papers say, and what they lack. */
async function state(run: Run, settings: ShopSettings): Promise<string> {
  const { papers: texts, einvoicing: flow } = textsFor(run.language);
  const seller = sellerOf(run.shop.name, settings.legal);
  const { address, form, capital, siret, rcs, vat_number, matricule_fiscal, iban } = seller;
  const platform = await platformSeen(run);
  const lacks = lacksOf({ seller, buyer: { name: '-', business: false }, currency: run.shop.currency });
  const rows = [
    [seller.company, form, capital].filter(Boolean).join(' · '),
    address && `${address.line1}, ${address.postcode} ${address.city}`,
    siret && `SIRET ${siret}`,
    rcs && (/^(rcs|rm|rne)/i.test(rcs) ? rcs : `RCS ${rcs}`),
    vat_number && `TVA ${vat_number}`,
    matricule_fiscal,
    iban && `IBAN ${iban}`,
    seller.vat_regime === 'franchise' ? textsFor(run.language).setup.vatFranchise : null,
    ...doubts(run, seller),
    await strangeRates(run),
    settings.papers.platform ? flow[platform ? 'platformOn' : 'platformAbsent'] : null,
    settings.papers.reporting ? flow.reportingOn[settings.papers.reporting.rhythm] : null,
    lacks.length > 0 ? texts.stillLacks(lacksText(lacks, run.language)) : texts.nothingLacks,
  ];
  return rows.filter(Boolean).join('\n');
}
