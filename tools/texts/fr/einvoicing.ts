import type { FixedNumber } from '../../invoicing/numbering.ts';

const SERIES = { invoice: 'factures', credit_note: 'avoirs', quote: 'devis' };

/** The numbers of papers and the flow of electronic invoices, as members read of them. */
export const einvoicing = {
  numbersFixed: ({ kind, format, year, first }: FixedNumber) =>
    `Les numéros des ${SERIES[kind]} de ${year} sont déjà formés ainsi : ${format} (depuis ${first}). La loi veut une suite continue : vous pourrez changer avant le premier numéro de ${year + 1}.`,
  badNumbers: (format: string) =>
    `« ${format} » ne peut pas former des numéros. Il faut {year} et {n} ou {n:4}, des lettres, des chiffres et + - _ /, et une forme différente pour chaque série. Par exemple : /legal numéros factures FRA-{year}-{n:4}`,
};
export type EinvoicingTexts = typeof einvoicing;
