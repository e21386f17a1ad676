import { tellMembers } from '../conversations/say.ts';
import { ask } from '../errands.ts';
import { addDays, dayOf, instantOf, weekdayOf } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { approvalCards } from './place.ts';
import { type OrderRow, type OrderView, orderById } from './read.ts';

/** How long a card may stay unanswered, in minutes of opening hours, before the members hear of it again. */
export const PATIENCE_MINUTES = 15;
const MINUTE_MS = 60_000;

/** Has the members reminded when the order still waits, as it is now, after their patience in opening hours. */
export async function remindLater(run: Run, order: Pick<OrderRow, 'id' | 'version'>, round: 1 | 2 = 1): Promise<void> {
  await ask(
    run,
    `remind:${order.id}:v${order.version}:${round}`,
    { kind: 'remind_card', orderId: order.id, version: order.version, round },
    afterOpenMinutes(run, PATIENCE_MINUTES),
  );
}

/**
 * A card that nobody answered: shown to every member once more; the second time by e-mail to those whose address is
 * known. Nothing when it was answered, or changed, meanwhile. `mail`: whether this hub can send e-mail.
 */
export async function remindCard(
  run: Run,
  what: { orderId: number; version: number; round: 1 | 2 },
  mail: boolean,
): Promise<void> {
  const view = await orderById(run.trx, what.orderId, true);
  if (view.order.status !== 'pending' || view.order.version !== what.version) return;
  if (what.round === 2) {
    if (mail) await mailMembers(run, view);
    return;
  }
  const render = await approvalCards(run, view);
  await tellMembers(run, `reminder:${view.order.id}`, (language) => {
    const card = render(language);
    return {
      reply: { ...card, text: `${textsFor(language).orders.stillWaiting}\n${card.text}` },
      about: { orderId: view.order.id, version: view.order.version },
    };
  });
  await remindLater(run, view.order, 2);
}

async function mailMembers(run: Run, view: OrderView): Promise<void> {
  const render = await approvalCards(run, view);
  const members = await run.trx
    .selectFrom('member')
    .select(['id', 'email', 'language'])
    .where('active', '=', true)
    .where('email', 'is not', null)
    .orderBy('id')
    .execute();
  for (const member of members) {
    const language = (member.language as Run['language'] | null) ?? run.shop.language;
    const texts = textsFor(language).orders;
    const text = `${render(language).text}\n\n${texts.mailHow(view.order.short)}`;
    const subject = texts.mailSubject(view.order.short, run.shop.name);
    await ask(run, `mail:${member.id}`, { kind: 'mail', to: member.email!, subject, text });
  }
}

/** The instant (milliseconds) at which the shop will have been open for so many minutes from now on. */
export function afterOpenMinutes(run: Pick<Run, 'shop' | 'at'>, minutes: number): number {
  const { opening_hours: hours, closures } = run.shop.settings;
  let left = minutes * MINUTE_MS;
  if (!hours) return run.at + left;
  const today = dayOf(run.at, run.shop.timezone);
  for (let ahead = 0; ahead < 60; ahead++) {
    const day = addDays(today, ahead);
    if (closures.includes(day)) continue;
    for (const interval of (hours[weekdayOf(day)] ?? '').split(',').filter(Boolean).sort()) {
      const [opens, closes] = interval.split('-').map((time) => instantOf(day, time, run.shop.timezone));
      const from = Math.max(opens!, run.at);
      if (from >= closes!) continue;
      if (closes! - from >= left) return from + left;
      left -= closes! - from;
    }
  }
  return run.at + left;
}
