import type { Ctx } from '../../tools/context.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { Refusal } from '../../tools/errors.ts';
import { boardText } from '../../tools/orders/board.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Outcome, Run } from '../../tools/tool.ts';
import type { Answer, Turn, TurnMessage } from '../turn.ts';
import { type Command, parseCommand } from './grammar.ts';
import { helpText } from './help.ts';
import { commandInput } from './input.ts';

const YES =
  /^(ok|okay|oui|d'accord|dac|go|yes|y|ça marche|ca marche|c'est bon|parfait|valide|نعم|موافق)[\s.!👍✅]*$|^[👍✅]+$/iu;

/**
 * A member's turn: each message is a command (typed, tapped, or an "ok" quoting a card) performed in order; one message
 * echoes them all. A refusal is a sentence, never a fault.
 */
export async function answerMember(turn: Turn): Promise<Answer> {
  const outcomes: Outcome[] = [];
  for (const message of turn.messages) outcomes.push(...(await obey(turn, message)));
  const merged = merge(outcomes);
  return { ...merged, language: turn.conversation.language };
}

function contextOf(turn: Turn): Ctx {
  const member = turn.conversation.member!;
  return {
    hub: turn.hub,
    shop: turn.shop,
    language: turn.conversation.language,
    cause: turn.cause,
    actor: {
      kind: 'member',
      memberId: member.id,
      role: member.role,
      name: member.name,
      conversationId: turn.conversation.id,
    },
  };
}

async function obey(turn: Turn, message: TurnMessage): Promise<Outcome[]> {
  const ctx = contextOf(turn);
  const texts = textsFor(ctx.language);
  if (YES.test(message.text.trim())) return approveQuoted(ctx, message);
  const parsed = parseCommand(message.text);
  switch (parsed.kind) {
    case 'command':
      return runCommand(ctx, parsed.command);
    case 'help':
      return [words(helpText(ctx.language, turn.conversation.member!.role, parsed.about))];
    case 'needs_number':
      return [words(texts.refusals.needsNumber(parsed.word))];
    case 'unknown':
      return [words(texts.refusals.unknownCommand(parsed.nearest))];
    case 'speech':
      return [
        message.text ? words(texts.member.noFreeSpeech) : words(texts.member.welcome(turn.conversation.member!.name)),
      ];
  }
}

/** Runs a command, once per order named. One order's refusal does not stop the others. */
export async function runCommand(ctx: Ctx, command: Command): Promise<Outcome[]> {
  const orders = command.orders.length > 0 ? command.orders : [undefined];
  const outcomes: Outcome[] = [];
  for (const order of orders) {
    try {
      const input = await commandInput(ctx, command, order);
      outcomes.push(await perform(command.tool, ctx, input as never));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      outcomes.push({ facts: { refused: error.code }, reply: { text: error.message } });
    }
  }
  return outcomes;
}

/** "ok" as a quoted answer approves exactly the order of that card; a bare one shows what waits. */
async function approveQuoted(ctx: Ctx, message: TurnMessage): Promise<Outcome[]> {
  const card = message.quoted ? await cardOf(ctx, message.quoted) : null;
  if (card) {
    const parsed = parseCommand(`/confirmer ${card.short} v${card.version}`);
    return parsed.kind === 'command' ? runCommand(ctx, parsed.command) : [];
  }
  const text = await inShop(ctx, (run) =>
    boardText(run, { kind: 'status', status: 'pending' }, textsFor(ctx.language).member.listStatus.pending),
  );
  return [words(text)];
}

async function cardOf(ctx: Ctx, providerId: string): Promise<{ short: number; version: number } | null> {
  const row = await inShop(ctx, (run: Run) =>
    run.trx
      .selectFrom('outgoing')
      .innerJoin('orders', 'orders.id', 'outgoing.order_id')
      .select(['orders.short', 'outgoing.order_version'])
      .where('outgoing.provider_id', '=', providerId)
      .executeTakeFirst(),
  );
  return row && row.order_version !== null ? { short: row.short, version: row.order_version } : null;
}

function words(text: string): Outcome {
  return { facts: {}, reply: { text } };
}

/** Several outcomes as one message: texts below each other, what can be tapped from the last that has it. */
export function merge(outcomes: Outcome[]): { reply: Reply | null; about?: { orderId: number; version: number } } {
  const replies = outcomes.flatMap((outcome) => outcome.reply ?? []);
  if (replies.length === 0) return { reply: null };
  // A double tap is one effect and one sentence.
  const text = [...new Set(replies.map((reply) => reply.text))].join('\n\n');
  const last = replies.findLast((reply) => reply.choices || reply.link || reply.document) ?? replies.at(-1)!;
  const about = outcomes.findLast((outcome) => outcome.about)?.about;
  return { reply: { ...last, text }, ...(about ? { about } : {}) };
}
