import type { Language, ShopFacts } from '../context.ts';
import type { Choice, Reply, TemplateUse } from '../conversations/message.ts';
import { formatDay, formatQuantity, formatTime } from '../language.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { OrderView } from './read.ts';
import type { Status } from './states.ts';

type Reader = { shop: Pick<ShopFacts, 'name' | 'currency'>; language: Language };

/** Who ordered, as a member reads it: the name given for the order, the customer's, else the phone. */
export function whoOrdered(view: OrderView, language: Language): string {
  return view.order.customer_name ?? view.customer.name ?? view.customer.phone ?? textsFor(language).member.unnamed;
}

/** "samedi 28 novembre à 14 h": when it is due; the weekday is always said. */
export function whenDue(order: Pick<OrderView['order'], 'due_date' | 'due_time'>, language: Language): string {
  const texts = textsFor(language);
  if (!order.due_date) return texts.noDate;
  const day = formatDay(order.due_date, language);
  return order.due_time ? texts.at(day, formatTime(order.due_time, language)) : day;
}

/** The lines, the delivery and the total, one a row. */
export function orderBody(view: OrderView, reader: Reader): string {
  const texts = textsFor(reader.language);
  const money = (amount: number) => formatMoney(amount, reader.shop.currency, reader.language);
  const rows = view.lines.flatMap((line) => [
    texts.line(formatQuantity(line.qty, line.unit, reader.language), line.name, money(line.total)),
    ...Object.entries(line.options as Record<string, unknown>).map(([name, value]) => `   ${name} : ${String(value)}`),
  ]);
  if (view.order.discount > 0) rows.push(texts.orders.discount(money(0 - view.order.discount)));
  if (view.order.shipping > 0) rows.push(texts.shipping(money(view.order.shipping)));
  rows.push(texts.total(money(view.order.total)));
  return rows.join('\n');
}

/** Day, way and address, one a row. */
export function orderWhere(view: OrderView, language: Language): string {
  const { order } = view;
  const way = order.fulfilment ? textsFor(language).fulfilment[order.fulfilment] : null;
  return [
    `📅 ${whenDue(order, language)}`,
    way && `📍 ${way}${order.address ? ` : ${order.address}` : ''}`,
    order.note && `📝 ${order.note}`,
  ]
    .filter(Boolean)
    .join('\n');
}

/** The card of an order waiting for a member's yes. Buttons carry the version they were shown for. */
export function approvalCard(view: OrderView, reader: Reader, warnings: string[], history?: string): Reply {
  const texts = textsFor(reader.language);
  const { order } = view;
  const who = whoOrdered(view, reader.language);
  const channel = texts.channels[order.channel as keyof typeof texts.channels];
  return {
    text: [
      texts.member.newOrder(order.short, who, channel),
      ...(history ? [history] : []),
      orderBody(view, reader),
      orderWhere(view, reader.language),
      ...warnings,
    ].join('\n'),
    choices: approvalChoices(order.short, order.version, reader.language),
    template: {
      name: 'order_to_approve',
      language: reader.language,
      params: [
        String(order.short),
        who,
        summary(view, reader.language),
        whenDue(order, reader.language),
        formatMoney(order.total, reader.shop.currency, reader.language),
      ],
      payloads: approvalChoices(order.short, order.version, reader.language).map((choice) => choice.id),
    },
  };
}

function approvalChoices(short: number, version: number, language: Language): Choice[] {
  const texts = textsFor(language).member;
  return [
    { id: `/confirmer ${short} v${version}`, title: texts.create },
    { id: `/modifier ${short} v${version}`, title: texts.modify },
    { id: `/ignorer ${short} v${version}`, title: texts.ignore },
  ];
}

/** "2 × Gâteau aux fraises (8 parts), 1 × Tarte citron": the lines on one row. */
export function summary(view: OrderView, language: Language): string {
  const texts = textsFor(language);
  return view.lines
    .map((line) => texts.lineNoPrice(formatQuantity(line.qty, line.unit, language), line.name))
    .join(', ');
}

/** An order as `/commande 156` shows it, with what can be done next. */
export function orderCard(view: OrderView, reader: Reader, warnings: string[] = [], history?: string): Reply {
  const texts = textsFor(reader.language);
  const { order } = view;
  if (order.status === 'pending') return approvalCard(view, reader, warnings, history);
  const next: Partial<Record<Status, Choice[]>> = {
    confirmed: [step('preparer', 'preparing'), step('prete', 'ready'), step('annuler', 'cancelled')],
    preparing: [step('prete', 'ready'), step('annuler', 'cancelled')],
    ready: [step('livree', 'delivered')],
  };
  function step(command: string, to: keyof typeof texts.member.buttons): Choice {
    return { id: `/${command} ${order.short} v${order.version}`, title: texts.member.buttons[to] };
  }
  const choices = next[order.status];
  return {
    text: [
      texts.member.order(order.short, whoOrdered(view, reader.language), stateOf(order, reader.language)),
      ...(history ? [history] : []),
      orderBody(view, reader),
      orderWhere(view, reader.language),
      ...warnings,
    ].join('\n'),
    ...(choices ? { choices } : {}),
  };
}

/** "confirmée, à payer"; nobody has to pay for a cancelled order. */
export function stateOf(order: OrderView['order'], language: Language): string {
  const texts = textsFor(language);
  const status = texts.statuses[order.status];
  if (order.status === 'cancelled' && order.payment_status === 'unpaid') return status;
  return texts.member.state(status, texts.payments[order.payment_status]);
}

/** The longest text a template carries whole: its body holds 1,024 characters with the words around it. */
const TEMPLATE_TEXT = 750;

/**
 * The template that carries any words about an order to its customer when the channel's window is closed; undefined for
 * words it would cut.
 */
export function wordsTemplate(
  run: { shop: Pick<ShopFacts, 'name'> },
  language: Language,
  short: number,
  text: string,
): TemplateUse | undefined {
  if (text.length > TEMPLATE_TEXT) return undefined;
  return customerTemplate('message_from_shop', language, [run.shop.name, String(short), text]);
}

/** The template of one of the customer's messages, with parameters every language shares. */
export function customerTemplate(
  name: TemplateUse['name'],
  language: Language,
  params: string[],
  urlSuffix?: string,
): TemplateUse {
  return { name, language, params, ...(urlSuffix ? { urlSuffix } : {}) };
}
