import type { customers as french } from '../fr/customers.ts';

/** The same sentences in English. */
export const customers: typeof french = {
  who: (example) => `Which customer? For example: ${example}`,
  nobody: (text) => `I find no customer for “${text}”. Try another name or the phone: /client 0612`,
  several: (text, list) => `Several customers for “${text}”. Send the line you mean:\n${list}`,
  list: (text) => `Customers for “${text}”:`,
  andMore: (count) => `… and ${count} more: add the name or the phone.`,
  orders: (count) => `${count} order${count === '1' ? '' : 's'}`,
  basket: (count, mean) => `${count} order${count === '1' ? '' : 's'}, average basket ${mean}`,
  noOrders: 'no order yet',
  last: (short, day, total, status) => `Last order: ${short}, ${day}, ${total}, ${status}`,
  language: (name) => `Language: ${name}`,
  languages: { fr: 'French', en: 'English', ar: 'Arabic' },
  next: (history, note) => `Their orders: ${history}\nTo add a note: ${note} followed by the text`,
  noted: (who, note) => `Note on ${who}: “${note}”. It is shown on their orders.`,
  noteIs: (who, note) => `Note on ${who}: “${note}”.`,
  noNote: (who) => `No note on ${who}.`,
  noteErased: (who) => `The note on ${who} is erased.`,
  noteHow: (command) => `To add: ${command} followed by the text. To erase: ${command} effacer`,
  history: (who, count, total) => `${who}: ${count} order${count === '1' ? '' : 's'}, ${total} in all`,
  messageHow: (example) => `The text is missing. For example: ${example}`,
  messageSent: (who, short) => `Message sent to ${who} (order ${short}). It cannot be taken back.`,
  messageByTemplate: (who, short) =>
    `${who} (order ${short}) has not written for 24 hours: your words leave by a template. If Meta has not approved it yet they wait, and I tell you.`,
  messageWaits: (who, short) =>
    `${who} (order ${short}) has not written for 24 hours: the message waits and leaves as soon as they answer. If it is urgent, call.`,
  noThread: (who) => `${who} has no conversation with the shop: the message cannot leave.`,
  noThreadCall: (who, phone) => `${who} has no conversation with the shop: the message cannot leave. Call ${phone}.`,
  mergeHow: (example) => `Name two customers, the one to keep first. For example: ${example}`,
  mergeAsk: (kept, gone) =>
    `Make one customer of them?\nKept: ${kept}\nAdded to it: ${gone}\nOrders, conversations and notes move to the first.`,
  mergeForever: '⚠️ This cannot be undone.',
  mergeButton: 'Merge',
  merged: (row) => `They are one customer now: ${row}. This cannot be undone.`,
  sameCustomer: (who) => `This is the same customer twice: ${who}. Nothing has changed.`,
  noneYet: 'No customer has ordered yet.',
  segments: (count) => `Customers who have ordered: ${count}`,
  regular: (count) => `⭐ Regulars (3 orders in 90 days): ${count}`,
  fresh: (count) => `🌱 New this month: ${count}`,
  quiet: (count) => `💤 No order for 60 days: ${count}`,
  big: (count) => `🧺 Big baskets (half as much again as the average): ${count}`,
};
