import { z } from 'zod';
import { loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { openDraft } from '../drafts/draft.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { formatQuantity } from '../language.ts';
import { formatMoney } from '../money.ts';
import { summary, whenDue } from '../orders/cards.ts';
import { withAllLines } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { answerable, customerName, SILENCE_MS, silence } from './index.ts';
import type { Arrival } from './message.ts';
import { tellMembers } from './say.ts';

/** How much of the conversation a member reads in the notice. */
const LAST_MESSAGES = 4;
const MOST_CHARACTERS = 160;
const MOST_ORDERS = 3;

export const handOver = defineTool({
  name: 'hand_over',
  says: 'Hands the conversation to a person of the shop: a complaint, an explicit wish, anything you cannot answer from facts.',
  for: ['customer'],
  input: z.object({ about: z.string().max(500).default(''), why: z.enum(['wish', 'complaint']).default('wish') }),
  run: async (run, input) => {
    const { actor } = run;
    if (actor.kind !== 'customer') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
    await silence(run, actor.conversationId, run.at + SILENCE_MS);
    await record(run, 'conversation.handed_over', null, { about: input.about, why: input.why });
    const who = await customerName(run, actor.customerId);
    const seen = await contextOf(run, actor.conversationId, actor.customerId);
    await tellMembers(run, 'hand_over', (language) => {
      const texts = textsFor(language);
      const title = input.why === 'complaint' ? texts.conversation.member.complaint : texts.member.handOver;
      return answerable(run, language, actor.conversationId, [title(who, input.about), ...seen(language)]);
    });
    const texts = textsFor(run.language);
    const text = input.why === 'complaint' ? texts.conversation.complaint : texts.customer.handedOver;
    return { facts: { handedOver: true }, reply: { text } };
  },
});

/** What a person needs before she answers: what was said last, and the orders and the draft that are open. */
async function contextOf(run: Run, conversationId: number, customerId: number) {
  const words = await lastWords(run, conversationId);
  const orders = await withAllLines(
    run.trx,
    await run.trx
      .selectFrom('orders')
      .selectAll()
      .where('customer_id', '=', customerId)
      .where('status', 'not in', ['delivered', 'cancelled'])
      .orderBy('id', 'desc')
      .limit(MOST_ORDERS)
      .execute(),
  );
  const draft = await openDraft(run, conversationId);
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  return (language: Run['language']): string[] => {
    const texts = textsFor(language);
    const { member } = texts.conversation;
    const drafted = (draft?.content.lines ?? []).map((line) => {
      const found = line.sku ? catalogue.find(line.sku) : null;
      const name = found ? nameOf(found) : line.words;
      return line.qty === null
        ? name
        : texts.lineNoPrice(formatQuantity(line.qty, found?.product.unit ?? 'piece', language), name);
    });
    return [
      ...(words.length > 1 ? [member.lastWords(words.map((line) => `– ${line}`).join('\n'))] : []),
      ...orders.map((view) =>
        member.openOrder(
          view.order.short,
          texts.statuses[view.order.status],
          summary(view, language),
          whenDue(view.order, language),
          formatMoney(view.order.total, run.shop.currency, language),
        ),
      ),
      ...(drafted.length > 0 ? [member.openDraft(drafted.join(', '))] : []),
    ];
  };
}

/** The customer's last messages with words, oldest first, each cut to a line. */
async function lastWords(run: Run, conversationId: number): Promise<string[]> {
  const rows = await run.trx
    .selectFrom('message')
    .select('arrival')
    .where('conversation_id', '=', conversationId)
    .where('kind', '=', 'message')
    .orderBy('id', 'desc')
    .limit(LAST_MESSAGES)
    .execute();
  return rows
    .reverse()
    .map((row) => wordsIn(row.arrival as Arrival))
    .filter(Boolean);
}

function wordsIn({ what }: Arrival): string {
  if (what.kind !== 'message') return '';
  const { content } = what;
  const text =
    content.kind === 'text'
      ? content.text
      : content.kind === 'tap'
        ? content.title
        : content.kind === 'media'
          ? (content.caption ?? content.transcript ?? '')
          : '';
  return text.replace(/\s+/g, ' ').trim().slice(0, MOST_CHARACTERS);
}
