import type { orders as french } from '../fr/orders.ts';

/** The same sentences in English. */
export const orders: typeof french = {
  toUndo: 'To take it back: /annule-ca',
  changedSince: (short) =>
    `Order ${short} has changed since: I can no longer take it back. Have a look with /commande ${short}`,
  restored: (short, status) => `Taken back: order ${short} is ${status} again.`,
  restoredTold: (short, status) => `Taken back: order ${short} is ${status} again, the customer has been told.`,
  dueRestored: (short, when) => `Taken back: order ${short} is due ${when} again, the customer has been told.`,

  createHow: 'Write the order in one line. For example:\n/nouvelle Marie 0612345678 2 fraisiers 8p saturday 2pm',
  askWho: 'For whom? Begin with the name or the telephone: /nouvelle Marie 0612345678 …',
  askWhat: 'The products are missing: how many, and of what?',
  askDay: 'The day is missing: today, tomorrow, saturday 2pm…',
  dayPast: (day) => `${day} has already passed. Which day is it for?`,
  askAddress: 'The delivery address is missing (or write “pickup”).',
  askSize: (product, names) => `Which size for “${product}”: ${names}?`,
  howMany: (product) => `How many of “${product}”?`,
  badPhone: (text) => `“${text}” is not a telephone number.`,
  retype: 'Nothing was created: send the whole line again.',
  whichCustomer: (name, names) => `Several customers are called “${name}”: ${names}. Add the telephone to the line.`,
  created: (short) => `Order ${short} created and confirmed.`,
  createdTold: (short) => `Order ${short} created and confirmed, the recap is on its way to the customer.`,
  createdUnreached: 'The customer cannot be reached in writing: let them know yourself.',
  depositHow: (short, amount) =>
    `Deposit noted: /acompte ${short} ${amount} asks the customer for it; if it was paid already: /payee ${short} ${amount}`,
  changedUnreached: (short) =>
    `Order ${short} changed. The customer cannot be reached in writing: let them know yourself.`,
  unknownGoods: (words) => `I cannot find “${words}” in your catalogue (/produits).`,
  toCancel: (short) => `To cancel it: /annuler ${short}`,

  historyFirst: 'First order',
  history: (count, basket) =>
    count === 1 ? `1 order so far: ${basket}` : `${count} orders so far, average basket ${basket}`,
  fromAd: (title) => (title ? `📣 Came by the advertisement “${title}”` : '📣 Came by an advertisement'),
  spoken: (words) => `🎤 Ordered by voice, heard as: “${words}”`,
  unclearPart: (part) => `❔ Time to be settled: the customer said “${part}”.`,
  notFound: (text) => `I find no day, status or customer for “${text}”. For example:`,
  listOf: (name) => `Orders of ${name}`,

  delayHow: (short) => `By how many minutes? For example: /retard ${short} 30`,
  delayNoHour: (short) => `Order ${short} has no time. Give it one first: /modifier ${short} saturday 2pm`,
  delayed: (short, when) => `Order ${short}: now ${when}, the customer has been told.`,
  delayedUntold: (short, when) => `Order ${short}: now ${when}.`,
  offerHow: (short) => `Which day should be offered? For example: /proposer ${short} sunday 10am`,
  offerSame: (short, when) => `Order ${short} is already due ${when}.`,
  offered: (short, when) => `Offered to the customer for order ${short}: ${when}. The answer will arrive here.`,
  offerUnreached: (short) =>
    `The customer of order ${short} cannot be reached in writing: call them, then /modifier ${short} sunday 10am`,
  offerAccepted: (short, who, when) => `✅ ${who} accepts ${when} for order ${short}.`,
  offerDeclined: (short, who, when) => `❌ ${who} does not want ${when} for order ${short}.`,
  offerWithdrawn: (short) => `The offer for order ${short} is withdrawn, the customer has been told.`,
  tooLate: (short, status) => `Order ${short} is ${status}: its date no longer changes.`,

  sheet: (day) => `Production of ${day}`,
  sheetEmpty: 'Nothing to prepare.',
  sheetWaiting: (shorts) => `Not counted, still waiting for a yes: ${shorts}`,
  sheetByHour: 'By hour',
  sheetNoHour: 'no time',
  sheetPdf: 'The sheet to print arrives in a moment.',
  sheetHere: (day) => `Production sheet of ${day}:`,
  sheetTotals: 'By product',

  otherConfirmed: (who, short) => `${who} confirmed order ${short}.`,
  otherRefused: (who, short) => `${who} refused order ${short}.`,
  otherIgnored: (who, short) => `${who} ignored order ${short}.`,
  otherChanged: (who, short) => `${who} changed order ${short}; it still waits for an answer.`,
  otherCreated: (who, short) => `${who} entered order ${short}:`,
  stillWaiting: '⏰ This order still waits for your answer:',
  mailSubject: (short, shop) => `Order ${short} waits at ${shop}`,
  mailHow: (short) => `To answer, write in your thread: /confirmer ${short}`,

  team: (shop) => `The team of ${shop}`,
  teamThread: (channel) => `gets new orders and alerts on ${channel}`,
  teamOpens: (phone) => `will get them on WhatsApp at ${phone} (has not written yet)`,
  teamNone: 'gets nothing: no thread is linked. Make a code in the office, then /lier',
  teamMail: (email) => `by e-mail (${email}) after two unanswered cards`,
  teamRoles: { owner: 'owner', manager: 'manager', staff: 'staff' },

  kinds: { single: 'a single product', several: 'several products', delivery: 'delivery' },
  kindWords: { single: 'simple', several: 'plusieurs', delivery: 'livraison' },
  trust: 'Your answers to what was proposed (last 90 days):',
  trustRow: (kind, total, accepted, changed, refused) =>
    `${kind}: ${total} — ${accepted} untouched, ${changed} corrected, ${refused} refused`,
  trustAuto: (amount) => `→ goes through below ${amount}`,
  trustAsk: '→ you are asked',
  trustOff:
    'You are asked about every order. An amount below which they go through is set in the admin, on the page Shop, or by /demarrer.',
  trustHow: 'To change it: /confiance simple auto, /confiance livraison demander',
  trustSet: (kind) => `Understood: “${kind}” goes through below your amount. I announce each one.`,
  trustUnset: (kind) => `Understood: you are always asked about “${kind}”.`,
  trustBack: (kind) =>
    `You corrected an order that went through by itself: you will be asked about “${kind}” again. To let it through: /confiance`,
  trustUnknown: (text) => `I did not understand “${text}”.`,

  customer: {
    restoredReady: (short) =>
      `A small correction: your order no. ${short} is not ready yet. We will let you know as soon as it is.`,
    restoredKept: (short) => `A small correction: your order no. ${short} stands.`,
    restoredOpen: (short) =>
      `A small correction: we are still looking at your request no. ${short}. We will be back to you very soon.`,
    delayed: (short, when) =>
      `We are sorry, your order no. ${short} is running a little late: it will be ready ${when}. Thank you for your patience!`,
    dueAgain: (short, when) => `A small correction: your order no. ${short} is still due ${when}.`,
    offer: (short, shop, when) => `${shop} offers ${when} for your order no. ${short}. Would that suit you?`,
    offerYes: 'Yes, fine with me',
    offerNo: 'No',
    offerAccepted: (short, when) => `Thank you! Your order no. ${short} is due ${when}.`,
    offerDeclined: (short) => `Noted, nothing changes for your order no. ${short}. The shop will be back to you.`,
    offerWithdrawn: (short) => `This offer no longer holds: your order no. ${short} stays as it was.`,
  },
  discount: (amount) => `Discount: ${amount}`,
  tooMuchOff: (name, whole) => `The discount on ${name} is more than its price (${whole}).`,
  whichOff: (words) => `Which item is the discount in “${words}” on? Name it with it, one discount for each item.`,
  offTwice: 'Two discounts on the same thing: keep one.',
  offUnclear: 'I did not understand the discount. Write for example: 12 éclairs -10 %, or: remise 5 €',
  askDiscount: 'Say the discount: /remise 156 10 %, /remise 156 5 €, or /remise 156 0 to take it away.',
};
