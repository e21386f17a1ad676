import { z } from 'zod';
import type { Reply } from '../conversations/message.ts';
import { say } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { customerTemplate } from '../orders/cards.ts';
import { linksOff } from '../orders/confirm.ts';
import { withText } from '../orders/inputs.ts';
import { customerLanguage, type OrderView, orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { readAmount } from './amount.ts';
import { endPages } from './end-pages.ts';
import { amountDue, linkFor, linkToken, linkUrl, type PaymentLink } from './link.ts';
import { duePart, type Term } from './schedule.ts';

export const linkOrder = defineTool({
  name: 'send_link',
  says: 'Sends the customer the payment link of an order, for all that is due or a part of it (an amount or a percentage).',
  for: ['member'],
  input: withText,
  command: {
    words: ['lien', 'link'],
    takes: 'order_and_text',
    example: '156 [30%]',
    help: {
      fr: 'envoie le lien de paiement au client, pour tout ou une partie (20€, 30%)',
      en: 'sends the payment link, for all or a part (20€, 30%)',
      ar: 'إرسال رابط الدفع للحريف، للكل أو لجزء (20€ أو 30%)',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const texts = textsFor(run.language);
    if (view.order.status === 'pending' || view.order.status === 'cancelled') {
      throw new Refusal('wrong_state', texts.refusals.notPaidYet(input.order));
    }
    const off = linksOff(run);
    if (off) throw new Refusal('unavailable', texts.refusals.noLinks(off));
    const part = partOf(run, view, input.text);
    const link = await linkFor(run, view.order, part ?? (await duePart(run, view.order)));
    if (!link) throw new Refusal('wrong_state', texts.refusals.paidAlready(input.order));
    const sent = await sendLink(run, view, link);
    const mine = formatMoney(link.amount, run.shop.currency, run.language);
    return {
      facts: { sent, amount: link.amount },
      reply: sent ? { text: texts.member.linkSent(view.order.short, mine) } : toGive(run, view, link),
      undo: { tool: closeLink.name, input: { order: view.order.short, link: link.id } },
    };
  },
});

/** The part that was typed, in minor units; undefined: all that is due. Throws Refusal above what is due. */
function partOf(run: Run, view: OrderView, text: string): number | undefined {
  if (!text.trim()) return undefined;
  const { order } = view;
  const texts = textsFor(run.language).money.refusals;
  const due = amountDue(order);
  const part = readAmount(text, run.shop.currency, order.total - order.credited);
  if (part === null || part <= 0) throw new Refusal('invalid', texts.badAmount(text));
  if (due > 0 && part > due) {
    throw new Refusal(
      'invalid',
      texts.moreThanDue(String(order.short), formatMoney(due, run.shop.currency, run.language)),
    );
  }
  return part;
}

/** The link for the member to pass on, where its customer has no thread. */
function toGive(run: Run, view: OrderView, link: PaymentLink): Reply {
  const texts = textsFor(run.language).paying.schedule;
  const amount = formatMoney(link.amount, run.shop.currency, run.language);
  return {
    text: texts.linkMade(String(view.order.short), amount),
    link: { label: texts.linkLabel, url: linkUrl(run, link) },
  };
}

/**
 * Sends the customer a link; `term` says what kind of deposit it asks for, and with it what that means. False: there is
 * no thread to send it to.
 */
export async function sendLink(
  run: Run,
  view: OrderView,
  link: PaymentLink,
  term: Term | null = null,
): Promise<boolean> {
  const { order } = view;
  if (order.conversation_id === null) return false;
  const language = customerLanguage(run, view);
  const money = (minor: number) => formatMoney(minor, run.shop.currency, language);
  const texts = textsFor(language);
  const part = link.amount < amountDue(order);
  await say(run, order.conversation_id, `link:${link.id}`, {
    text: term
      ? texts.paying.schedule.depositLink[term](String(order.short), money(link.amount), money(amountDue(order)))
      : part
        ? texts.money.customer.partLink(String(order.short), money(link.amount), money(amountDue(order)))
        : texts.customer.paymentLink(order.short, money(link.amount)),
    link: { label: texts.customer.payButton, url: linkUrl(run, link) },
    template: customerTemplate(
      'payment_link',
      language,
      [run.shop.name, String(order.short), money(link.amount)],
      linkToken(run, link),
    ),
  });
  return true;
}

/** Takes a link back: its page no longer asks for money. What was paid meanwhile stays. */
export const closeLink = defineTool({
  name: 'close_link',
  says: 'Makes a payment link that was sent stop working.',
  for: ['member'],
  input: z.object({ order: z.int().positive(), link: z.int().positive() }),
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const closed = await run.trx
      .updateTable('payment_link')
      .set({ state: 'closed' })
      .where('id', '=', input.link)
      .where('order_id', '=', view.order.id)
      .where('state', '=', 'open')
      .executeTakeFirst();
    const texts = textsFor(run.language);
    if (closed.numUpdatedRows === 0n)
      throw new Refusal('wrong_state', texts.money.refusals.linkUsed(String(input.order)));
    await endPages(run, view.order.id);
    return { facts: { closed: true }, reply: { text: texts.money.member.linkClosed(String(input.order)) } };
  },
});
