/** Papers for tests: a believable one, changed in the parts a test is about. */
import { saidOn } from './mentions.ts';
import { type PaperLine, type PaperSnapshot, paperSnapshotSchema } from './snapshot.ts';
import { totalsOf } from './vat.ts';

export const LINES: PaperLine[] = [
  {
    sku: 'FRAISIER-8',
    name: 'Gâteau aux fraises',
    qty: 2,
    unit: 'piece',
    unit_price: 2250,
    total: 4500,
    vat_rate: 5.5,
  },
  {
    sku: 'MACARON-12',
    name: 'Macarons',
    qty: '1',
    unit: 'box',
    unit_price: 1800,
    discount: 200,
    total: 1600,
    vat_rate: 5.5,
  },
  { sku: 'CHAMPAGNE', name: 'Champagne brut', qty: 1, unit: 'bottle', unit_price: 3290, total: 3290, vat_rate: 20 },
  { sku: 'LIVRAISON', name: 'Livraison', qty: 1, unit: 'piece', unit_price: 500, total: 500, vat_rate: 20 },
];

export const SELLER: PaperSnapshot['seller'] = {
  name: 'Pâtisserie Lilas',
  company: 'Lilas & Fils',
  form: 'SARL',
  capital: '8 000 €',
  siret: '12345678200010',
  rcs: 'Paris 123 456 782',
  vat_number: 'FR11123456782',
  vat_regime: 'standard',
  address: { line1: '12 rue des Lilas', postcode: '75011', city: 'Paris', country: 'FR' },
};

type Changes = Partial<Omit<PaperSnapshot, 'totals' | 'mentions'>> & { paid?: number; stamp_duty?: number };

/** A paid invoice in French unless `changes` says otherwise; totals, payments and mentions follow from the rest. */
export function aPaper(changes: Changes = {}): PaperSnapshot {
  const { paid: given, stamp_duty: stamp = 0, ...rest } = changes;
  const seller = rest.seller ?? SELLER;
  const buyer = rest.buyer ?? { name: 'Sophie Martin', address: '8 avenue Parmentier\n75011 Paris', business: false };
  const facts = { kind: 'invoice' as const, language: 'fr' as const, issued_on: '2026-12-11', lines: LINES, ...rest };
  const totals = totalsOf(facts.lines, { prices: rest.prices ?? 'incl_vat', regime: seller.vat_regime });
  const paid = given ?? totals.gross + stamp;
  const country = seller.address?.country ?? 'FR';
  const asked = { ...facts, country, regime: seller.vat_regime, business: buyer.business };
  return paperSnapshotSchema.parse({
    number: 'F-2026-0156',
    issued_at: '2026-12-11T10:12:00+01:00',
    supplied_on: '2026-12-12',
    order: { number: '2026-0156', placed_at: '2026-12-09' },
    prices: 'incl_vat',
    payments: paid > 0 ? [{ method: 'card', at: '2026-12-11', amount: paid }] : [],
    currency: 'EUR',
    demo: false,
    ...facts,
    seller,
    buyer,
    totals: { ...totals, ...(stamp ? { stamp_duty: stamp } : {}), paid, due: totals.gross + stamp - paid },
    ...saidOn(asked),
  });
}
