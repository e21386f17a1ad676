import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { answerSetup, setupIsOpen } from '../../tools/shops/setup.ts';
import type { Outcome } from '../../tools/tool.ts';
import { parseCommand } from './grammar.ts';
import { actsOnOrder } from './speech.ts';

/**
 * Plain words of an owner whose setup is open are its answers; null: they are something else. A slash, a question, and
 * words about an order that exists always go before it; the words of a `file` that was sent are an answer whole.
 */
export async function takeForSetup(ctx: Ctx, text: string, file = false): Promise<Outcome | null> {
  if (file && ctx.actor.kind === 'member' && (await inShop(ctx, setupIsOpen))) return answered(ctx, { text });
  if (ctx.actor.kind !== 'member' || ctx.actor.role !== 'owner' || text.startsWith('/')) return null;
  const parsed = parseCommand(text, ctx.actor.role);
  if (parsed.kind === 'command' && parsed.command.orders.length > 0) return null;
  if (!(await inShop(ctx, setupIsOpen))) return null;
  if (/[?؟]\s*$/u.test(text) || (await actsOnOrder(ctx, text))) return null;
  return answered(ctx, { text });
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
