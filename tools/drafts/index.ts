import { z } from 'zod';
import { nameOf } from '../catalog/catalogue.ts';
import { learnFromDraft } from '../conversations/learned-words.ts';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { closeDrafts, draftContentSchema, endStory, openChange, openDraft, writeDraft } from './draft.ts';
import { questionFor } from './question.ts';

function conversationOf(run: Run): number {
  if (run.actor.kind === 'customer') return run.actor.conversationId;
  throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
}

export const draftOrder = defineTool({
  name: 'draft_order',
  says: 'Writes down what the customer wants so far, as a whole. Ask for what is missing; place the order when nothing is.',
  for: ['customer'],
  input: draftContentSchema,
  run: async (run, content) => {
    const before = await openDraft(run, conversationOf(run), true);
    const { missing, catalogue } = await writeDraft(run, conversationOf(run), content);
    if (before) await learnFromDraft(run, before.content, content);
    const lines = content.lines.map((line) => {
      const found = line.sku ? catalogue.find(line.sku) : null;
      return { product: found ? nameOf(found) : line.words, quantity: line.qty, found: found !== null };
    });
    return {
      facts: { lines, missing: missing?.kind ?? null },
      ...(missing ? { reply: questionFor(missing, run) } : {}),
    };
  },
});

export const dropDraft = defineTool({
  name: 'drop_draft',
  says: 'Drops the open draft: the customer no longer wants it. Nothing had been ordered yet.',
  for: ['customer'],
  input: z.object({}),
  run: async (run) => {
    const texts = textsFor(run.language);
    const change = await openChange(run, conversationOf(run));
    if (!(await closeDrafts(run, conversationOf(run), 'dropped')))
      return { facts: { dropped: false }, reply: { text: texts.refusals.emptyDraft } };
    await endStory(run, conversationOf(run));
    const text = change
      ? texts.conversation.changeDropped(await shortOf(run, change.orderId))
      : texts.customer.draftDropped;
    return { facts: { dropped: true }, reply: { text } };
  },
});

async function shortOf(run: Run, orderId: number): Promise<number> {
  const { short } = await run.trx
    .selectFrom('orders')
    .select('short')
    .where('id', '=', orderId)
    .executeTakeFirstOrThrow();
  return short;
}
