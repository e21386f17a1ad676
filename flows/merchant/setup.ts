import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { hasRun, inShop, perform } from '../../tools/perform.ts';
import { answerSetup, setupIsOpen, startSetup } from '../../tools/shops/setup.ts';
import type { Outcome } from '../../tools/tool.ts';
import { parseCommand } from './grammar.ts';
import { actsOnOrder } from './speech.ts';

/**
 * Plain words of an owner whose setup is open are its answers; null: they are something else. A slash, a question, and
 * words about an order that exists always go before it; the words of a `file` that was sent are an answer whole.
 * A turn that runs again after a crash decides as it did before: the word that opened the setup is no answer to its
 * first question, and the answer that closed it stays one.
 */
export async function takeForSetup(ctx: Ctx, text: string, file = false): Promise<Outcome | null> {
  if (file && ctx.actor.kind === 'member' && (await isAnswer(ctx, text))) return answered(ctx, { text });
  if (ctx.actor.kind !== 'member' || ctx.actor.role !== 'owner' || text.startsWith('/')) return null;
  const parsed = parseCommand(text, ctx.actor.role);
  if (parsed.kind === 'command' && parsed.command.orders.length > 0) return null;
  if (parsed.kind === 'command' && parsed.command.tool === startSetup && (await opened(ctx, parsed.command.text)))
    return null;
  if (!(await isAnswer(ctx, text))) return null;
  if (/[?؟]\s*$/u.test(text) || (await actsOnOrder(ctx, text))) return null;
  return answered(ctx, { text });
}

/** The bare word asks the open question again; with more behind it, it opened the setup only if this turn did so. */
async function opened(ctx: Ctx, text: string): Promise<boolean> {
  return text === '' || inShop(ctx, (run) => hasRun(run, startSetup, { text }));
}

async function isAnswer(ctx: Ctx, text: string): Promise<boolean> {
  return inShop(ctx, async (run) => (await setupIsOpen(run)) || hasRun(run, answerSetup, { text }));
}

/** An answer to the open question, its refusal said as one. */
export async function answered(ctx: Ctx, input: { text?: string; page?: number }): Promise<Outcome> {
  try {
    return await perform(answerSetup, ctx, { text: '', ...input });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { facts: { refused: error.code }, reply: { text: error.message } };
  }
}
