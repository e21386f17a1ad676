import { ask } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { dayOf } from '../language.ts';
import { formatMoney } from '../money.ts';
import type { OrderView } from '../orders/read.ts';
import { restate } from '../payments/books.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import {
  amountLines,
  type CreditLines,
  creditLine,
  type LineLeft,
  linesLeft,
  reductionsFor,
  restLines,
} from './credit-lines.ts';
import { settled } from './invoice.ts';
import { issue, localInstant, type PaperRow } from './issue.ts';
import type { LiveInvoice } from './live.ts';
import { saidOn } from './mentions.ts';
import type { PaperSnapshot } from './snapshot.ts';
import { totalsOf } from './vat.ts';

/** What is credited: all that is left, an amount (minor units, VAT included), or quantities (thousandths) of lines. */
export type CreditAsk =
  | { kind: 'rest' }
  | { kind: 'amount'; amount: number }
  | { kind: 'lines'; picked: { left: LineLeft; qty: bigint }[] };

/**
 * Issues a credit note on an order's standing invoice: next of its own series, chained, citing the invoice; together
 * never more than the invoice (CGI art. 289-I-5, 272-1). `settlement`: the money is given back, or was never received.
 * The caller has locked the order. Throws Refusal when more is asked than is left.
 */
export async function creditNote(
  run: Run,
  view: OrderView,
  invoice: LiveInvoice,
  asked: CreditAsk,
  settlement: 'refund' | 'deducted',
): Promise<PaperRow> {
  const facts = factsOf(run, invoice, linesOf(invoice, asked), settlement);
  const { gross } = facts.totals;
  if (gross <= 0 || gross > invoice.left) {
    const left = formatMoney(invoice.left, run.shop.currency, run.language);
    throw new Refusal('invalid', textsFor(run.language).money.refusals.creditTooMuch(invoice.paper.number, left));
  }
  const paper = await issue(run, {
    once: `credit:${invoice.paper.id}:${invoice.credits.length + 1}`,
    orderId: view.order.id,
    customerId: view.order.customer_id,
    cancelsId: invoice.paper.id,
    facts,
  });
  // A deposit that is given back makes the order no cheaper.
  if (invoice.paper.kind === 'deposit') return paper;
  // Wholly cancelled, the invoice no longer counts: what the order comes to is open again.
  const credited = gross === invoice.left ? 0 : view.order.credited + gross;
  await run.trx
    .updateTable('orders')
    .set({ credited, updated_at: new Date(run.at) })
    .where('id', '=', view.order.id)
    .execute();
  view.order.credited = credited;
  view.order.payment_status = await restate(run, view.order);
  return paper;
}

function linesOf(invoice: LiveInvoice, asked: CreditAsk): CreditLines {
  const { snapshot, credits, left } = invoice;
  const name = textsFor(snapshot.language).money.creditLine(invoice.paper.number);
  if (asked.kind === 'rest') return restLines(snapshot, credits, left, name);
  if (asked.kind === 'lines') {
    const open = linesLeft(snapshot, credits).filter((row) => row.qty > 0n && row.total > 0);
    const whole = asked.picked.length === open.length && asked.picked.every(({ left: row, qty }) => qty === row.qty);
    if (whole) return restLines(snapshot, credits, left, name);
    const lines = asked.picked.map(({ left: row, qty }) => creditLine(row, qty));
    return { lines: [...lines, ...reductionsFor(snapshot, lines)], prices: snapshot.prices };
  }
  if (asked.amount === left) return restLines(snapshot, credits, left, name);
  return { lines: amountLines(snapshot, credits, asked.amount, name), prices: 'incl_vat' };
}

function factsOf(
  run: Run,
  invoice: LiveInvoice,
  { lines, prices }: CreditLines,
  settlement: 'refund' | 'deducted',
): Omit<PaperSnapshot, 'number'> {
  const { snapshot } = invoice;
  const issuedOn = dayOf(run.at, run.shop.timezone);
  const regime = snapshot.seller.vat_regime;
  const { operations, template, exemption, ship_to, ship_country, supplied_on } = snapshot;
  const frame = {
    kind: 'credit_note' as const,
    issued_on: issuedOn,
    issued_at: localInstant(run.at, run.shop.timezone),
    seller: snapshot.seller,
    buyer: snapshot.buyer,
    ...(snapshot.order ? { order: snapshot.order } : {}),
    lines,
    prices,
    currency: snapshot.currency,
    language: snapshot.language,
    cancels: {
      number: invoice.paper.number,
      issued_at: snapshot.issued_on,
      ...(snapshot.kind === 'deposit' ? { kind: 'deposit' as const } : {}),
    },
    settlement,
    // An exempt sale says on every paper where it went, and when (BR-IC-11, BR-IC-12).
    ...(exemption ? { exemption, ...(ship_to ? { ship_to } : {}), ...(ship_country ? { ship_country } : {}) } : {}),
    ...(exemption && supplied_on ? { supplied_on } : {}),
    ...(operations ? { operations } : {}),
    ...saidOn({
      country: snapshot.seller.address?.country ?? (snapshot.currency === 'TND' ? 'TN' : 'FR'),
      regime,
      business: snapshot.buyer.business,
      kind: 'credit_note',
      issued_on: issuedOn,
      language: snapshot.language,
      operations,
      debits: run.shop.settings.papers.vat_on_debits,
      exemption,
    }),
    ...(template ? { template } : {}),
    demo: snapshot.demo,
  };
  return settled(run, frame, totalsOf(lines, { prices, regime }), 0, []);
}

/** Prints a credit note for the customer, and for the thread of the member who asked for it. */
export async function deliverCreditNote(run: Run, paper: PaperRow, to: 'both' | 'thread' = 'both'): Promise<void> {
  if (to === 'both') {
    await ask(run, `paper:${paper.id}`, { kind: 'print_paper', paperId: paper.id, deliver: { to: 'customer' } });
  }
  const conversationId = run.actor.kind === 'member' ? run.actor.conversationId : undefined;
  if (conversationId === undefined) return;
  await ask(run, `paper:${paper.id}:${conversationId}`, {
    kind: 'print_paper',
    paperId: paper.id,
    deliver: { to: 'thread', conversationId },
  });
}
