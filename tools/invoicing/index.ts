import { z } from 'zod';
import type { Reply } from '../conversations/message.ts';
import { ask, type PaperDelivery } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { customerTemplate } from '../orders/cards.ts';
import { orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { invoiceFor, type PaperRow } from './issue.ts';

export const showInvoice = defineTool({
  name: 'issue_invoice',
  says: "Gives an order's invoice as a PDF; issues it when there is none yet.",
  for: ['member'],
  roles: ['owner', 'manager', 'staff'],
  input: z.object({ order: z.int().positive(), version: z.int().positive().optional() }),
  command: {
    words: ['facture', 'invoice'],
    takes: 'order',
    help: { fr: 'donne la facture en PDF', en: 'gives the invoice as a PDF', ar: 'الفاتورة بصيغة PDF' },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const texts = textsFor(run.language);
    if (view.order.status === 'pending' || view.order.status === 'cancelled') {
      throw new Refusal(
        'wrong_state',
        texts.refusals.wrongStatus(input.order, texts.statuses[view.order.status], texts.verbs.invoiced),
      );
    }
    const { paper } = await invoiceFor(run, view);
    const conversationId = run.actor.kind === 'member' ? run.actor.conversationId : undefined;
    const file = await fileOf(run, paper.id);
    if (file) {
      return {
        facts: { number: paper.number },
        reply: documentReply(texts.member.invoiceSent(paper.number, input.order), file),
      };
    }
    if (conversationId !== undefined) {
      await ask(run, `paper:${paper.id}:${conversationId}`, {
        kind: 'print_paper',
        paperId: paper.id,
        deliver: { to: 'thread', conversationId },
      });
    }
    return { facts: { number: paper.number }, reply: { text: texts.member.invoiceComing(paper.number, input.order) } };
  },
});

export const myInvoice = defineTool({
  name: 'send_invoice',
  says: 'Sends the customer the invoice of their latest paid order again.',
  for: ['customer'],
  input: z.object({}),
  run: async (run) => {
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const texts = textsFor(run.language).customer;
    const paper = await run.trx
      .selectFrom('paper')
      .selectAll()
      .where('customer_id', '=', run.actor.customerId)
      .where('kind', '=', 'invoice')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    if (paper) return customerInvoice(run, paper, run.actor.conversationId);
    const order = await run.trx
      .selectFrom('orders')
      .select('short')
      .where('customer_id', '=', run.actor.customerId)
      .where('status', '!=', 'cancelled')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    return { facts: { sent: false }, reply: { text: order ? texts.invoiceNotYet(order.short) : texts.noOrders } };
  },
});

async function customerInvoice(run: Run, paper: PaperRow, conversationId: number) {
  const texts = textsFor(run.language).customer;
  const file = await fileOf(run, paper.id);
  if (file)
    return { facts: { sent: true, number: paper.number }, reply: documentReply(texts.invoiceHere(paper.number), file) };
  await ask(run, `paper:${paper.id}:${conversationId}`, {
    kind: 'print_paper',
    paperId: paper.id,
    deliver: { to: 'thread', conversationId },
  });
  return { facts: { sent: true, number: paper.number }, reply: { text: texts.invoiceComing(paper.number) } };
}

export type PaperFile = { id: number; filename: string; mime: string };

/** The kept PDF of a paper, or null when it is not printed yet. */
export async function fileOf(run: Pick<Run, 'trx'>, paperId: number): Promise<PaperFile | null> {
  const row = await run.trx
    .selectFrom('paper_file')
    .select(['id', 'filename', 'mime'])
    .where('paper_id', '=', paperId)
    .where('mime', '=', 'application/pdf')
    .executeTakeFirst();
  return row ?? null;
}

function documentReply(text: string, file: PaperFile): Reply {
  return { text, document: { fileId: String(file.id), filename: file.filename, mime: file.mime } };
}

/**
 * The message that hands a printed invoice over: with the thanks for the payment when there was one. `file` null: the
 * PDF could not be made, the message goes without it.
 */
export function handOverReply(
  run: Pick<Run, 'shop' | 'language'>,
  what: { paper: PaperRow; short: number; file: PaperFile | null; deliver: PaperDelivery },
): Reply {
  const texts = textsFor(run.language);
  const paidAmount = what.deliver.to === 'customer' ? what.deliver.paidAmount : undefined;
  const amount = formatMoney(paidAmount ?? 0, run.shop.currency, run.language);
  const rows = [
    paidAmount === undefined ? null : texts.customer.paid(amount, what.short),
    what.file &&
      (what.deliver.to === 'customer'
        ? texts.customer.invoiceHere(what.paper.number)
        : texts.member.invoiceSent(what.paper.number, what.short)),
  ].filter((row): row is string => Boolean(row));
  const template =
    paidAmount === undefined
      ? {}
      : { template: customerTemplate('payment_received', run.language, [amount, String(what.short), run.shop.name]) };
  const text = rows.join('\n');
  return what.file ? { ...documentReply(text, what.file), ...template } : { text, ...template };
}
