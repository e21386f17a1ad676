import type { WaitingTexts } from '../fr/waiting.ts';

/** The same in English. */
export const waiting: WaitingTexts = {
  held: (who, what, why) => `📭 A message to ${who} waits: “${what}”. ${why} It leaves as soon as ${who} writes.`,
  closed: 'The conversation has been closed for 24 hours.',
  template: 'The conversation has been closed for 24 hours and Meta has not approved the template yet.',
};
