import { z } from 'zod';
import { loadCatalogue } from '../catalog/catalogue.ts';
import {
  closeDrafts,
  draftContentSchema,
  endStory,
  type Missing,
  missingFrom,
  openChange,
  writeChange,
} from '../drafts/draft.ts';
import { questionFor } from '../drafts/question.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { advance } from '../orders/advance.ts';
import { approvalCard, orderBody, orderWhere } from '../orders/cards.ts';
import { changeOrder, changeSchema } from '../orders/change.ts';
import { leadHoursOf, warningsFor } from '../orders/place.ts';
import { type OrderView, orderById, withLines } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { alert, customerName } from './index.ts';
import { orderUnknown } from './pass-on.ts';
import { describePlan, planChange } from './plan-change.ts';
import { tellMembers } from './say.ts';

const input = z.object({
  what: z.enum(['change', 'cancel']),
  text: z.string().max(500),
  /** The order that is meant, by its short number; absent: the latest one that is open. */
  order: z.int().positive().optional(),
  /** What becomes different, as code read it. */
  change: changeSchema.optional(),
  /** The order as it would stand, with what is still to ask. */
  content: draftContentSchema.optional(),
});
type Asked = z.output<typeof input>;

/**
 * A customer changes or cancels an order of theirs. While it waits for the shop's yes it is theirs to change; once
 * confirmed, the members get the change with before, after and the difference, and decide with one tap.
 */
export const requestChange = defineTool({
  name: 'request_change',
  says: 'Changes or cancels an order the customer has placed: at once while it is pending, else by asking the shop.',
  for: ['customer'],
  input,
  run: async (run, asked): Promise<Outcome> => {
    const { actor } = run;
    if (actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const view = await ownOrder(run, actor.customerId, asked.order);
    if (!view) return orderUnknown(run, actor, asked.text);
    if (asked.what === 'cancel') return cancel(run, view, asked);
    const { conversationId } = actor;
    if (isEmpty(asked)) return askOrPassOn(run, view, asked, conversationId);
    const missing = asked.content ? await missingIn(run, asked) : null;
    if (missing) {
      await writeChange(run, conversationId, view.order.id, asked.content!);
      return { facts: { passedOn: false, missing: missing.kind }, reply: questionFor(missing, run) };
    }
    const draftId = asked.content ? await writeChange(run, conversationId, view.order.id, asked.content) : null;
    const outcome =
      view.order.status === 'pending' ? await change(run, view, asked) : await propose(run, view, asked, draftId);
    await settle(run, conversationId);
    return outcome;
  },
});

/** The customer's own order by number, or their latest that is still open. Never anybody else's. */
async function ownOrder(run: Run, customerId: number, short: number | undefined): Promise<OrderView | null> {
  let query = run.trx
    .selectFrom('orders')
    .selectAll()
    .where('customer_id', '=', customerId)
    .where('status', 'not in', ['delivered', 'cancelled'])
    .orderBy('id', 'desc')
    .limit(1)
    .forUpdate();
  if (short !== undefined) query = query.where('short', '=', short);
  const order = await query.executeTakeFirst();
  return order ? withLines(run.trx, order) : null;
}

function isEmpty({ change, content }: Asked): boolean {
  if (content?.lines.some((line) => line.sku === null)) return false;
  return (
    !change || (change.lines.length === 0 && Object.values(change).filter((value) => value !== undefined).length === 1)
  );
}

/** What the change still needs. A day that was not asked to move is nobody's question. */
async function missingIn(run: Run, asked: Asked): Promise<Missing | null> {
  const missing = missingFrom(asked.content!, await loadCatalogue(run.trx, run.shop.id), run);
  const kept = asked.change?.date === undefined && !asked.content!.dateDoubtful;
  return missing?.kind.startsWith('date') && kept ? null : missing;
}

async function settle(run: Run, conversationId: number): Promise<void> {
  await closeDrafts(run, conversationId, 'placed');
  await endStory(run, conversationId);
}

/** "Je voudrais changer ma commande": asked once what; what cannot be read then goes to the members as it is. */
const SAYS_NOTHING = /^[^\d]{0,60}$/;

async function askOrPassOn(run: Run, view: OrderView, asked: Asked, conversationId: number): Promise<Outcome> {
  const texts = textsFor(run.language);
  const { short } = view.order;
  const before = await openChange(run, conversationId);
  if (!before && asked.content && SAYS_NOTHING.test(asked.text)) {
    await writeChange(run, conversationId, view.order.id, asked.content);
    return { facts: { passedOn: false, missing: 'change' }, reply: { text: texts.conversation.askChange(short) } };
  }
  await tellRequest(run, view, asked, (language) => textsFor(language).member.changeRequest);
  await settle(run, conversationId);
  return { facts: { passedOn: true, order: short }, reply: { text: texts.customer.changeRequest(short) } };
}

/** Members read the customer's words, with the button that begins the change. */
async function tellRequest(
  run: Run,
  view: OrderView,
  asked: Asked,
  title: (language: Run['language']) => (short: number, who: string, words: string) => string,
): Promise<void> {
  const { order } = view;
  const who = await customerName(run, order.customer_id);
  await tellMembers(run, `request:${order.id}`, (language) => {
    const { reply } = alert(run, language, title(language)(order.short, who, asked.text));
    const choices = [{ id: `/modifier ${order.short} v${order.version}`, title: textsFor(language).member.modify }];
    return { reply: { ...reply, choices }, about: { orderId: order.id, version: order.version } };
  });
}

/** A pending order is changed at once: a new version, a new card before the members. */
async function change(run: Run, view: OrderView, asked: Asked): Promise<Outcome> {
  await changeOrder(run, { order: view.order.short }, asked.change!);
  const changed = await orderById(run.trx, view.order.id);
  const who = await customerName(run, changed.order.customer_id);
  const leadHours = await leadHoursOf(run, changed);
  await tellMembers(run, `card:${changed.order.id}:v${changed.order.version}`, (language) => {
    const card = approvalCard(
      changed,
      { shop: run.shop, language },
      warningsFor({ ...run, language }, changed, leadHours),
    );
    const title = textsFor(language).conversation.member.wasChanged(changed.order.short, who, asked.text);
    return {
      reply: { ...card, text: `${title}\n\n${card.text}` },
      about: { orderId: changed.order.id, version: changed.order.version },
    };
  });
  const texts = textsFor(run.language).conversation;
  const text = [texts.changed(changed.order.short), orderBody(changed, run), orderWhere(changed, run.language)].join(
    '\n',
  );
  return { facts: { passedOn: true, changed: true, order: changed.order.short }, reply: { text } };
}

/** A confirmed order: the change is kept as it is shown, and the members decide. */
async function propose(run: Run, view: OrderView, asked: Asked, draftId: number | null): Promise<Outcome> {
  const plan = await planChange(run, view, asked.change!);
  const requestId = await keepRequest(run, view, { ...asked, draftId });
  const { order } = view;
  const who = await customerName(run, order.customer_id);
  await tellMembers(run, `request:${order.id}`, (language) => {
    const texts = textsFor(language);
    const paid = formatMoney(order.paid, run.shop.currency, language);
    const rows = [
      texts.member.changeRequest(order.short, who, asked.text),
      ...describePlan(run, view, plan, language),
      ...(order.paid > 0 ? [texts.conversation.member.alreadyPaid(paid)] : []),
    ];
    return decision(run, view, language, rows.join('\n'), [
      { id: `/appliquer ${order.short} d${requestId} v${order.version}`, title: texts.conversation.member.apply },
      { id: `/decliner ${order.short} d${requestId} v${order.version}`, title: texts.conversation.member.decline },
    ]);
  });
  const texts = textsFor(run.language).conversation;
  const rows = [texts.changeAsked(order.short), ...describePlan(run, view, plan, run.language), texts.changeWaits];
  return { facts: { passedOn: true, order: order.short, request: requestId }, reply: { text: rows.join('\n') } };
}

/** A pending order is the customer's to cancel; a confirmed one the shop's. */
async function cancel(run: Run, view: OrderView, asked: Asked): Promise<Outcome> {
  const { order } = view;
  const texts = textsFor(run.language);
  const who = await customerName(run, order.customer_id);
  if (order.status === 'pending') {
    await advance(run, { order: order.short }, { to: 'cancelled', silent: true, reason: asked.text.slice(0, 200) });
    await tellMembers(run, `cancelled:${order.id}`, (language) =>
      alert(run, language, textsFor(language).conversation.member.wasCancelled(order.short, who, asked.text)),
    );
    if (run.actor.kind === 'customer') await settle(run, run.actor.conversationId);
    return {
      facts: { passedOn: true, cancelled: true, order: order.short },
      reply: { text: texts.conversation.cancelled(order.short) },
    };
  }
  const requestId = await keepRequest(run, view, { ...asked, draftId: null });
  await tellMembers(run, `request:${order.id}`, (language) => {
    const theirs = textsFor(language);
    return decision(run, view, language, theirs.member.cancelRequest(order.short, who, asked.text), [
      { id: `/annuler ${order.short} v${order.version}`, title: theirs.member.buttons.cancelled },
      { id: `/decliner ${order.short} d${requestId} v${order.version}`, title: theirs.conversation.member.keep },
    ]);
  });
  return { facts: { passedOn: true, order: order.short }, reply: { text: texts.customer.cancelRequest(order.short) } };
}

export function decision(
  run: Run,
  view: OrderView,
  language: Run['language'],
  text: string,
  choices: { id: string; title: string }[],
) {
  const { reply } = alert(run, language, text);
  return { reply: { ...reply, choices }, about: { orderId: view.order.id, version: view.order.version } };
}

/** Keeps the request; one that was still open for the order is replaced by it. */
export async function keepRequest(
  run: Run,
  view: OrderView,
  asked: Pick<Asked, 'what' | 'text' | 'change'> & { draftId: number | null },
): Promise<number> {
  await run.trx
    .updateTable('change_request')
    .set({ state: 'replaced', decided_at: new Date(run.at) })
    .where('order_id', '=', view.order.id)
    .where('state', '=', 'open')
    .execute();
  const { id } = await run.trx
    .insertInto('change_request')
    .values({
      shop_id: run.shop.id,
      order_id: view.order.id,
      order_version: view.order.version,
      draft_id: asked.draftId,
      what: asked.what,
      words: asked.text,
      change: JSON.stringify(asked.change ?? {}),
      created_at: new Date(run.at),
      decided_at: null,
      decided_by: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
