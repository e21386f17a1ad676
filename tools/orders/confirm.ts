import { later } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import type { Reply } from '../conversations/message.ts';
import { record } from '../journal.ts';
import { formatMoney } from '../money.ts';
import { askDeposit, type ProductDeposit, productDeposits } from '../payments/deposits.ts';
import { linkFor, linkToken, linkUrl } from '../payments/link.ts';
import { providersOf } from '../payments/providers/index.ts';
import { duePart } from '../payments/schedule.ts';
import { takesTransfers } from '../payments/transfer.ts';
import { followStock } from '../stock/orders.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { customerTemplate, orderBody, orderWhere, whenDue, whoOrdered } from './cards.ts';
import type { OrderView } from './read.ts';

const CONFIRM = prepared((db, { id, at }: { id: number; at: Date }) =>
  db.updateTable('orders').set({ status: 'confirmed', updated_at: at }).where('id', '=', id),
);

/**
 * Confirms a pending order: status, journal, and its payment link. Returns the one message the customer gets: the recap
 * with the link to pay. The caller has locked the order and decides who sends the message.
 */
export async function confirmPlaced(run: Run, view: OrderView, how: 'member' | 'auto'): Promise<Reply> {
  await later(run.trx, CONFIRM({ id: view.order.id, at: new Date(run.at) }));
  await record(run, 'order.confirmed', view.order.id, { how });
  const products = await productDeposits(run, view);
  await followStock(run, { ...view, order: { ...view.order, status: 'confirmed' } });
  return recapReply(run, view, how, products);
}

/**
 * The recap of a confirmed order, in the customer's language, with the payment link when something is due. `products`:
 * the deposits that its products ask for, which only an order that was just confirmed has.
 */
export async function recapReply(
  run: Run,
  view: OrderView,
  how: 'member' | 'auto' | 'changed',
  products: ProductDeposit[] = [],
): Promise<Reply> {
  const { order } = view;
  const texts = textsFor(run.language).customer;
  // A new order can only have the deposit that the shop asks for by itself: without any there is nothing to look up.
  const deposit = how === 'changed' ? null : await askDeposit(run, view, products);
  const part = how === 'changed' ? await duePart(run, order) : deposit?.amount;
  const link = await linkFor(run, order, part, view.links);
  const amount = formatMoney(link?.amount ?? 0, run.shop.currency, run.language);
  const canPay = link !== null && linksOff(run) === null && paysOnline(run);
  const title = {
    member: texts.confirmed(order.short, run.shop.name),
    auto: texts.autoConfirmed(order.short),
    changed: texts.changed(order.short),
  }[how];
  const asked = canPay ? texts.payHere(amount) : link ? texts.payLater(amount) : null;
  const pay = deposit && link ? textsFor(run.language).paying.schedule.depositAsked[deposit.term](amount) : asked;
  return {
    text: [title, orderBody(view, run), orderWhere(view, run.language), pay].filter(Boolean).join('\n'),
    ...(canPay ? { link: { label: texts.payButton, url: linkUrl(run, link) } } : {}),
    template: canPay
      ? customerTemplate(
          'payment_link',
          run.language,
          [run.shop.name, String(order.short), amount],
          linkToken(run, link),
        )
      : customerTemplate('order_confirmed', run.language, [
          whoOrdered(view, run.language),
          run.shop.name,
          String(order.short),
          whenDue(order, run.language),
          formatMoney(order.total, run.shop.currency, run.language),
        ]),
  };
}

/** Whether a payment page has something to offer: a provider, bank details, or the demo's page on the demo shop. */
export function paysOnline({ shop }: Pick<Run, 'shop'>): boolean {
  return shop.demo || providersOf(shop).length > 0 || takesTransfers(shop);
}

/** Why links cannot be sent to this shop's customers, or null when they can. The demo has no real customers. */
export function linksOff(run: Pick<Run, 'hub' | 'shop'>): string | null {
  return run.shop.demo ? null : run.hub.linksOff;
}
