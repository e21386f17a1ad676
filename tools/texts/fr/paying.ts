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
};
