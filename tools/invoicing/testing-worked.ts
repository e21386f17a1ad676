/** Worked invoices: cases of a shop's life with the totals an accountant would come to by hand. Amounts in minor units. */
import type { PaperLine, PaperSnapshot } from './snapshot.ts';
import { aPaper, SELLER } from './testing-papers.ts';

export type Worked = {
  title: string;
  paper: PaperSnapshot;
  /** `vat`: rate in percent, base, VAT. `code` and `frame` are BT-3 and BT-23; null: no XML. */
  expected: {
    net: number;
    vat: [rate: number, base: number, vat: number][];
    gross: number;
    due: number;
    code: string | null;
    frame?: string;
  };
};

export const line = (
  name: string,
  qty: string,
  price: number,
  rate: number,
  more: Partial<PaperLine> = {},
): PaperLine => {
  const total = Math.round((Number(qty) * 1000 * price) / 1000) - (more.discount ?? 0);
  return { sku: name.slice(0, 12), name, qty, unit: 'piece', unit_price: price, total, vat_rate: rate, ...more };
};

export const BUSINESS: PaperSnapshot['buyer'] = {
  name: 'SAS Dupont Traiteur',
  address: '4 avenue Victor Hugo\n69002 Lyon',
  siren: '404833048',
  vat_number: 'FR83404833048',
  business: true,
};
export const CONSUMER: PaperSnapshot['buyer'] = { name: 'Marie Lefebvre', business: false };
const FRANCHISE: PaperSnapshot['seller'] = {
  name: 'Les Douceurs de Camille',
  company: 'Camille Durand',
  form: 'EI',
  siret: '73282932000074',
  vat_regime: 'franchise',
  address: { line1: '3 place du Marché', postcode: '35000', city: 'Rennes', country: 'FR' },
};
export const IBAN = { iban: 'FR76 3000 6000 0112 3456 7890 189', bic: 'AGRIFRPP' };
export const unpaid = { paid: 0, due_on: '2027-01-10' };
export const net = { prices: 'excl_vat' as const };

/** `changes` as for `aPaper`, with what the case should come to. */
export const worked = (title: string, changes: Parameters<typeof aPaper>[0], expected: Worked['expected']): Worked => ({
  title,
  paper: aPaper({ number: `F-2026-${String(200 + title.length).padStart(4, '0')}`, ...changes }),
  expected,
});

export const WORKED_INVOICES: Worked[] = [
  worked(
    'one cake, consumer, paid by card',
    { lines: [line('Fraisier', '1', 2250, 5.5)], buyer: CONSUMER },
    { net: 2133, vat: [[5.5, 2133, 117]], gross: 2250, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'croissants whose price without VAT has no cents',
    { lines: [line('Croissant', '3', 130, 5.5), line('Tarte', '1', 2250, 5.5)], buyer: CONSUMER },
    { net: 2502, vat: [[5.5, 2502, 138]], gross: 2640, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'base times rate is one cent beside what prices with VAT leave',
    { lines: [line('Bouquet', '1', 3, 20)], buyer: { ...CONSUMER, email: 'marie@example.org' } },
    { net: 3, vat: [[20, 3, 0]], gross: 3, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'three rates on one paper, delivered elsewhere',
    {
      lines: [
        line('Pain de campagne', '2', 450, 5.5),
        line('Plateau repas', '4', 1490, 10),
        line('Champagne brut', '1', 3290, 20),
        line('Livraison', '1', 500, 20),
      ],
      ship_to: '15 rue Oberkampf, 75011 Paris',
      buyer: { ...CONSUMER, address: '8 avenue Parmentier, 75011 Paris' },
    },
    {
      net: 3158 + 5418 + 853,
      vat: [
        [20, 3158, 632],
        [10, 5418, 542],
        [5.5, 853, 47],
      ],
      gross: 10650,
      due: 0,
      code: '380',
      frame: 'B2',
    },
  ),
  worked(
    'half a kilo and a bit, by weight',
    { lines: [line('Comté', '0.537', 2890, 5.5, { unit: 'kg' })], buyer: CONSUMER },
    { net: 1471, vat: [[5.5, 1471, 81]], gross: 1552, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'a hundred odd lines of sweets share the odd cents',
    { lines: Array.from({ length: 101 }, (_, n) => line(`Bonbon ${n + 1}`, '1', 33, 5.5)), buyer: CONSUMER },
    { net: 3159, vat: [[5.5, 3159, 174]], gross: 3333, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'a reduction on one line, prices with VAT',
    { lines: [line('Macarons', '1', 1800, 5.5, { discount: 200, unit: 'box' })], buyer: CONSUMER },
    { net: 1517, vat: [[5.5, 1517, 83]], gross: 1600, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'a reduction of the whole document at two rates',
    {
      lines: [
        line('Fraisier', '2', 2250, 5.5),
        line('Champagne brut', '1', 3290, 20),
        line('Remise fidélité', '1', -450, 5.5, { sku: 'REMISE' }),
        line('Remise fidélité', '1', -329, 20, { sku: 'REMISE' }),
      ],
      buyer: CONSUMER,
    },
    {
      net: 2468 + 3839,
      vat: [
        [20, 2468, 493],
        [5.5, 3839, 211],
      ],
      gross: 7011,
      due: 0,
      code: '380',
      frame: 'B2',
    },
  ),
  worked(
    'a business to pay in thirty days, prices without VAT',
    {
      ...net,
      ...unpaid,
      lines: [line('Gâteau fraises (8 parts)', '2', 2250, 5.5), line('Service au buffet', '3', 4000, 20)],
      buyer: BUSINESS,
      seller: { ...SELLER, ...IBAN },
      operations: 'mixed',
    },
    {
      net: 16500,
      vat: [
        [20, 12000, 2400],
        [5.5, 4500, 248],
      ],
      gross: 19148,
      due: 19148,
      code: '380',
      frame: 'M1',
    },
  ),
  worked(
    'a business with a line reduction and its own order number',
    {
      ...net,
      ...unpaid,
      lines: [line('Viennoiseries', '120', 95, 5.5, { discount: 570 })],
      buyer: { ...BUSINESS, reference: 'BC-2026-77 & fils' },
      seller: { ...SELLER, ...IBAN },
    },
    { net: 10830, vat: [[5.5, 10830, 596]], gross: 11426, due: 11426, code: '380', frame: 'B1' },
  ),
  worked(
    'a business that paid by card already',
    { ...net, lines: [line('Buffet', '1', 45000, 10)], buyer: BUSINESS, operations: 'services' },
    { net: 45000, vat: [[10, 45000, 4500]], gross: 49500, due: 0, code: '380', frame: 'S2' },
  ),
  worked(
    'half a cent of VAT is rounded up',
    { ...net, ...unpaid, lines: [line('Pain', '1', 5, 10)], buyer: BUSINESS, seller: { ...SELLER, ...IBAN } },
    { net: 5, vat: [[10, 5, 1]], gross: 6, due: 6, code: '380', frame: 'B1' },
  ),
  worked(
    'newspapers at 2.1 and a gift at nothing',
    { lines: [line('Journal', '10', 320, 2.1), line('Échantillon', '1', 100, 0)], buyer: CONSUMER },
    {
      net: 3134 + 100,
      vat: [
        [2.1, 3134, 66],
        [0, 100, 0],
      ],
      gross: 3300,
      due: 0,
      code: '380',
      frame: 'B2',
    },
  ),
  worked(
    'franchise: no VAT shown, the sentence instead',
    { seller: FRANCHISE, lines: [line('Cake aux olives', '2', 2250, 5.5)], buyer: CONSUMER },
    { net: 4500, vat: [], gross: 4500, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'franchise with a VAT number, to a business, unpaid',
    {
      seller: { ...FRANCHISE, ...IBAN, vat_number: 'FR44732829320' },
      lines: [line('Cours de pâtisserie', '1', 32000, 20)],
      buyer: BUSINESS,
      operations: 'services',
      ...unpaid,
    },
    { net: 32000, vat: [], gross: 32000, due: 32000, code: '380', frame: 'S1' },
  ),
  worked(
    'names with marks, emoji and Arabic',
    {
      lines: [line('Gâteau « Tom & Léa » 🎂 <3', '1', 4200, 5.5), line('كعك', '2', 300, 5.5)],
      buyer: { name: 'فاطمة بن علي & Cie 🌸', business: false },
      seller: { ...SELLER, name: 'Chez "Paul" & Fils <SARL>' },
    },
    { net: 4550, vat: [[5.5, 4550, 250]], gross: 4800, due: 0, code: '380', frame: 'B2' },
  ),
];
