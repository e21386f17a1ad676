import type { assistant as french } from '../fr/assistant.ts';

/** What members read about the language model. */
export const assistant: typeof french = {
  on: (model, host) => `Language model on: ${model}, at ${host}.`,
  off: (model, host) =>
    `Language model off: the built-in reader answers alone and nothing leaves this server. Available: ${model}, at ${host}.`,
  none: 'No language model is installed on this server (setting OPENAI_API_KEY or OPENAI_BASE_URL): the built-in reader answers alone.',
  sent: 'What it is sent: the current conversation and the catalogue lines it needs, without prices. Phone numbers, e-mail and postal addresses and IBANs are replaced by tokens.',
  voice: (model, host) =>
    `Voice messages, and the names of your products, are sent as they are to ${model}, at ${host}, to be written down.`,
  pictures: (model, host) =>
    `Photos that you send (notebook, price list) are sent as they are to ${model}, at ${host}, to be read.`,
  used: (cost, budget, conversations, calls, tokens) =>
    `This month: about ${cost} of a budget of ${budget} (conversations: ${conversations}, calls: ${calls}, tokens: ${tokens}).`,
  unpriced: 'The price of this model is not known here: tokens are counted, the budget does not stop it.',
  spentNow: 'The month’s budget is spent: the built-in reader answers alone until next month.',
  budgetSpent: (budget) =>
    `The language model’s budget (${budget} a month) is spent. The built-in reader answers alone until next month; orders go on. To raise it: /assistant budget followed by the amount.`,
  privacy: (url) => `Privacy page for your customers: ${url}`,
  undo: (command) => `To take it back: ${command}`,
  howTo: 'Type: /assistant on, /assistant off, or /assistant budget followed by an amount.',
  notUnderstood: (text) =>
    `I did not understand “${text}”. Write /assistant on, /assistant off, or /assistant budget followed by an amount.`,
};
