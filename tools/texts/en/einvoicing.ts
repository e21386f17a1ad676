import type { EinvoicingTexts } from '../fr/einvoicing.ts';

const fixed = (series: string) => (format: string, year: string, first: string) =>
  `The numbers of the ${series} of ${year} are formed like this already: ${format} (since ${first}). The law wants one continuous sequence: you can change it from 1 January, before the first number of the year.`;

export const einvoicing: EinvoicingTexts = {
  numbersFixed: { invoice: fixed('invoices'), credit_note: fixed('credit notes'), quote: fixed('quotes') },
  badNumbers: (format) =>
    `“${format}” cannot form numbers. It takes {year} and {n} or {n:4}, letters, digits and + - _ /, and another form for each series. For example: /legal numéros factures FRA-{year}-{n:4}`,
  rejected: (number, why, short) =>
    `📛 The platform rejected invoice ${number}: ${why}. It was not delivered. Correct the customer (/client) or your own facts (/legal), cancel it with /avoir ${short}, then make it again: /facture ${short}`,
  refused: (number, why, short) =>
    `📛 The customer refused invoice ${number}: ${why}. Talk to them, then cancel it with /avoir ${short} and make it again: /facture ${short}`,
  platformOn: 'Invoices to businesses: handed to the approved platform.',
  platformAbsent:
    '⚠️ Invoices to businesses: no approved platform is connected, nothing leaves yet. Connect yours: Documents > Platform.',
  reportingOn: {
    ten_days: 'E-reporting: your sales to consumers are reported every ten days.',
    month: 'E-reporting: your sales to consumers are reported every month.',
    two_months: 'E-reporting: your sales to consumers are reported every two months.',
  },
  name: 'Approved platform',
  connected: (host) => `The platform ${host} answers and its access is kept, sealed. Now choose what it gets.`,
  disconnected: 'The access to the platform is forgotten.',
  used: 'Saved.',
  locked: (why) => `The platform answers but refuses this access (${why}). Check it: nothing was kept.`,
  notReached: (host, why) =>
    `${host} does not answer like an approved platform (${why}). Check the address: nothing was kept.`,
  wrongField: (field) => `To correct: ${field}.`,
  fields: {
    url: 'the address of the API, with https',
    token: 'a token, or the address that gives one with the id and secret',
    token_url: 'the address that gives a token, with https',
    client_id: 'the id',
    client_secret: 'the secret',
    number: 'the registration number (4 characters), with the platform’s name',
    name: 'the platform’s name, with its registration number',
  },
  periodOf: (from, to) => `from ${from} to ${to}`,
  reportRejected: (period, why) =>
    `📛 The platform rejected your sales to consumers ${period}: ${why}. Correct it, then “Report again” under Documents > Platform.`,
  noReport: 'There is no such report.',
  reportUnderWay: (period) => `The report ${period} is under way: wait for the platform’s answer.`,
  reportSame: (period) => `The figures ${period} have not changed: there is nothing to report again.`,
  reportAgain: (period) => `The sales ${period} are on their way again.`,
  reportLacks: (lacks) => `Nothing can be reported: missing ${lacks}.`,
  lacks: {
    country: 'a French shop that keeps its books in euros',
    platform: 'an approved platform',
    sender: 'the platform’s registration number and name',
    siret: 'the shop’s SIRET (/demarrer siret)',
  },
  noReason: 'no reason given',
  books: {
    name: 'The shop’s books',
    whole: (entries) => `The chain is whole: ${entries} entries, each follows the one before`,
    broken: (fault) => `The chain is broken: ${fault}`,
    brokenNext: 'Correct nothing yourself. Keep a copy of the database and call your technical support.',
  },
  doctor: {
    unset: 'The shop wants to use an approved platform, but none is connected',
    unsetNext: 'Connect yours under Documents > Platform, or write /legal plateforme non.',
    good: 'The approved platform answers and takes our access',
    bad: (why) => `The approved platform does not let us in: ${why}`,
    badNext: 'Renew its access under Documents > Platform. What waits will leave by itself.',
  },
};
