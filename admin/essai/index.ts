/** The door of the trial page. */
export { createEssai } from './app.ts';
export type { Bubble, EssaiParts, Phone, Saying } from './parts.ts';
