/** A credit note made from a document's page: on that very document, with what its form said. */
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { linesLeft } from '../invoicing/credit-lines.ts';
import { type CreditAsk, creditNote, deliverCreditNote } from '../invoicing/credit-note.ts';
import { type LiveInvoice, livePapers } from '../invoicing/live.ts';
import { thousandths } from '../invoicing/vat.ts';
import { formatMoney } from '../money.ts';
import { orderById } from '../orders/read.ts';
import { readAmount } from '../payments/amount.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';

const QUANTITY = /^\d{1,9}(?:[.,]\d{1,3})?$/;

export const creditPaper = defineTool({
  name: 'credit_paper',
  says: 'Issues a credit note on one invoice or deposit invoice: whole, an amount, or quantities of its lines.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({
    paper: z.int().positive(),
    /** How many credit notes it had when the form was shown: an older form changes nothing. */
    credits: z.int().nonnegative(),
    what: z.enum(['rest', 'amount', 'lines']),
    amount: z.string().max(40).default(''),
    /** Quantities as typed, by the line's place on the paper. */
    lines: z.record(z.string().regex(/^\d{1,4}$/), z.string().max(20)).default({}),
  }),
  run: async (run, input) => {
    const texts = textsFor(run.language);
    const paper = await run.trx
      .selectFrom('paper')
      .select(['order_id', 'number'])
      .where('id', '=', input.paper)
      .executeTakeFirst();
    if (!paper) throw new Refusal('not_found', texts.papers.sending.noPaper);
    if (paper.order_id === null) throw new Refusal('wrong_state', texts.papers.sending.notCreditable(paper.number));
    const view = await orderById(run.trx, paper.order_id, true);
    const invoice = (await livePapers(run, view.order.id)).find((live) => live.paper.id === input.paper);
    if (!invoice || invoice.left <= 0)
      throw new Refusal('wrong_state', texts.papers.sending.notCreditable(paper.number));
    if (invoice.credits.length !== input.credits)
      throw new Refusal('conflict', texts.papers.sending.stale(paper.number));
    const asked = askedOf(run, invoice, input);
    const settlement = view.order.paid > 0 ? 'refund' : 'deducted';
    const note = await creditNote(run, view, invoice, asked, settlement);
    await deliverCreditNote(run, note);
    const total = formatMoney(note.total, run.shop.currency, run.language);
    return {
      facts: { paper: note.id, number: note.number, total: note.total },
      reply: { text: texts.money.member.creditIssued(note.number, total, invoice.paper.number) },
    };
  },
});

type Form = { what: 'rest' | 'amount' | 'lines'; amount: string; lines: Record<string, string> };

function askedOf(run: Run, invoice: LiveInvoice, form: Form): CreditAsk {
  if (form.what === 'rest') return { kind: 'rest' };
  const texts = textsFor(run.language);
  if (form.what === 'amount') {
    const amount = readAmount(form.amount, run.shop.currency, invoice.left);
    if (amount === null || amount <= 0) throw new Refusal('invalid', texts.papers.sending.nothingPicked);
    if (amount > invoice.left) {
      const left = formatMoney(invoice.left, run.shop.currency, run.language);
      throw new Refusal('invalid', texts.money.refusals.creditTooMuch(invoice.paper.number, left));
    }
    return { kind: 'amount', amount };
  }
  const open = linesLeft(invoice.snapshot, invoice.credits);
  const picked = Object.entries(form.lines).flatMap(([index, typed]) => {
    const left = open[Number(index)];
    const text = typed.trim();
    if (!left || text === '') return [];
    const most = `${Number(left.qty) / 1000}`;
    if (!QUANTITY.test(text)) throw new Refusal('invalid', texts.papers.sending.badPick(left.line.name, most));
    const qty = thousandths(text.replace(',', '.'));
    if (qty > left.qty) throw new Refusal('invalid', texts.papers.sending.badPick(left.line.name, most));
    return qty > 0n ? [{ left, qty }] : [];
  });
  if (picked.length === 0) throw new Refusal('invalid', texts.papers.sending.nothingPicked);
  return { kind: 'lines', picked };
}
