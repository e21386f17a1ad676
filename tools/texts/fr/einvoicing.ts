const fixed = (series: string) => (format: string, year: string, first: string) =>
  `Les numéros des ${series} de ${year} sont déjà formés ainsi : ${format} (depuis ${first}). La loi veut une suite continue : vous pourrez changer dès le 1er janvier, avant le premier numéro de l’année.`;

/** The numbers of papers and the flow of electronic invoices, as members read of them. */
export const einvoicing = {
  numbersFixed: { invoice: fixed('factures'), credit_note: fixed('avoirs'), quote: fixed('devis') },
  badNumbers: (format: string) =>
    `« ${format} » ne peut pas former des numéros. Il faut {year} et {n} ou {n:4}, des lettres, des chiffres et + - _ /, et une forme différente pour chaque série. Par exemple : /legal numéros factures FRA-{year}-{n:4}`,
};
export type EinvoicingTexts = typeof einvoicing;
