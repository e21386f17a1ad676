import type { MarketTexts } from '../fr/tiktok.ts';

export const market: MarketTexts = {
  imported: (order, who) => `🛍️ الطلب ${order} من ${who} على تيك توك شوب، مدفوع هناك.`,
  differs: (paid, lines) => `⚠️ تيك توك يذكر ${paid} مدفوعة بينما مجموع الأسطر ${lines}: تحققوا في متجركم على تيك توك.`,
  otherCurrency: (id, currency) =>
    `⚠️ طلب تيك توك ${id} بعملة ${currency}: لم يُنقل إلى هنا. عالجوه في متجركم على تيك توك.`,
  unmatched: (id, who) => `🛍️ طلب تيك توك ${id} من ${who}، مدفوع. هذه المنتجات غير معروفة في قائمتكم:`,
  article: (qty, name, article) => `• ${qty} × ${name} (المرجع ${article})`,
  matchHow: (example) => `قولوا مرة واحدة ما هو وسأتذكر: ${example}. سيُنقل الطلب فورا.`,
  matched: (article, product) => `✅ « ${article} » هو ${product}. سأتذكر ذلك.`,
  matchUsage: 'اكتبوا مرجع تيك توك ثم المنتج بعد /associer',
  noSuchArticle: (article) => `لا يوجد منتج تيك توك في الانتظار بالمرجع « ${article} ».`,
  stillUnmatched: (articles) => `بقي للربط: ${articles}.`,
  shipped: (order) => `🚚 الطلب ${order}: تيك توك يعلن أنه في الطريق.`,
  delivered: (order) => `📬 الطلب ${order}: تيك توك يعلن أنه سُلّم.`,
  cancelled: (order) => `❌ أُلغي الطلب ${order} على تيك توك. تيك توك يعيد المبلغ للمشتري؛ سُجل ذلك هنا.`,
  cancelThere: (order) =>
    `الطلب ${order} مدفوع على تيك توك: ألغوه أو أعيدوا مبلغه في متجركم على تيك توك. سيعود التغيير هنا وحده.`,
  changedThere: (order) => `⚠️ الطلب ${order}: تغيرت منتجاته على تيك توك. قارنوا مع متجركم على تيك توك.`,
  toldReady: (order) => `✅ الطلب ${order}: تيك توك يعلم أنه جاهز للإرسال.`,
  notTold: (order, why) =>
    `⚠️ الطلب ${order}: لم يقبل تيك توك « جاهز للإرسال » (${why}). افعلوا ذلك في متجركم على تيك توك.`,
  sellerShips: (order) => `📦 الطلب ${order}: أنتم من يرسله. أدخلوا رقم التتبع في متجركم على تيك توك.`,
  caughtUp: (count) => `📡 طلبات تيك توك ضاع إشعارها ووُجدت: ${count}.`,
  expiring: (day) => `⏰ ينتهي الوصول إلى متجركم على تيك توك ${day}. جددوا الإذن قبل ذلك.`,
  expiringSoon: '⏰ ينتهي الوصول إلى متجركم على تيك توك قريبا. جددوا الإذن.',
  doctor: {
    token: (shop) => `تيك توك يفتح المتجر « ${shop} ».`,
    refused: (why) => `تيك توك يرفض: ${why}`,
    tokenNext: 'جددوا الإذن لدى تيك توك واستبدلوا الرمز.',
    otherShop: (id) => `الرمز لمتجر آخر (${id}).`,
    otherShopNext: 'صححوا معرف المتجر أو امنحوا الإذن للمتجر الصحيح.',
    orders: 'يمكن قراءة الطلبات.',
    ordersNext: 'امنحوا التطبيق حق قراءة الطلبات ثم جددوا الإذن.',
    renewed: 'الإذن يتجدد وحده.',
    notRenewed: 'الإذن لا يتجدد وحده: ينتهي بعد نحو سبعة أيام.',
    notRenewedNext: 'أضيفوا رمز التجديد إلى الاتصال.',
    webhook: 'وصلت إشعارات من تيك توك.',
    noWebhook: 'لم يصل أي إشعار من تيك توك بعد؛ تُقرأ الطلبات كل عشر دقائق.',
    noWebhookNext: (url) => `اضبطوا عنوان الإشعارات لدى تيك توك: ${url}`,
  },
};
