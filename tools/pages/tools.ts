import { z } from 'zod';
import { ask } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool } from '../tool.ts';
import { notebookPage } from './page.ts';

/** The road calls it when a notebook's page was read; it has no words of its own. */
export const showPage = defineTool({
  name: 'show_page',
  says: 'Shows the lines read on a photographed page, one card each; nothing is written down before a tap.',
  for: ['member'],
  input: z.object({ page: z.int().positive() }),
  run: async (run, input) => {
    const texts = textsFor(run.language).pages;
    const { lines } = await notebookPage(run, input.page);
    const { actor } = run;
    if (actor.kind !== 'member' || actor.conversationId === undefined || lines.length === 0)
      throw new Refusal('unavailable', texts.gone(String(input.page)));
    await ask(run, `page:${input.page}`, {
      kind: 'show_page',
      pageId: input.page,
      conversationId: actor.conversationId,
      memberId: actor.memberId,
      role: actor.role,
      language: run.language,
    });
    return { facts: { page: input.page }, reply: { text: texts.read(String(input.page), String(lines.length)) } };
  },
});

/** A link to a video or a post that a member pasted: no provider gives its comments, so it is kept for her to see. */
export const keepLink = defineTool({
  name: 'keep_link',
  says: 'Keeps a link that a member pasted, to be seen beside the form of a new order.',
  for: ['member'],
  input: z.object({ url: z.url().max(2000), message: z.int().positive() }),
  run: async (run, input) => {
    const { actor } = run;
    const texts = textsFor(run.language).pages;
    if (actor.kind !== 'member' || actor.conversationId === undefined)
      throw new Refusal('unavailable', texts.gone(input.url));
    await run.trx
      .insertInto('page')
      .values({
        shop_id: run.shop.id,
        conversation_id: actor.conversationId,
        member_id: actor.memberId,
        message_id: input.message,
        kind: 'link',
        mime: null,
        bytes: null,
        sha256: null,
        url: input.url,
        caption: null,
        lines: null,
        model: null,
        trouble: null,
        created_at: new Date(run.at),
        done_at: null,
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'message_id']).doNothing())
      .execute();
    return { facts: { kept: true }, reply: { text: texts.linkKept(`${run.hub.publicUrl}/admin/nouvelle`) } };
  },
});

/** Puts a kept page or link away: nothing more is to be written down from it. */
export const closePage = defineTool({
  name: 'close_page',
  says: 'Puts a kept page or link away.',
  for: ['member'],
  input: z.object({ page: z.int().positive() }),
  run: async (run, input) => {
    const closed = await run.trx
      .updateTable('page')
      .set({ done_at: new Date(run.at) })
      .where('id', '=', input.page)
      .executeTakeFirst();
    const texts = textsFor(run.language).pages;
    if (closed.numUpdatedRows === 0n) throw new Refusal('not_found', texts.gone(String(input.page)));
    return { facts: { closed: true }, reply: { text: texts.closed(String(input.page)) } };
  },
});
