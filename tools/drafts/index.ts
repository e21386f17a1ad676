import { z } from 'zod';
import { nameOf } from '../catalog/catalogue.ts';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { draftContentSchema, openDraft, writeDraft } from './draft.ts';
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
    const { missing, catalogue } = await writeDraft(run, conversationOf(run), content);
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
    const draft = await openDraft(run, conversationOf(run), true);
    if (!draft) return { facts: { dropped: false }, reply: { text: texts.refusals.emptyDraft } };
    await run.trx
      .updateTable('draft')
      .set({ state: 'dropped', updated_at: new Date(run.at) })
      .where('id', '=', draft.id)
      .execute();
    await run.trx
      .updateTable('conversation')
      .set((eb) => ({ story_since: eb.fn.coalesce('last_message_id', eb.lit(0)) }))
      .where('id', '=', conversationOf(run))
      .execute();
    return { facts: { dropped: true }, reply: { text: texts.customer.draftDropped } };
  },
});
