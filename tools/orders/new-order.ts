import { z } from 'zod';
import { loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { type PricedLine, priceLine } from '../catalog/prices.ts';
import type { Choice } from '../conversations/message.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { dayOf, formatDay } from '../language.ts';
import { proposePlan } from '../plans/plan.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { showOrder } from './advance.ts';
import { tellOthers } from './approvals.ts';
import { orderCard } from './cards.ts';
import { type OrderRequest, requestSchema } from './change.ts';
import { confirmPlaced } from './confirm.ts';
import { conversationWith, findOrderer } from './orderer.ts';
import { insertOrder, tellCustomer } from './place.ts';
import { customerLanguage, type OrderView, withLines } from './read.ts';
import { withReductions } from './total.ts';

/** A deposit among what was noted: asked for or received, a member says which. */
const DEPOSIT = /(?<!\p{L})(?:acompte|arrhes|deposit)\p{L}*(?:\s+(?:de\s+)?(\d+(?:[.,]\d+)?\s*(?:€|%|dt)?))?/iu;

export const newOrder = defineTool({
  name: 'new_order',
  says: 'Writes down an order taken by telephone or at the counter, and confirms it.',
  for: ['member'],
  input: z.object({ text: z.string().max(1000).default(''), request: requestSchema.optional() }),
  command: {
    words: ['nouvelle', 'nouveau', 'new'],
    takes: 'text',
    reads: 'request',
    example: 'Marie 0612345678 2 fraisiers 8p samedi 14h',
    help: {
      fr: 'saisit une commande prise au téléphone ou au comptoir',
      en: 'enters an order taken by telephone or at the counter',
      ar: 'تسجيل طلب بالهاتف أو في المحل',
    },
    slashless: false,
  },
  run: async (run, { text, request }) => {
    const texts = textsFor(run.language).orders;
    if (!request) throw new Refusal('invalid', texts.createHow);
    const asks = await askSize(run, text, request);
    if (asks) return asks;
    const { lines, date } = await completeRequest(run, request);
    const orderer = await findOrderer(run, request);
    const order = await insertOrder(run, {
      content: {
        // Found by a first name alone: the name we know. With a phone, the order may be for somebody else of the house.
        name: (request.phone ? request.name : null) ?? orderer.name ?? request.name ?? null,
        date,
        time: request.time ?? null,
        fulfilment: request.fulfilment ?? 'pickup',
        address: request.address ?? null,
        note: request.note ?? null,
      },
      lines,
      customerId: orderer.id,
      conversationId: await conversationWith(run, orderer),
      channel: 'manual',
      draftId: null,
      shipping: request.shipping,
      discount: request.discount,
    });
    const view = await withLines(run.trx, order);
    await record(run, 'order.placed', order.id, { short: order.short, total: order.total });
    return confirmCreated(run, view);
  },
});

/** The most rows a list of choices holds. */
const MOST_SIZES = 10;

/**
 * One product whose size was not said: each size is a button that carries the whole line with it, as a plan, so that a
 * second tap is no second order. Null where nothing or more than that is missing.
 */
async function askSize(run: Run, text: string, request: OrderRequest): Promise<Outcome | null> {
  const { actor } = run;
  const [line, ...others] = request.lines.filter(({ qty }) => qty > 0);
  if (!line || others.length > 0 || !(request.name || request.phone)) return null;
  if (actor.kind !== 'member' || actor.conversationId === undefined) return null;
  const found = (await loadCatalogue(run.trx, run.shop.id)).find(line.sku);
  if (!found || found.variant || found.product.variants.length === 0) return null;
  const sizes = found.product.variants.slice(0, MOST_SIZES);
  const choices: Choice[] = [];
  for (const { sku, name } of sizes) {
    const card = await proposePlan(run, {
      conversationId: actor.conversationId,
      memberId: actor.memberId,
      commands: [{ text: `/nouvelle ${text.trim()}, ${name}` }],
      source: 'card',
      // A bare "oui" does not say which size.
      needsTap: true,
      key: `size:${sku}`,
    });
    choices.push({ id: card.choices![0]!.id, title: name });
  }
  const texts = textsFor(run.language);
  const question = texts.orders.askSize(nameOf(found), sizes.map(({ name }) => name).join(', '));
  return {
    facts: { created: false, asks: 'size' },
    reply: { text: question, choices, choicesLabel: texts.customer.askVariantButton },
  };
}

/** Confirmed as it is entered: a member typed it. The customer gets the recap, the other members hear of it. */
async function confirmCreated(run: Run, view: OrderView): Promise<Outcome> {
  const texts = textsFor(run.language).orders;
  const { short } = view.order;
  const recap = await confirmPlaced({ ...run, language: customerLanguage(run, view) }, view, 'member');
  const told = await tellCustomer(run, view, `confirmed:${view.order.id}`, () => recap);
  const confirmed = { ...view, order: { ...view.order, status: 'confirmed' as const } };
  const about = { orderId: view.order.id, version: view.order.version };
  const who = run.actor.kind === 'member' ? run.actor.name : '';
  await tellOthers(run, `created:${view.order.id}`, (language) => {
    const card = orderCard(confirmed, { ...run, language });
    const text = `${textsFor(language).orders.otherCreated(who, short)}\n${card.text}`;
    return {
      reply: {
        ...card,
        text,
        template: { name: 'alert', language, params: [run.shop.name, text] },
      },
      about,
    };
  });
  const card = await showOrder(run, confirmed);
  const head = told ? texts.createdTold(short) : `${texts.created(short)} ${texts.createdUnreached}`;
  const deposit = view.order.note === null ? null : DEPOSIT.exec(view.order.note);
  const rows = [
    head,
    texts.toCancel(short),
    deposit && texts.depositHow(short, deposit[1]?.trim() ?? '30%'),
    '',
    card.text,
  ];
  return {
    facts: { created: true, order: short, total: view.order.total },
    reply: { ...card, text: rows.filter((row) => row !== null).join('\n') },
    about,
    undo: { tool: 'cancel_order', input: { order: short } },
  };
}

/** The lines with their prices, and the day; throws Refusal for the first thing that is missing. */
export async function completeRequest(run: Run, request: OrderRequest): Promise<{ lines: PricedLine[]; date: string }> {
  const texts = textsFor(run.language).orders;
  const refuse = (what: string) => new Refusal('invalid', `${what}\n${texts.retype}`);
  if (!request.name && !request.phone) throw refuse(texts.askWho);
  const wanted = request.lines.filter((line) => line.qty > 0);
  if (wanted.length === 0) throw refuse(texts.askWhat);
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const priced = wanted.map(({ sku, qty, options }) => {
    const found = catalogue.find(sku);
    if (!found) throw refuse(textsFor(run.language).refusals.notUnderstoodChange(sku));
    if (!found.variant && found.product.variants.length > 0) {
      const sizes = found.product.variants.map((variant) => variant.name);
      throw refuse(texts.askSize(nameOf(found), sizes.join(', ')));
    }
    return priceLine(catalogue, { sku, qty, ...(options ? { options } : {}) })!;
  });
  const lines = withReductions(run, priced, request.off);
  if (!request.date) throw refuse(texts.askDay);
  if (request.date < dayOf(run.at, run.shop.timezone)) {
    throw refuse(texts.dayPast(formatDay(request.date, run.language)));
  }
  if (request.fulfilment === 'delivery' && !request.address) throw refuse(texts.askAddress);
  return { lines, date: request.date };
}
