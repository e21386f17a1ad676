import type { Ctx } from '../../tools/context.ts';
import { answerCustomer } from '../../tools/conversations/answer.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { Refusal } from '../../tools/errors.ts';
import { boardText } from '../../tools/orders/board.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Outcome } from '../../tools/tool.ts';
import type { Mind } from '../agent/model.ts';
import type { Answer, Turn, TurnMessage } from '../turn.ts';
import { wantsTap } from './families.ts';
import { type Command, parseCommand, splitCommands } from './grammar.ts';
import { help } from './help.ts';
import { replyToLine, rewriteLine, takePage } from './page.ts';
import { placeOf, propose, settlePlan } from './plans.ts';
import { type Quoted, quotedBy, replyToCard } from './quoted.ts';
import { type Done, runCommand, suggestion } from './run.ts';
import { takeForSetup } from './setup.ts';
import { answerSpeech } from './speech.ts';
import { mayUse } from './vocabulary.ts';
import { onlyOneWaiting } from './waiting.ts';

const YES =
  /^(ok|okay|oui|d'accord|dac|go|yes|y|ça marche|ca marche|c'est bon|parfait|valide|vas-y|fais-le|نعم|موافق)[\s.!👍✅]*$|^[👍✅]+$/iu;
const NO = /^(non|no|nan|nope|surtout pas|laisse tomber|laisse|pas ça|pas ca|لا)[\s.!👎❌]*$|^[👎❌]+$/iu;

/**
 * A member's turn: commands typed, tapped or said, an "ok" to a card or a plan, plain words. One message answers them
 * all. A refusal is a sentence with the nearest commands, never a fault. Without a `mind` no model is asked.
 */
export async function answerMember(turn: Turn, mind?: Mind): Promise<Answer> {
  const outcomes: Done[] = [];
  const seen = new Map<string, number>();
  for (const message of together(turn.messages)) outcomes.push(...(await obey(turn, message, seen, mind)));
  const hint = await suggestion(contextOf(turn), outcomes);
  const merged = merge(outcomes);
  const reply = merged.reply && hint ? { ...merged.reply, text: `${merged.reply.text}\n${hint}` } : merged.reply;
  return { ...merged, reply, language: turn.conversation.language };
}

/** Plain words in a row are one sentence, and so one card: with two, only the last would keep its buttons. */
function together(messages: TurnMessage[]): TurnMessage[] {
  const joined: TurnMessage[] = [];
  for (const message of messages) {
    const before = joined.at(-1);
    if (before && isTalk(before) && isTalk(message))
      joined[joined.length - 1] = { ...message, text: `${before.text}\n${message.text}` };
    else joined.push(message);
  }
  return joined;
}

function isTalk({ content, text, quoted }: TurnMessage): boolean {
  const said = text.trim();
  if (content.kind !== 'text' || quoted !== undefined || !said || YES.test(said) || NO.test(said)) return false;
  return said.split('\n').every((line) => parseCommand(line).kind === 'speech');
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

async function obey(turn: Turn, message: TurnMessage, seen: Map<string, number>, mind?: Mind): Promise<Done[]> {
  const ctx = contextOf(turn);
  const texts = textsFor(ctx.language);
  const text = message.text.trim();
  const page = await takePage(ctx, message);
  if (page) return page;
  if (!text) return [words(aboutWordless(turn, message))];
  const quoted = message.quoted ? await quotedBy(ctx, message.quoted) : {};
  if (quoted.conversation && !text.startsWith('/')) return [await answerNotice(ctx, quoted.conversation, message)];
  if (YES.test(text)) return sayYes(ctx, quoted);
  if (NO.test(text)) return sayNo(ctx, quoted, `m${message.id}`);
  const setup = isVoice(message) || quoted.order ? null : await takeForSetup(ctx, text, isFile(message));
  if (setup) return [setup];
  const said = { text, voice: isVoice(message), key: `m${message.id}` };
  if (said.voice) return quoted.order ? replyToCard(ctx, said, quoted.order, mind) : answerSpeech(ctx, said, mind);
  const lines = splitCommands(text, turn.conversation.member!.role);
  const outcomes: Done[] = [];
  for (const line of lines) {
    const parsed = parseCommand(line, turn.conversation.member!.role);
    switch (parsed.kind) {
      case 'command':
        outcomes.push(...(await command(again(ctx, message, line, seen), parsed.command, message)));
        break;
      case 'help':
        outcomes.push({ facts: {}, reply: help(ctx.language, turn.conversation.member!.role, parsed.about) });
        break;
      case 'rewrite':
        outcomes.push(...(await rewriteLine(ctx, parsed.plan)));
        break;
      case 'answer':
        outcomes.push(...((await settlePlan(ctx, { id: parsed.plan, yes: parsed.yes, tapped: true })) ?? []));
        break;
      case 'needs_number':
        outcomes.push(...(await needsNumber(ctx, said, quoted, parsed, mind)));
        break;
      case 'unknown':
        outcomes.push(words(texts.refusals.unknownCommand(parsed.nearest)));
        break;
      case 'speech':
        outcomes.push(...(await talk(ctx, { ...said, text: line }, quoted, mind)));
    }
  }
  return outcomes;
}

/** Words in answer to a customer's question are for that customer; what was spoken is not read well enough for that. */
async function answerNotice(ctx: Ctx, conversation: number, message: TurnMessage): Promise<Done> {
  if (isVoice(message)) return words(textsFor(ctx.language).merchant.writeToAnswer);
  try {
    return await perform(answerCustomer, ctx, { conversation, text: message.text, stays: true });
  } catch (error) {
    if (error instanceof Refusal) return words(error.message);
    throw error;
  }
}

/** Plain words: in answer to a card about what it shows, else a sentence of their own. */
async function talk(
  ctx: Ctx,
  said: { text: string; key: string; voice: boolean },
  quoted: Quoted,
  mind: Mind | undefined,
): Promise<Done[]> {
  if (quoted.order) return replyToCard(ctx, said, quoted.order, mind);
  return (await replyToLine(ctx, said, quoted)) ?? answerSpeech(ctx, said, mind);
}

/** What is typed twice is meant twice, what is tapped twice is not; the first time keeps the turn's own cause. */
function again(ctx: Ctx, message: TurnMessage, line: string, seen: Map<string, number>): Ctx {
  if (message.content.kind === 'tap') return ctx;
  const before = seen.get(line) ?? 0;
  seen.set(line, before + 1);
  return before === 0 ? ctx : { ...ctx, cause: `${ctx.cause}#${before}` };
}

/** A word that was mistyped and would move money is asked about first. */
async function command(ctx: Ctx, one: Command, message: TurnMessage): Promise<Done[]> {
  const { content } = message;
  if (one.guessed && wantsTap(one.tool)) {
    const text = [one.word, ...one.orders.map(String), one.text].filter(Boolean).join(' ');
    const reply = await propose(ctx, placeOf(ctx, `m${message.id}`), { commands: [text], source: 'typo' });
    if (reply) return [{ facts: {}, reply }];
  }
  return runCommand(ctx, one, content.kind === 'media' ? content : undefined);
}

/** The number is missing: the quoted card has it, else what is wrong and the nearest commands. */
async function needsNumber(
  ctx: Ctx,
  said: { text: string; key: string; voice: boolean },
  quoted: Quoted,
  parsed: Extract<ReturnType<typeof parseCommand>, { kind: 'needs_number' }>,
  mind: Mind | undefined,
): Promise<Done[]> {
  if (quoted.order) return replyToCard(ctx, said, quoted.order, mind);
  const texts = textsFor(ctx.language).refusals;
  if (ctx.actor.kind === 'member' && !mayUse(parsed.tool, ctx.actor.role))
    return [words(texts.notAllowed(parsed.tool.roles ?? []))];
  const text = texts.needsNumber(parsed.word);
  const missing: Command = { tool: parsed.tool, word: parsed.word, orders: [], version: undefined, text: '' };
  return [{ facts: {}, reply: { text }, refused: { command: missing, order: undefined } }];
}

/** "ok": to the quoted plan or card; bare, to the newest open plan; what waits instead is shown, with its buttons. */
async function sayYes(ctx: Ctx, quoted: Quoted): Promise<Done[]> {
  if (quoted.plan !== undefined) return (await settlePlan(ctx, { id: quoted.plan, yes: true, tapped: false })) ?? [];
  if (quoted.order) {
    const parsed = parseCommand(`/confirmer ${quoted.order.short} v${quoted.order.version}`);
    return parsed.kind === 'command' ? runCommand(ctx, parsed.command) : [];
  }
  const waiting = await onlyOneWaiting(ctx);
  const card = waiting === null ? null : parseCommand(`/commande ${waiting}`);
  if (card?.kind === 'command') return runCommand(ctx, card.command);
  const settled = await settlePlan(ctx, { yes: true, tapped: false });
  if (settled) return settled;
  const text = await inShop(ctx, (run) =>
    boardText(run, { kind: 'status', status: 'pending' }, textsFor(ctx.language).member.listStatus.pending),
  );
  return [words(text)];
}

/** "non": drops the plan; to a card it only asks, since refusing and ignoring are two things. */
async function sayNo(ctx: Ctx, quoted: Quoted, key: string): Promise<Done[]> {
  if (quoted.plan !== undefined) return (await settlePlan(ctx, { id: quoted.plan, yes: false, tapped: false })) ?? [];
  if (quoted.order) {
    const commands = [`/refuser ${quoted.order.short}`];
    const reply = await propose(ctx, placeOf(ctx, key), { commands, source: 'card' });
    if (reply) return [{ facts: {}, reply }];
  }
  return (await settlePlan(ctx, { yes: false, tapped: false })) ?? [words(textsFor(ctx.language).merchant.nothingOpen)];
}

/** A recorded voice note, transcribed: what it says is asked about before it runs. */
function isVoice({ content }: TurnMessage): boolean {
  return content.kind === 'media' && content.media === 'audio';
}

/** A file whose text was read: a price list exported from a table. */
function isFile({ content }: TurnMessage): boolean {
  return content.kind === 'media' && content.media === 'document' && content.transcript !== undefined;
}

function aboutWordless(turn: Turn, { content }: TurnMessage): string {
  const texts = textsFor(turn.conversation.language);
  if (content.kind === 'media' && content.media === 'audio') return texts.merchant.voiceUnheard;
  return texts.member.welcome(turn.conversation.member!.name);
}

function words(text: string): Done {
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
