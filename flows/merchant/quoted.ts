import type { Ctx } from '../../tools/context.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { Refusal } from '../../tools/errors.ts';
import { inShop } from '../../tools/perform.ts';
import type { Mind } from '../agent/model.ts';
import { type Command, parseCommand } from './grammar.ts';
import { changeFromWords } from './input.ts';
import { placeOf, propose } from './plans.ts';
import { type Done, runCommand } from './run.ts';
import { answerSpeech } from './speech.ts';

/** What a member's answer quotes: an order's card at its version, a plan, or something else of ours. */
export type Quoted = {
  order?: { short: number; version: number };
  plan?: number;
  /** The customer's conversation that the notice was about: words in answer to it go there. */
  conversation?: number;
  /** What the quoted message carried: the evidence of a page's line. */
  document?: NonNullable<Reply['document']>;
};

/** Finds what a message of ours was about, by the provider's id. */
export async function quotedBy(ctx: Ctx, providerId: string): Promise<Quoted> {
  const row = await inShop(ctx, (run) =>
    run.trx
      .selectFrom('outgoing')
      .leftJoin('orders', 'orders.id', 'outgoing.order_id')
      .select(['orders.short', 'outgoing.order_version', 'outgoing.reply'])
      .where('outgoing.provider_id', '=', providerId)
      .executeTakeFirst(),
  );
  if (!row) return {};
  const { answers, choices, document } = row.reply as Reply;
  const offered = choices?.map((choice) => /^\/(?:oui|recrire) (\d+)$/.exec(choice.id)?.[1]).find(Boolean);
  return {
    ...(offered ? { plan: Number(offered) } : {}),
    ...(answers ? { conversation: answers } : {}),
    ...(document ? { document } : {}),
    ...(row.short !== null && row.order_version !== null
      ? { order: { short: row.short, version: row.order_version } }
      : {}),
  };
}

/** Words that speak to a customer, not to us. */
const ADDRESSED =
  /(?<!\p{L})(?:bonjour|bonsoir|salut|hello|hi|vous|votre|vos|you|your|désolée?s?|مرحبا|لكم)(?!\p{L})/iu;
/** Words that are about the order rather than part of a sentence to somebody: "3 au lieu de 2, 14h". */
const MOST_CHANGE_WORDS = 14;

/**
 * Words in answer to an order's card: what changes it shows the changed card; a command's word gets the card's number;
 * what is written to the customer goes to them, after a card where that is doubtful.
 */
export async function replyToCard(
  ctx: Ctx,
  said: { text: string; key: string; voice: boolean },
  card: { short: number; version: number },
  mind: Mind | undefined,
): Promise<Done[]> {
  const typed = numbered(said.text, card.short);
  if (typed) return runCommand(ctx, typed);
  const addressed = ADDRESSED.test(said.text);
  if (!addressed && (await isChange(ctx, card.short, said.text))) {
    const change = parseCommand(`/modifier ${card.short} v${card.version} ${said.text}`);
    if (change.kind === 'command' && !said.voice) return runCommand(ctx, change.command);
    const reply = await propose(ctx, placeOf(ctx, said.key), {
      commands: [`/modifier ${card.short} ${said.text}`],
      source: 'voice',
    });
    if (reply) return [{ facts: {}, reply }];
  }
  const message = `/message ${card.short} ${said.text}`;
  const parsed = parseCommand(message);
  if (parsed.kind !== 'command') return answerSpeech(ctx, { ...said, order: card.short }, mind);
  if (addressed && !said.voice) return runCommand(ctx, parsed.command);
  const heard = await answerSpeech(ctx, { ...said, order: card.short }, undefined);
  if (heard.some((done) => 'proposed' in done.facts)) return heard;
  const reply = await propose(ctx, placeOf(ctx, `${said.key}:message`), { commands: [message], source: 'card' });
  return reply ? [{ facts: {}, reply }] : heard;
}

/** "prête" or "/annuler elle a appelé" in answer to a card: the card's own number is meant. */
function numbered(text: string, short: number): Command | null {
  const slash = text.trimStart().startsWith('/');
  const [first = '', ...rest] = text.trim().replace(/^\//, '').split(/\s+/);
  if (!slash && rest.length > 0) return null;
  const bare = parseCommand(`/${first}`);
  if (bare.kind !== 'needs_number') return null;
  const parsed = parseCommand(`${bare.word} ${short} ${rest.join(' ')}`);
  return parsed.kind === 'command' && !parsed.command.guessed ? parsed.command : null;
}

const UNCLEAR_CHANGE = /^\s*[+-]?\d|au lieu d|à la place d|plutôt qu|instead of|بدل/iu;

async function isChange(ctx: Ctx, short: number, text: string): Promise<boolean> {
  if (text.split(/\s+/).length > MOST_CHANGE_WORDS || /\?\s*$/.test(text)) return false;
  try {
    return (await changeFromWords(ctx, short, text)) !== null;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    // A change that is unclear is still one: its refusal names what to say.
    return UNCLEAR_CHANGE.test(text);
  }
}
