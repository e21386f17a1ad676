import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { withText } from '../orders/inputs.ts';
import { orderByShort } from '../orders/read.ts';
import { readAmount, typedAmount } from '../payments/amount.ts';
import { freeMoney } from '../payments/refund.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { linesLeft } from './credit-lines.ts';
import { type CreditAsk, creditNote, deliverCreditNote } from './credit-note.ts';
import { type LiveInvoice, livePapers } from './live.ts';
import { pickLines } from './pick-lines.ts';

export const creditOrder = defineTool({
  name: 'credit_note',
  says: "Issues a credit note on an order's invoice: whole, or some of its lines, or an amount.",
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['avoir', 'credit'],
    takes: 'order_and_text',
    example: '156 [1 fraisier|10€]',
    help: {
      fr: 'établit un avoir sur la facture (tout, des articles ou un montant)',
      en: 'issues a credit note on the invoice (all, items or an amount)',
      ar: 'إصدار إشعار دائن على الفاتورة (الكل أو منتجات أو مبلغ)',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const texts = textsFor(run.language).money;
    const [invoice] = await livePapers(run, view.order.id);
    if (!invoice) throw new Refusal('wrong_state', texts.refusals.noInvoice(String(input.order)));
    const asked = readAsked(run, invoice, input.text);
    const settlement = view.order.paid > 0 ? 'refund' : 'deducted';
    const paper = await creditNote(run, view, invoice, asked, settlement);
    await deliverCreditNote(run, paper);
    const free = await freeMoney(run, view.order);
    const money = (minor: number) => formatMoney(minor, run.shop.currency, run.language);
    const text = texts.member.creditIssued(paper.number, money(paper.total), invoice.paper.number);
    const short = String(view.order.short);
    const next =
      free > 0
        ? texts.member.nextRefund(money(free), `${short} ${typedAmount(free, run.shop.currency)}`)
        : texts.member.nextInvoice(short);
    return {
      facts: { number: paper.number, total: paper.total, cancels: invoice.paper.number },
      reply: { text: `${text}\n${next}` },
    };
  },
});

/** All that is left, an amount, or lines by quantity. Throws Refusal that names what the invoice holds. */
function readAsked(run: Run, invoice: LiveInvoice, text: string): CreditAsk {
  if (!text.trim()) return { kind: 'rest' };
  const { paper, snapshot, credits, left } = invoice;
  const amount = readAmount(text, run.shop.currency, left);
  const texts = textsFor(run.language).money.refusals;
  if (amount !== null && amount > 0) {
    if (amount > left)
      throw new Refusal(
        'invalid',
        texts.creditTooMuch(paper.number, formatMoney(left, run.shop.currency, run.language)),
      );
    return { kind: 'amount', amount };
  }
  const read = pickLines(linesLeft(snapshot, credits), text);
  if ('fault' in read)
    throw new Refusal('invalid', texts.notOnInvoice(read.fault.words, paper.number, read.fault.names.join(', ')));
  return { kind: 'lines', picked: read.picked };
}
