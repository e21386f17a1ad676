import type { HubNumberTexts } from '../fr/hub-number.ts';

/** The same in English. */
export const hubNumber: HubNumberTexts = {
  which: 'For which shop? Choose it, then send your message again. To change later: /boutique',
  change: (now) => `You are writing to ${now}. With which shop do you want to go on?`,
  only: (now) => `You have one shop here: ${now}.`,
  chosen: (name) => `✅ You are now writing to ${name}. To change: /boutique`,
};
