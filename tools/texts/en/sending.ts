import type { sending as fr } from '../fr/sending.ts';

export const sending: typeof fr = {
  noPaper: 'There is no such document in this shop.',
  noThread: (number) => `${number}: this customer has no conversation here. Send it by e-mail, or download it.`,
  sentInThread: (number) => `📄 ${number} is on its way to the customer’s conversation again.`,
  mailed: (number, to) => `📧 ${number} is on its way by e-mail to ${to}.`,
  noAddress: (number) => `${number}: I do not know this customer’s e-mail. Add the address after the word “mail”.`,
  badAddress: (text) => `“${text}” is not an e-mail address. Write for example accounts@example.com`,
  noMailbox: 'No e-mail can leave: connect the shop’s mailbox (Office, Channels) or set SMTP_URL.',
  mailFailed: (number, to, why) =>
    `⚠️ ${number} could not be e-mailed to ${to}: ${why}. Check the address, then send it again.`,
  letterSubject: (what, number) => `${what} ${number}`,
  letter: (what, number, shop) => `Hello,\n\nPlease find attached: ${what} ${number}.\n\nKind regards,\n${shop}`,
  here: (what, number) => `📄 ${what} ${number}`,
  stale: (number) =>
    `${number} has changed since this page was shown (a credit note was issued). Check, then try again.`,
  notCreditable: (number) => `${number} can take no credit note any more: all of it was cancelled or taken over.`,
  nothingPicked: 'Say what is to be credited: all of it, an amount, or the quantity of at least one line.',
  badPick: (name, most) => `“${name}”: give a quantity between 0 and ${most}.`,
};
