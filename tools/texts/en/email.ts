import type { EmailTexts } from '../fr/email.ts';

export const email: EmailTexts = {
  choose: 'To choose, simply answer this message with the number.',
  sentBy: (shop) => `Message from ${shop}. You can answer this e-mail directly.`,
  newLetter: (shop) => `Your message to ${shop}`,
  attached: (file) => `Attached: ${file}`,
  backfilled: (count, address) =>
    count > 1
      ? `📬 The mailbox ${address} could not be reached. ${count} e-mails had arrived there: they have now been taken up.`
      : `📬 The mailbox ${address} could not be reached. One e-mail had arrived there: it has now been taken up.`,
  broken: (address, why) =>
    `⚠️ I can no longer read the mailbox ${address} (${why}). Check the connection in the office, under Channels.`,
  renumbered: (address) =>
    `📬 Your provider renumbered the mailbox ${address}: the latest messages were read again, none is counted twice.`,
  looping: (who) =>
    `⚠️ ${who} sends many e-mails in a row (perhaps a machine). I stop answering them for an hour; they stay in your mailbox.`,
  tooLarge: (who) => `📎 ${who} sent an e-mail that is too large to be taken up here. Open it in your mailbox.`,
  quoteAsked: (shop, short) =>
    `Your request for a quote no. ${short} has reached ${shop}. The quote will be sent to you by e-mail.`,
  quoteWanted: (short, who) => `📄 Request for a quote no. ${short}: ${who}, by e-mail`,
  sendQuote: 'Send the quote',
  toSendQuote: (short) => `To send the quote: /devis ${short}`,
  signedBy: (company) => `🏢 Read in the signature, to be checked: ${company}`,
  doctor: {
    noWayIn: 'No e-mail can arrive: there is neither an IMAP mailbox nor a webhook.',
    noWayInNext:
      'Add imap_url (your mailbox) or inbound_key (Postmark, Mailgun or SendGrid webhook) to the connection.',
    imapOk: (host) => `The mailbox opens at ${host}.`,
    imapRefused: 'The IMAP server refuses the user name or the password.',
    imapRefusedNext:
      'Check imap_url. Gmail and Outlook need an app password, made in the security settings of the account.',
    imapUnreachable: (why) => `The IMAP server does not answer: ${why}`,
    imapUnreachableNext: 'Check the server’s name and the port in imap_url (imaps://…:993 almost everywhere).',
    idleOk: 'New e-mails are announced at once (IDLE).',
    idleMissing: 'This server does not announce new e-mails (no IDLE).',
    idleMissingNext: 'Nothing to do: the mailbox is read regularly, answers leave a little later.',
    sentOk: (folder: string) =>
      `Your own answers are read in “${folder}”: the assistant then leaves the thread to you.`,
    sentMissing: 'No folder of sent messages can be seen: the assistant does not know of your own answers.',
    sentMissingNext: 'In your mail program, keep a copy of what you send on the server (IMAP).',
    smtpOk: (host) => `${host} accepts what is sent.`,
    smtpMissing: 'No e-mail can leave from this address.',
    smtpMissingNext: 'Add smtp_url to the connection, or set SMTP_URL for the whole installation.',
    smtpRefused: 'The SMTP server refuses the user name or the password.',
    smtpRefusedNext:
      'Check smtp_url. Gmail and Outlook need an app password, made in the security settings of the account.',
    smtpUnreachable: (why) => `The SMTP server does not answer: ${why}`,
    smtpUnreachableNext: 'Check the server’s name and the port in smtp_url (465 with smtps://, 587 with smtp://).',
    tlsOk: (what) => `The ${what} connection is encrypted.`,
    tlsMissing: (what) => `The ${what} connection is not encrypted: the password travels in the clear.`,
    tlsMissingNext: 'Use imaps:// (port 993) and smtps:// (port 465).',
    webhookOk: (url) => `A webhook is expected at ${url}.`,
    webhookOff: 'No webhook: e-mails arrive by the IMAP mailbox.',
    lastSeen: 'The mailbox was read less than ten minutes ago.',
    notSeen: (since) => `The mailbox has not been read since ${since}.`,
    neverSeen: 'The mailbox has not been read yet.',
    notSeenNext: 'Check that a process with ROLE=worker (or all) runs; else the cause is just above.',
  },
};
