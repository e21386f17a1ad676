/** Payments, refunds, credit notes, quotes and the till. */
export const money = {
  methods: {
    cash: 'en espèces',
    card: 'par carte',
    transfer: 'par virement',
    cheque: 'par chèque',
    demo: 'par paiement de démonstration',
    paypal: 'par PayPal',
    flouci: 'par Flouci',
    konnect: 'par Konnect',
    marketplace: 'par la place de marché',
  },
  takeMoney: 'noter un paiement',
  creditLine: (invoice: string) => `Avoir partiel sur la facture ${invoice}`,
  buttons: {
    refund: 'Rembourser',
    refundAmount: (amount: string) => `Rembourser ${amount}`,
    cancelRefund: 'Annuler, rembourser',
    cancelCredit: 'Annuler avec avoir',
    acceptQuote: 'J’accepte',
  },

  refusals: {
    badAmount: (text: string) => `Je n’ai pas compris le montant « ${text} ». Écrivez par exemple 45€, 12,50 ou 30%.`,
    badPayment: (text: string, short: string) =>
      `Je n’ai pas compris « ${text} ». Écrivez par exemple : /payee ${short} 45€ espèces (ou cb, virement, chèque).`,
    bareAmount: (text: string, short: string) =>
      `« ${text} », est-ce un montant ? Alors ajoutez la devise : /payee ${short} ${text}€ (une seule commande à la fois).`,
    moreThanDue: (short: string, due: string) =>
      `Il reste ${due} à régler pour la commande ${short} : le lien ne peut pas demander plus.`,
    confirmFirst: (short: string) => `La commande ${short} n’est pas confirmée. D’abord : /confirmer ${short}`,
    nothingDue: (short: string, when: string) =>
      `La commande ${short} n’a plus rien à régler${when ? ` (dernier paiement à ${when})` : ''}. Rien n’a changé.`,
    linkUsed: (short: string) => `Ce lien de la commande ${short} a déjà servi ou n’est plus ouvert. Rien n’a changé.`,
    notUndone: (short: string) =>
      `Ce paiement de la commande ${short} ne peut plus être retiré. Pour rendre de l’argent : /rembourser ${short}`,
    noInvoice: (short: string) =>
      `La commande ${short} n’a pas de facture en cours : il n’y a rien à créditer. Pour la changer : /modifier ${short}`,
    creditTooMuch: (invoice: string, left: string) =>
      `Il reste ${left} sur la facture ${invoice} : l’avoir ne peut pas dépasser ce montant.`,
    notOnInvoice: (words: string, invoice: string, names: string) =>
      `Je ne retrouve pas « ${words} » ainsi sur la facture ${invoice}. Il y reste : ${names}.`,
    nothingToRefund: (short: string) => `Aucun argent n’est détenu pour la commande ${short} : rien à rembourser.`,
    moreThanHeld: (short: string, most: string) =>
      `Pour la commande ${short}, vous pouvez rembourser ${most} au plus. Rien n’a changé.`,
    cancelPlainly: (short: string) =>
      `La commande ${short} n’est ni payée ni facturée. Il suffit de taper : /annuler ${short}`,
    futureDay: (day: string) => `Le ${day} n’est pas encore arrivé : la caisse montre le passé.`,
    badPeriod: (text: string) =>
      `Je n’ai pas compris « ${text} ». Écrivez /caisse, /caisse hier, /caisse mois ou /caisse novembre`,
    quoteEmpty: 'Que faut-il chiffrer ? Écrivez par exemple : /devis Marie 2 fraisiers samedi',
    quoteWho: (names: string) =>
      `Pour qui est ce devis ? Plusieurs clients correspondent : ${names}. Ajoutez le numéro de téléphone.`,
    quoteNoName: 'Pour qui est ce devis ? Ajoutez un nom ou un numéro de téléphone.',
    quoteOf: (short: string, status: string) => `La commande ${short} est ${status} : un devis n’a plus d’objet.`,
  },

  member: {
    invoiceDue: (due: string) => `À régler : ${due}.`,
    linkClosed: (short: string) => `Le lien de paiement de la commande ${short} est fermé.`,
    recorded: (short: string, amount: string, how: string) => `Commande ${short} : ${amount} reçus ${how}, c’est noté.`,
    stillDue: (due: string) => `Il reste ${due} à régler.`,
    notCounted: 'Rien n’est compté : voyez ce paiement chez votre prestataire.',
    allPaid: 'Elle est payée en entier, la facture part chez le client.',
    tooMuch: (over: string, short: string) => `C’est ${over} de trop. Pour les rendre : /rembourser ${short}`,
    undone: (short: string, amount: string) => `Le paiement de ${amount} de la commande ${short} est retiré.`,
    partPaid: (short: string, amount: string, rest: string, who: string) =>
      `💶 Commande ${short} : ${amount} reçus (${who}), il reste ${rest} à régler.`,
    overpaid: (short: string, amount: string, over: string) =>
      `⚠️ Commande ${short} : ${amount} reçus, soit ${over} de trop. Pour les rendre : /rembourser ${short}`,
    credited: (number: string) => `L’avoir ${number} annule la facture ; son PDF arrive dans un instant.`,
    creditIssued: (number: string, amount: string, invoice: string) =>
      `Avoir ${number} de ${amount} établi sur la facture ${invoice}. Le PDF part chez le client et arrive ici ; un avoir ne s’annule pas.`,
    nextRefund: (amount: string, command: string) => `Pour rendre ${amount} : /rembourser ${command}`,
    nextInvoice: (short: string) =>
      `La commande peut de nouveau changer : /modifier ${short} ; pour refacturer : /facture ${short}`,
    creditNoteHere: (number: string, short: string) => `Avoir ${number} de la commande ${short} :`,
    askRefund: (amount: string, short: string, how: string) =>
      `Rembourser ${amount} pour la commande ${short} (payée ${how}) ? Rien n’est fait avant votre confirmation.`,
    refundAsked: (amount: string, short: string) =>
      `Remboursement de ${amount} demandé pour la commande ${short}. Le client sera prévenu quand ce sera fait, et vous si cela échoue.`,
    refundNoted: (amount: string, short: string) =>
      `${amount} notés comme rendus pour la commande ${short}, le client est prévenu.`,
    refundPaper: (number: string) => `Avoir ${number}.`,
    notUndoable: 'Un remboursement ne s’annule pas.',
    refundFailed: (short: string, amount: string, why: string) =>
      `⚠️ Commande ${short} : le remboursement de ${amount} a échoué (${why}). Pour réessayer : /rembourser ${short}`,
    cancelIsPaid: (short: string, amount: string) => `La commande ${short} est déjà payée : ${amount} à rendre.`,
    cancelIsInvoiced: (short: string, number: string) =>
      `La commande ${short} a sa facture ${number} : un avoir doit l’annuler.`,
    cancelNext: 'Le bouton annule la commande, établit l’avoir et rembourse, en une fois.',
    unpaidTitle: 'À encaisser',
    unpaidNone: 'Tout est payé : aucune commande à encaisser.',
    unpaidLate: 'En retard',
    unpaidToCome: 'À venir',
    unpaidLine: (short: string, who: string, due: string, when: string) => `${short} · ${who} · ${due} · ${when}`,
    unpaidTotal: (total: string, late: string) => `Total : ${total}, dont en retard : ${late}. Relancer : /lien 156`,
    tillDay: (day: string) => `Caisse du ${day}`,
    tillMonth: (month: string) => `Caisse de ${month}`,
    tillMethod: (method: string, amount: string, count: string) => `${method} : ${amount} (${count})`,
    tillRefunds: (amount: string, count: string) => `Remboursements : ${amount} (${count})`,
    tillTotal: (amount: string) => `Total encaissé : ${amount}`,
    tillVat: (rate: string, base: string, vat: string) => `TVA ${rate} : base ${base}, taxe ${vat}`,
    tillPapers: 'Factures moins avoirs de la période :',
    tillEmpty: 'Aucun encaissement.',
    quoteSent: (number: string, who: string, total: string, until: string) =>
      `Devis ${number} pour ${who} : ${total}, valable jusqu’au ${until}. Le client le reçoit avec un bouton pour accepter ; le PDF arrive ici.`,
    quoteMade: (number: string, who: string, total: string, until: string) =>
      `Devis ${number} pour ${who} : ${total}, valable jusqu’au ${until}. Je ne peux pas écrire à cette personne : le PDF arrive ici, à lui remettre.`,
    quoteHere: (number: string) => `Devis ${number} :`,
    quoteAccepted: (number: string, who: string, short: string) =>
      `✅ Devis ${number} accepté par ${who} : commande ${short} confirmée.`,
    quoteTooLate: (number: string, who: string) =>
      `ℹ️ ${who} a voulu accepter le devis ${number}, qui n’est plus valable. Pour un nouveau : /devis`,
  },

  customer: {
    partLink: (short: string, part: string, due: string) =>
      `Pour régler une partie de votre commande n° ${short} (${part} sur ${due}) :`,
    partPaid: (amount: string, short: string, rest: string) =>
      `Paiement de ${amount} bien reçu pour la commande n° ${short}. Merci ! Il restera ${rest} à régler.`,
    refunded: (amount: string, short: string) => `Nous vous avons remboursé ${amount} pour la commande n° ${short}.`,
    willRefund: (amount: string) => `Nous vous remboursons ${amount}.`,
    creditNoteHere: (number: string) => `Voici votre avoir ${number}.`,
    quoteHere: (number: string, total: string, until: string) =>
      `Voici votre devis ${number} (${total}), valable jusqu’au ${until}. Pour l’accepter, touchez le bouton ou répondez « oui ».`,
    quoteExpired: (number: string) =>
      `Votre devis ${number} n’est plus valable. Nous prévenons l’équipe, qui vous en proposera un nouveau.`,
    quoteTaken: (number: string, short: string) => `Votre devis ${number} est déjà accepté : commande n° ${short}.`,
  },
};
