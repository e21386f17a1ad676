import type { papers as french } from '../fr/papers.ts';
import { sending } from './sending.ts';

export const papers: typeof french = {
  depositLine: (order) => `Deposit on order ${order}`,
  depositLineAt: (order, rate) => `Deposit on order ${order} (VAT ${rate})`,
  lacks: {
    address: 'the shop’s address (/demarrer adresse)',
    siret: 'the SIRET (/demarrer siret)',
    vat_number: 'the VAT number (/legal tva FR…)',
    capital: 'the share capital (/legal capital 8 000 €)',
    rcs: 'the RCS registration (/legal rcs Paris 123 456 782)',
    matricule_fiscal: 'the tax number, such as 0736202X/A/M/000 (/demarrer matricule)',
    buyer_address: 'the customer company’s address (/client … adresse …)',
    buyer_siren: 'the customer company’s SIREN (/client … siren 404833048)',
    buyer_vat: 'the customer company’s VAT number (/client … tva …)',
    supplied_on: 'the day of delivery (/modifier … samedi)',
    vat_case: 'what you decide about the VAT of this sale abroad (/tva-etranger …)',
  },
  businessNoted: (name, facts) =>
    `${name}, company: ${facts}. Their invoices will say so. To go back: /client ${name} particulier`,
  consumerNoted: (name) => `${name} is a consumer again on invoices.`,
  badLegal: (text) =>
    `I did not understand "${text}". Type for instance: /legal tva FR83404833048, /legal capital 8 000 €, /legal rcs Paris 404 833 048, /legal biens`,
  stillLacks: (lacks) => `⚠️ Missing: ${lacks}.`,
  nothingLacks: '✅ Nothing is missing to invoice.',
  toIssue: (short, lacks) =>
    `🧾 The invoice of order ${short} is still to be issued: missing are ${lacks}. It leaves by itself once they are filled in.`,
  cannotIssue: (short, lacks) =>
    `The invoice of order ${short} cannot be issued yet: missing are ${lacks}. Fill them in, then: /facture ${short}`,
  depositHere: (number) => `Here is your deposit invoice ${number}.`,
  depositFor: (number, short) => `Deposit invoice ${number} of order ${short}:`,
  receiptHere: (number) => `Here is your receipt ${number}. The invoice will follow.`,
  receiptFor: (number, short) => `Receipt ${number} of order ${short}:`,
  chain: (papers) => `🧾 ${papers}`,
  cancelledBy: (number, by) => `${number} (cancelled by ${by})`,
  creditedBy: (number, by) => `${number} (credit note ${by})`,
  cancels: (number, what) => `${number} (on ${what})`,
  kinds: { quote: 'quote', invoice: 'invoice', deposit: 'deposit', credit_note: 'credit note', receipt: 'receipt' },
  takesOff: (number, deposits) => `${number} (deposits taken off: ${deposits})`,
  nothingToClose: 'Nothing to close: no payment and no invoice since the last closure.',
  badClosure: (text) => `I did not understand "${text}". Type /cloture, /cloture mois or /cloture annee`,
  notOver: (period) => `${period} is not over: its closure comes by itself.`,
  closureTitle: {
    day: (number, period) => `🔒 Daily closure no. ${number} (${period})`,
    month: (number, period) => `🔒 Monthly closure no. ${number} (${period})`,
    year: (number, period) => `🔒 Yearly closure no. ${number} (${period})`,
  },
  closureRow: (method, amount) => `${method}: ${amount}`,
  closureReturned: (amount) => `of which given back or corrected: ${amount}`,
  closureTotal: (amount) => `Total of the period: ${amount}`,
  closurePapers: (first, last) => `Invoices and credit notes: ${first} to ${last}`,
  closurePerpetual: (amount) => `Perpetual total: ${amount}`,
  badExport: (text) =>
    `I did not understand "${text}". Type for instance: /export fec 2026-11, /export journal 2026-11, /export tva 2026-11, /export factures 2026-11 or /export ereporting 2026-11`,
  exportHere: (name, rows) => `${name} (${rows} rows). For your accountant.`,
  exportFec: 'These are the sales and bank journals in FEC layout, not the whole FEC of your business.',
  exportEmpty: (period) => `Nothing to export for ${period}: no invoice, no payment.`,
  waiting: 'invoice to be issued',
  titles: {
    quote: 'Quote',
    invoice: 'Invoice',
    deposit: 'Deposit invoice',
    credit_note: 'Credit note',
    receipt: 'Receipt',
  },
  sending,
};
