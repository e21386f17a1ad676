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
    '⚠️ Factures aux entreprises : aucune plateforme agréée n’est reliée, rien ne part encore. Reliez la vôtre : Documents > Plateforme.',
  reportingOn: {
    ten_days: 'E-reporting : vos ventes aux particuliers sont transmises tous les dix jours.',
    month: 'E-reporting : vos ventes aux particuliers sont transmises chaque mois.',
    two_months: 'E-reporting : vos ventes aux particuliers sont transmises tous les deux mois.',
  },
  name: 'Plateforme agréée',
  connected: (host: string) =>
    `La plateforme ${host} répond et ses accès sont gardés, chiffrés. Choisissez maintenant ce que vous lui confiez.`,
  disconnected: 'Les accès à la plateforme sont oubliés.',
  used: 'C’est enregistré.',
  locked: (why: string) => `La plateforme répond, mais refuse ces accès (${why}). Vérifiez-les : rien n’a été gardé.`,
  notReached: (host: string, why: string) =>
    `${host} ne répond pas comme une plateforme agréée (${why}). Vérifiez l’adresse : rien n’a été gardé.`,
  wrongField: (field: string) => `À corriger : ${field}.`,
  fields: {
    url: 'l’adresse de l’API, en https',
    token: 'un jeton, ou bien l’adresse qui en donne un avec l’identifiant et le secret',
    token_url: 'l’adresse qui donne un jeton, en https',
    client_id: 'l’identifiant',
    client_secret: 'le secret',
    number: 'le numéro d’immatriculation (4 caractères), avec le nom de la plateforme',
    name: 'le nom de la plateforme, avec son numéro d’immatriculation',
  },
  periodOf: (from: string, to: string) => `du ${from} au ${to}`,
  reportRejected: (period: string, why: string) =>
    `📛 La plateforme a rejeté vos ventes aux particuliers ${period} : ${why}. Corrigez, puis « Transmettre de nouveau » sous Documents > Plateforme.`,
  noReport: 'Cette transmission n’existe pas.',
  reportUnderWay: (period: string) =>
    `La transmission ${period} est déjà en route : attendez la réponse de la plateforme.`,
  reportSame: (period: string) => `Les chiffres ${period} n’ont pas changé : rien à transmettre de nouveau.`,
  reportAgain: (period: string) => `Les ventes ${period} partent de nouveau.`,
  reportLacks: (lacks: string) => `La transmission n’est pas possible : il manque ${lacks}.`,
  lacks: {
    country: 'une boutique française tenue en euros',
    platform: 'une plateforme agréée',
    sender: 'le numéro d’immatriculation et le nom de la plateforme',
    siret: 'le SIRET de la boutique (/demarrer siret)',
  },
  noReason: 'motif non précisé',
  books: {
    name: 'Comptes de la boutique',
    whole: (entries: string) => `La chaîne est entière : ${entries} écritures, chacune suit la précédente`,
    broken: (fault: string) => `La chaîne est rompue : ${fault}`,
    brokenNext: 'Ne corrigez rien vous-même. Gardez une copie de la base et appelez votre support technique.',
  },
  doctor: {
    unset: 'La boutique veut se servir d’une plateforme agréée, mais aucune n’est reliée',
    unsetNext: 'Reliez la vôtre sous Documents > Plateforme, ou écrivez /legal plateforme non.',
    good: 'La plateforme agréée répond et accepte nos accès',
    bad: (why: string) => `La plateforme agréée ne nous laisse pas entrer : ${why}`,
    badNext: 'Renouvelez ses accès sous Documents > Plateforme. Ce qui attend partira de soi-même.',
  },
};
export type EinvoicingTexts = typeof einvoicing;
