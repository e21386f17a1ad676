import type { PagesTexts } from '../fr/pages.ts';

/** The same in English. */
export const pages: PagesTexts = {
  gone: (page) => `Photo no. ${page} is no longer there.`,
  read: (page, lines) =>
    `📷 Photo no. ${page} read: ${lines === '1' ? 'one line' : `${lines} lines`}. Here is a card for each; nothing is created without your yes.`,
  nothingRead: (page, form) =>
    `📷 Photo no. ${page} is kept, but I read no order on it. Try closer and flat, or copy it: /nouvelle, or here: ${form}`,
  kept: (page, form) =>
    `📷 Photo no. ${page} is kept. I do not read photos here: copy the orders with /nouvelle, or with the photo before you: ${form}\nFor a product’s photo, send it again with the caption: /photo fraisier`,
  keptOff: (page, form) =>
    `📷 Photo no. ${page} is kept, not read yet: reading is switched off. To switch it on: /assistant on. To copy it with the photo before you: ${form}`,
  keptSpent: (page, form) =>
    `📷 Photo no. ${page} is kept, not read: the month’s budget is spent. To copy it with the photo before you: ${form}`,
  keptFailed: (page, form) =>
    `📷 Photo no. ${page} is kept, but the reader of photos gives no answer. Send it again later, or copy it here: ${form}`,
  listKept:
    '📷 I cannot read the photo of your price list here. Type your products, one a line: “Fraisier 8 parts 32€”, or send a CSV file.',
  listFailed:
    '📷 The reader of photos gives no answer. Send the photo again later, or type your products, one a line: “Fraisier 8 parts 32€”.',
  notFetched: 'I could not receive this picture. Please send it again.',
  badKind: 'I cannot open this picture. Send it as JPEG, PNG or WebP.',
  tooLarge: 'This picture is too large (more than 8 MB). Send it as a photo, not as a file.',
  line: (page, at, all) => `📷 Photo ${page}, line ${at}/${all}:`,
  quoted: (text) => `“${text}”`,
  modify: 'Change',
  ignore: 'Ignore',
  create: 'Create order',
  unclear: (why) => `⚠️ ${why}`,
  rewrite: (line) => `Copy this line, correct it and send it back:\n${line}`,
  rewriteHow: 'To correct it, answer this card with the whole line.',
  lineGone: 'This line has its answer already: nothing is changed.',
  linkKept: (form) =>
    `🔗 Link kept. No interface gives TikTok comments: send a screenshot of them, or enter the order with /nouvelle or here: ${form}`,
  closed: (page) => `Photo no. ${page} put away.`,
};
