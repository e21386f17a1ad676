/** Worked papers for buyers abroad, public buyers, and sellers of Corsica and overseas. Amounts in minor units. */
import type { PaperSnapshot } from './snapshot.ts';
import { SELLER } from './testing-papers.ts';
import { BUSINESS, CONSUMER, IBAN, line, net, unpaid, type Worked, worked } from './testing-worked.ts';

const company = (
  name: string,
  country: string,
  more: Partial<PaperSnapshot['buyer']> = {},
): PaperSnapshot['buyer'] => ({
  name,
  country,
  business: true,
  ...more,
});
export const BERLIN = company('Müller Feinkost GmbH', 'DE', {
  address: 'Torstraße 1, 10119 Berlin',
  vat_number: 'DE123456789',
  email: 'rechnung@mueller.example',
});
const BRUSSELS = company('Traiteur Peeters SRL', 'BE', {
  address: 'Rue Neuve 12, 1000 Bruxelles',
  vat_number: 'BE0123456789',
});
const GENEVA = company('Épicerie du Léman SA', 'CH', {
  address: 'Rue du Rhône 8, 1204 Genève',
  email: 'a@leman.example',
});
/** The VAT number of the usual seller's SIREN with its right key. */
const TAXED: PaperSnapshot['seller'] = { ...SELLER, ...IBAN, vat_number: 'FR11123456782' };
const goods = { operation: 'goods' as const };
const service = { operation: 'services' as const };

/** Goods for Berlin, at the prices without VAT. */
export const TO_BERLIN = {
  ...net,
  seller: TAXED,
  buyer: BERLIN,
  exemption: 'intra_eu' as const,
  operations: 'goods' as const,
  ship_to: 'Torstraße 1, 10119 Berlin',
  ship_country: 'DE',
  supplied_on: '2026-12-14',
};

const overseas = (postcode: string, city: string): PaperSnapshot['seller'] => ({
  ...TAXED,
  address: { line1: '2 rue du Port', postcode, city, country: 'FR' },
});

export const WORKED_ABROAD: Worked[] = [
  worked(
    'intra-Community: goods for a company in Berlin, to be paid',
    { ...TO_BERLIN, ...unpaid, lines: [line('Calissons', '12.5', 3160, 0, { unit: 'kg', ...goods })] },
    { net: 39500, vat: [[0, 39500, 0]], gross: 39500, due: 39500, code: '380', frame: 'B1' },
  ),
  worked(
    'intra-Community: paid by card, with delivery and a reduction of the whole',
    {
      ...TO_BERLIN,
      lines: [
        line('Macarons', '40', 1706, 0, { unit: 'box', ...goods }),
        line('Livraison', '1', 4167, 0, { sku: 'livraison' }),
        line('Remise fidélité', '1', -3412, 0, { sku: 'REMISE' }),
      ],
    },
    { net: 68995, vat: [[0, 68995, 0]], gross: 68995, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'intra-Community: a credit note on some of it says where it had gone',
    {
      ...TO_BERLIN,
      kind: 'credit_note',
      number: 'A-2026-0031',
      paid: 0,
      settlement: 'deducted',
      lines: [line('Calissons', '2', 3160, 0, { unit: 'kg', ...goods })],
      cancels: { number: 'F-2026-0301', issued_at: '2026-12-02' },
    },
    { net: 6320, vat: [[0, 6320, 0]], gross: 6320, due: 6320, code: '381', frame: 'B1' },
  ),
  worked(
    'reverse charge: a training for a company in Brussels, reached by its VAT number',
    {
      ...net,
      ...unpaid,
      seller: TAXED,
      buyer: BRUSSELS,
      exemption: 'reverse_charge',
      operations: 'services',
      lines: [line('Conseil en pâtisserie', '2', 45000, 0, { unit: 'day', ...service })],
    },
    { net: 90000, vat: [[0, 90000, 0]], gross: 90000, due: 90000, code: '380', frame: 'S1' },
  ),
  worked(
    'export: goods for a company in Geneva, prices that had included VAT',
    {
      seller: TAXED,
      buyer: GENEVA,
      exemption: 'export',
      operations: 'goods',
      ship_to: 'Rue du Rhône 8, 1204 Genève',
      ship_country: 'CH',
      lines: [line('Nougat', '30', 1185, 0, goods), line('Livraison', '1', 2500, 0, { sku: 'livraison' })],
    },
    { net: 38050, vat: [[0, 38050, 0]], gross: 38050, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'a company in Berlin that collects in Paris pays French VAT',
    {
      ...net,
      ...unpaid,
      seller: TAXED,
      buyer: BERLIN,
      operations: 'goods',
      lines: [line('Fraisier', '2', 2133, 5.5, goods)],
    },
    { net: 4266, vat: [[5.5, 4266, 235]], gross: 4501, due: 4501, code: '380', frame: 'B1' },
  ),
  worked(
    'a consumer in Belgium pays French VAT',
    {
      buyer: { ...CONSUMER, country: 'BE', address: 'Rue Neuve 12, 1000 Bruxelles' },
      operations: 'goods',
      lines: [line('Coffret', '1', 4900, 5.5, goods)],
      ship_to: 'Rue Neuve 12, 1000 Bruxelles',
      ship_country: 'BE',
    },
    { net: 4645, vat: [[5.5, 4645, 255]], gross: 4900, due: 0, code: '380', frame: 'B2' },
  ),
  worked(
    'Monaco is France',
    {
      ...net,
      ...unpaid,
      seller: TAXED,
      buyer: { ...BUSINESS, name: 'SAM Riviera', country: 'MC', address: '3 quai Antoine 1er, 98000 Monaco' },
      operations: 'goods',
      lines: [line('Fougasse', '10', 500, 5.5, goods)],
    },
    { net: 5000, vat: [[5.5, 5000, 275]], gross: 5275, due: 5275, code: '380', frame: 'B1' },
  ),
  worked(
    'a buffet with its service: goods and services on one paper',
    {
      ...net,
      ...unpaid,
      seller: TAXED,
      buyer: { ...BUSINESS, reference: 'BC-2026-118' },
      operations: 'mixed',
      lines: [
        line('Canapés', '200', 95, 5.5, goods),
        line('Service au buffet', '4', 4000, 20, { unit: 'hour', ...service }),
      ],
    },
    {
      net: 35000,
      vat: [
        [20, 16000, 3200],
        [5.5, 19000, 1045],
      ],
      gross: 39245,
      due: 39245,
      code: '380',
      frame: 'M1',
    },
  ),
  worked(
    'a public buyer: engagement and service code for Chorus Pro',
    {
      ...net,
      ...unpaid,
      seller: TAXED,
      buyer: {
        ...BUSINESS,
        name: 'Commune de Lyon',
        reference: 'BC-2026-118',
        engagement: '1300012345',
        service: 'FACTURES & PUBLIC',
      },
      operations: 'services',
      lines: [line('Cocktail des vœux', '1', 120000, 10, service)],
    },
    { net: 120000, vat: [[10, 120000, 12000]], gross: 132000, due: 132000, code: '380', frame: 'S1' },
  ),
  worked(
    'Corsica has rates of its own',
    {
      seller: overseas('20000', 'Ajaccio'),
      buyer: CONSUMER,
      lines: [line('Fiadone', '1', 1500, 2.1), line('Table', '1', 1130, 13)],
    },
    {
      net: 1000 + 1469,
      vat: [
        [13, 1000, 130],
        [2.1, 1469, 31],
      ],
      gross: 2630,
      due: 0,
      code: '380',
      frame: 'B2',
    },
  ),
  worked(
    'Réunion has rates of its own',
    { seller: overseas('97400', 'Saint-Denis'), buyer: CONSUMER, lines: [line('Bouquet', '1', 4340, 8.5)] },
    { net: 4000, vat: [[8.5, 4000, 340]], gross: 4340, due: 0, code: '380', frame: 'B2' },
  ),
];
