/** Odd invoices: what shops, customers and keyboards make of lines, names and amounts. Amounts in minor units. */
import type { PaperLine, PaperSnapshot } from './snapshot.ts';
import { aPaper, SELLER } from './testing-papers.ts';
import { BUSINESS, CONSUMER, IBAN, line, net, unpaid } from './testing-worked.ts';

/** `gross`: what the customer pays, by hand. `vat`: the VAT of all rates, by hand. */
export type Odd = { title: string; paper: PaperSnapshot; gross: number; vat: number };

let count = 0;
const odd = (title: string, gross: number, vat: number, changes: Parameters<typeof aPaper>[0]): Odd => ({
  title,
  paper: aPaper({ number: `F-2026-${String(++count + 500).padStart(4, '0')}`, buyer: CONSUMER, ...changes }),
  gross,
  vat,
});
const b2b = { ...net, ...unpaid, buyer: BUSINESS, seller: { ...SELLER, ...IBAN } };
const off = (rate: number, amount: number, name = 'Remise'): PaperLine =>
  line(name, '1', -amount, rate, { sku: 'REMISE' });
const buyer = (name: string, more: Partial<PaperSnapshot['buyer']> = {}) => ({ buyer: { ...CONSUMER, name, ...more } });
const FREE_REGIME: PaperSnapshot['seller'] = {
  name: 'Camille Fleurs',
  company: 'Camille Durand',
  form: 'EI',
  siret: '73282932000074',
  vat_regime: 'franchise',
  address: { line1: '3 place du Marché', postcode: '35000', city: 'Rennes', country: 'FR' },
};
const credit = { kind: 'credit_note' as const, paid: 0, settlement: 'refund' as const };
const cancels = { number: 'F-2026-0156', issued_at: '2026-12-09' };

const ROUNDING: Odd[] = [
  odd('one cent', 1, 0, { lines: [line('Bonbon', '1', 1, 20)] }),
  odd('two cents at 20 %: a third of a cent of VAT', 2, 0, { lines: [line('Bonbon', '1', 2, 20)] }),
  odd('three cents at 20 %: half a cent in the dividing goes to the base', 3, 0, {
    lines: [line('Bonbon', '3', 1, 20)],
  }),
  odd('ten cents at 5.5 %', 10, 1, { lines: [line('Bonbon', '1', 10, 5.5)] }),
  odd('a third of a kilo', 933, 49, { lines: [line('Comté', '0.333', 2802, 5.5, { unit: 'kg' })] }),
  odd('one gram', 3, 0, { lines: [line('Safran', '0.001', 3400, 5.5, { unit: 'kg' })] }),
  odd('seven lines of one cent share one cent of VAT', 7, 1, {
    lines: Array.from({ length: 7 }, (_, n) => line(`Perle ${n}`, '1', 1, 20)),
  }),
  odd('forty lines at four rates', 14000, 583 + 318 + 182 + 72, {
    lines: Array.from({ length: 40 }, (_, n) => line(`Article ${n}`, '1', 350, [20, 10, 5.5, 2.1][n % 4]!)),
  }),
  odd('without VAT: half a cent rounds up', 6, 1, { ...b2b, lines: [line('Sachet', '1', 5, 10)] }),
  odd('without VAT: VAT once on the sum, not line by line', 116, 6, {
    ...b2b,
    lines: Array.from({ length: 11 }, (_, n) => line(`Pain ${n}`, '1', 10, 5.5)),
  }),
  odd('without VAT: a price that needs its own quantity', 7386, 385, {
    ...b2b,
    lines: [line('Dragées', '1000.125', 7, 5.5)],
  }),
  odd('a very large amount', 99_999_999, 16_666_666, { lines: [line('Pièce montée', '1', 99_999_999, 20)] }),
];

const REDUCTIONS: Odd[] = [
  odd('a free item beside a paid one', 500, 26, { lines: [line('Pain', '1', 500, 5.5), line('Offert', '1', 0, 5.5)] }),
  odd('nothing but a free item', 0, 0, { lines: [line('Échantillon', '1', 0, 5.5)] }),
  odd('a line at 100 % off', 320, 17, {
    lines: [line('Pain', '1', 320, 5.5), line('Tarte', '1', 1800, 5.5, { discount: 1800 })],
  }),
  odd('everything 100 % off', 0, 0, { lines: [line('Tarte', '2', 1800, 5.5, { discount: 3600 })] }),
  odd('a free item whose rate is the only one of its kind', 500, 26, {
    lines: [line('Pain', '1', 500, 5.5), line('Coupe offerte', '1', 0, 20)],
  }),
  odd('a reduction of the document as large as one rate', 500, 26, {
    lines: [line('Pain', '1', 500, 5.5), line('Vin', '1', 900, 20), off(20, 900)],
  }),
  odd('a reduction of one cent', 499, 26, { lines: [line('Pain', '1', 500, 5.5), off(5.5, 1)] }),
  odd('reductions named by people', 3150, 164, {
    lines: [
      line('Fraisier', '1', 4500, 5.5),
      off(5.5, 900, 'Fidélité « 10 passages » & merci 🎁'),
      off(5.5, 450, '🎁'),
    ],
  }),
  odd('a negative line that is no reduction: bottles given back', 1380, 230, {
    lines: [line('Vin', '1', 1500, 20), line('Consigne rendue', '4', -30, 20)],
  }),
  odd('a negative line at a rate of its own', 1440, 250 - 3, {
    lines: [line('Vin', '1', 1500, 20), line('Pain rendu', '1', -60, 5.5)],
  }),
  odd('without VAT: a discount on each line and on the document', 16068, 2678, {
    ...b2b,
    lines: [line('Buffet', '3', 5000, 20, { discount: 333 }), off(20, 1277)],
  }),
  odd('without VAT: reductions at two rates', 2648, 160 + 88, {
    ...b2b,
    lines: [line('Vin', '1', 1000, 20), line('Pain', '2', 1000, 5.5), off(20, 200), off(5.5, 400)],
  }),
];

const NAMES: Odd[] = [
  odd('an ampersand, quotes and angle brackets everywhere', 450, 23, {
    ...buyer('Dupont & Fils "Le <Fournil>"', { reference: `BC & 'x' <1>` }),
    lines: [line('Pain & beurre <salé> "doux"', '1', 450, 5.5, { details: 'Écrit « A&B » <3' })],
    seller: { ...SELLER, name: 'Chez "Paul" & <Fils>', company: 'Paul & Fils' },
  }),
  odd('emoji alone for a name', 450, 23, { ...buyer('🌸🎂'), lines: [line('🎂🎂', '1', 450, 5.5)] }),
  odd('a family, a flag and a keycap emoji', 450, 23, {
    ...buyer('Léa 👨‍👩‍👧‍👦 🇫🇷 1️⃣'),
    lines: [line('Gâteau 🏳️‍🌈 n° 1️⃣ ✨', '1', 450, 5.5)],
  }),
  odd('Arabic names on a French paper', 4500, 235, {
    ...buyer('محمّد بن عليّ', { address: '12 شارع الحبيب بورقيبة\n75011 Paris' }),
    lines: [line('كعك الورقة', '3', 1500, 5.5)],
  }),
  odd('an Arabic paper', 4500, 235, {
    language: 'ar',
    lines: [line('كعك بالفراولة', '3', 1500, 5.5)],
    ...buyer('سلمى'),
  }),
  odd('control characters, zero-width marks and direction overrides', 450, 23, {
    ...buyer('Zo\u0000é\u200b \u202eMartin\u202c\u0007\ufeff'),
    lines: [line('Pa\u0008in\u00ad de\u2028campagne', '1', 450, 5.5)],
  }),
  odd('half an emoji', 450, 23, { ...buyer('Lucie \ud83c'), lines: [line('Tarte \udf82', '1', 450, 5.5)] }),
  odd('letters as people style them', 450, 23, {
    ...buyer('𝓛𝓲𝓵𝓪𝓼 ｆｌｅｕｒｓ'),
    lines: [line('𝐏𝐚𝐢𝐧', '1', 450, 5.5)],
  }),
  odd('Greek, Cyrillic, Vietnamese, Polish', 450, 23, {
    ...buyer('Νίκος Żółć Nguyễn Юлия'),
    lines: [line('Пирог ảạ ł ő', '1', 450, 5.5)],
  }),
  odd('scripts no typeface here draws', 450, 23, {
    ...buyer('山田 太郎'),
    lines: [line('蛋糕 케이크 ขนม', '1', 450, 5.5)],
  }),
  odd('marks that no letter of their typeface bears', 450, 23, {
    ...buyer('Ива\u0301н x\u0301 م\u0301حمد', { address: 'z\u0308\u0301\u0327 1\u20dd\n75011 Paris' }),
    lines: [line('Tarte\u0007\u0301 \u0308 o\u0304\u0301\u0323', '1', 450, 5.5, { details: 'a\u064e \u0651' })],
  }),
  odd('names as long as they may be', 450, 23, {
    ...buyer(`Association ${'des amis du pain '.repeat(60)}`.slice(0, 1000)),
    lines: [line('Gâteau '.repeat(40).trim(), '1', 450, 5.5, { details: 'inscription '.repeat(50).trim() })],
  }),
  odd('a word without a place to break', 450, 23, {
    ...buyer('A'.repeat(200)),
    lines: [line('B'.repeat(200), '1', 450, 5.5)],
  }),
  odd('a unit of the shop’s own', 450, 23, { lines: [line('Bouquet', '1', 450, 5.5, { unit: 'brassée' })] }),
];

const PARTIES: Odd[] = [
  odd('paid before the day of the paper', 2250, 117, {
    lines: [line('Fraisier', '1', 2250, 5.5)],
    payments: [{ method: 'cash', at: '2026-12-05', amount: 2250 }],
  }),
  odd('paid in three ways on three days', 3000, 156, {
    lines: [line('Fraisier', '1', 3000, 5.5)],
    payments: [
      { method: 'cash', at: '2026-12-10', amount: 1000 },
      { method: 'card', at: '2026-12-09', amount: 1000 },
      { method: 'chèque-cadeau & bons', at: '2026-12-11', amount: 1000 },
    ],
  }),
  odd('part of it paid', 3000, 156, { lines: [line('Fraisier', '1', 3000, 5.5)], paid: 1000, due_on: '2026-12-20' }),
  odd('too much paid', 3000, 156, { lines: [line('Fraisier', '1', 3000, 5.5)], paid: 3500 }),
  odd('an e-mail address and references that cannot be written, a seller named by pictures', 3000, 156, {
    lines: [line('Fraisier', '1', 3000, 5.5)],
    ...buyer('Zoé', { email: '🎂@example.org', reference: '🎁' }),
    order: { number: '💐', placed_at: '2026-12-09' },
    seller: { ...SELLER, name: '🌸', company: '🌷🌸', address: { ...SELLER.address!, city: 'Paris 🗼' } },
  }),
  odd('a consumer with a very long e-mail address', 3000, 156, {
    lines: [line('Fraisier', '1', 3000, 5.5)],
    ...buyer('Zoé', { email: `${'z'.repeat(64)}@${'long-domaine.'.repeat(8)}example.org` }),
  }),
  odd('a company with a foreign VAT number and an address of many lines', 1200, 200, {
    ...b2b,
    buyer: {
      ...BUSINESS,
      vat_number: 'BE 0123.456.789',
      address: 'Bâtiment B\nEscalier 3\n4e étage\nCour du fond\n4 avenue Victor Hugo\n69002 Lyon',
    },
    lines: [line('Vin', '1', 1000, 20)],
  }),
  odd('delivered to an address without a postcode', 3000, 156, {
    lines: [line('Fraisier', '1', 3000, 5.5)],
    ship_to: 'Chez ma tante, derrière l’église & la mairie 🏠',
  }),
  odd('franchise with a reduction and a gift', 4050, 0, {
    seller: FREE_REGIME,
    lines: [line('Bouquet', '1', 4500, 10), off(10, 450), line('Carte', '1', 0, 20)],
  }),
  odd('services on debits', 24000, 4000, {
    ...b2b,
    ...net,
    operations: 'services',
    lines: [line('Atelier', '2', 10000, 20, { unit: 'hour' })],
  }),
];

const CHAINS: Odd[] = [
  odd('a credit note of one cent', 1, 0, {
    ...credit,
    number: 'A-2026-0010',
    lines: [line('Écart', '1', 1, 20)],
    cancels,
  }),
  odd('a credit note of half an order at two rates', 3145, 117 + 149, {
    ...credit,
    number: 'A-2026-0011',
    lines: [line('Fraisier', '1', 2250, 5.5), line('Champagne', '0.272', 3290, 20)],
    cancels,
  }),
  odd('a credit note of a reduced line', 1600, 83, {
    ...credit,
    number: 'A-2026-0012',
    lines: [line('Macarons', '1', 1800, 5.5, { discount: 200 })],
    cancels,
  }),
  odd('a deposit of a business, to be paid', 36000, 6000, {
    ...b2b,
    kind: 'deposit',
    lines: [line('Acompte 30 % sur devis D-2026-0042 (TVA 20 %)', '1', 30000, 20)],
  }),
  odd('a balance that three deposits paid to the cent', 10001, 521, {
    lines: [line('Pièce montée', '1', 10001, 5.5)],
    deposits: [
      { number: 'F-2026-0401', issued_at: '2026-12-01', amount: 3333 },
      { number: 'F-2026-0402', issued_at: '2026-12-02', amount: 3334 },
      { number: 'F-2026-0403', issued_at: '2026-12-03', amount: 3334 },
    ],
  }),
  odd('a balance whose last payment came before it', 10000, 521, {
    lines: [line('Pièce montée', '1', 10000, 5.5)],
    deposits: [{ number: 'F-2026-0404', issued_at: '2026-11-01', amount: 3000 }],
    payments: [
      { method: 'card', at: '2026-11-01', amount: 3000 },
      { method: 'transfer', at: '2026-11-20', amount: 7000 },
    ],
  }),
  odd('a credit note of a franchise seller', 4500, 0, {
    ...credit,
    number: 'A-2026-0013',
    seller: FREE_REGIME,
    lines: [line('Bouquet', '1', 4500, 10)],
    cancels,
  }),
];

export const ODD: Odd[] = [...ROUNDING, ...REDUCTIONS, ...NAMES, ...PARTIES, ...CHAINS];
