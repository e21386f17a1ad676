import type { Ctx } from '../../tools/context.ts';
import { type DraftContent, openDraft } from '../../tools/drafts/draft.ts';
import { inShop } from '../../tools/perform.ts';
import type { Outcome } from '../../tools/tool.ts';
import type { Done } from '../agent/desk.ts';

/** What stands before the turn begins: the open draft, and what this very turn did before a crash. */
export type World = { open: DraftContent | null; before: Done[] };

/** Reads both in one transaction. */
export async function readWorld(ctx: Ctx, conversationId: number): Promise<World> {
  return inShop(ctx, async (run) => {
    const draft = await openDraft(run, conversationId);
    const effects = await run.trx
      .selectFrom('effect')
      .select(['key', 'result'])
      .where('cause', '=', ctx.cause)
      .orderBy('at')
      .execute();
    const before = effects.map((effect) => ({
      tool: effect.key.slice(0, effect.key.indexOf(':')),
      outcome: effect.result as Outcome,
      refusal: null,
    }));
    return { open: draft?.content ?? null, before };
  });
}
