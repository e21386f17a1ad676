import type { ConversationTexts } from '../fr/conversation.ts';
import { asked } from './asked.ts';

/** The same sentences in English. */
export const conversation: ConversationTexts = {
  inStock: 'in stock',
  left: (count) => `only ${count} left`,
  soldOut: 'sold out',
  toOrder: (delay) => `made to order, ${delay} ahead`,
  delayHours: (hours) => `${hours} hours`,
  delayDays: (days) => `${days} days`,
  possible: (day) => `On ${day} we are open and there is enough time.`,
  tooSoon: (product, delay, earliest) => `${product} needs ${delay}, so ${earliest} at the earliest.`,
  closedThen: (day, days) => `We are closed on ${day}. The nearest open days: ${days}.`,
  openDays: (days) => `The nearest open days: ${days}.`,

  openOn: (day, hours) => `Yes, we are open on ${day}: ${hours}.`,
  closedOn: (day) => `We are closed on ${day}.`,
  closedAt: (day, hours) => `Not at that time. On ${day} we are open: ${hours}.`,
  specialClosure: (day) => `We are exceptionally closed on ${day}.`,
  nextOpen: (day, hours) => `Next opening: ${day}, ${hours}.`,
  closures: (days) => `Exceptional closures: ${days}.`,

  accepted: (ways) => `We accept: ${ways}.`,
  ways: {
    stripe: 'card payment online',
    paypal: 'PayPal',
    flouci: 'Flouci',
    konnect: 'Konnect',
    transfer: 'bank transfer',
    demo: 'demonstration payment',
  },
  payAtShop: 'Payment is arranged with the shop.',
  linkComes: 'The payment link comes here as soon as the shop has agreed.',

  heard: (words) => `🎤 I heard: “${words}”`,
  notHeard: 'I could not make out your voice message. Could you write in a few words what you would like?',

  noted: 'Noted.',
  welcome: 'You’re welcome!',
  stuck: 'I am not sure I understand you. Would you like a person of the team to answer?',
  human: 'Talk to a person',
  unclear:
    'I did not quite understand. Tell me what you would like and for what day, or write “human” to talk to a person.',
  outOfScope: (shop) => `I cannot answer that: I take orders for ${shop}. Write “human” to talk to a person.`,
  abuse: 'Let us stay polite, please. Write “human” to talk to a person of the team.',
  complaint: 'We are truly sorry. I am telling a person of the team right away; they will answer you here.',

  askChange: (short) => `What would you like to change in your order no. ${short}?`,
  changed: (short) => `Noted, your request no. ${short} is changed. The shop still has to confirm it.`,
  changeAsked: (short) => `I am passing this change of your order no. ${short} on to the shop:`,
  changeWaits: 'Nothing changes before they answer; you will read it here.',
  cancelled: (short) => `Noted, your request no. ${short} is cancelled.`,
  changeDropped: (short) => `Noted, your order no. ${short} stays as it is.`,
  changeDeclined: (short, reason) =>
    `The shop cannot make this change${reason ? `: ${reason}` : ''}. Your order no. ${short} stays as it was.`,
  cancelDeclined: (short, reason) =>
    `The shop can no longer cancel your order no. ${short}${reason ? `: ${reason}` : ''}. It stays as it was.`,

  asked,

  member: {
    wasChanged: (short, who, words) => `✏️ ${who} changed request ${short}, not confirmed yet: “${words}”`,
    wasCancelled: (short, who, words) => `❌ ${who} cancelled request ${short}, not confirmed yet: “${words}”`,
    before: (what) => `Before: ${what}`,
    after: (what) => `After: ${what}`,
    samePrice: (total) => `Same price: ${total}`,
    difference: (difference, total) => `Difference: ${difference}, total ${total}`,
    alreadyPaid: (amount) => `⚠️ ${amount} is paid already.`,
    apply: 'Apply',
    decline: 'Decline',
    keep: 'Keep it',
    declined: (short) => `Request declined, the customer is told. Order ${short} does not change.`,
    noRequest: (short) => `No change is asked for order ${short}.`,
    otherRequest: (short) =>
      `This request no longer stands for order ${short}: nothing was changed. Here is the order:`,
    complaint: (who, words) =>
      `⚠️ Complaint from ${who}${words ? `: “${words}”` : ''}. The assistant stays silent in this thread for 12 h.`,
    lastWords: (words) => `Their last messages:\n${words}`,
    openOrder: (short, status, what, when, total) => `Order ${short}, ${status}: ${what} — ${when} — ${total}`,
    openDraft: (what) => `Being put together: ${what}`,
    outOfArea: (place) => `⚠️ Outside your delivery area (${place}).`,
    unknownOrder: (who, words) => `❓ ${who} speaks of an order I cannot find: “${words}”`,
    named: (short, name) => `✏️ Order ${short}: in the name of ${name}.`,
    question: (who, words) => `💬 ${who}: “${words}”`,
    quoteHint: (who) => `To answer ${who}, quote their question (long press, then “Reply”) and write to them.`,
    quoteToAnswer: 'Answer by quoting this message: your answer is sent to them.',
  },

  proof: {
    title: (short) => `Order ${short}: the customer’s words.`,
    row: (field, words, time) => `• ${field}: “${words}” (${time})`,
    cart: (field, words) => `• ${field}: “${words}” (cart)`,
    byMember: (who, time) => `✏️ Changed by ${who} (${time})`,
    none: (short) => `No message of the customer belongs to order ${short}: it was entered another way.`,
    noField: (field, known) => `Nothing for “${field}”. Try: ${known}`,
    fields: {
      item: 'item',
      date: 'date',
      time: 'time',
      fulfilment: 'delivery',
      address: 'address',
      customer_name: 'name',
      phone: 'phone',
      note: 'note',
    },
  },

  alias: {
    propose: (said, product) => `“${said}” = ${product}?\nIf so, I will understand it that way next time.`,
    yes: 'Yes',
    no: 'No',
    learned: (said, product) => `Learned: “${said}” = ${product}. To forget it: /alias retirer ${said}`,
    refused: (said) => `All right, I do not learn “${said}”.`,
    list: (rows) => `Learned words:\n${rows}\nTo forget one: /alias retirer and the word`,
    row: (said, product) => `• “${said}” = ${product}`,
    none: 'No word learned yet. To add one: /alias red one = strawberry cake',
    removed: (said, product) => `“${said}” no longer means ${product}.`,
    unknown: (said) => `There is no learned word “${said}”. Type /alias for the list.`,
    taken: (said, product) => `“${said}” is a name of ${product} already.`,
    noProduct: (words) => `I cannot find “${words}” in your catalogue.`,
    gone: 'This question no longer waits for an answer. Type /alias for the learned words.',
  },
};
