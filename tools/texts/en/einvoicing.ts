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
  platformAbsent: '⚠️ Invoices to businesses: no approved platform is set on this server, nothing leaves yet.',
  noReason: 'no reason given',
  doctor: {
    unset: 'The shop hands its invoices to an approved platform, but none is set here',
    unsetNext: 'Set PLATFORM_URL and its token, or write /legal plateforme non.',
    good: 'The approved platform answers and takes our access',
    bad: (why) => `The approved platform does not let us in: ${why}`,
    badNext:
      'Check PLATFORM_URL, PLATFORM_TOKEN and PLATFORM_TOKEN_URL. The invoices wait and will leave by themselves.',
  },
};
