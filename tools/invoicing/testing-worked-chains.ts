/** Worked papers that follow others (deposits, balances, credit notes), that carry no XML, or come from Tunisia. */
import type { PaperSnapshot } from './snapshot.ts';
import { SELLER } from './testing-papers.ts';
import { BUSINESS, CONSUMER, IBAN, line, net, unpaid, WORKED_INVOICES, type Worked, worked } from './testing-worked.ts';
import { WORKED_ABROAD } from './testing-worked-abroad.ts';

const TUNIS: PaperSnapshot['seller'] = {
  name: 'Pâtisserie Yasmine',
  company: 'Yasmine Gâteaux',
  form: 'SARL',
  vat_regime: 'standard',
  matricule_fiscal: '0736202XAM000',
  address: { line1: '12 avenue Habib Bourguiba', postcode: '1000', city: 'Tunis', country: 'TN' },
};

const WORKED_CHAINS: Worked[] = [
  worked(
    'a deposit of 30 % on a wedding cake, paid',
    {
      kind: 'deposit',
      number: 'F-2026-0161',
      lines: [line('Acompte 30 % sur devis D-2026-0042 (TVA 5,5 %)', '1', 14243, 5.5)],
      buyer: BUSINESS,
    },
    { net: 13500, vat: [[5.5, 13500, 743]], gross: 14243, due: 0, code: '386', frame: 'B2' },
  ),
  worked(
    'a deposit on two rates',
    {
      kind: 'deposit',
      lines: [line('Acompte, TVA 5,5 %', '1', 4286, 5.5), line('Acompte, TVA 20 %', '1', 5714, 20)],
      buyer: CONSUMER,
    },
    {
      net: 4762 + 4063,
      vat: [
        [20, 4762, 952],
        [5.5, 4063, 223],
      ],
      gross: 10000,
      due: 0,
      code: '386',
      frame: 'B2',
    },
  ),
  worked(
    'the balance after that deposit, still to pay',
    {
      ...net,
      number: 'F-2026-0170',
      issued_on: '2026-12-15',
      issued_at: '2026-12-15T09:00:00+01:00',
      supplied_on: '2026-12-14',
      lines: [line('Pièce montée 90 parts', '90', 500, 5.5)],
      buyer: BUSINESS,
      seller: { ...SELLER, ...IBAN },
      due_on: '2027-01-14',
      paid: 14243,
      deposits: [{ number: 'F-2026-0161', issued_at: '2026-12-11', amount: 14243 }],
    },
    { net: 45000, vat: [[5.5, 45000, 2475]], gross: 47475, due: 33232, code: '380', frame: 'B4' },
  ),
  worked(
    'the balance after two deposits, all paid',
    {
      number: 'F-2026-0171',
      lines: [line('Pièce montée', '1', 30000, 5.5)],
      buyer: CONSUMER,
      deposits: [
        { number: 'F-2026-0162', issued_at: '2026-12-01', amount: 10000 },
        { number: 'F-2026-0165', issued_at: '2026-12-05', amount: 5000 },
      ],
    },
    { net: 28436, vat: [[5.5, 28436, 1564]], gross: 30000, due: 0, code: '380', frame: 'B4' },
  ),
  worked(
    'a credit note on a whole invoice',
    {
      kind: 'credit_note',
      number: 'A-2026-0001',
      lines: [line('Fraisier', '1', 2250, 5.5)],
      cancels: { number: 'F-2026-0156', issued_at: '2026-12-09' },
      paid: 0,
      settlement: 'refund',
      buyer: CONSUMER,
    },
    { net: 2133, vat: [[5.5, 2133, 117]], gross: 2250, due: 2250, code: '381', frame: 'B1' },
  ),
  worked(
    'a credit note on one éclair of a business',
    {
      ...net,
      kind: 'credit_note',
      number: 'A-2026-0002',
      lines: [line('Éclair café', '1', 237, 5.5)],
      cancels: { number: 'F-2026-0156', issued_at: '2026-12-09' },
      paid: 0,
      settlement: 'deducted',
      buyer: BUSINESS,
    },
    { net: 237, vat: [[5.5, 237, 13]], gross: 250, due: 250, code: '381', frame: 'B1' },
  ),
  worked(
    'a credit note on a deposit',
    {
      kind: 'credit_note',
      number: 'A-2026-0005',
      lines: [line('Annulation de l’acompte F-2026-0161', '1', 14243, 5.5)],
      cancels: { number: 'F-2026-0161', issued_at: '2026-12-09', kind: 'deposit' },
      paid: 0,
      settlement: 'refund',
      buyer: BUSINESS,
    },
    { net: 13500, vat: [[5.5, 13500, 743]], gross: 14243, due: 14243, code: '503', frame: 'B1' },
  ),
  worked(
    'a quote carries no invoice',
    {
      kind: 'quote',
      number: 'D-2026-0042',
      lines: [line('Pièce montée', '90', 528, 5.5)],
      paid: 0,
      valid_until: '2027-01-10',
    },
    { net: 45043, vat: [[5.5, 45043, 2477]], gross: 47520, due: 47520, code: null },
  ),
  worked(
    'Tunisia: three decimals, three rates, the stamp outside the VAT base',
    {
      seller: TUNIS,
      currency: 'TND',
      lines: [
        line('Baklawa', '2', 12500, 19, { unit: 'kg' }),
        line('Livraison', '1', 7000, 7),
        line('Café en grains', '1', 11300, 13),
      ],
      buyer: CONSUMER,
      stamp_duty: 1000,
    },
    {
      net: 21008 + 10000 + 6542,
      vat: [
        [19, 21008, 3992],
        [13, 10000, 1300],
        [7, 6542, 458],
      ],
      gross: 43300,
      due: 0,
      code: null,
    },
  ),
  worked(
    'Tunisia: a deposit bears the stamp too',
    {
      kind: 'deposit',
      seller: TUNIS,
      currency: 'TND',
      lines: [line('Acompte, TVA 19 %', '1', 50000, 19)],
      buyer: CONSUMER,
      stamp_duty: 1000,
    },
    { net: 42017, vat: [[19, 42017, 7983]], gross: 50000, due: 0, code: null },
  ),
  worked(
    'a receipt while the tax number is missing',
    { kind: 'receipt', number: 'R-2026-0156-1', lines: [line('Fraisier', '1', 2250, 5.5)], buyer: CONSUMER },
    { net: 2133, vat: [[5.5, 2133, 117]], gross: 2250, due: 0, code: null },
  ),
  worked(
    'a very long order at a price that needs its own quantity',
    {
      ...net,
      ...unpaid,
      lines: [line('Dragées', '12345.678', 7, 5.5)],
      buyer: BUSINESS,
      seller: { ...SELLER, ...IBAN },
    },
    { net: 86420, vat: [[5.5, 86420, 4753]], gross: 91173, due: 91173, code: '380', frame: 'B1' },
  ),
];

/** All of them. */
export const WORKED: Worked[] = [...WORKED_INVOICES, ...WORKED_CHAINS, ...WORKED_ABROAD];
