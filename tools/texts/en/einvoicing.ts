import type { EinvoicingTexts } from '../fr/einvoicing.ts';

const fixed = (series: string) => (format: string, year: string, first: string) =>
  `The numbers of the ${series} of ${year} are formed like this already: ${format} (since ${first}). The law wants one continuous sequence: you can change it from 1 January, before the first number of the year.`;

export const einvoicing: EinvoicingTexts = {
  numbersFixed: { invoice: fixed('invoices'), credit_note: fixed('credit notes'), quote: fixed('quotes') },
  badNumbers: (format) =>
    `“${format}” cannot form numbers. It takes {year} and {n} or {n:4}, letters, digits and + - _ /, and another form for each series. For example: /legal numéros factures FRA-{year}-{n:4}`,
};
