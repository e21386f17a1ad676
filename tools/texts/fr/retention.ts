/** How long what customers sent is kept, as members read it. */
export const retention = {
  kinds: {
    recordings: 'Enregistrements d’appels et notes vocales',
    pictures: 'Photos et fichiers',
    letters: 'E-mails d’origine et pièces jointes',
    transcripts: 'Transcriptions des messages vocaux',
    strangers: 'Conversations de personnes qui n’ont jamais commandé',
  },
  row: (kind: string, days: string) => `• ${kind} : ${days} jours`,
  deletedAfter: (kind: string, days: string) => `${kind} : effacés au bout de ${days} jours.`,
  shown: 'Ce qui est gardé, et combien de temps :',
  papers:
    'Commandes, paiements et factures ne sont jamais effacés ici : le fisc peut les demander six ans (LPF, art. L102 B), et l’usage comptable est de dix ans.',
  advice:
    'Ces durées sont des conseils prudents, pas un avis juridique : votre comptable ou votre conseil peut en préférer d’autres.',
  how: (url: string) => `Pour changer : ${url}`,
  changed: 'Enregistré. L’effacement se fait chaque nuit, à partir de 3 h.',
  tooLong: (kind: string, most: string) => `${kind} : entre 1 et ${most} jours.`,
  wasLast: (day: string, count: string) =>
    count === '0'
      ? `Dernière nuit : ${day}, rien à effacer.`
      : `Dernière nuit : ${day}, ${count} élément${count === '1' ? ' effacé' : 's effacés'}.`,
};

export type RetentionTexts = typeof retention;
