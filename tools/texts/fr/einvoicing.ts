const fixed = (series: string) => (format: string, year: string, first: string) =>
  `Les numéros des ${series} de ${year} sont déjà formés ainsi : ${format} (depuis ${first}). La loi veut une suite continue : vous pourrez changer dès le 1er janvier, avant le premier numéro de l’année.`;

/** The numbers of papers and the flow of electronic invoices, as members read of them. */
export const einvoicing = {
  numbersFixed: { invoice: fixed('factures'), credit_note: fixed('avoirs'), quote: fixed('devis') },
  badNumbers: (format: string) =>
    `« ${format} » ne peut pas former des numéros. Il faut {year} et {n} ou {n:4}, des lettres, des chiffres et + - _ /, et une forme différente pour chaque série. Par exemple : /legal numéros factures FRA-{year}-{n:4}`,
  rejected: (number: string, why: string, short: string) =>
    `📛 La plateforme a rejeté la facture ${number} : ${why}. Elle n’est pas partie. Corrigez la fiche du client (/client) ou vos mentions (/legal), annulez-la par /avoir ${short}, puis refaites-la : /facture ${short}`,
  refused: (number: string, why: string, short: string) =>
    `📛 Le client a refusé la facture ${number} : ${why}. Voyez avec lui, puis annulez-la par /avoir ${short} et refaites-la : /facture ${short}`,
  platformOn: 'Factures aux entreprises : confiées à la plateforme agréée.',
  platformAbsent:
    '⚠️ Factures aux entreprises : aucune plateforme agréée n’est réglée sur ce serveur, rien ne part encore.',
  noReason: 'motif non précisé',
  doctor: {
    unset: 'La boutique confie ses factures à une plateforme agréée, mais aucune n’est réglée ici',
    unsetNext: 'Renseignez PLATFORM_URL et son jeton, ou écrivez /legal plateforme non.',
    good: 'La plateforme agréée répond et accepte nos accès',
    bad: (why: string) => `La plateforme agréée ne nous laisse pas entrer : ${why}`,
    badNext:
      'Vérifiez PLATFORM_URL, PLATFORM_TOKEN et PLATFORM_TOKEN_URL. Les factures attendent et partiront d’elles-mêmes.',
  },
};
export type EinvoicingTexts = typeof einvoicing;
