/** What is said around an order beyond its first card: typed orders, delays, undoing, the day's sheet, who decides. */
export const orders = {
  toUndo: 'Pour revenir en arrière : /annule-ca',
  changedSince: (short: number) =>
    `La commande ${short} a changé depuis : je ne peux plus revenir en arrière. Regardez-la avec /commande ${short}`,
  restored: (short: number, status: string) => `C’est annulé : la commande ${short} est de nouveau ${status}.`,
  restoredTold: (short: number, status: string) =>
    `C’est annulé : la commande ${short} est de nouveau ${status}, le client est prévenu.`,
  dueRestored: (short: number, when: string) =>
    `C’est annulé : la commande ${short} est de nouveau prévue ${when}, le client est prévenu.`,

  createHow: 'Écrivez la commande en une ligne. Par exemple :\n/nouvelle Marie 0612345678 2 fraisiers 8p samedi 14h',
  askWho: 'Pour qui ? Commencez par le nom ou le téléphone : /nouvelle Marie 0612345678 …',
  askWhat: 'Il manque les produits : combien, et de quoi ?',
  askDay: 'Il manque le jour : aujourd’hui, demain, samedi 14h…',
  dayPast: (day: string) => `Le ${day} est déjà passé. Pour quel jour ?`,
  askAddress: 'Il manque l’adresse de livraison (ou écrivez « retrait »).',
  askSize: (product: string, names: string) => `Quelle taille pour « ${product} » : ${names} ?`,
  howMany: (product: string) => `Combien de « ${product} » ?`,
  badPhone: (text: string) => `« ${text} » n’est pas un numéro de téléphone.`,
  retype: 'Rien n’est créé : renvoyez la ligne complète.',
  whichCustomer: (name: string, names: string) =>
    `Plusieurs clients s’appellent « ${name} » : ${names}. Ajoutez le téléphone à la ligne.`,
  created: (short: number) => `Commande ${short} créée et confirmée.`,
  createdTold: (short: number) => `Commande ${short} créée et confirmée, le récapitulatif part au client.`,
  createdUnreached: 'Le client n’est pas joignable par écrit : prévenez-le vous-même.',
  depositHow: (short: number, amount: string) =>
    `Acompte noté : /acompte ${short} ${amount} le demande au client ; s’il est déjà versé : /payee ${short} ${amount}`,
  changedUnreached: (short: number) =>
    `Commande ${short} modifiée. Le client n’est pas joignable par écrit : prévenez-le vous-même.`,
  unknownGoods: (words: string) => `Je ne trouve pas « ${words} » dans votre catalogue (/produits).`,
  toCancel: (short: number) => `Pour l’annuler : /annuler ${short}`,

  historyFirst: 'Première commande',
  history: (count: number, basket: string) =>
    count === 1 ? `Déjà 1 commande : ${basket}` : `Déjà ${count} commandes, panier moyen ${basket}`,
  fromAd: (title: string) => (title ? `📣 Vient de la publicité « ${title} »` : '📣 Vient d’une publicité'),
  spoken: (words: string) => `🎤 Commande vocale, entendue ainsi : « ${words} »`,
  unclearPart: (part: string) => `❔ Heure à préciser : le client a dit « ${part} ».`,
  notFound: (text: string) => `Je ne trouve ni jour, ni statut, ni client pour « ${text} ». Par exemple :`,
  listOf: (name: string) => `Commandes de ${name}`,

  delayHow: (short: number) => `De combien de minutes ? Par exemple : /retard ${short} 30`,
  delayNoHour: (short: number) =>
    `La commande ${short} n’a pas d’heure. Donnez-la d’abord : /modifier ${short} samedi 14h`,
  delayed: (short: number, when: string) => `Commande ${short} : maintenant ${when}, le client est prévenu.`,
  delayedUntold: (short: number, when: string) => `Commande ${short} : maintenant ${when}.`,
  offerHow: (short: number) => `Quel jour proposer ? Par exemple : /proposer ${short} dimanche 10h`,
  offerSame: (short: number, when: string) => `La commande ${short} est déjà prévue ${when}.`,
  offered: (short: number, when: string) =>
    `Proposition envoyée au client pour la commande ${short} : ${when}. Sa réponse arrive ici.`,
  offerUnreached: (short: number) =>
    `Le client de la commande ${short} n’est pas joignable par écrit : appelez-le, puis /modifier ${short} dimanche 10h`,
  offerAccepted: (short: number, who: string, when: string) => `✅ ${who} accepte ${when} pour la commande ${short}.`,
  offerDeclined: (short: number, who: string, when: string) =>
    `❌ ${who} ne veut pas de ${when} pour la commande ${short}.`,
  offerWithdrawn: (short: number) => `La proposition pour la commande ${short} est retirée, le client est prévenu.`,
  tooLate: (short: number, status: string) => `La commande ${short} est ${status} : sa date ne change plus.`,

  sheet: (day: string) => `Production du ${day}`,
  sheetEmpty: 'Rien à préparer.',
  sheetWaiting: (shorts: string) => `Pas comptées, car à valider : ${shorts}`,
  sheetByHour: 'Par heure',
  sheetNoHour: 'sans heure',
  sheetPdf: 'La feuille à imprimer arrive dans un instant.',
  sheetHere: (day: string) => `Feuille de production du ${day} :`,
  sheetTotals: 'Par produit',

  otherConfirmed: (who: string, short: number) => `${who} a confirmé la commande ${short}.`,
  otherRefused: (who: string, short: number) => `${who} a refusé la commande ${short}.`,
  otherIgnored: (who: string, short: number) => `${who} a ignoré la commande ${short}.`,
  otherChanged: (who: string, short: number) =>
    `${who} a modifié la commande ${short} ; elle attend encore une réponse.`,
  otherCreated: (who: string, short: number) => `${who} a saisi la commande ${short} :`,
  stillWaiting: '⏰ Cette commande attend encore votre réponse :',
  mailSubject: (short: number, shop: string) => `Commande ${short} en attente chez ${shop}`,
  mailHow: (short: number) => `Pour répondre, écrivez dans votre fil : /confirmer ${short}`,

  team: (shop: string) => `L’équipe de ${shop}`,
  teamThread: (channel: string) => `reçoit les nouvelles commandes et les alertes sur ${channel}`,
  teamOpens: (phone: string) => `les recevra sur WhatsApp au ${phone} (n’a pas encore écrit)`,
  teamNone: 'ne reçoit rien : aucun fil relié. Faites un code dans l’administration, puis /lier',
  teamMail: (email: string) => `par e-mail (${email}) après deux rappels sans réponse`,
  teamRoles: { owner: 'direction', manager: 'responsable', staff: 'équipe' },

  kinds: { single: 'un seul produit', several: 'plusieurs produits', delivery: 'livraison' },
  kindWords: { single: 'simple', several: 'plusieurs', delivery: 'livraison' },
  trust: 'Vos réponses aux propositions (90 derniers jours) :',
  trustRow: (kind: string, total: string, accepted: string, changed: string, refused: string) =>
    `${kind} : ${total} — ${accepted} sans retouche, ${changed} corrigées, ${refused} refusées`,
  trustAuto: (amount: string) => `→ passe seule sous ${amount}`,
  trustAsk: '→ vous est demandée',
  trustOff:
    'Toutes les commandes vous sont demandées. Un montant sous lequel elles passent seules se règle dans l’administration, page Boutique, ou par /demarrer.',
  trustHow: 'Pour changer : /confiance simple auto, /confiance livraison demander',
  trustSet: (kind: string) => `Entendu : « ${kind} » passe seule sous votre montant. Je vous l’annonce à chaque fois.`,
  trustUnset: (kind: string) => `Entendu : « ${kind} » vous est toujours demandée.`,
  trustBack: (kind: string) =>
    `Vous avez corrigé une commande passée seule : « ${kind} » vous sera de nouveau demandée. Pour la laisser passer : /confiance`,
  trustUnknown: (text: string) => `Je n’ai pas compris « ${text} ».`,

  customer: {
    restoredReady: (short: number) =>
      `Petite correction : votre commande n° ${short} n’est pas encore prête. Nous vous prévenons dès qu’elle l’est.`,
    restoredKept: (short: number) => `Petite correction : votre commande n° ${short} est bien maintenue.`,
    restoredOpen: (short: number) =>
      `Petite correction : votre demande n° ${short} est encore à l’étude. Nous revenons vers vous très vite.`,
    delayed: (short: number, when: string) =>
      `Nous sommes désolés, votre commande n° ${short} aura un peu de retard : elle sera prête ${when}. Merci de votre patience !`,
    dueAgain: (short: number, when: string) => `Petite correction : votre commande n° ${short} reste prévue ${when}.`,
    offer: (short: number, shop: string, when: string) =>
      `${shop} vous propose ${when} pour votre commande n° ${short}. Cela vous convient-il ?`,
    offerYes: 'Oui, ça me va',
    offerNo: 'Non',
    offerAccepted: (short: number, when: string) => `Merci ! Votre commande n° ${short} est prévue ${when}.`,
    offerDeclined: (short: number) =>
      `C’est noté, rien ne change pour votre commande n° ${short}. La boutique revient vers vous.`,
    offerWithdrawn: (short: number) =>
      `Cette proposition n’est plus valable : votre commande n° ${short} reste comme elle était.`,
  },
  discount: (amount: string) => `Remise : ${amount}`,
  tooMuchOff: (name: string, whole: string) => `La remise sur ${name} dépasse son prix (${whole}).`,
  whichOff: (words: string) =>
    `Sur quel article porte la remise de « ${words} » ? Nommez-le avec elle, une remise par article.`,
  offTwice: 'Deux remises sur la même chose : gardez-en une.',
  offUnclear: 'Je n’ai pas compris la remise. Écrivez par exemple : 12 éclairs -10 %, ou : remise 5 €',
  askDiscount: 'Précisez la remise : /remise 156 10 %, /remise 156 5 €, ou /remise 156 0 pour la retirer.',
};
