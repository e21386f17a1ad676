/** Providers, disputes, due dates, codes to scan, the comparison with the providers' lists. */
export const paying = {
  refundedElsewhere: (short: string, amount: string, provider: string) =>
    `↩️ Commande ${short} : ${amount} remboursés depuis ${provider}. C’est noté.`,
  refundByShop: (provider: string) =>
    `${provider} ne rembourse pas à distance : rendez cette somme depuis votre espace ${provider}.`,

  disputes: {
    opened: (short: string, amount: string, reason: string) =>
      `⚠️ Commande ${short} : le client conteste ${amount} auprès de sa banque (${reason}).`,
    answer: (provider: string, by: string | null) =>
      by === null
        ? `Répondez avec vos preuves dans votre espace ${provider}.`
        : `Répondez avec vos preuves dans votre espace ${provider} avant le ${by}.`,
    won: (short: string, amount: string) =>
      `✅ Commande ${short} : la contestation de ${amount} tourne en votre faveur.`,
    lost: (short: string, amount: string) =>
      `⚠️ Commande ${short} : la contestation de ${amount} est perdue, l’argent retourne au client.`,
    taken: (provider: string, amount: string, short: string) =>
      `${provider} a repris ${amount} sur la commande ${short}.`,
    returned: (provider: string, amount: string, short: string) =>
      `${provider} a rendu ${amount} pour la commande ${short}.`,
    reasons: {
      fraudulent: 'paiement non reconnu',
      duplicate: 'payé deux fois',
      product_not_received: 'commande non reçue',
      product_unacceptable: 'produit non conforme',
      credit_not_processed: 'remboursement attendu',
      unrecognized: 'paiement non reconnu',
      general: 'sans motif précis',
      merchandise_or_service_not_received: 'commande non reçue',
      merchandise_or_service_not_as_described: 'produit non conforme',
      unauthorised: 'paiement non reconnu',
      reversed: 'paiement repris par la banque',
    },
  },

  compare: {
    nobody: 'Aucun prestataire de paiement n’est relié à la boutique : il n’y a rien à comparer.',
    asked: 'Je compare avec vos prestataires de paiement. La réponse arrive ici dans un instant.',
    failed: (name: string, why: string) => `⚠️ ${name} n’a pas pu être comparé : ${why}`,
    title: (name: string, from: string, to: string) => `${name}, du ${from} au ${to}`,
    received: (amount: string, count: number) => `Encaissé : ${amount} (${count})`,
    refunded: (amount: string) => `Remboursé : ${amount}`,
    disputed: (amount: string) => `Repris après contestation : ${amount}`,
    fees: (amount: string) => `Frais : ${amount}`,
    paidOut: (amount: string) => `Versé à votre banque : ${amount}`,
    entered: (count: number) =>
      count === 1
        ? 'Une opération nous manquait : elle est inscrite.'
        : `${count} opérations nous manquaient : elles sont inscrites.`,
    none: '✅ Aucune différence avec nos comptes.',
    some: (count: number) => (count === 1 ? '⚠️ Une différence à regarder :' : `⚠️ ${count} différences à regarder :`),
    ofOrder: (short: string) => ` (commande ${short})`,
    kinds: { payment: 'paiement', refund: 'remboursement', dispute: 'reprise' },
    onlyHere: (what: string, amount: string, order: string, ref: string) =>
      `• ${what} de ${amount}${order} : chez nous seulement, ${ref}`,
    onlyThere: (what: string, amount: string, ref: string) => `• ${what} de ${amount} : chez eux seulement, ${ref}`,
    otherAmount: (what: string, ours: string, theirs: string, order: string) =>
      `• ${what}${order} : ${ours} chez nous, ${theirs} chez eux`,
  },
  statementHere: (from: string, to: string, count: number) =>
    `Encaissements du ${from} au ${to}, ${count === 1 ? 'une ligne' : `${count} lignes`} :`,
  statementEmpty: (from: string, to: string) => `Aucun encaissement du ${from} au ${to}.`,
  statementKinds: { payment: 'paiement', refund: 'remboursement', correction: 'correction', chargeback: 'reprise' },
  statementColumns: [
    ...['date', 'heure', 'commande', 'opération', 'moyen', 'prestataire', 'référence'],
    ...['montant', 'frais', 'net', 'devise'],
  ],

  schedule: {
    badParts: (text: string, short: string, most: number) =>
      `Je n’ai pas compris « ${text} ». Écrivez par exemple : /echeancier ${short} 3x (de 2 à ${most} fois, par mois, par semaine ou tous les 15 jours).`,
    tooSmall: 'Le montant est trop petit pour être partagé ainsi.',
    none: (short: string) =>
      `La commande ${short} n’a pas d’échéancier. Pour en faire un : /echeancier ${short} 3x ou /acompte ${short} 30%`,
    title: (short: string) => `Échéancier de la commande ${short}`,
    made: (short: string) => `Échéancier de la commande ${short} :`,
    depositMade: {
      acompte: (short: string) => `Acompte demandé pour la commande ${short} :`,
      arrhes: (short: string) => `Arrhes demandées pour la commande ${short} :`,
    },
    meaning: {
      acompte: 'ℹ️ Un acompte engage les deux côtés : celui qui annule peut devoir réparation à l’autre.',
      arrhes:
        'ℹ️ Des arrhes : si le client annule, elles vous restent ; si vous annulez, vous lui devez le double (Code de la consommation, art. L. 214-1).',
    },
    whenCancelled: {
      acompte: (kept: string, due: string) =>
        `• Vous annulez : ${kept} sont rendus.\n• Le client annule : il reste engagé. Vous pouvez garder ${kept} (le reste de ${due} serait dû, ou un dédommagement) ou tout rendre par geste commercial.`,
      arrhes: (kept: string, double: string) =>
        `• Le client annule : vous gardez ${kept}.\n• Vous annulez : vous lui devez ${double}, soit ${kept} rendus ici et ${kept} que vous lui versez en plus.`,
    },
    keepButton: { acompte: 'Garder l’acompte', arrhes: 'Garder les arrhes' },
    doubleButton: 'Rendre le double',
    keptForMembers: {
      acompte: (amount: string) => `L’acompte de ${amount} est gardé.`,
      arrhes: (amount: string) => `Les arrhes de ${amount} sont gardées.`,
    },
    doubleForMembers: (amount: string) =>
      `Reste à faire : versez vous-même ${amount} de plus au client (arrhes rendues au double, Code de la consommation, art. L. 214-1).`,
    kept: {
      acompte: (amount: string) => `L’acompte de ${amount} reste à la boutique.`,
      arrhes: (amount: string) => `Les arrhes de ${amount} restent à la boutique.`,
    },
    owedBack: (amount: string) =>
      `Comme nous renonçons, les arrhes vous sont dues au double : ${amount} de plus vous seront versés.`,
    linkToGive: (short: string) =>
      `Le client n’est pas joignable par écrit : transmettez-lui vous-même le lien (/lien ${short} ou /qr ${short}).`,
    linkMade: (short: string, amount: string) =>
      `Le lien de paiement de ${amount} pour la commande ${short} est prêt. Le client n’est pas joignable par écrit : transmettez-le-lui, ou montrez /qr ${short}.`,
    linkLabel: 'Ouvrir le lien',
    linkSent: 'Le client reçoit le lien de ce qui est dû maintenant, puis un rappel avant chaque date.',
    line: (position: string, day: string, amount: string, state: string) =>
      `${position}. ${day} : ${amount}${state ? ` (${state})` : ''}`,
    paid: 'payé',
    partly: (rest: string) => `il reste ${rest}`,
    late: 'en retard',
    closed: (short: string) => `La commande ${short} est de nouveau à régler en une fois.`,
    depositAsked: {
      acompte: (amount: string) =>
        `Pour la réserver, nous vous demandons un acompte de ${amount} ; la commande vous engage alors, comme nous. Le solde se règle ensuite.`,
      arrhes: (amount: string) =>
        `Pour la réserver, nous vous demandons ${amount} d’arrhes : elles nous restent si vous renoncez, nous vous en rendons le double si nous renonçons. Le solde se règle ensuite.`,
    },
    depositLink: {
      acompte: (short: string, amount: string, due: string) =>
        `Pour votre commande n° ${short} (${due}), nous vous demandons un acompte de ${amount}. La commande vous engage alors, comme nous. Pour le régler :`,
      arrhes: (short: string, amount: string, due: string) =>
        `Pour votre commande n° ${short} (${due}), nous vous demandons ${amount} d’arrhes : elles nous restent si vous renoncez, nous vous en rendons le double si nous renonçons. Pour les régler :`,
    },
    reminder: (short: string, amount: string, when: string) =>
      `Petit rappel : ${amount} à régler pour votre commande n° ${short}, ${when}.`,
    overdue: (short: string, amount: string, when: string) =>
      `Sauf erreur de notre part, ${amount} de votre commande n° ${short} étaient à régler ${when}. Si c’est déjà fait, merci de ne pas tenir compte de ce message.`,
    lateForMembers: (short: string, amount: string, when: string) =>
      `⏰ Commande ${short} : l’échéance de ${amount} (${when}) n’est pas réglée. Le client vient d’être relancé.`,
    mailSubject: (shop: string, short: string) => `${shop} : votre commande n° ${short}`,
    unpaidLine: (position: string, count: string, amount: string, when: string) =>
      `↳ échéance ${position}/${count} : ${amount}, ${when}`,
  },

  productDeposit: {
    how: 'Écrivez par exemple /acompte-produit fraisier 50%, ou un montant, avec « arrhes » si ce sont des arrhes ; « non » le retire.',
    shown: {
      acompte: (size: string) => `${size} d’acompte`,
      arrhes: (size: string) => `${size} d’arrhes`,
    },
    set: (name: string, deposit: string) =>
      `${name} : ${deposit} seront demandés dès qu’une commande est confirmée. Les commandes en cours ne changent pas.`,
    none: (name: string) => `${name} : plus rien n’est demandé d’avance.`,
  },

  codes: {
    order: (short: string, amount: string) => `Paiement de la commande ${short} (${amount}) : à scanner par le client.`,
    product: (name: string) => `${name} : scanné, il ouvre la conversation avec la commande déjà écrite.`,
    chat: (channel: string) => `Votre conversation ${channel}, à poser sur le comptoir ou en vitrine.`,
    noChat: 'Aucun canal relié n’a d’adresse à ouvrir. Reliez d’abord WhatsApp, Messenger ou Instagram.',
    wish: (name: string) => `Bonjour, je voudrais 1 ${name} s’il vous plaît.`,
  },

  doctor: {
    keysGood: (name: string) => `${name} accepte vos clés.`,
    keysRefused: (name: string) => `${name} refuse vos clés.`,
    keysNext: (name: string) => `Copiez de nouveau les clés depuis votre espace ${name} et importez la boutique.`,
    away: (name: string) => `${name} ne répond pas pour le moment.`,
    awayNext: 'Réessayez dans quelques minutes ; si cela dure, vérifiez l’accès de cette machine à Internet.',
    currency: (name: string, currency: string) => `${name} ne prend pas les paiements en ${currency}.`,
    currencyNext: 'Retirez ce prestataire ou choisissez-en un pour votre devise.',
    heard: (name: string) => `Les nouvelles de ${name} arrivent.`,
    unheard: (name: string) => `Aucune nouvelle de ${name} n’est encore arrivée.`,
    unheardNext: (url: string) => `C’est normal avant le premier paiement. L’adresse à donner au prestataire : ${url}`,
    ibanGood: 'L’IBAN est bien formé.',
    ibanWrong: 'L’IBAN de la boutique ne peut pas être juste : les virements ne sont pas proposés.',
    ibanNext: 'Corrigez legal.iban dans le fichier de la boutique, d’après votre RIB.',
  },
};
