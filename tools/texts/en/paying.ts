import type { paying as french } from '../fr/paying.ts';

export const paying: typeof french = {
  refundedElsewhere: (short, amount, provider) => `↩️ Order ${short}: ${amount} refunded from ${provider}. Noted.`,
  refundByShop: (provider) => `${provider} has no remote refund: give this sum back from your ${provider} account.`,

  disputes: {
    opened: (short, amount, reason) => `⚠️ Order ${short}: the customer disputes ${amount} with their bank (${reason}).`,
    answer: (provider, by) =>
      by === null
        ? `Answer with your evidence in your ${provider} account.`
        : `Answer with your evidence in your ${provider} account before ${by}.`,
    won: (short, amount) => `✅ Order ${short}: the dispute over ${amount} was decided in your favour.`,
    lost: (short, amount) =>
      `⚠️ Order ${short}: the dispute over ${amount} is lost, the money goes back to the customer.`,
    taken: (provider, amount, short) => `${provider} took ${amount} back on order ${short}.`,
    returned: (provider, amount, short) => `${provider} gave ${amount} back on order ${short}.`,
    reasons: {
      fraudulent: 'payment not recognised',
      duplicate: 'paid twice',
      product_not_received: 'order not received',
      product_unacceptable: 'product not as agreed',
      credit_not_processed: 'refund expected',
      unrecognized: 'payment not recognised',
      general: 'no precise reason',
      merchandise_or_service_not_received: 'order not received',
      merchandise_or_service_not_as_described: 'product not as agreed',
      unauthorised: 'payment not recognised',
      reversed: 'payment taken back by the bank',
    },
  },

  compare: {
    nobody: 'No payment provider is connected to the shop: there is nothing to compare.',
    asked: 'Comparing with your payment providers. The answer comes here in a moment.',
    failed: (name, why) => `⚠️ ${name} could not be compared: ${why}`,
    title: (name, from, to) => `${name}, ${from} to ${to}`,
    received: (amount, count) => `Received: ${amount} (${count})`,
    refunded: (amount) => `Refunded: ${amount}`,
    disputed: (amount) => `Taken back after disputes: ${amount}`,
    fees: (amount) => `Fees: ${amount}`,
    paidOut: (amount) => `Paid out to your bank: ${amount}`,
    entered: (count) =>
      count === 1
        ? 'One operation was missing here: it is entered.'
        : `${count} operations were missing here: they are entered.`,
    none: '✅ No difference with our books.',
    some: (count) => (count === 1 ? '⚠️ One difference to look at:' : `⚠️ ${count} differences to look at:`),
    ofOrder: (short) => ` (order ${short})`,
    kinds: { payment: 'payment', refund: 'refund', dispute: 'chargeback' },
    onlyHere: (what, amount, order, ref) => `• ${what} of ${amount}${order}: only here, ${ref}`,
    onlyThere: (what, amount, ref) => `• ${what} of ${amount}: only there, ${ref}`,
    otherAmount: (what, ours, theirs, order) => `• ${what}${order}: ${ours} here, ${theirs} there`,
  },
  statementHere: (from, to, count) => `Takings from ${from} to ${to}, ${count === 1 ? 'one line' : `${count} lines`}:`,
  statementEmpty: (from, to) => `No takings from ${from} to ${to}.`,
  statementKinds: { payment: 'payment', refund: 'refund', correction: 'correction', chargeback: 'chargeback' },
  statementColumns: [
    ...['date', 'time', 'order', 'operation', 'means', 'provider', 'reference'],
    ...['amount', 'fee', 'net', 'currency'],
  ],

  schedule: {
    badParts: (text, short, most) =>
      `I did not understand “${text}”. For example: /echeancier ${short} 3x (2 to ${most} parts, monthly, weekly or every 15 days).`,
    tooSmall: 'The amount is too small to be split like that.',
    none: (short) => `Order ${short} has no schedule. To make one: /echeancier ${short} 3x or /acompte ${short} 30%`,
    title: (short) => `Schedule of order ${short}`,
    made: (short) => `Schedule of order ${short}:`,
    depositMade: {
      acompte: (short) => `Deposit asked for order ${short}:`,
      arrhes: (short) => `Earnest money asked for order ${short}:`,
    },
    meaning: {
      acompte: 'ℹ️ A down payment binds both sides: whoever cancels may owe the other compensation.',
      arrhes:
        'ℹ️ Earnest money: if the customer cancels, you keep it; if you cancel, you owe them double (French Consumer Code, art. L. 214-1).',
    },
    whenCancelled: {
      acompte: (kept, due) =>
        `• You cancel: ${kept} goes back.\n• The customer cancels: they stay bound. You may keep ${kept} (the remaining ${due}, or damages, could be claimed) or give all of it back as a gesture.`,
      arrhes: (kept, double) =>
        `• The customer cancels: you keep ${kept}.\n• You cancel: you owe them ${double}, that is ${kept} given back here and ${kept} that you pay them on top.`,
    },
    keepButton: { acompte: 'Keep the deposit', arrhes: 'Keep the arrhes' },
    doubleButton: 'Give back double',
    keptForMembers: {
      acompte: (amount) => `The deposit of ${amount} is kept.`,
      arrhes: (amount) => `The arrhes of ${amount} are kept.`,
    },
    doubleForMembers: (amount) =>
      `Still to be done: pay the customer ${amount} more yourself (arrhes go back twice, French Consumer Code, art. L. 214-1).`,
    kept: {
      acompte: (amount) => `The deposit of ${amount} stays with the shop.`,
      arrhes: (amount) => `The deposit (arrhes) of ${amount} stays with the shop.`,
    },
    owedBack: (amount) => `As we withdraw, the deposit is due to you twice: ${amount} more will be paid to you.`,
    linkToGive: (short) =>
      `The customer cannot be reached in writing: pass the link on yourself (/lien ${short} or /qr ${short}).`,
    linkMade: (short, amount) =>
      `The payment link for ${amount} of order ${short} is ready. The customer cannot be reached in writing: pass it on, or show /qr ${short}.`,
    linkLabel: 'Open the link',
    linkSent: 'The customer gets the link for what is due now, then a reminder before each date.',
    line: (position, day, amount, state) => `${position}. ${day}: ${amount}${state ? ` (${state})` : ''}`,
    paid: 'paid',
    partly: (rest) => `${rest} left`,
    late: 'late',
    closed: (short) => `Order ${short} is to be paid in one again.`,
    depositAsked: {
      acompte: (amount) =>
        `To book it, we ask you for a deposit of ${amount}; the order then binds you as it binds us. The balance is paid later.`,
      arrhes: (amount) =>
        `To book it, we ask you for ${amount} of earnest money: we keep it if you withdraw, we pay you back double if we withdraw. The balance is paid later.`,
    },
    depositLink: {
      acompte: (short, amount, due) =>
        `For your order no. ${short} (${due}), we ask you for a deposit of ${amount}. The order then binds you as it binds us. To pay it:`,
      arrhes: (short, amount, due) =>
        `For your order no. ${short} (${due}), we ask you for ${amount} of earnest money: we keep it if you withdraw, we pay you back double if we withdraw. To pay it:`,
    },
    reminder: (short, amount, when) => `A reminder: ${amount} is due for your order no. ${short}, ${when}.`,
    overdue: (short, amount, when) =>
      `Unless we are mistaken, ${amount} of your order no. ${short} was due ${when}. If it is done already, please ignore this message.`,
    lateForMembers: (short, amount, when) =>
      `⏰ Order ${short}: the instalment of ${amount} (${when}) is not paid. The customer has just been reminded.`,
    mailSubject: (shop, short) => `${shop}: your order no. ${short}`,
    unpaidLine: (position, count, amount, when) => `↳ instalment ${position}/${count}: ${amount}, ${when}`,
  },

  productDeposit: {
    how: 'Write for example /acompte-produit fraisier 50%, or an amount, with "arrhes" if it is that kind; "no" removes it.',
    shown: {
      acompte: (size) => `${size} deposit`,
      arrhes: (size) => `${size} deposit (arrhes)`,
    },
    set: (name, deposit) =>
      `${name}: ${deposit} will be asked as soon as an order is confirmed. Orders in hand do not change.`,
    none: (name) => `${name}: nothing is asked in advance any more.`,
  },

  codes: {
    order: (short, amount) => `Payment of order ${short} (${amount}): for the customer to scan.`,
    product: (name) => `${name}: scanned, it opens the chat with the order already written.`,
    chat: (channel) => `Your ${channel} chat, for the counter or the window.`,
    noChat: 'No connected channel has an address to open. Connect WhatsApp, Messenger or Instagram first.',
    wish: (name) => `Hello, I would like 1 ${name} please.`,
  },

  doctor: {
    keysGood: (name) => `${name} accepts your keys.`,
    keysRefused: (name) => `${name} refuses your keys.`,
    keysNext: (name) => `Copy the keys again from your ${name} account and import the shop.`,
    away: (name) => `${name} does not answer for the moment.`,
    awayNext: 'Try again in a few minutes; if it lasts, check this machine’s access to the Internet.',
    currency: (name, currency) => `${name} takes no payments in ${currency}.`,
    currencyNext: 'Remove this provider or choose one for your currency.',
    heard: (name) => `News from ${name} comes in.`,
    unheard: (name) => `No news from ${name} has come in yet.`,
    unheardNext: (url) => `That is normal before the first payment. The address to give the provider: ${url}`,
    ibanGood: 'The IBAN is well formed.',
    ibanWrong: 'The shop’s IBAN cannot be right: transfers are not offered.',
    ibanNext: 'Correct legal.iban in the shop file, from your bank details.',
  },
};
