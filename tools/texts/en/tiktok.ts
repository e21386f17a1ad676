import type { MarketTexts } from '../fr/tiktok.ts';

export const market: MarketTexts = {
  imported: (order, who) => `🛍️ Order ${order} by ${who} on TikTok Shop, already paid there.`,
  differs: (paid, lines) => `⚠️ TikTok says ${paid} was paid, the lines come to ${lines}: check in your TikTok shop.`,
  otherCurrency: (id, currency) =>
    `⚠️ TikTok order ${id} is in ${currency}: it is not taken over here. Handle it in your TikTok shop.`,
  unmatched: (id, who) => `🛍️ TikTok order ${id} by ${who}, paid. These articles are not known in your catalogue:`,
  article: (qty, name, article) => `• ${qty} × ${name} (ref. ${article})`,
  matchHow: (example) => `Say once what it is and I will remember: ${example}. The order is then taken over at once.`,
  matched: (article, product) => `✅ “${article}” is ${product}. I will remember.`,
  matchUsage: 'Write the TikTok reference, then the product, for example: /associer FR-8P Fraisier 8 parts',
  noSuchArticle: (article) => `No waiting TikTok article has the reference “${article}”.`,
  stillUnmatched: (articles) => `Still to be matched: ${articles}.`,
  shipped: (order) => `🚚 Order ${order}: TikTok says it is on its way.`,
  delivered: (order) => `📬 Order ${order}: TikTok says it was delivered.`,
  cancelled: (order) => `❌ Order ${order} was cancelled on TikTok. TikTok refunds the buyer; it is noted here.`,
  cancelThere: (order) =>
    `Order ${order} was paid on TikTok: cancel or refund it in your TikTok shop. The change comes back here by itself.`,
  changedThere: (order) => `⚠️ Order ${order}: its articles changed on TikTok. Compare with your TikTok shop.`,
  asked: {
    return: (order) =>
      `↩️ Order ${order}: the buyer asks for a return or a refund. Answer in your TikTok shop; the outcome comes back here.`,
    cancellation: (order) =>
      `↩️ Order ${order}: the buyer asks to cancel. Answer in your TikTok shop; the outcome comes back here.`,
  },
  change: {
    cancellation: (order, who, money) =>
      `↩️ Order ${order} by ${who}: articles cancelled on TikTok, ${money} given back to the buyer.`,
    return: (order, who, money) => `↩️ Order ${order} by ${who}: TikTok gave ${money} back to the buyer.`,
    units: (order, who, money) => `↩️ Order ${order} by ${who}: articles (${money}) were cancelled on TikTok.`,
    articles: (order, who) => `⚠️ Order ${order} by ${who}: its articles changed on TikTok.`,
    booksCredit: (money, invoice) =>
      `If you accept: ${money} noted as given back by TikTok, and a credit note on invoice ${invoice}.`,
    booksOnly: (money) => `If you accept: ${money} noted as given back by TikTok; the order follows.`,
    booksArticles:
      'If you accept: the order becomes TikTok’s, its invoice is cancelled by a credit note and issued anew.',
    byHand: '⚠️ The order’s lines cannot follow: only the amount will be noted.',
    unknownArticles: '⚠️ One of these articles is not in your catalogue: compare with your TikTok shop.',
    accept: 'Correct, note it',
    leave: 'I’ll handle it',
    none: (order) => `No TikTok change is waiting for order ${order}.`,
    left: (order) => `All right, nothing is changed here for order ${order}. If need be: /avoir ${order}.`,
    booked: (order, money) => `✅ Order ${order} is up to date: ${money} given back by TikTok.`,
    paper: (number) => `Credit note ${number}.`,
  },
  toldReady: (order) => `✅ Order ${order}: TikTok knows that it is ready to leave.`,
  notTold: (order, why) =>
    `⚠️ Order ${order}: TikTok did not accept “ready to leave” (${why}). Please do it in your TikTok shop.`,
  sellerShips: (order) => `📦 Order ${order}: you ship it yourself. Enter the tracking number in your TikTok shop.`,
  caughtUp: (count) => `📡 TikTok orders whose notice was lost, found again: ${count}.`,
  expiring: (day) => `⏰ Access to your TikTok shop ends ${day}. Renew the authorisation before.`,
  expiringSoon: '⏰ Access to your TikTok shop ends soon. Renew the authorisation.',
  doctor: {
    refunds: 'Refunds and returns can be read.',
    noRefunds: 'Refunds made on TikTok cannot be read: only cancelled articles are seen.',
    noRefundsNext: 'Give the app the access “Return and Refund”, then authorise it again.',
    token: (shop) => `TikTok opens the shop “${shop}”.`,
    refused: (why) => `TikTok refuses: ${why}`,
    tokenNext: 'Renew the authorisation on partner.tiktokshop.com and replace "access_token".',
    otherShop: (id) => `The token is another shop’s (${id}).`,
    otherShopNext: 'Correct "shop_id", or authorise the right shop.',
    orders: 'Orders can be read.',
    ordersNext: 'Give the app access to orders (Order Information), then authorise it again.',
    renewed: 'Access renews itself.',
    notRenewed: 'Access does not renew itself: it ends after about seven days.',
    notRenewedNext: 'Add "refresh_token" to the connection.',
    webhook: 'Notices of TikTok have arrived.',
    noWebhook: 'No notice of TikTok has arrived yet; orders are read every ten minutes.',
    noWebhookNext: (url) => `On partner.tiktokshop.com set the address of notices: ${url}`,
  },
};
