import { loadCatalogue } from '../catalog/catalogue.ts';
import { type PricedLine, priceLine } from '../catalog/prices.ts';
import { placeIn } from '../conversations/delivery-area.ts';
import type { Reply } from '../conversations/message.ts';
import { say, tellMembers } from '../conversations/say.ts';
import { countryName } from '../customers/country.ts';
import { type DraftContent, openDraft } from '../drafts/draft.ts';
import { isClosed, noticeDay } from '../drafts/open-days.ts';
import { questionFor } from '../drafts/question.ts';
import { stillMissing } from '../drafts/sold-out.ts';
import { Refusal } from '../errors.ts';
import { isUndecided } from '../invoicing/abroad.ts';
import { record } from '../journal.ts';
import { dayOf, formatDay } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import type { Outcome, Run } from '../tool.ts';
import { isSure, isTrusted, kindOf, noteProposal } from './approvals.ts';
import { approvalCard, orderBody, orderCard, orderWhere, whoOrdered, wordsTemplate } from './cards.ts';
import { confirmPlaced } from './confirm.ts';
import { backgroundOf, historyLine, spokenIn, unclearRows } from './history.ts';
import { customerLanguage, type OrderRow, type OrderView, withLines } from './read.ts';
import { remindLater } from './remind.ts';
import { type Discount, totalsOf } from './total.ts';

/**
 * Turns the conversation's complete draft into a numbered order, prices frozen from the catalogue of this instant, and
 * puts one card before the members. Status `pending`, unless the shop's approval rule says yes on its own. A draft that
 * still misses something is not placed: the outcome asks for it.
 */
export async function placeDraft(run: Run, conversationId: number, customerId: number): Promise<Outcome> {
  const texts = textsFor(run.language);
  const draft = await openDraft(run, conversationId, true);
  if (!draft) throw new Refusal('wrong_state', texts.refusals.emptyDraft);
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const missing = stillMissing(draft.content, catalogue, run);
  if (missing) return { facts: { placed: false, missing: missing.kind }, reply: questionFor(missing, run) };
  const lines = draft.content.lines.map(
    (line) => priceLine(catalogue, { sku: line.sku!, qty: line.qty!, options: line.options })!,
  );
  const { channel } = await run.trx
    .selectFrom('conversation')
    .select('channel')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  const order = await insertOrder(run, {
    content: draft.content,
    lines,
    customerId,
    conversationId,
    channel,
    draftId: draft.id,
  });
  await run.trx
    .updateTable('draft')
    .set({ state: 'placed', updated_at: new Date(run.at) })
    .where('id', '=', draft.id)
    .execute();
  await endStory(run, conversationId);
  const view = await withLines(run.trx, order);
  await record(run, 'order.placed', order.id, { short: order.short, total: order.total });
  if (await approvesItself(run, view)) return autoConfirm(run, view);
  await noteProposal(run, view, null);
  await cardToMembers(run, view);
  await remindLater(run, order);
  return {
    facts: { placed: true, order: order.short, status: 'pending' },
    reply: {
      text: [
        texts.customer.placed(run.shop.name, order.short),
        orderBody(view, run),
        orderWhere(view, run.language),
      ].join('\n'),
    },
  };
}

export type NewOrder = {
  content: Pick<DraftContent, 'name' | 'date' | 'time' | 'fulfilment' | 'address' | 'note'>;
  lines: PricedLine[];
  customerId: number;
  conversationId: number | null;
  channel: string;
  draftId: number | null;
  /** The delivery fee a member set, minor units. */
  shipping?: number | undefined;
  /** Taken off the goods as a whole. */
  discount?: Discount | undefined;
};

/** Writes a new order with its number, status `pending`, prices as given. */
export async function insertOrder(run: Run, what: NewOrder): Promise<OrderRow> {
  const { content, lines } = what;
  const { discount } = what;
  const totals = totalsOf(lines, content.fulfilment, run.shop, what.shipping, discount);
  const { last_short: short } = await run.trx
    .updateTable('shop')
    .set((eb) => ({ last_short: eb('last_short', '+', 1) }))
    .returning('last_short')
    .executeTakeFirstOrThrow();
  const year = dayOf(run.at, run.shop.timezone).slice(0, 4);
  const now = new Date(run.at);
  const order = await run.trx
    .insertInto('orders')
    .values({
      shop_id: run.shop.id,
      short,
      number: `${year}-${String(short).padStart(4, '0')}`,
      channel: what.channel,
      conversation_id: what.conversationId,
      customer_id: what.customerId,
      draft_id: what.draftId,
      customer_name: content.name,
      currency: run.shop.currency,
      subtotal: totals.subtotal,
      discount: totals.discount,
      discount_rate: discount && 'rate' in discount ? discount.rate : null,
      shipping: totals.shipping,
      tax: totals.tax,
      total: totals.total,
      due_date: content.date,
      due_time: content.time,
      fulfilment: content.fulfilment,
      address: content.address,
      note: content.note,
      cancel_reason: null,
      created_at: now,
      updated_at: now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await insertLines(run, order.id, lines);
  return order;
}

/** Writes an order's lines in their order. */
export async function insertLines(run: Run, orderId: number, lines: PricedLine[]): Promise<void> {
  await run.trx
    .insertInto('order_line')
    .values(
      lines.map((line, position) => ({
        shop_id: run.shop.id,
        order_id: orderId,
        position,
        sku: line.sku,
        name: line.name,
        qty: String(line.qty),
        unit: line.unit,
        unit_price: line.unitPrice,
        total: line.total,
        vat_rate: line.vatRate,
        operation: line.operation ?? null,
        options: JSON.stringify(line.options),
        discount: line.discount ?? 0,
      })),
    )
    .execute();
}

/** What a member should know before saying yes: VAT to decide, a closed day, too little notice. */
export function warningsFor(run: Run, view: OrderView, leadHours: number): string[] {
  const texts = textsFor(run.language).member;
  const day = view.order.due_date;
  const warnings: string[] = abroadRows(run, view);
  const far = tooFar(run, view.order);
  if (far) warnings.push(textsFor(run.language).conversation.member.outOfArea(far));
  if (!day) return warnings;
  if (isClosed(run, day)) warnings.push(texts.closedOn(formatDay(day, run.language)));
  if (leadHours > 0 && day < noticeDay(run, leadHours)) warnings.push(texts.shortNotice(leadHours));
  return warnings;
}

/** Where an order is to be delivered that the shop does not deliver to, as far as that can be told; null: it does. */
function tooFar({ shop }: Pick<Run, 'shop'>, order: OrderView['order']): string | null {
  if (order.fulfilment !== 'delivery' || !order.address) return null;
  const place = placeIn(order.address, shop.settings.delivery?.areas ?? []);
  return place && !place.inside ? place.name : null;
}

function abroadRows(run: Run, view: OrderView): string[] {
  const { business, country } = view.customer;
  if (!business || !country || !isUndecided(run, view)) return [];
  const { ask } = textsFor(run.language).tax.abroad;
  return [ask(business.company, countryName(country, run.language), String(view.order.short))];
}

/** The longest notice that the order's products ask for, in hours. */
export async function leadHoursOf(run: Run, view: OrderView): Promise<number> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  return Math.max(0, ...view.lines.map((line) => catalogue.find(line.sku)?.product.details.lead_time_hours ?? 0));
}

/** Puts the order's card, at its current version, before every member. */
export async function cardToMembers(run: Run, view: OrderView, except?: number): Promise<void> {
  const render = await approvalCards(run, view);
  await tellMembers(
    run,
    `card:${view.order.id}:v${view.order.version}`,
    (language) => ({
      reply: render(language),
      about: { orderId: view.order.id, version: view.order.version },
    }),
    except,
  );
}

/** The card of a waiting order with its background, for each language it is asked in. */
export async function approvalCards(run: Run, view: OrderView): Promise<(language: Run['language']) => Reply> {
  const leadHours = await leadHoursOf(run, view);
  const background = await backgroundOf(run, view);
  return (language) => {
    const reader = { ...run, language };
    const warnings = [...unclearRows(background, reader), ...warningsFor(reader, view, leadHours)];
    return approvalCard(view, reader, warnings, historyLine(background, reader));
  };
}

/** Under the shop's amount, typed and not spoken, and of a kind that members have not had to correct since they last trusted it. */
async function approvesItself(run: Run, view: OrderView): Promise<boolean> {
  const { approval } = run.shop.settings;
  if (approval === 'always' || view.order.total >= approval.auto_below || tooFar(run, view.order)) return false;
  // A voice note may have been misheard: a person looks.
  if ((await spokenIn(run, view.order)).length > 0) return false;
  const kind = kindOf(view);
  return (await isTrusted(run, kind)) && (await isSure(run, kind));
}

async function autoConfirm(run: Run, view: OrderView): Promise<Outcome> {
  const reply: Reply = await confirmPlaced({ ...run, actor: { kind: 'system' } }, view, 'auto');
  await noteProposal(run, view, 'auto');
  const background = await backgroundOf(run, view);
  const confirmed = { ...view, order: { ...view.order, status: 'confirmed' as const } };
  await tellMembers(run, `card:${view.order.id}:v${view.order.version}`, (language) => {
    const texts = textsFor(language);
    const channel = texts.channels[view.order.channel as keyof typeof texts.channels];
    const reader = { ...run, language };
    const card = orderCard(confirmed, reader, unclearRows(background, reader), historyLine(background, reader));
    const title = texts.member.autoOrder(view.order.short, whoOrdered(view, language), channel);
    const text = `${title}\n${card.text}\n${texts.orders.toCancel(view.order.short)}`;
    return {
      // She may not have written for a day: then the news goes by template, without the buttons.
      reply: {
        ...card,
        text,
        template: { name: 'alert', language, params: [run.shop.name, text] },
      },
      about: { orderId: view.order.id, version: view.order.version },
    };
  });
  return { facts: { placed: true, order: view.order.short, status: 'confirmed' }, reply };
}

/** Messages so far belong to this order: the next one starts a new story for the reader. */
async function endStory(run: Run, conversationId: number): Promise<void> {
  await run.trx
    .updateTable('conversation')
    .set((eb) => ({ story_since: eb.fn.coalesce('last_message_id', eb.lit(0)) }))
    .where('id', '=', conversationId)
    .execute();
}

/** Says something to the order's customer, in the conversation the order came from. */
export async function tellCustomer(
  run: Run,
  view: OrderView,
  key: string,
  render: (language: Run['language']) => Reply,
): Promise<boolean> {
  const { conversation_id: conversationId } = view.order;
  if (conversationId === null) return false;
  const language = customerLanguage(run, view);
  const reply = render(language);
  // A paper needs its file: it waits for the window; everything else has words that a template carries.
  const template =
    reply.template ?? (reply.document ? undefined : wordsTemplate(run, language, view.order.short, reply.text));
  const about = { orderId: view.order.id, version: view.order.version };
  await say(run, conversationId, key, { ...reply, ...(template ? { template } : {}) }, about);
  return true;
}
