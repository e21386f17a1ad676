import type { Choice } from '../conversations/message.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { seenOrder } from '../orders/advance.ts';
import { withText } from '../orders/inputs.ts';
import { orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { readAmount, typedAmount } from './amount.ts';
import { heldOf, takeFrom } from './books.ts';
import { isProvider, PROVIDER_NAMES } from './providers/provider.ts';
import { giveBack, type Refunded, refundable } from './refund.ts';

/** The most a button's title can carry. */
const TITLE_LENGTH = 20;

/**
 * Gives money back. The first call always asks: a button with the exact command, its amount and the order's version;
 * only that tap gives back, and only once, since the order then has a new version.
 */
export const refundOrder = defineTool({
  name: 'refund_order',
  says: 'Gives money of an order back to the customer, all of it or an amount. Asks for a tap first.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['rembourser', 'refund'],
    takes: 'order_and_text',
    example: '156 [45€]',
    help: {
      fr: 'rembourse tout ou une partie, après confirmation',
      en: 'refunds all or a part, after a confirmation',
      ar: 'إرجاع المبلغ كله أو جزء منه، بعد التأكيد',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const { order } = await orderByShort(run, input.order, true);
    const most = await refundable(run, order.id);
    const texts = textsFor(run.language).money;
    if (order.channel === 'tiktok')
      throw new Refusal('wrong_state', textsFor(run.language).market.cancelThere(String(order.short)));
    if (most === 0) throw new Refusal('wrong_state', texts.refusals.nothingToRefund(String(order.short)));
    const amount = amountOf(run, input.text, most, String(order.short));
    if (input.version === undefined) return asking(run, { ...order, amount });
    const seen = await seenOrder(run, input);
    if ('instead' in seen) return seen.instead;
    const done = await giveBack(run, seen.view, amount);
    return {
      facts: { refunded: amount, order: order.short, credit_note: done.paper?.number ?? null },
      reply: { text: refundEcho(run, order.short, done) },
    };
  },
});

/** What was typed, in minor units; nothing typed: all of it. Throws Refusal above what is held. */
function amountOf(run: Run, text: string, most: number, short: string): number {
  if (!text.trim()) return most;
  const amount = readAmount(text, run.shop.currency, most);
  const texts = textsFor(run.language).money.refusals;
  if (amount === null || amount <= 0) throw new Refusal('invalid', texts.badAmount(text));
  if (amount > most) {
    throw new Refusal('invalid', texts.moreThanHeld(short, formatMoney(most, run.shop.currency, run.language)));
  }
  return amount;
}

async function asking(
  run: Run,
  order: { id: number; short: number; version: number; amount: number },
): Promise<Outcome> {
  const texts = textsFor(run.language).money;
  const shown = formatMoney(order.amount, run.shop.currency, run.language);
  const parts = takeFrom(await heldOf(run, order.id), order.amount);
  const how = [...new Set(parts.map(({ from }) => methodName(run, from.method)))].join(', ');
  return {
    facts: { asks: true, order: order.short, amount: order.amount },
    reply: {
      text: texts.member.askRefund(shown, String(order.short), how),
      choices: [refundChoice(run, order, order.amount)],
    },
    about: { orderId: order.id, version: order.version },
  };
}

/** The button that gives an amount of an order's money back. */
export function refundChoice(
  run: Pick<Run, 'language' | 'shop'>,
  order: { short: number; version: number },
  amount: number,
): Choice {
  return {
    id: `/rembourser ${order.short} ${typedAmount(amount, run.shop.currency)} v${order.version}`,
    title: refundTitle(run, formatMoney(amount, run.shop.currency, run.language)),
  };
}

/** "Rembourser 45,00 €", without the amount where it would not fit. */
function refundTitle(run: Pick<Run, 'language'>, shown: string): string {
  const texts = textsFor(run.language).money.buttons;
  const title = texts.refundAmount(shown);
  return title.length <= TITLE_LENGTH ? title : texts.refund;
}

/** How a payment was made, as the members read it. */
export function methodName(run: Pick<Run, 'language'>, method: string): string {
  const { methods } = textsFor(run.language).money;
  return methods[method as keyof typeof methods] ?? method;
}

/** What was decided and what comes next. */
export function refundEcho(run: Run, short: number, done: Refunded): string {
  const texts = textsFor(run.language).money.member;
  const shown = formatMoney(done.amount, run.shop.currency, run.language);
  return [
    done.asked ? texts.refundAsked(shown, String(short)) : texts.refundNoted(shown, String(short)),
    ...done.byShop.map((code) =>
      textsFor(run.language).paying.refundByShop(isProvider(code) ? PROVIDER_NAMES[code] : code),
    ),
    done.paper && texts.refundPaper(done.paper.number),
    texts.notUndoable,
  ]
    .filter(Boolean)
    .join(' ');
}
