import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { formatTime } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { tellMembers } from './say.ts';

/** How long the bot stays silent in a conversation a person has taken. */
export const SILENCE_MS = 12 * 3_600_000;

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The name members read for a customer's conversation. */
export async function customerName(run: Run, customerId: number): Promise<string> {
  const row = await run.trx
    .selectFrom('customer')
    .select(['name', 'phone'])
    .where('id', '=', customerId)
    .executeTakeFirst();
  return row?.name ?? row?.phone ?? textsFor(run.language).member.unnamed;
}

/** Silences the bot in a conversation until `until` (milliseconds). */
export async function silence(run: Run, conversationId: number, until: number): Promise<void> {
  await run.trx
    .updateTable('conversation')
    .set({ bot_off_until: new Date(until) })
    .where('id', '=', conversationId)
    .execute();
}

export const handOver = defineTool({
  name: 'hand_over',
  says: 'Hands the conversation to a person of the shop: a complaint, an explicit wish, anything you cannot answer from facts.',
  for: ['customer'],
  input: z.object({ about: z.string().max(500).default('') }),
  run: async (run, input) => {
    const { actor } = run;
    if (actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    await silence(run, actor.conversationId, run.at + SILENCE_MS);
    await record(run, 'conversation.handed_over', null, { about: input.about });
    const who = await customerName(run, actor.customerId);
    await tellMembers(run, 'hand_over', (language) =>
      alert(run, language, textsFor(language).member.handOver(who, input.about)),
    );
    return { facts: { handedOver: true }, reply: { text: textsFor(run.language).customer.handedOver } };
  },
});

/** Passes what a customer asks about an order on to the members: a change or a cancellation is theirs to decide. */
export const requestChange = defineTool({
  name: 'request_change',
  says: 'Passes on to the shop that the customer wants to change or cancel an order that is already placed.',
  for: ['customer'],
  input: z.object({ what: z.enum(['change', 'cancel']), text: z.string().max(500) }),
  run: async (run, input) => {
    const { actor } = run;
    if (actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    const order = await run.trx
      .selectFrom('orders')
      .select(['id', 'short', 'version'])
      .where('customer_id', '=', actor.customerId)
      .where('status', 'not in', ['delivered', 'cancelled'])
      .orderBy('id', 'desc')
      .executeTakeFirst();
    const texts = textsFor(run.language).customer;
    if (!order) return { facts: { passedOn: false }, reply: { text: texts.noOrders } };
    const who = await customerName(run, actor.customerId);
    await tellMembers(run, `request:${order.id}`, (language) => {
      const theirs = textsFor(language).member;
      const text = (input.what === 'cancel' ? theirs.cancelRequest : theirs.changeRequest)(
        order.short,
        who,
        input.text,
      );
      const choice =
        input.what === 'cancel'
          ? { id: `/annuler ${order.short} v${order.version}`, title: theirs.buttons.cancelled }
          : { id: `/modifier ${order.short} v${order.version}`, title: theirs.modify };
      const { reply } = alert(run, language, text);
      return { reply: { ...reply, choices: [choice] }, about: { orderId: order.id, version: order.version } };
    });
    const text = (input.what === 'cancel' ? texts.cancelRequest : texts.changeRequest)(order.short);
    return { facts: { passedOn: true, order: order.short }, reply: { text } };
  },
});

export const openingHours = defineTool({
  name: 'opening_hours',
  says: "Tells the shop's opening hours.",
  for: ['customer'],
  input: z.object({}),
  run: async (run) => {
    const texts = textsFor(run.language).customer;
    const hours = run.shop.settings.opening_hours;
    if (!hours) return { facts: { known: false }, reply: { text: texts.hoursUnknown } };
    // 2024-01-01 was a Monday: a fixed week to name the days from.
    const name = new Intl.DateTimeFormat(run.language === 'ar' ? 'ar-TN' : run.language, {
      weekday: 'long',
      timeZone: 'UTC',
    });
    const rows = WEEK.map((day, index) => {
      const intervals = hours[day]
        ?.split(',')
        .map((interval) =>
          interval
            .split('-')
            .map((time) => formatTime(time, run.language))
            .join(' – '),
        )
        .join(', ');
      return `${name.format(Date.UTC(2024, 0, 1 + index))} : ${intervals ?? texts.closed}`;
    });
    return { facts: { known: true }, reply: { text: texts.hours(rows.join('\n')) } };
  },
});

/** A notice to members that goes out by the `alert` template when their window is closed. */
export function alert(run: Pick<Run, 'shop'>, language: Run['language'], text: string) {
  return { reply: { text, template: { name: 'alert' as const, language, params: [run.shop.name, text] } } };
}
