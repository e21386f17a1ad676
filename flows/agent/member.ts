import { HumanMessage, SystemMessage } from '@langchain/core/messages';
import { tool } from '@langchain/core/tools';
import { z } from 'zod';
import { recordCalls, spending } from '../../tools/assistant/spending.ts';
import type { Ctx } from '../../tools/context.ts';
import { inShop } from '../../tools/perform.ts';
import { parseCommand } from '../merchant/grammar.ts';
import { commandsFor, usage } from '../merchant/help.ts';
import type { Mind } from './model.ts';
import { openVault } from './tokens.ts';
import { UNTRACED } from './untraced.ts';

const MOST_COMMANDS = 8;
const MOST_CHARACTERS = 2_000;

const proposal = z.object({
  commands: z.array(z.string().max(500)).max(MOST_COMMANDS).describe('Exact commands, one a line, in order'),
});

/**
 * The exact commands a language model reads in a member's words; they are only ever proposed. Null when no model is
 * switched on, it fails, or it finds none. An order's number that was not said is not taken.
 */
export async function proposeByModel(
  ctx: Ctx,
  mind: Mind,
  said: { text: string; order?: number | undefined },
): Promise<string[] | null> {
  const { actor } = ctx;
  const now = ctx.hub.now();
  if (actor.kind !== 'member' || !ctx.shop.settings.assistant.model || mind.name === 'rules') return null;
  if (await inShop(ctx, async (run) => (await spending(run)).spent)) return null;
  const model = await mind.speaker(now)?.catch(() => null);
  if (!model?.bindTools) return null;
  const vault = openVault();
  const offered = tool(async () => '', {
    name: 'propose_commands',
    description: 'Proposes the exact commands that the words ask for. An empty list when they ask for none.',
    schema: proposal,
  });
  const lines = commandsFor(actor.role).map((one) => `${usage(one)} — ${one.command!.help.fr}`);
  const system = [
    'Tu traduis les mots d’un commerçant en commandes exactes de son outil. Tu ne réponds que par propose_commands.',
    'N’invente ni numéro, ni montant, ni date : ne prends que ce qui est dit. Sans commande qui convienne : liste vide.',
    ...(said.order === undefined ? [] : [`Le message répond à la commande ${said.order}.`]),
    'Commandes :',
    ...lines,
  ].join('\n');
  const calls = { model: mind.name, tokens: { in: 0, out: 0 }, failed: true };
  try {
    const answer = await model
      .bindTools([offered])
      .invoke([new SystemMessage(system), new HumanMessage(vault.hide(said.text.slice(0, MOST_CHARACTERS)))], {
        callbacks: UNTRACED,
        signal: AbortSignal.timeout(mind.limits.turnMs),
      });
    const usage = answer.usage_metadata as { input_tokens?: number; output_tokens?: number } | undefined;
    calls.tokens = { in: usage?.input_tokens ?? 0, out: usage?.output_tokens ?? 0 };
    calls.failed = false;
    const made = (answer.tool_calls as { name: string; args: unknown }[] | undefined)?.find(
      (call) => call.name === offered.name,
    );
    const read = proposal.safeParse(vault.restore(made?.args));
    return read.success ? read.data.commands.filter((command) => isSaid(command, said)) : null;
  } catch (error) {
    mind.failed(now, error instanceof Error ? error.name : 'Error');
    return null;
  } finally {
    const { conversationId } = actor;
    if (conversationId !== undefined)
      await inShop(ctx, (run) => recordCalls(run, { conversationId, turnId: null }, [calls]));
  }
}

/** A command that exists, about orders whose numbers were said or quoted. */
function isSaid(command: string, said: { text: string; order?: number | undefined }): boolean {
  const parsed = parseCommand(command.startsWith('/') ? command : `/${command}`);
  if (parsed.kind !== 'command' || parsed.command.guessed) return false;
  const numbers = new Set([...said.text.matchAll(/\d+/g)].map(([digits]) => Number(digits)));
  return parsed.command.orders.every((order) => numbers.has(order) || order === said.order);
}
