/** What members read of customers who proved to be one, and of what a company's letters say of it. */
export const known = {
  otherAddress: (address: string) => `autre adresse : ${address}`,
  otherEmail: (email: string) => `autre e-mail : ${email}`,
  otherCompany: (row: string) => `autre société : ${row}`,
  joined: (row: string, key: string) =>
    `👥 Deux fiches n’en font plus qu’une, car c’est la même personne (${key}) : ${row}`,
  byNumber: (phone: string) => `même numéro ${phone}, montré par le réseau des deux côtés`,
  byEmail: (email: string) => `même adresse ${email}, vérifiée des deux côtés`,
  byProvider: (channel: string) => `${channel} donne les deux noms au même compte`,
  part: 'Séparer',
  emailGiven: (name: string, channel: string, email: string) => `${name}, qui écrit sur ${channel} et donne ${email}`,
  emailProved: (name: string, email: string) => `${name}, qui écrit de ${email}`,
  offer: (who: string, row: string) =>
    `🏢 Lu dans la signature de ${who} : ${row}. À enregistrer sur sa fiche, pour ses factures ?`,
  siren: (siren: string) => `SIREN ${siren}`,
  acceptHow: (command: string) => `Pour l’enregistrer : ${command}`,
  partHow: (command: string) => `Pour les séparer de nouveau : ${command}`,
  accept: 'Enregistrer',
  refuse: 'Non',
  accepted: (who: string, row: string) => `✅ Enregistré pour ${who} : ${row}.`,
  refused: (who: string) =>
    `Noté : rien n’est enregistré pour ${who}. Je ne reposerai pas la question pour ces données.`,
  gone: 'Cette proposition n’existe plus. La fiche se complète aussi à la main : /client Marie société …',
  decided: 'C’est déjà décidé. Rien n’a changé.',
  restored: (who: string) => `La fiche de ${who} est comme avant.`,
};

export type KnownTexts = typeof known;
