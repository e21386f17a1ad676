import type { Ctx, Language } from '../tools/context.ts';
import type { Reply } from '../tools/conversations/message.ts';
import { missingFrom } from '../tools/drafts/draft.ts';
import { questionFor } from '../tools/drafts/question.ts';
import { textsFor } from '../tools/texts/index.ts';
import { isSettled } from './agent/desk.ts';
import type { TurnFacts } from './agent/facts.ts';
import { maySay } from './agent/guard.ts';
import type { Mind } from './agent/model.ts';
import { converse, type Talk } from './agent/talk.ts';
import { composeReply, mergeReplies } from './customer/reply.ts';
import { readTurn, wordsOf } from './customer/story.ts';
import { aboutWordless, showAsSuch, wordless } from './customer/wordless.ts';
import { readWorld } from './customer/world.ts';
import { readerFor } from './reader.ts';
import type { Answer, Turn } from './turn.ts';

/**
 * Answers a customer's turn with one message. What is done goes through tools, keyed by the turn's cause, so a turn
 * that runs twice acts once; what is said is code's own sentences about what was done.
 */
export async function answerCustomer(turn: Turn, mind: Mind): Promise<Answer> {
  const ctx = ctxOf(turn, turn.conversation.language);
  const world = await readWorld(ctx, turn.conversation.id);
  // Run before a crash, and decided then: the same answer again, whatever the conversation looks like by now.
  if (world.before.some(isSettled)) return finish(turn, ctx, composeReply(world.before));
  const facts = readTurn(turn, await readerFor(ctx), world.open);
  const theirs = { ...ctx, language: languageOf(turn, facts) };
  const unread = wordless(turn);
  await showAsSuch(theirs, theirs.actor.customerId, unread);
  const notice = aboutWordless(unread, theirs);
  if (notice && unread.length === turn.messages.length) return finish(turn, theirs, { text: notice });
  const reply = replyOf(facts, theirs, await converse(facts, theirs, mind));
  return finish(turn, theirs, notice ? mergeReplies([{ text: notice }, reply]) : reply);
}

type CustomerCtx = Ctx & { actor: { kind: 'customer'; customerId: number; conversationId: number } };

function ctxOf(turn: Turn, language: Language): CustomerCtx {
  const { customerId, id } = turn.conversation;
  if (customerId === null) throw new Error(`conversation ${id} has no customer`);
  const actor = { kind: 'customer' as const, customerId, conversationId: id };
  return { hub: turn.hub, shop: turn.shop, actor, language, cause: turn.cause };
}

/** The reply to what was done; else the draft's open question; else a model's sentence that may be said; else code's. */
function replyOf(facts: TurnFacts, ctx: Ctx, talk: Talk): Reply {
  const told = composeReply(talk.done);
  const touched = talk.done.some((done) => done.tool === 'draft_order' || isSettled(done));
  const question = touched ? null : openQuestion(facts, ctx);
  if (told) return question ? mergeReplies([told, question]) : told;
  if (question) return question;
  const texts = textsFor(ctx.language).customer;
  if (facts.intent === 'greeting') return { text: texts.greeting(ctx.shop.name) };
  if (facts.intent === 'thanks') return { text: texts.thanks };
  return { text: maySay(talk.text) ? talk.text.trim() : texts.fallback };
}

/** What the draft that was open before this turn still asks. */
function openQuestion(facts: TurnFacts, ctx: Ctx): Reply | null {
  if (!facts.open) return null;
  const at = ctx.hub.now();
  const missing = missingFrom(facts.open, facts.catalogue, { shop: ctx.shop, at });
  return missing ? questionFor(missing, { shop: ctx.shop, language: ctx.language, at }) : null;
}

/** Too little was said to tell a language by: the one spoken so far stays. */
const TELLING_LETTERS = 8;

function languageOf(turn: Turn, facts: TurnFacts): Language {
  const letters = wordsOf(turn).replace(/[^\p{L}]/gu, '').length;
  if (turn.conversation.introduced && letters < TELLING_LETTERS) return turn.conversation.language;
  const { language } = facts.reading;
  return language === 'arabizi' ? 'fr' : language;
}

/** The first answer to a new customer says, in the same message, that an automatic assistant writes. */
function finish(turn: Turn, ctx: Ctx, reply: Reply | null): Answer {
  if (!reply || turn.conversation.introduced) return { reply, language: ctx.language };
  const intro = textsFor(ctx.language).customer.intro(ctx.shop.name);
  return { reply: { ...reply, text: `${reply.text}\n\n${intro}` }, language: ctx.language, introduces: true };
}
