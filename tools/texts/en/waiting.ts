import type { WaitingTexts } from '../fr/waiting.ts';

/** The same in English. */
export const waiting: WaitingTexts = {
  held: (who, what, why) => `📭 A message to ${who} waits: “${what}”. ${why} It leaves as soon as ${who} writes.`,
  answered: (who) => `Your message is on its way to ${who}. The assistant is silent in this conversation.`,
  sent: (who) => `Your answer is on its way to ${who}.`,
  answerWaits: (who) => `The conversation is closed: your message leaves as soon as ${who} writes.`,
  noThread: 'Nobody can be answered here. Call the customer or write to them elsewhere.',
  empty: 'Write your message, then send it.',
  closed: 'The conversation has been closed for 24 hours.',
  template: 'The conversation has been closed for 24 hours and Meta has not approved the template yet.',
};
