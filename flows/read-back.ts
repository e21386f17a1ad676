import { textsFor } from '../tools/texts/index.ts';
import type { Answer, Turn } from './turn.ts';

/** Under it a card keeps its buttons: such a message holds 1024 characters, and a plan takes up to 950. */
const MOST_WITH_CHOICES = 60;
const MOST_ALONE = 600;
const CARD = 1024;

/**
 * The answer with, above it, what was heard in the turn's voice notes: whoever spoke sees at once what was misheard.
 * Shortened where the answer has buttons and little room is left. A turn without a voice note keeps its answer.
 */
export function withReadBack(turn: Turn, answer: Answer): Answer {
  const heard = turn.messages.flatMap(({ content }) =>
    content.kind === 'media' && content.media === 'audio' && content.transcript?.trim() ? [content.transcript] : [],
  );
  const { reply } = answer;
  if (!reply || heard.length === 0) return answer;
  const room = reply.choices ? Math.max(MOST_WITH_CHOICES, CARD - reply.text.length - 40) : MOST_ALONE;
  const words = heard.join(' … ').replace(/\s+/g, ' ').trim();
  const most = Math.min(room, MOST_ALONE);
  const shown = words.length > most ? `${words.slice(0, most - 1).trimEnd()}…` : words;
  const line = textsFor(answer.language).conversation.heard(shown);
  return { ...answer, reply: { ...reply, text: `${line}\n\n${reply.text}` } };
}

/** A text of ours without what it read back: those words are the customer's, not ours. */
export function withoutReadBack(text: string): string {
  return text.startsWith('🎤 ') ? text.replace(/^🎤 [^\n]*\n\n/, '') : text;
}
