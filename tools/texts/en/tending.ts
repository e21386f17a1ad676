import type { TendingTexts } from '../fr/tending.ts';

export const tending: TendingTexts = {
  expiring: (name, days, url) => `🔑 The access of ${name} ends in ${days} days. Paste a new token before: ${url}`,
  billed: (name, billed, free) => `✉️ ${name} this month: ${billed} messages charged, ${free} free.`,
  ofLimit: (limit) => `(limit: ${limit})`,
  noneBilled: 'No message counted this month.',
  noLimit: 'No limit to be warned of. To set one: /messages 800',
  limitIs: (limit) => `You will be warned at 80% and at 100% of ${limit} messages. To stop: /messages off`,
  limitHow: 'Write a number of messages a month, such as /messages 800, or /messages off.',
  nearLimit: (name, billed, limit) =>
    `✉️ ${name}: ${billed} messages charged this month, your limit is ${limit}. Nothing is blocked.`,
  overLimit: (name, billed, limit) =>
    `✉️ ${name}: the limit of ${limit} messages is reached (${billed} charged). Nothing is blocked; to change it: /messages followed by the number.`,
  quality: (number, limit) =>
    `📉 Meta reports falling quality of the number ${number} (limit: ${limit}). Write only to those who expect it; see WhatsApp Manager > Phone numbers.`,
  template: (name, state, why) =>
    `📄 The template ${name} is ${state} at Meta (${why}). Correct it in WhatsApp Manager > Message templates; until then cards wait in the office.`,
  approved: (name) => `✅ Meta approved the template ${name}.`,
  nameRefused: (why) =>
    `📛 Meta refused the display name of the number (${why}). Propose another in WhatsApp Manager > Phone numbers.`,
  security: (what) =>
    `🔐 The PIN of the WhatsApp number was touched at Meta (${what}). If it was not you, change it in WhatsApp Manager.`,
  restricted: (why) =>
    `⛔ Meta has limited the account (${why}). Open Business Support Home for the reason and to ask for a review.`,
  cut: (why) => `⛔ The account is no longer linked to us (${why}). Connect it again in the office, page Channels.`,
  resubscribed: (name) =>
    `📡 Meta had cut the events of ${name}; they are restored. I read the conversations again for what is missing.`,
  caughtUp: (name, count) => `📥 ${name}: missed messages found and taken up: ${count}.`,
  providerAlert: (why) => `⚠️ Meta reports: ${why}. Details in WhatsApp Manager > Account overview.`,
};
