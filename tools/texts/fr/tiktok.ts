/** Orders made on a marketplace: what members read of them. */
export const market = {
  imported: (order: string, who: string) => `🛍️ Commande ${order} de ${who} sur TikTok Shop, déjà payée là-bas.`,
  differs: (paid: string, lines: string) =>
    `⚠️ TikTok annonce ${paid} payés, les lignes font ${lines} : vérifiez dans votre boutique TikTok.`,
  otherCurrency: (id: string, currency: string) =>
    `⚠️ La commande TikTok ${id} est en ${currency} : elle n’est pas reprise ici. Traitez-la dans votre boutique TikTok.`,
  unmatched: (id: string, who: string) =>
    `🛍️ Commande TikTok ${id} de ${who}, payée. Ces articles ne sont pas reconnus dans votre catalogue :`,
  article: (qty: string, name: string, article: string) => `• ${qty} × ${name} (réf. ${article})`,
  matchHow: (example: string) =>
    `Dites une fois ce que c’est, je m’en souviendrai : ${example}. La commande sera reprise aussitôt.`,
  matched: (article: string, product: string) => `✅ « ${article} » est ${product}. Je m’en souviendrai.`,
  matchUsage: 'Écrivez la référence TikTok puis le produit, par exemple : /associer FR-8P Fraisier 8 parts',
  noSuchArticle: (article: string) => `Aucun article TikTok en attente n’a la référence « ${article} ».`,
  stillUnmatched: (articles: string) => `Il reste à associer : ${articles}.`,
  shipped: (order: string) => `🚚 Commande ${order} : TikTok l’annonce en route.`,
  delivered: (order: string) => `📬 Commande ${order} : TikTok l’annonce livrée.`,
  cancelled: (order: string) =>
    `❌ Commande ${order} annulée sur TikTok. TikTok rembourse l’acheteur ; c’est noté ici.`,
  cancelThere: (order: string) =>
    `La commande ${order} est payée sur TikTok : annulez-la ou remboursez-la dans votre boutique TikTok. Le changement reviendra ici tout seul.`,
  changedThere: (order: string) =>
    `⚠️ Commande ${order} : ses articles ont changé sur TikTok. Comparez avec votre boutique TikTok.`,
  asked: {
    return: (order: string) =>
      `↩️ Commande ${order} : l’acheteur demande un retour ou un remboursement. Répondez dans votre boutique TikTok ; le résultat reviendra ici.`,
    cancellation: (order: string) =>
      `↩️ Commande ${order} : l’acheteur demande une annulation. Répondez dans votre boutique TikTok ; le résultat reviendra ici.`,
  },
  change: {
    cancellation: (order: string, who: string, money: string) =>
      `↩️ Commande ${order} de ${who} : articles annulés sur TikTok, ${money} remboursés à l’acheteur.`,
    return: (order: string, who: string, money: string) =>
      `↩️ Commande ${order} de ${who} : TikTok a remboursé ${money} à l’acheteur.`,
    units: (order: string, who: string, money: string) =>
      `↩️ Commande ${order} de ${who} : des articles (${money}) ont été annulés sur TikTok.`,
    articles: (order: string, who: string) => `⚠️ Commande ${order} de ${who} : ses articles ont changé sur TikTok.`,
    booksCredit: (money: string, invoice: string) =>
      `Si vous acceptez : ${money} notés comme rendus par TikTok, et un avoir sur la facture ${invoice}.`,
    booksOnly: (money: string) => `Si vous acceptez : ${money} notés comme rendus par TikTok ; la commande suit.`,
    booksArticles:
      'Si vous acceptez : la commande devient celle de TikTok, sa facture est annulée par un avoir et refaite.',
    byHand: '⚠️ Les lignes de la commande ne peuvent pas suivre : seul le montant sera noté.',
    unknownArticles: '⚠️ Un de ces articles n’est pas dans votre catalogue : comparez avec votre boutique TikTok.',
    accept: 'C’est exact, noter',
    leave: 'Je m’en occupe',
    none: (order: string) => `Aucun changement TikTok n’attend pour la commande ${order}.`,
    left: (order: string) => `D’accord, rien n’est changé ici pour la commande ${order}. Au besoin : /avoir ${order}.`,
    booked: (order: string, money: string) => `✅ Commande ${order} mise à jour : ${money} rendus par TikTok.`,
    paper: (number: string) => `Avoir ${number}.`,
  },
  toldReady: (order: string) => `✅ Commande ${order} : TikTok sait qu’elle est prête à partir.`,
  notTold: (order: string, why: string) =>
    `⚠️ Commande ${order} : TikTok n’a pas accepté « prête à partir » (${why}). Faites-le dans votre boutique TikTok.`,
  sellerShips: (order: string) =>
    `📦 Commande ${order} : vous l’expédiez vous-même. Saisissez le numéro de suivi dans votre boutique TikTok.`,
  caughtUp: (count: string) => `📡 Commandes TikTok dont l’annonce s’était perdue, retrouvées : ${count}.`,
  expiring: (day: string) => `⏰ L’accès à votre boutique TikTok se termine ${day}. Renouvelez l’autorisation avant.`,
  expiringSoon: '⏰ L’accès à votre boutique TikTok se termine bientôt. Renouvelez l’autorisation.',
  doctor: {
    refunds: 'Les remboursements et les retours peuvent être lus.',
    noRefunds: 'Les remboursements faits sur TikTok ne peuvent pas être lus : seuls les articles annulés se voient.',
    noRefundsNext: 'Donnez à l’application l’accès « Return and Refund », puis autorisez-la de nouveau.',
    token: (shop: string) => `TikTok ouvre la boutique « ${shop} ».`,
    refused: (why: string) => `TikTok refuse : ${why}`,
    tokenNext: 'Renouvelez l’autorisation dans partner.tiktokshop.com et remplacez "access_token".',
    otherShop: (id: string) => `Le jeton est celui d’une autre boutique (${id}).`,
    otherShopNext: 'Corrigez "shop_id", ou autorisez la bonne boutique.',
    orders: 'Les commandes peuvent être lues.',
    ordersNext: 'Donnez à l’application l’accès aux commandes (Order Information), puis autorisez-la de nouveau.',
    renewed: 'L’accès se renouvelle tout seul.',
    notRenewed: 'L’accès ne se renouvelle pas tout seul : il se termine au bout de sept jours environ.',
    notRenewedNext: 'Ajoutez "refresh_token" à la connexion.',
    webhook: 'Des annonces de TikTok sont déjà arrivées.',
    noWebhook: 'Aucune annonce de TikTok n’est encore arrivée ; les commandes sont lues toutes les dix minutes.',
    noWebhookNext: (url: string) => `Dans partner.tiktokshop.com, réglez l’adresse des annonces : ${url}`,
  },
};

export type MarketTexts = typeof market;
