import { later } from '../../db/connection.ts';
import { expectCatalogue } from '../catalog/catalogue.ts';
import type { Reply } from '../conversations/message.ts';
import { expectThreads } from '../conversations/say.ts';
import { ask } from '../errands.ts';
import { liveInvoice } from '../invoicing/live.ts';
import { lastDoer, record } from '../journal.ts';
import { timeOf } from '../language.ts';
import { restate } from '../payments/books.ts';
import { cancelCard } from '../payments/cancel-paid.ts';
import { closeLinks } from '../payments/link.ts';
import { followStock, stockNews, stockRows } from '../stock/orders.ts';
import { textsFor } from '../texts/index.ts';
import type { Outcome, Run } from '../tool.ts';
import { answered, corrected } from './approvals.ts';
import { customerTemplate, orderCard } from './cards.ts';
import { confirmPlaced, linksOff, paysOnline } from './confirm.ts';
import { backgroundOf, historyLine, unclearRows } from './history.ts';
import { leadHoursOf, tellCustomer, warningsFor } from './place.ts';
import { customerLanguage, expectOrder, type OrderView, orderByShort } from './read.ts';
import { hasPassed, mayGo, type Status } from './states.ts';

/** An order as a member names it: its permanent short number, and the version the button was shown for. */
export type OrderRef = { order: number; version?: number | undefined };

/**
 * The order a member acts on, locked, when they have seen it as it is now; else the card to show instead. A tap carries
 * its version; a typed command counts as seen when the current version was shown in one of the member's threads.
 */
export async function seenOrder(
  run: Run,
  ref: OrderRef,
  lock: true | 'with links' = true,
): Promise<{ view: OrderView } | { instead: Outcome }> {
  await expectThreads(run);
  await expectCatalogue(run.trx);
  const view = await orderByShort(run, ref.order, lock);
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

/** For who is going to `advance` an order: what that reads first leaves with the next message. */
export async function expectStep(run: Run, ref: OrderRef, to: Status): Promise<void> {
  await expectThreads(run);
  await expectCatalogue(run.trx);
  await expectOrder(run, 'short', ref.order, lockFor(to));
}

const lockFor = (to: Status) => (to === 'confirmed' ? 'with links' : true);

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
  const background = await backgroundOf(run, view);
  const warnings = view.order.status === 'pending' ? warningsFor(run, view, await leadHoursOf(run, view)) : [];
  return orderCard(view, run, [...unclearRows(background, run), ...warnings], historyLine(background, run));
}

/**
 * A step a member takes with an order. `silent`: the customer is not written to. `answers`: it answers a waiting order,
 * so that the first answer wins: an order somebody confirmed meanwhile stays so.
 */
type Step = { to: Status; silent?: boolean; answers?: boolean; reason?: string | undefined };

/**
 * Takes one step in an order's life: guard, stamp, journal, and the customer's message where one is expected. A step
 * already taken changes nothing and says who took it.
 */
export async function advance(run: Run, ref: OrderRef, step: Step): Promise<Outcome> {
  const seen = await seenOrder(run, ref, lockFor(step.to));
  if ('instead' in seen) return seen.instead;
  const { view } = seen;
  const refused = await refuseStep(run, view, step);
  if (refused) return refused;
  if (step.to === 'confirmed') return confirm(run, view);
  await later(
    run.trx,
    run.trx
      .updateTable('orders')
      .set({
        status: step.to,
        updated_at: new Date(run.at),
        ...(step.to === 'cancelled' ? { cancel_reason: step.reason ?? null } : {}),
      })
      .where('id', '=', view.order.id),
  );
  if (step.to === 'cancelled') await restate(run, { ...view.order, status: step.to });
  if (step.to === 'cancelled') await closeLinks(run, view.order.id);
  if (step.to === 'cancelled') await followStock(run, { ...view, order: { ...view.order, status: step.to } });
  await record(run, `order.${step.to as 'preparing' | 'ready' | 'delivered' | 'cancelled'}`, view.order.id, {
    from: view.order.status,
    ...(step.reason ? { reason: step.reason } : {}),
  });
  if (step.to === 'ready' && view.order.channel === 'tiktok')
    await ask(run, `market_ready:${view.order.id}`, { kind: 'tell_market', orderId: view.order.id });
  const told = !step.silent && (await tellAboutStep(run, view, step));
  if (view.order.status === 'pending') await answered(run, view, step.silent ? 'ignored' : 'refused');
  const lesson = step.to === 'cancelled' ? await corrected(run, view.order) : null;
  return {
    facts: { done: true, order: view.order.short, status: step.to },
    reply: {
      text: [echo(run, view, step, told), lesson, textsFor(run.language).orders.toUndo].filter(Boolean).join('\n'),
    },
    undo: undoOf(run, view, step.to, told),
  };
}

/** How a step is taken back: the status before it, as long as nothing happens to the order meanwhile. */
function undoOf(run: Run, { order }: OrderView, now: Status, told: boolean): NonNullable<Outcome['undo']> {
  return { tool: 'restore_status', input: { order: order.short, at: run.at, was: order.status, now, told } };
}

async function refuseStep(run: Run, view: OrderView, step: Step): Promise<Outcome | null> {
  const { order } = view;
  const { to } = step;
  const texts = textsFor(run.language);
  if (order.status === 'cancelled' && step.answers && !step.silent) {
    const told = await tellIgnored(run, view, step);
    if (told) return told;
  }
  const late = step.answers === true && order.status !== 'pending' && order.status !== 'cancelled';
  if (late || hasPassed(order.status, to)) {
    const doer = await lastDoer(run, order.id, `order.${late ? 'confirmed' : (to as Exclude<Status, 'pending'>)}`);
    const when = doer ? timeOf(doer.at, run.shop.timezone) : '';
    const text = texts.refusals.alreadyDone(order.short, texts.statuses[order.status], doer?.name ?? null, when);
    return { facts: { done: false, status: order.status }, reply: { text } };
  }
  if (to === 'cancelled' && order.channel === 'tiktok') {
    return { facts: { done: false }, reply: { text: texts.market.cancelThere(String(order.short)) } };
  }
  const bound = to === 'cancelled' ? await cancelCard(run, view, step.reason) : null;
  if (bound) return bound;
  if (mayGo(order.status, to)) return null;
  const text = texts.refusals.wrongStatus(order.short, texts.statuses[order.status], texts.verbs[to]);
  return { facts: { done: false, status: order.status }, reply: { text } };
}

/** An order that was ignored is refused after all: its customer hears of it now. Null: they have been told. */
async function tellIgnored(run: Run, view: OrderView, step: Step): Promise<Outcome | null> {
  const { order } = view;
  const said = await run.trx
    .selectFrom('outgoing')
    .select('id')
    .where('order_id', '=', order.id)
    .where('cause', 'like', `%:cancelled:${order.id}`)
    .limit(1)
    .executeTakeFirst();
  const wasPending = { ...view, order: { ...order, status: 'pending' as const } };
  if (said || !(await tellAboutStep(run, wasPending, step))) return null;
  await run.trx
    .updateTable('orders')
    .set({ cancel_reason: step.reason ?? null, updated_at: new Date(run.at) })
    .where('id', '=', order.id)
    .execute();
  return {
    facts: { done: true, order: order.short, status: 'cancelled' },
    reply: { text: echo(run, wasPending, step, true) },
  };
}

/** The number of the order's invoice that stands, when it has one: what was invoiced is only undone by a credit note. */
export async function invoiceNumber(run: Run, orderId: number): Promise<string | null> {
  return (await liveInvoice(run, orderId))?.paper.number ?? null;
}

async function confirm(run: Run, view: OrderView): Promise<Outcome> {
  const language = customerLanguage(run, view);
  const reply = await confirmPlaced({ ...run, language }, view, 'member');
  const told = await tellCustomer(run, view, `confirmed:${view.order.id}`, () => reply);
  await answered(run, view, 'confirmed');
  const texts = textsFor(run.language);
  const rows = [texts.member.confirmed(view.order.short, told)];
  const off = linksOff(run);
  if (!reply.link && paysOnline(run) && off) rows.push(texts.refusals.noLinks(off));
  const news = await stockNews(run, { ...view, order: { ...view.order, status: 'confirmed' } });
  rows.push(...stockRows(news, run.language));
  return {
    facts: { done: true, order: view.order.short, status: 'confirmed' },
    reply: { text: rows.join('\n') },
    undo: undoOf(run, view, 'confirmed', told),
  };
}

/** Whether the customer was written to. */
async function tellAboutStep(run: Run, view: OrderView, step: Step): Promise<boolean> {
  const { order } = view;
  const reason = step.reason ?? '';
  if (step.to === 'ready') {
    return tellCustomer(run, view, `ready:${order.id}`, (language) => {
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
    return tellCustomer(run, view, `cancelled:${order.id}`, (language) => {
      const texts = textsFor(language).customer;
      return { text: refused ? texts.refused(order.short, reason) : texts.cancelled(order.short, reason) };
    });
  }
  return false;
}

function echo(run: Run, view: OrderView, step: Step, told: boolean): string {
  const texts = textsFor(run.language);
  const { short, status } = view.order;
  if (step.silent) return texts.member.ignored(short);
  if (step.to === 'preparing' || step.to === 'delivered') return texts.member[step.to](short);
  const done =
    step.to === 'ready'
      ? texts.member.ready(short, told)
      : (status === 'pending' ? texts.member.refused : texts.member.cancelled)(short, told);
  return told ? done : `${done}\n${texts.orders.createdUnreached}`;
}
