/** Deposit invoices, and the invoice at the end that takes them off. */
import { allocate } from '../money.ts';
import type { OrderView } from '../orders/read.ts';
import type { Held } from '../payments/books.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { frameOf, invoiceOf, type PaperFacts, settled } from './invoice.ts';
import type { LiveInvoice } from './live.ts';
import type { PaperLine } from './snapshot.ts';
import { totalsOf, vatLess } from './vat.ts';
import { WORDS } from './words/index.ts';

/** A payment that was no more than a part: what came in, by what means, when. Amount in minor units. */
export type Part = { amount: number; method: string; at: string };

/**
 * A deposit invoice for a part that was paid: one line for each VAT rate of the order, at its real rate, since VAT on a
 * deposit for goods is due when it is cashed (CGI art. 269-2-a, 289-I-1-c). `earlier`: the deposits before it; together
 * with the last they make each rate's share of the order exactly.
 */
export async function depositOf(run: Run, view: OrderView, part: Part, earlier: LiveInvoice[]): Promise<PaperFacts> {
  const whole = await invoiceOf(run, view);
  const left = new Map(grossByRate(whole));
  for (const { snapshot, credits } of earlier) {
    for (const [rate, gross] of grossByRate(snapshot)) left.set(rate, (left.get(rate) ?? 0) - gross);
    for (const credit of credits)
      for (const [rate, gross] of grossByRate(credit)) left.set(rate, (left.get(rate) ?? 0) + gross);
  }
  const rates = [...left];
  const shares = allocate(
    part.amount,
    rates.map(([, gross]) => Math.max(0, gross)),
  );
  const taxed = whole.seller.vat_regime === 'standard' && rates.length > 0;
  const texts = textsFor(whole.language).papers;
  const lines = rates.flatMap(([rate], index): PaperLine[] => {
    const share = shares[index] ?? 0;
    if (share === 0) return [];
    const { number } = view.order;
    const percent = WORDS[whole.language].percent(rate);
    const name = taxed ? texts.depositLineAt(number, percent) : texts.depositLine(number);
    return [{ sku: 'ACOMPTE', name, qty: '1', unit: 'piece', unit_price: share, total: share, vat_rate: rate }];
  });
  // What was paid includes VAT, whatever the shop's prices do.
  const frame = { ...frameOf(run, view, 'deposit'), prices: 'incl_vat' as const, lines };
  const totals = totalsOf(lines, { prices: 'incl_vat', regime: frame.seller.vat_regime });
  return settled(run, frame, totals, part.amount, [part]);
}

/** The gross of each rate; under the franchise, of each rate that lines name. */
function grossByRate(paper: Pick<PaperFacts, 'lines' | 'totals' | 'seller'>): [rate: number, gross: number][] {
  if (paper.seller.vat_regime === 'standard') return paper.totals.vat.map((row) => [row.rate, row.base + row.vat]);
  const sums = new Map<number, number>();
  for (const line of paper.lines) sums.set(line.vat_rate, (sums.get(line.vat_rate) ?? 0) + line.total);
  return [...sums];
}

/** The order's invoice; with deposits standing, the final one: the whole, less what of each deposit is left. */
export async function finalOf(run: Run, view: OrderView, deposits: LiveInvoice[], held?: Held[]): Promise<PaperFacts> {
  const whole = await invoiceOf(run, view, 'invoice', held);
  if (deposits.length === 0) return whole;
  const taken = deposits.toReversed().map(({ paper, snapshot, credits, left }) => ({
    number: paper.number,
    issued_at: snapshot.issued_on,
    amount: left,
    vat: vatLess(
      snapshot.totals.vat,
      credits.flatMap((credit) => credit.totals.vat),
    ),
  }));
  return { ...whole, deposits: taken };
}
