/** A paper that never was: the shop's own parties and goods, to see a look before it is used. */
import { addDays, dayOf } from '../language.ts';
import type { Run } from '../tool.ts';
import { amountInWords } from './in-words.ts';
import { countryOf, sellerOf } from './invoice.ts';
import { localInstant } from './issue.ts';
import { saidOn } from './mentions.ts';
import { type PaperKind, type PaperLine, type PaperSnapshot, paperSnapshotSchema } from './snapshot.ts';
import { lineTotal, stampDuty, totalsOf } from './vat.ts';

type Sampled = { kind: PaperKind; language: PaperSnapshot['language']; look: PaperSnapshot['template'] };

/** Made-up goods where the catalogue is empty; prices in minor units by the currency's decimals. */
const GOODS = { fr: 'Gâteau aux fraises', en: 'Strawberry cake', ar: 'كعكة الفراولة' };
const BUYERS = { fr: 'Marie Lefebvre', en: 'Mary Carter', ar: 'مريم بن صالح' };

/** The sample: up to three products of the shop at their prices, marked as worth nothing. */
export async function samplePaper(run: Run, { kind, language, look }: Sampled): Promise<PaperSnapshot> {
  const { settings, currency, timezone } = run.shop;
  const { legal, prices } = settings;
  const issuedOn = dayOf(run.at, timezone);
  const year = issuedOn.slice(0, 4);
  const country = countryOf(run);
  const lines = await sampleLines(run, language);
  const totals = totalsOf(lines, { prices, regime: legal.vat_regime ?? 'standard' });
  const stamp = stampDuty({ country, kind, issued_on: issuedOn });
  const whole = totals.gross + stamp;
  const open = kind === 'quote' || kind === 'credit_note';
  const paid = open ? 0 : whole;
  const { mentions, notes } = saidOn({
    country,
    regime: legal.vat_regime ?? 'standard',
    business: false,
    kind,
    issued_on: issuedOn,
    language,
    operations: 'goods',
  });
  const inWords =
    country === 'TN' && kind !== 'quote'
      ? [`Arrêté le présent document à la somme de ${amountInWords(whole, currency)}.`]
      : [];
  return paperSnapshotSchema.parse({
    kind,
    number: `${{ quote: 'D', invoice: 'F', deposit: 'F', credit_note: 'A', receipt: 'R' }[kind]}-${year}-0000`,
    issued_on: issuedOn,
    issued_at: localInstant(run.at, timezone),
    ...(kind === 'quote' ? { valid_until: addDays(issuedOn, 30) } : { supplied_on: addDays(issuedOn, 1) }),
    seller: sellerOf(run.shop.name, legal),
    buyer: { name: BUYERS[language], business: false },
    order: { number: `${year}-0000`, placed_at: issuedOn },
    lines,
    prices,
    totals: { ...totals, ...(stamp > 0 ? { stamp_duty: stamp } : {}), paid, due: whole - paid },
    payments: paid > 0 ? [{ method: 'card', at: issuedOn, amount: paid }] : [],
    currency,
    language,
    ...(kind === 'credit_note'
      ? { cancels: { number: `F-${year}-0000`, issued_at: issuedOn }, settlement: 'refund' as const }
      : {}),
    mentions: [...mentions, ...inWords],
    ...(notes ? { notes } : {}),
    ...(look ? { template: look } : {}),
    demo: true,
  });
}

async function sampleLines(run: Run, language: PaperSnapshot['language']): Promise<PaperLine[]> {
  const rows = await run.trx
    .selectFrom('product')
    .select(['sku', 'name', 'unit', 'price', 'vat_rate'])
    .where('active', '=', true)
    .where('price', '>', 0)
    .orderBy('id')
    .limit(3)
    .execute();
  const line = (row: (typeof rows)[number], at: number): PaperLine => {
    const qty = String(at === 0 ? 2 : 1);
    const { sku, name, unit, price, vat_rate } = row;
    return { sku, name, qty, unit, unit_price: price, total: lineTotal(qty, price), vat_rate: vat_rate / 100 };
  };
  if (rows.length > 0) return rows.map(line);
  const price = run.shop.currency === 'TND' ? 22_500 : 2250;
  const rate = run.shop.currency === 'TND' ? 19 : 5.5;
  return [line({ sku: 'X', name: GOODS[language], unit: 'piece', price, vat_rate: rate * 100 }, 0)];
}
