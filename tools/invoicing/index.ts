import { z } from 'zod';
import type { Reply } from '../conversations/message.ts';
import { passOn } from '../conversations/pass-on.ts';
import { openDraft } from '../drafts/draft.ts';
import { ask, type PaperDelivery } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { customerTemplate } from '../orders/cards.ts';
import { type OrderView, orderByShort } from '../orders/read.ts';
import { mailPaper, readMail } from '../papers/send.ts';
import { amountDue } from '../payments/link.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { quoteButton } from './accept-quote.ts';
import { invoiceFor, Lacking, type PaperRow } from './issue.ts';
import { lacksText } from './missing.ts';

export const showInvoice = defineTool({
  name: 'issue_invoice',
  says: "Gives an order's invoice as a PDF; issues it when there is none yet.",
  for: ['member'],
  roles: ['owner', 'manager', 'staff'],
  input: z.object({
    order: z.int().positive(),
    version: z.int().positive().optional(),
    /** "mail", with an address or without: the customer gets it by e-mail. */
    text: z.string().max(300).default(''),
  }),
  command: {
    words: ['facture', 'invoice'],
    takes: 'order',
    example: '156 [mail [adresse]]',
    help: {
      fr: 'donne la facture en PDF ; avec mail, l’envoie au client par e-mail',
      en: 'gives the invoice as a PDF; with mail, e-mails it to the customer',
      ar: 'الفاتورة بصيغة PDF، ومع mail تُرسل إلى الحريف بالبريد',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const paper = await invoiceShown(run, view);
    const mail = readMail(input.text);
    if (mail) return mailPaper(run, paper, mail.to);
    const texts = textsFor(run.language);
    const due = amountDue(view.order);
    const facts = { number: paper.number, kind: paper.kind, due };
    const owed = due > 0 ? [texts.money.member.invoiceDue(formatMoney(due, run.shop.currency, run.language))] : [];
    const conversationId = run.actor.kind === 'member' ? run.actor.conversationId : undefined;
    const deliver = { to: 'thread' as const, conversationId: conversationId ?? 0 };
    const file = await fileOf(run, paper.id);
    if (file) {
      const words = paperWords(texts, { paper, short: input.order, deliver });
      return { facts, reply: documentReply([words, ...owed].join('\n'), file) };
    }
    if (conversationId !== undefined) {
      await ask(run, `paper:${paper.id}:${conversationId}`, { kind: 'print_paper', paperId: paper.id, deliver });
    }
    return { facts, reply: { text: [texts.member.invoiceComing(paper.number, input.order), ...owed].join('\n') } };
  },
});

/** The order's invoice, issued when there is none; of an order that is over, the last paper it has. Throws Refusal. */
async function invoiceShown(run: Run, view: OrderView): Promise<PaperRow> {
  const { order } = view;
  const over = order.status === 'cancelled' || order.payment_status === 'refunded';
  if (order.status !== 'pending' && !over) {
    try {
      return (await invoiceFor(run, view)).paper;
    } catch (error) {
      if (!(error instanceof Lacking)) throw error;
      const { papers } = textsFor(run.language);
      const lacks = lacksText(error.lacks, run.language);
      throw new Refusal('wrong_state', papers.cannotIssue(String(order.short), lacks));
    }
  }
  const last = await run.trx
    .selectFrom('paper')
    .selectAll()
    .where('order_id', '=', order.id)
    .where('kind', '!=', 'quote')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last) return last;
  const texts = textsFor(run.language);
  throw new Refusal(
    'wrong_state',
    texts.refusals.wrongStatus(order.short, texts.statuses[order.status], texts.verbs.invoiced),
  );
}

export const myInvoice = defineTool({
  name: 'send_invoice',
  says: 'Sends the customer the invoice of their latest paid order again.',
  for: ['customer'],
  /** The customer's own words: they may say whose name is to stand on it. */
  input: z.object({ words: z.string().max(500).default('') }),
  run: async (run, { words }) => {
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const texts = textsFor(run.language).customer;
    const paper = await run.trx
      .selectFrom('paper')
      .selectAll()
      .where('customer_id', '=', run.actor.customerId)
      .where('kind', '=', 'invoice')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const passed =
      ON_INVOICE.test(words) && (await passOn(run, run.actor, (who, language) => askedTitle(who, words, language)));
    const also = passed ? textsFor(run.language).conversation.asked.passedOn : null;
    if (paper) return withRow(await customerInvoice(run, paper, run.actor.conversationId), also);
    const order = await run.trx
      .selectFrom('orders')
      .select('short')
      .where('customer_id', '=', run.actor.customerId)
      .where('status', '!=', 'cancelled')
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const open = order ? null : await openDraft(run, run.actor.conversationId);
    const text = order ? texts.invoiceNotYet(order.short) : open ? texts.invoiceComes : texts.noOrders;
    return withRow({ facts: { sent: false }, reply: { text } }, also);
  },
});

/** Whose name is to stand on it is written by a member (`/client`): the shop is told of it. */
const ON_INVOICE =
  /au nom d|société|societe|entreprise|association|mairie|sarl|(?<!\p{L})(?:sas|sa|eurl|siret|siren|tva|company|vat|ltd)(?!\p{L})|bon de commande|شركة|باسم/iu;

const askedTitle = (who: string, words: string, language: Run['language']) =>
  textsFor(language).conversation.member.question(who, words);

function withRow<T extends { reply: Reply }>(outcome: T, row: string | null): T {
  return row ? { ...outcome, reply: { ...outcome.reply, text: `${outcome.reply.text}\n${row}` } } : outcome;
}

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
  const { deliver } = what;
  if (deliver.to === 'quoted') return quoteReply(run, { ...what, deliver });
  const paidAmount = deliver.to === 'customer' ? deliver.paidAmount : undefined;
  const refunded = deliver.to === 'customer' ? deliver.refunded : undefined;
  const amount = formatMoney(paidAmount ?? 0, run.shop.currency, run.language);
  const back = formatMoney(refunded ?? 0, run.shop.currency, run.language);
  const rows = [
    paidAmount === undefined ? null : thanks(run, what.short, amount, deliver),
    refunded === undefined ? null : texts.money.customer.refunded(back, String(what.short)),
    what.file && paperWords(texts, what),
  ].filter((row): row is string => Boolean(row));
  const template =
    paidAmount === undefined
      ? {}
      : { template: customerTemplate('payment_received', run.language, [amount, String(what.short), run.shop.name]) };
  const text = rows.join('\n');
  return what.file ? { ...documentReply(text, what.file), ...template } : { text, ...template };
}

/** Thanks for the whole, or for a part with what is left to pay. */
function thanks(run: Pick<Run, 'shop' | 'language'>, short: number, amount: string, deliver: PaperDelivery): string {
  const texts = textsFor(run.language);
  const rest = deliver.to === 'customer' ? (deliver.rest ?? 0) : 0;
  if (rest === 0) return texts.customer.paid(amount, short);
  return texts.money.customer.partPaid(amount, String(short), formatMoney(rest, run.shop.currency, run.language));
}

/** What a paper is called where it is handed over. */
function paperWords(texts: Texts, what: { paper: PaperRow; short: number; deliver: PaperDelivery }): string {
  const { kind, number } = what.paper;
  const theirs = what.deliver.to === 'customer' || what.deliver.to === 'again';
  if (theirs && kind === 'quote') return texts.papers.sending.here(texts.papers.titles.quote, number);
  if (kind === 'quote') return texts.money.member.quoteHere(number);
  if (kind === 'deposit') {
    return theirs ? texts.papers.depositHere(number) : texts.papers.depositFor(number, String(what.short));
  }
  if (kind === 'receipt') {
    return theirs ? texts.papers.receiptHere(number) : texts.papers.receiptFor(number, String(what.short));
  }
  if (kind === 'credit_note') {
    return theirs
      ? texts.money.customer.creditNoteHere(number)
      : texts.money.member.creditNoteHere(number, String(what.short));
  }
  return theirs ? texts.customer.invoiceHere(number) : texts.member.invoiceSent(number, what.short);
}

/** A quote as its customer gets it: until when it stands, and the button that accepts it. */
function quoteReply(
  run: Pick<Run, 'shop' | 'language'>,
  what: { paper: PaperRow; file: PaperFile | null; deliver: Extract<PaperDelivery, { to: 'quoted' }> },
): Reply {
  const texts = textsFor(run.language).money;
  const total = formatMoney(what.paper.total, run.shop.currency, run.language);
  const text = texts.customer.quoteHere(what.paper.number, total, formatDay(what.deliver.until, run.language));
  const choices = [{ id: quoteButton(what.deliver.quoteId), title: texts.buttons.acceptQuote }];
  return what.file ? { ...documentReply(text, what.file), choices } : { text, choices };
}
