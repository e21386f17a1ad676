import type { Ctx, Language } from '../tools/context.ts';
import { handOver } from '../tools/conversations/hand-over.ts';
import type { Reply } from '../tools/conversations/message.ts';
import { suggestSame } from '../tools/customers/same.ts';
import type { DraftContent } from '../tools/drafts/draft.ts';
import { questionFor } from '../tools/drafts/question.ts';
import { stillMissing } from '../tools/drafts/sold-out.ts';
import { perform } from '../tools/perform.ts';
import { textsFor } from '../tools/texts/index.ts';
import { type Done, isSettled } from './agent/desk.ts';
import type { TurnFacts } from './agent/facts.ts';
import { maySay } from './agent/guard.ts';
import type { Mind } from './agent/model.ts';
import { converse, type Talk } from './agent/talk.ts';
import { abuseReply, isAbuse, isAcknowledgement } from './customer/manners.ts';
import { quoteWished } from './customer/quote-wish.ts';
import { isWorn, offerPerson, timesAsked, wasOffered } from './customer/repeat.ts';
import { composeReply, mergeReplies } from './customer/reply.ts';
import { sameAgainOffered } from './customer/same-again.ts';
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
  const world = await readWorld(ctx, turn.conversation.id, ctx.actor.customerId);
  // Run before a crash, and decided then: the same answer again, whatever the conversation looks like by now.
  if (world.before.some(isSettled)) return finish(turn, ctx, composeReply(world.before));
  const facts = readTurn(turn, await readerFor(ctx), world.open, world.placed);
  const theirs = { ...ctx, language: languageOf(turn, facts) };
  const { phone, customer_name: name } = facts.reading;
  const email = emailIn(turn);
  if (phone || email)
    await suggestSame(theirs, {
      customerId: theirs.actor.customerId,
      phone: phone ?? null,
      email,
      name: name ?? null,
      channel: turn.conversation.channel,
    });
  const unread = wordless(turn);
  await showAsSuch(theirs, theirs.actor.customerId, turn, unread);
  const notice = aboutWordless(unread, theirs);
  if (notice && unread.length === turn.messages.length) return finish(turn, theirs, { text: notice });
  const reply = isAbuse(facts)
    ? abuseReply(theirs.language)
    : await replyOf(
        facts,
        theirs,
        (await quoteWished(turn, facts, theirs)) ??
          (await sameAgainOffered(facts, theirs)) ??
          (await converse(facts, theirs, mind)),
      );
  return finish(turn, theirs, notice ? mergeReplies([{ text: notice }, reply]) : reply);
}

/** An address somebody types in a chat; letters are full of other people's. */
function emailIn({ conversation, messages }: Turn): string | null {
  if (conversation.channel === 'email') return null;
  const words = messages.map(({ text }) => text).join('\n');
  return /(?<![\w.+-])[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/.exec(words)?.[0].toLowerCase() ?? null;
}

type CustomerCtx = Ctx & { actor: { kind: 'customer'; customerId: number; conversationId: number } };

function ctxOf(turn: Turn, language: Language): CustomerCtx {
  const { customerId, id } = turn.conversation;
  if (customerId === null) throw new Error(`conversation ${id} has no customer`);
  const actor = { kind: 'customer' as const, customerId, conversationId: id };
  return { hub: turn.hub, shop: turn.shop, actor, language, cause: turn.cause };
}

/**
 * The reply to what was done; else the draft's open question; else a model's sentence that may be said; else code's.
 * A question that was put twice is not put again: what else was answered goes alone, else a person is offered, then
 * brought.
 */
async function replyOf(facts: TurnFacts, ctx: Ctx, talk: Talk): Promise<Reply> {
  const texts = textsFor(ctx.language);
  const asks = talk.done.filter((done) => isAsking(done));
  const told = composeReply(talk.done);
  const touched = asks.length > 0 || talk.done.some((done) => done.tool === 'draft_order' || isSettled(done));
  const left = touched || facts.intent === 'thanks' ? null : openQuestion(facts, ctx);
  const question = asks.at(-1)?.outcome?.reply ?? left;
  const again = question && !talk.done.some(isSettled) && timesAsked(question, facts.story, ctx.language) > 0;
  if (again && told && movedOn(facts, talk.done)) return { ...told, text: `${texts.conversation.noted} ${told.text}` };
  if (again && isWorn(question, facts.story, ctx.language)) {
    const besides = composeReply(talk.done.filter((done) => !asks.includes(done)));
    return besides ?? (await unstuck(facts, ctx, question));
  }
  if (told) return left ? mergeReplies([told, left]) : told;
  if (left) return left;
  if (facts.intent === 'greeting') return { text: texts.customer.greeting(ctx.shop.name) };
  if (facts.intent === 'thanks') return { text: facts.open ? texts.conversation.welcome : texts.customer.thanks };
  if (maySay(talk.text, talk.done)) return { text: talk.text.trim() };
  if (facts.intent === 'other' && isAcknowledgement(facts.words)) return { text: texts.conversation.asked.here };
  const strange = facts.intent === 'other' && facts.reading.items.length + facts.reading.unresolved.length === 0;
  if (!strange) return { text: texts.customer.fallback };
  const spoken = facts.story.some(({ from }) => from === 'shop');
  if (!spoken || /[?؟]/u.test(facts.words)) return { text: texts.conversation.outOfScope(ctx.shop.name) };
  const unclear = { text: texts.conversation.unclear };
  return timesAsked(unclear, facts.story, ctx.language) > 0 ? offerPerson(unclear, ctx.language) : unclear;
}

/** True when this turn added to the draft that was open before it: its next question is not the same one in vain. */
function movedOn({ open, read }: TurnFacts, done: Done[]): boolean {
  if (!open || !done.some(({ tool, outcome }) => tool === 'draft_order' && outcome)) return false;
  const held = ({ lines, date, time, part, fulfilment, address, name, note }: DraftContent) =>
    JSON.stringify([
      lines.map(({ sku, qty, options }) => [sku, qty, options]),
      date,
      time,
      part,
      fulfilment,
      address,
      name,
      note,
    ]);
  return held(open) !== held(read);
}

function isAsking(done: Done): boolean {
  return typeof done.outcome?.facts.missing === 'string' && done.outcome.reply !== undefined;
}

/** The third time: a person is offered; if that was done too, brought. */
async function unstuck(facts: TurnFacts, ctx: Ctx, question: Reply): Promise<Reply> {
  if (!wasOffered(ctx.language, facts.story)) return offerPerson(question, ctx.language);
  const outcome = await perform(handOver, ctx, { about: facts.words.slice(0, 500) });
  return outcome.reply ?? offerPerson(question, ctx.language);
}

/** What the draft that was open before this turn still asks. */
function openQuestion(facts: TurnFacts, ctx: Ctx): Reply | null {
  if (!facts.open) return null;
  const at = ctx.hub.now();
  const missing = stillMissing(facts.open, facts.catalogue, { shop: ctx.shop, at });
  return missing ? questionFor(missing, { shop: ctx.shop, language: ctx.language, at }) : null;
}

/** Too little was said to tell a language by: the one spoken so far stays. */
const TELLING_LETTERS = 8;

function languageOf(turn: Turn, facts: TurnFacts): Language {
  const { address, customer_name: name } = facts.reading;
  // A street and a name are in the language of the place.
  const words = [address, name].reduce<string>((text, own) => (own ? text.replace(own, '') : text), wordsOf(turn));
  const letters = words.replace(/[^\p{L}]/gu, '').length;
  if (turn.conversation.introduced && letters < TELLING_LETTERS) return turn.conversation.language;
  const { language } = facts.reading;
  return language === 'arabizi' ? 'aeb' : language;
}

/**
 * The first answer to a new customer, and the first after a person had the conversation, says in the same message that
 * an automatic assistant writes.
 */
function finish(turn: Turn, ctx: Ctx, reply: Reply | null): Answer {
  const { introduced, handedBack } = turn.conversation;
  if (!reply || (introduced && !handedBack)) return { reply, language: ctx.language };
  const intro = textsFor(ctx.language).customer.intro(ctx.shop.name);
  return { reply: { ...reply, text: `${reply.text}\n\n${intro}` }, language: ctx.language, introduces: true };
}
