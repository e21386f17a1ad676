import { z } from 'zod';
import { alert } from '../conversations/index.ts';
import { tellMembers } from '../conversations/say.ts';
import { endStory } from '../drafts/draft.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { dayOf, formatDay } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { customerTemplate, whenDue, whoOrdered } from './cards.ts';
import { datable, moveDue } from './due.ts';
import { withText } from './inputs.ts';
import { cardToMembers, tellCustomer } from './place.ts';
import { type OrderView, orderById, orderByShort } from './read.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const offerDate = defineTool({
  name: 'offer_date',
  says: 'Offers the customer another day or hour for an order; it changes when they accept.',
  for: ['member'],
  input: withText.extend({
    date: z.string().regex(DAY).optional(),
    time: z
      .string()
      .regex(/^\d{2}:\d{2}$/)
      .optional(),
  }),
  command: {
    words: ['proposer', 'propose', 'offer'],
    takes: 'order_and_text',
    reads: 'when',
    example: '156 dim 10h',
    help: {
      fr: 'propose un autre jour au client, qui répond oui ou non',
      en: 'offers the customer another day; they answer yes or no',
      ar: 'يقترح يوما آخر على الحريف فيجيب بنعم أو لا',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).orders;
    if (!input.date && !input.time) throw new Refusal('invalid', texts.offerHow(input.order));
    const seen = await datable(run, input);
    if ('instead' in seen) return seen.instead;
    const { view } = seen;
    const { order } = view;
    const due = { due_date: input.date ?? order.due_date, due_time: input.time ?? order.due_time };
    const when = whenDue(due, run.language);
    if (!due.due_date) throw new Refusal('invalid', texts.offerHow(input.order));
    if (due.due_date < dayOf(run.at, run.shop.timezone)) {
      throw new Refusal('invalid', texts.dayPast(formatDay(due.due_date, run.language)));
    }
    if (due.due_date === order.due_date && due.due_time === order.due_time) {
      throw new Refusal('conflict', texts.offerSame(order.short, when));
    }
    if (order.conversation_id === null) throw new Refusal('unavailable', texts.offerUnreached(order.short));
    const offer = await makeOffer(run, view, order.conversation_id, { date: due.due_date, time: due.due_time });
    await tellCustomer(run, view, `offer:${offer}`, (language) => {
      const theirs = textsFor(language).orders.customer;
      return {
        text: theirs.offer(order.short, run.shop.name, whenDue(due, language)),
        choices: [
          { id: `${OFFER}${offer}:yes`, title: theirs.offerYes },
          { id: `${OFFER}${offer}:no`, title: theirs.offerNo },
        ],
        template: {
          ...customerTemplate('offer_date', language, [run.shop.name, String(order.short), whenDue(due, language)]),
          payloads: [`${OFFER}${offer}:yes`, `${OFFER}${offer}:no`],
        },
      };
    });
    return {
      facts: { offered: true, order: order.short, date: due.due_date, time: due.due_time },
      reply: { text: `${texts.offered(order.short, when)}\n${texts.toUndo}` },
      undo: { tool: 'withdraw_offer', input: { order: order.short, offer } },
    };
  },
});

/** What the buttons of an offer carry before its number. */
const OFFER = 'offer:';

/** The offer and the answer that a tapped button carries, or null when it is no offer's button. */
export function offerTapped(payload: string): { offer: number; yes: boolean } | null {
  const match = /^offer:(\d{1,15}):(yes|no)$/.exec(payload);
  return match ? { offer: Number(match[1]), yes: match[2] === 'yes' } : null;
}

/**
 * Whether the last thing a conversation was told is an offer that still waits for its answer; or this very turn answered
 * it already, before its process died.
 */
export async function offerWaits(run: Run, conversationId: number): Promise<boolean> {
  const done = await run.trx
    .selectFrom('effect')
    .select('key')
    .where('cause', '=', run.cause)
    .where('key', 'like', `${answerOffer.name}:%`)
    .executeTakeFirst();
  if (done) return true;
  const last = await run.trx
    .selectFrom('outgoing')
    .select('cause')
    .where('conversation_id', '=', conversationId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const offer = /:offer:(\d+)$/.exec(last?.cause ?? '')?.[1];
  if (!offer) return false;
  const open = await run.trx
    .selectFrom('date_offer')
    .select('id')
    .where('id', '=', Number(offer))
    .where('state', '=', 'open')
    .executeTakeFirst();
  return open !== undefined;
}

/** A new offer takes the place of one that is still open. Its id. */
async function makeOffer(
  run: Run,
  view: OrderView,
  conversationId: number,
  due: { date: string; time: string | null },
): Promise<number> {
  await closeOffers(run, view.order.id);
  const { id } = await run.trx
    .insertInto('date_offer')
    .values({
      shop_id: run.shop.id,
      order_id: view.order.id,
      conversation_id: conversationId,
      due_date: due.date,
      due_time: due.time,
      made_at: new Date(run.at),
      answered_at: null,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await record(run, 'order.date_offered', view.order.id, due);
  return id;
}

async function closeOffers(run: Run, orderId: number): Promise<boolean> {
  const closed = await run.trx
    .updateTable('date_offer')
    .set({ state: 'replaced', answered_at: new Date(run.at) })
    .where('order_id', '=', orderId)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return closed.numUpdatedRows > 0n;
}

/** The customer's answer to an offer. `offer` null: the one that is open in their conversation. */
export const answerOffer = defineTool({
  name: 'answer_date_offer',
  says: 'The customer accepts or declines the day that the shop offered for their order.',
  for: ['customer'],
  input: z.object({ offer: z.int().positive().nullable(), yes: z.boolean() }),
  run: async (run, input) => {
    const { actor } = run;
    if (actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    let query = run.trx.selectFrom('date_offer').selectAll().where('conversation_id', '=', actor.conversationId);
    query = input.offer === null ? query.where('state', '=', 'open') : query.where('id', '=', input.offer);
    const offer = await query.orderBy('id', 'desc').limit(1).forUpdate().executeTakeFirst();
    if (!offer) return { facts: { offer: false } };
    // A tapped button's id is no word of a wish: the reader must not see it with what comes next.
    await endStory(run, actor.conversationId);
    const view = await orderById(run.trx, offer.order_id, true);
    const over = view.order.status === 'delivered' || view.order.status === 'cancelled';
    if (offer.state !== 'open' || over) return answeredBefore(run, view, offer.state, input.yes);
    await run.trx
      .updateTable('date_offer')
      .set({ state: input.yes ? 'accepted' : 'declined', answered_at: new Date(run.at) })
      .where('id', '=', offer.id)
      .execute();
    const due = { date: offer.due_date, time: offer.due_time };
    await record(run, 'order.date_answered', view.order.id, { ...due, accepted: input.yes });
    const now = input.yes ? await moveDue(run, view, due, { offer: offer.id }) : view;
    await tellAnswer(run, now, { due_date: due.date, due_time: due.time }, input.yes);
    return thanks(run, now, input.yes);
  },
});

function thanks(run: Run, view: OrderView, yes: boolean): Outcome {
  const texts = textsFor(run.language).orders.customer;
  const { short } = view.order;
  const text = yes ? texts.offerAccepted(short, whenDue(view.order, run.language)) : texts.offerDeclined(short);
  return { facts: { offer: true, order: short, accepted: yes }, reply: { text } };
}

/** A button pressed again says the same; one whose offer was replaced, or whose order is over, changes nothing. */
function answeredBefore(run: Run, view: OrderView, state: string, yes: boolean): Outcome {
  if ((state === 'accepted') === yes && (state === 'accepted' || state === 'declined')) return thanks(run, view, yes);
  const text = textsFor(run.language).orders.customer.offerWithdrawn(view.order.short);
  return { facts: { offer: false }, reply: { text } };
}

async function tellAnswer(
  run: Run,
  view: OrderView,
  due: { due_date: string; due_time: string | null },
  yes: boolean,
): Promise<void> {
  const { short } = view.order;
  await tellMembers(run, `offer_answered:${view.order.id}`, (language) => {
    const texts = textsFor(language).orders;
    const say = yes ? texts.offerAccepted : texts.offerDeclined;
    return alert(run, language, say(short, whoOrdered(view, language), whenDue(due, language)));
  });
  if (yes && view.order.status === 'pending') await cardToMembers(run, view);
}

/** Takes an offer back that the customer has not answered yet. */
export const withdrawOffer = defineTool({
  name: 'withdraw_offer',
  says: 'Takes back a day that was offered to a customer.',
  for: ['member'],
  input: z.object({ order: z.int().positive(), offer: z.int().positive() }),
  run: async (run, input) => {
    const texts = textsFor(run.language).orders;
    const view = await orderByShort(run, input.order, true);
    if (!(await closeOffers(run, view.order.id))) throw new Refusal('conflict', texts.changedSince(input.order));
    await tellCustomer(run, view, `withdrawn:${input.offer}`, (language) => ({
      text: textsFor(language).orders.customer.offerWithdrawn(input.order),
    }));
    return { facts: { done: true }, reply: { text: texts.offerWithdrawn(input.order) } };
  },
});
