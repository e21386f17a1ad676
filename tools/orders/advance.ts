import type { Reply } from '../conversations/message.ts';
import { lastDoer, record } from '../journal.ts';
import { timeOf } from '../language.ts';
import { closeLinks } from '../payments/link.ts';
import { textsFor } from '../texts/index.ts';
import type { Outcome, Run } from '../tool.ts';
import { customerTemplate, orderCard } from './cards.ts';
import { confirmPlaced, linksOff, paysOnline } from './confirm.ts';
import { leadHoursOf, tellCustomer, warningsFor } from './place.ts';
import { type OrderView, orderByShort } from './read.ts';
import { hasPassed, mayGo, type Status } from './states.ts';

/** An order as a member names it: its permanent short number, and the version the button was shown for. */
export type OrderRef = { order: number; version?: number | undefined };

/**
 * The order a member acts on, locked, when they have seen it as it is now; else the card to show instead. A tap carries
 * its version; a typed command counts as seen when the current version was shown in one of the member's threads.
 */
export async function seenOrder(run: Run, ref: OrderRef): Promise<{ view: OrderView } | { instead: Outcome }> {
  const view = await orderByShort(run, ref.order, true);
  const texts = textsFor(run.language).refusals;
  if (ref.version !== undefined) {
    if (ref.version === view.order.version) return { view };
    return { instead: await cardInstead(run, view, texts.staleCard(ref.order)) };
  }
  if (run.actor.kind !== 'member' || run.actor.conversationId === undefined) return { view };
  const shown = await run.trx
    .selectFrom('outgoing')
    .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
    .select('outgoing.id')
    .where('outgoing.order_id', '=', view.order.id)
    .where('outgoing.order_version', '=', view.order.version)
    .where('conversation.member_id', '=', run.actor.memberId)
    .limit(1)
    .executeTakeFirst();
  return shown ? { view } : { instead: await cardInstead(run, view, texts.notSeen(ref.order)) };
}

async function cardInstead(run: Run, view: OrderView, why: string): Promise<Outcome> {
  const card = await showOrder(run, view);
  return {
    facts: { done: false, order: view.order.short },
    reply: { ...card, text: `${why}\n\n${card.text}` },
    about: { orderId: view.order.id, version: view.order.version },
  };
}

/** The order's card with its warnings. The thread that shows it remembers the version (the turn's reply carries it). */
export async function showOrder(run: Run, view: OrderView): Promise<Reply> {
  return orderCard(
    view,
    run,
    view.order.status === 'pending' ? warningsFor(run, view, await leadHoursOf(run, view)) : [],
  );
}

/** A step a member takes with an order. `silent`: the customer is not written to. */
type Step = { to: Status; silent?: boolean; reason?: string | undefined };

/**
 * Takes one step in an order's life: guard, stamp, journal, and the customer's message where one is expected. A step
 * already taken changes nothing and says who took it.
 */
export async function advance(run: Run, ref: OrderRef, step: Step): Promise<Outcome> {
  const seen = await seenOrder(run, ref);
  if ('instead' in seen) return seen.instead;
  const { view } = seen;
  const refused = await refuseStep(run, view, step.to);
  if (refused) return refused;
  if (step.to === 'confirmed') return confirm(run, view);
  await run.trx
    .updateTable('orders')
    .set({
      status: step.to,
      updated_at: new Date(run.at),
      ...(step.to === 'cancelled' ? { cancel_reason: step.reason ?? null } : {}),
    })
    .where('id', '=', view.order.id)
    .execute();
  if (step.to === 'cancelled') await closeLinks(run, view.order.id);
  await record(run, `order.${step.to as 'preparing' | 'ready' | 'delivered' | 'cancelled'}`, view.order.id, {
    from: view.order.status,
    ...(step.reason ? { reason: step.reason } : {}),
  });
  if (!step.silent) await tellAboutStep(run, view, step);
  return { facts: { done: true, order: view.order.short, status: step.to }, reply: { text: echo(run, view, step) } };
}

async function refuseStep(run: Run, view: OrderView, to: Status): Promise<Outcome | null> {
  const { order } = view;
  const texts = textsFor(run.language);
  if (hasPassed(order.status, to)) {
    const doer = await lastDoer(run, order.id, `order.${to as Exclude<Status, 'pending'>}`);
    const when = doer ? timeOf(doer.at, run.shop.timezone) : '';
    const text = texts.refusals.alreadyDone(order.short, texts.statuses[order.status], doer?.name ?? null, when);
    return { facts: { done: false, status: order.status }, reply: { text } };
  }
  if (to === 'cancelled' && order.paid > 0 && order.payment_status !== 'refunded') {
    return { facts: { done: false, status: order.status }, reply: { text: texts.refusals.cancelPaid(order.short) } };
  }
  const invoice = to === 'cancelled' ? await invoiceNumber(run, order.id) : null;
  if (invoice) {
    return { facts: { done: false, invoice }, reply: { text: texts.refusals.invoiced(order.short, invoice) } };
  }
  if (mayGo(order.status, to)) return null;
  const text = texts.refusals.wrongStatus(order.short, texts.statuses[order.status], texts.verbs[to]);
  return { facts: { done: false, status: order.status }, reply: { text } };
}

/** The number of the order's invoice, when it has one: what was invoiced is only undone by a credit note. */
export async function invoiceNumber(run: Run, orderId: number): Promise<string | null> {
  const paper = await run.trx
    .selectFrom('paper')
    .select('number')
    .where('order_id', '=', orderId)
    .where('kind', 'in', ['invoice', 'deposit'])
    .executeTakeFirst();
  return paper?.number ?? null;
}

async function confirm(run: Run, view: OrderView): Promise<Outcome> {
  const language = await customerLanguage(run, view);
  const reply = await confirmPlaced({ ...run, language }, view, 'member');
  const told = await tellCustomer(run, view, `confirmed:${view.order.id}`, () => reply);
  const texts = textsFor(run.language);
  const rows = [texts.member.confirmed(view.order.short, told)];
  const off = linksOff(run);
  if (!reply.link && paysOnline(run) && off) rows.push(texts.refusals.noLinks(off));
  return { facts: { done: true, order: view.order.short, status: 'confirmed' }, reply: { text: rows.join('\n') } };
}

/** The language an order's customer is written to. */
export async function customerLanguage(run: Run, view: OrderView): Promise<Run['language']> {
  if (view.order.conversation_id === null) return run.shop.language;
  const row = await run.trx
    .selectFrom('conversation')
    .select('language')
    .where('id', '=', view.order.conversation_id)
    .executeTakeFirst();
  return (row?.language as Run['language'] | null | undefined) ?? run.shop.language;
}

async function tellAboutStep(run: Run, view: OrderView, step: Step): Promise<void> {
  const { order } = view;
  const reason = step.reason ?? '';
  if (step.to === 'ready') {
    await tellCustomer(run, view, `ready:${order.id}`, (language) => {
      const texts = textsFor(language).customer;
      const place = order.fulfilment === 'delivery' ? texts.readyDelivery : texts.readyPickup;
      return {
        text: texts.ready(order.short, place),
        template: customerTemplate('order_ready', language, [run.shop.name, String(order.short), place]),
      };
    });
  }
  if (step.to === 'cancelled') {
    const refused = order.status === 'pending';
    await tellCustomer(run, view, `cancelled:${order.id}`, (language) => {
      const texts = textsFor(language).customer;
      return { text: refused ? texts.refused(order.short, reason) : texts.cancelled(order.short, reason) };
    });
  }
}

function echo(run: Run, view: OrderView, step: Step): string {
  const texts = textsFor(run.language).member;
  const { short } = view.order;
  if (step.to === 'cancelled') {
    if (step.silent) return texts.ignored(short);
    return view.order.status === 'pending' ? texts.refused(short) : texts.cancelled(short);
  }
  return texts[step.to as 'preparing' | 'ready' | 'delivered'](short);
}
