import type { money as french } from '../fr/money.ts';

/** Payments, refunds, credit notes, quotes and the till. */
export const money: typeof french = {
  methods: {
    cash: 'in cash',
    card: 'by card',
    transfer: 'by bank transfer',
    cheque: 'by cheque',
    demo: 'by demonstration payment',
    paypal: 'by PayPal',
    flouci: 'by Flouci',
    konnect: 'by Konnect',
    marketplace: 'by the marketplace',
  },
  takeMoney: 'record a payment',
  creditLine: (invoice) => `Part credit on invoice ${invoice}`,
  buttons: {
    refund: 'Refund',
    refundAmount: (amount) => `Refund ${amount}`,
    cancelRefund: 'Cancel and refund',
    cancelCredit: 'Cancel with credit',
    acceptQuote: 'I accept',
  },

  refusals: {
    badAmount: (text) => `I did not understand the amount “${text}”. Write for instance 45€, 12.50 or 30%.`,
    badPayment: (text, short) =>
      `I did not understand “${text}”. Write for instance: /payee ${short} 45€ cash (or card, transfer, cheque).`,
    bareAmount: (text, short) =>
      `“${text}”: is that an amount? Then add the currency: /payee ${short} ${text}€ (one order at a time).`,
    moreThanDue: (short, due) => `${due} is still due for order ${short}: the link cannot ask for more.`,
    confirmFirst: (short) => `Order ${short} is not confirmed. First: /confirmer ${short}`,
    nothingDue: (short, when) =>
      `Order ${short} has nothing left to pay${when ? ` (last payment at ${when})` : ''}. Nothing has changed.`,
    linkUsed: (short) => `This link of order ${short} has been used or is no longer open. Nothing has changed.`,
    notUndone: (short) =>
      `This payment of order ${short} can no longer be taken back. To give money back: /rembourser ${short}`,
    noInvoice: (short) =>
      `Order ${short} has no standing invoice: there is nothing to credit. To change it: /modifier ${short}`,
    creditTooMuch: (invoice, left) => `${left} is left on invoice ${invoice}: the credit note cannot exceed that.`,
    notOnInvoice: (words, invoice, names) =>
      `I cannot find “${words}” like that on invoice ${invoice}. It still holds: ${names}.`,
    nothingToRefund: (short) => `No money is held for order ${short}: nothing to refund.`,
    moreThanHeld: (short, most) => `For order ${short} you can refund ${most} at most. Nothing has changed.`,
    cancelPlainly: (short) => `Order ${short} is neither paid nor invoiced. Just type: /annuler ${short}`,
    futureDay: (day) => `${day} has not come yet: the till shows the past.`,
    badPeriod: (text) =>
      `I did not understand “${text}”. Write /caisse, /caisse hier, /caisse mois or /caisse novembre`,
    quoteEmpty: 'What should be quoted? Write for instance: /devis Marie 2 fraisiers samedi',
    quoteWho: (names) => `Who is this quote for? Several customers match: ${names}. Add the phone number.`,
    quoteNoName: 'Who is this quote for? Add a name or a phone number.',
    quoteOf: (short, status) => `Order ${short} is ${status}: a quote makes no sense any more.`,
  },

  member: {
    invoiceDue: (due) => `To pay: ${due}.`,
    linkClosed: (short) => `The payment link of order ${short} is closed.`,
    recorded: (short, amount, how) => `Order ${short}: ${amount} received ${how}, noted.`,
    stillDue: (due) => `${due} is still due.`,
    notCounted: 'Nothing was counted: please look at this payment at your provider’s.',
    allPaid: 'It is paid in full, the invoice goes to the customer.',
    tooMuch: (over, short) => `That is ${over} too much. To give it back: /rembourser ${short}`,
    undone: (short, amount) => `The payment of ${amount} for order ${short} is taken back.`,
    partPaid: (short, amount, rest, who) => `💶 Order ${short}: ${amount} received (${who}), ${rest} is still due.`,
    overpaid: (short, amount, over) =>
      `⚠️ Order ${short}: ${amount} received, ${over} too much. To give it back: /rembourser ${short}`,
    credited: (number) => `Credit note ${number} cancels the invoice; its PDF will be here in a moment.`,
    creditIssued: (number, amount, invoice) =>
      `Credit note ${number} of ${amount} issued on invoice ${invoice}. The PDF goes to the customer and comes here; a credit note cannot be undone.`,
    nextRefund: (amount, command) => `To give ${amount} back: /rembourser ${command}`,
    nextInvoice: (short) => `The order can change again: /modifier ${short} ; for a new invoice: /facture ${short}`,
    creditNoteHere: (number, short) => `Credit note ${number} for order ${short}:`,
    askRefund: (amount, short, how) =>
      `Refund ${amount} for order ${short} (paid ${how})? Nothing happens before you confirm.`,
    refundAsked: (amount, short) =>
      `Refund of ${amount} asked for order ${short}. The customer hears when it is done, you hear if it fails.`,
    refundNoted: (amount, short) => `${amount} noted as given back for order ${short}, the customer is told.`,
    refundPaper: (number) => `Credit note ${number}.`,
    notUndoable: 'A refund cannot be undone.',
    refundFailed: (short, amount, why) =>
      `⚠️ Order ${short}: the refund of ${amount} failed (${why}). To try again: /rembourser ${short}`,
    cancelIsPaid: (short, amount) => `Order ${short} is already paid: ${amount} to give back.`,
    cancelIsInvoiced: (short, number) => `Order ${short} has its invoice ${number}: a credit note must cancel it.`,
    cancelNext: 'The button cancels the order, issues the credit note and refunds, all at once.',
    unpaidTitle: 'To be collected',
    unpaidNone: 'All is paid: nothing to collect.',
    unpaidLate: 'Late',
    unpaidToCome: 'To come',
    unpaidLine: (short, who, due, when) => `${short} · ${who} · ${due} · ${when}`,
    unpaidTotal: (total, late) => `Total: ${total}, late: ${late}. To remind: /lien 156`,
    tillDay: (day) => `Till of ${day}`,
    tillMonth: (month) => `Till of ${month}`,
    tillMethod: (method, amount, count) => `${method}: ${amount} (${count})`,
    tillRefunds: (amount, count) => `Refunds: ${amount} (${count})`,
    tillTotal: (amount) => `Total received: ${amount}`,
    tillVat: (rate, base, vat) => `VAT ${rate}: base ${base}, tax ${vat}`,
    tillPapers: 'Invoices less credit notes of the period:',
    tillEmpty: 'Nothing was received.',
    quoteSent: (number, who, total, until) =>
      `Quote ${number} for ${who}: ${total}, valid until ${until}. The customer gets it with a button to accept; the PDF comes here.`,
    quoteMade: (number, who, total, until) =>
      `Quote ${number} for ${who}: ${total}, valid until ${until}. I cannot write to this person: the PDF comes here, to hand over.`,
    quoteHere: (number) => `Quote ${number}:`,
    quoteAccepted: (number, who, short) => `✅ Quote ${number} accepted by ${who}: order ${short} confirmed.`,
    quoteTooLate: (number, who) =>
      `ℹ️ ${who} wanted to accept quote ${number}, which is no longer valid. For a new one: /devis`,
  },

  customer: {
    partLink: (short, part, due) => `To pay a part of your order no. ${short} (${part} of ${due}):`,
    partPaid: (amount, short, rest) =>
      `Payment of ${amount} received for order no. ${short}. Thank you! ${rest} will remain to be paid.`,
    refunded: (amount, short) => `We have refunded you ${amount} for order no. ${short}.`,
    willRefund: (amount) => `We are refunding you ${amount}.`,
    creditNoteHere: (number) => `Here is your credit note ${number}.`,
    quoteHere: (number, total, until) =>
      `Here is your quote ${number} (${total}), valid until ${until}. To accept it, tap the button or answer “yes”.`,
    quoteExpired: (number) =>
      `Your quote ${number} is no longer valid. We are telling the team, who will offer a new one.`,
    quoteTaken: (number, short) => `Your quote ${number} is accepted already: order no. ${short}.`,
  },
};
