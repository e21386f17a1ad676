import type { EinvoicingTexts } from '../fr/einvoicing.ts';

const SERIES = { invoice: 'invoices', credit_note: 'credit notes', quote: 'quotes' };

export const einvoicing: EinvoicingTexts = {
  numbersFixed: ({ kind, format, year, first }) =>
    `The numbers of the ${SERIES[kind]} of ${year} are formed like this already: ${format} (since ${first}). The law wants one continuous sequence: you can change it before the first number of ${year + 1}.`,
  badNumbers: (format) =>
    `“${format}” cannot form numbers. It takes {year} and {n} or {n:4}, letters, digits and + - _ /, and another form for each series. For example: /legal numéros factures FRA-{year}-{n:4}`,
};
