import type { orders as french } from '../fr/orders.ts';

/** Keeps what runs left to right in one piece inside an Arabic sentence. */
const apart = (text: string): string => `\u2066${text}\u2069`;

/** The same sentences in Arabic; commands stay as they are typed. */
export const orders: typeof french = {
  toUndo: `للتراجع: ${apart('/annule-ca')}`,
  changedSince: (short) =>
    `تغيّر الطلب ${short} منذ ذلك: لم يعد التراجع ممكنا. انظره عبر ${apart(`/commande ${short}`)}`,
  restored: (short, status) => `تم التراجع: الطلب ${short} عاد إلى حالة « ${status} ».`,
  restoredTold: (short, status) => `تم التراجع: الطلب ${short} عاد إلى حالة « ${status} » وتم إعلام الحريف.`,
  dueRestored: (short, when) => `تم التراجع: موعد الطلب ${short} من جديد ${when} وتم إعلام الحريف.`,

  createHow: `اكتب الطلب في سطر واحد. مثلا:\n${apart('/nouvelle Marie 0612345678 2 fraisiers 8p samedi 14h')}`,
  askWho: `لمن الطلب؟ ابدأ بالاسم أو الهاتف: ${apart('/nouvelle Marie 0612345678 …')}`,
  askWhat: 'المنتجات ناقصة: كم، ومن ماذا؟',
  askDay: 'اليوم ناقص: اليوم، غدا، السبت…',
  dayPast: (day) => `${day} قد مضى. لأي يوم؟`,
  askAddress: 'عنوان التوصيل ناقص (أو اكتب « استلام »).',
  askSize: (product, names) => `أي حجم من « ${product} »: ${names}؟`,
  howMany: (product) => `كم من « ${product} »؟`,
  badPhone: (text) => `« ${apart(text)} » ليس رقم هاتف.`,
  retype: 'لم يُنشأ شيء: أعد إرسال السطر كاملا.',
  whichCustomer: (name, names) => `عدة حرفاء باسم « ${name} »: ${names}. أضف الهاتف إلى السطر.`,
  created: (short) => `تم إنشاء الطلب ${short} وتأكيده.`,
  createdTold: (short) => `تم إنشاء الطلب ${short} وتأكيده، والملخص في طريقه إلى الحريف.`,
  createdUnreached: 'لا يمكن مراسلة الحريف: أعلمه بنفسك.',
  depositHow: (short, amount) =>
    `سُجّلت تسبقة: ${apart(`/acompte ${short} ${amount}`)} لطلبها من الحريف؛ إن دُفعت: ${apart(`/payee ${short} ${amount}`)}`,
  toCancel: (short) => `للإلغاء: ${apart(`/annuler ${short}`)}`,

  historyFirst: 'أول طلب',
  history: (count, basket) =>
    count === 1 ? `طلب سابق واحد: ${basket}` : `الطلبات السابقة: ${count}، معدل السلة ${basket}`,
  fromAd: (title) => (title ? `📣 جاء عبر الإعلان « ${title} »` : '📣 جاء عبر إعلان'),
  spoken: (words) => `🎤 طلب صوتي، سُمع هكذا: « ${words} »`,
  unclearPart: (part) => `❔ الساعة غير محددة: قال الحريف « ${part} ».`,
  notFound: (text) => `لا أجد يوما ولا حالة ولا حريفا يوافق « ${text} ». مثلا:`,
  listOf: (name) => `طلبات ${name}`,

  delayHow: (short) => `بكم دقيقة؟ مثلا: ${apart(`/retard ${short} 30`)}`,
  delayNoHour: (short) => `الطلب ${short} بلا ساعة. حددها أولا: ${apart(`/modifier ${short} samedi 14h`)}`,
  delayed: (short, when) => `الطلب ${short}: الموعد الآن ${when}، وتم إعلام الحريف.`,
  delayedUntold: (short, when) => `الطلب ${short}: الموعد الآن ${when}.`,
  offerHow: (short) => `أي يوم تقترح؟ مثلا: ${apart(`/proposer ${short} dimanche 10h`)}`,
  offerSame: (short, when) => `موعد الطلب ${short} هو أصلا ${when}.`,
  offered: (short, when) => `أُرسل الاقتراح إلى الحريف للطلب ${short}: ${when}. جوابه يصل هنا.`,
  offerUnreached: (short) =>
    `لا يمكن مراسلة حريف الطلب ${short}: اتصل به، ثم ${apart(`/modifier ${short} dimanche 10h`)}`,
  offerAccepted: (short, who, when) => `✅ ${who} يقبل ${when} للطلب ${short}.`,
  offerDeclined: (short, who, when) => `❌ ${who} لا يناسبه ${when} للطلب ${short}.`,
  offerWithdrawn: (short) => `سُحب الاقتراح الخاص بالطلب ${short} وتم إعلام الحريف.`,
  tooLate: (short, status) => `الطلب ${short} في حالة « ${status} »: لم يعد موعده يتغير.`,

  sheet: (day) => `إنتاج ${day}`,
  sheetEmpty: 'لا شيء للتحضير.',
  sheetWaiting: (shorts) => `غير محسوبة لأنها تنتظر الموافقة: ${shorts}`,
  sheetByHour: 'حسب الساعة',
  sheetNoHour: 'بلا ساعة',
  sheetPdf: 'الورقة الجاهزة للطباعة تصل بعد لحظات.',
  sheetHere: (day) => `ورقة إنتاج ${day}:`,
  sheetTotals: 'حسب المنتج',

  otherConfirmed: (who, short) => `${who}: تم تأكيد الطلب ${short}.`,
  otherRefused: (who, short) => `${who}: تم رفض الطلب ${short}.`,
  otherIgnored: (who, short) => `${who}: تم تجاهل الطلب ${short}.`,
  otherChanged: (who, short) => `${who}: تم تغيير الطلب ${short}، وما زال ينتظر جوابا.`,
  otherCreated: (who, short) => `${who}: تم تسجيل الطلب ${short}:`,
  stillWaiting: '⏰ هذا الطلب ما زال ينتظر جوابك:',
  mailSubject: (short, shop) => `الطلب ${short} ينتظر عند ${shop}`,
  mailHow: (short) => `للإجابة، اكتب في محادثتك: ${apart(`/confirmer ${short}`)}`,

  team: (shop) => `فريق ${shop}`,
  teamThread: (channel) => `يصله كل طلب جديد وكل تنبيه عبر ${channel}`,
  teamOpens: (phone) => `ستصله عبر واتساب على ${apart(phone)} (لم يكتب بعد)`,
  teamNone: `لا يصله شيء: لا محادثة مربوطة. أنشئ رمزا في الإدارة ثم ${apart('/lier')}`,
  teamMail: (email) => `بالبريد الإلكتروني (${apart(email)}) بعد تذكيرين بلا جواب`,
  teamRoles: { owner: 'صاحب المحل', manager: 'مسؤول', staff: 'الفريق' },

  kinds: { single: 'منتج واحد', several: 'عدة منتجات', delivery: 'توصيل' },
  kindWords: { single: apart('simple'), several: apart('plusieurs'), delivery: apart('livraison') },
  trust: 'أجوبتك على المقترحات (آخر 90 يوما):',
  trustRow: (kind, total, accepted, changed, refused) =>
    `${kind}: ${total} — دون تعديل ${accepted}، مصححة ${changed}، مرفوضة ${refused}`,
  trustAuto: (amount) => `← تمر وحدها تحت ${amount}`,
  trustAsk: '← يُطلب رأيك',
  trustOff: `يُطلب رأيك في كل الطلبات. المبلغ الذي تمر تحته وحدها يُضبط في صفحة الإدارة الخاصة بالمحل أو عبر ${apart('/demarrer')}.`,
  trustHow: `للتغيير: ${apart('/confiance simple auto')} أو ${apart('/confiance livraison demander')}`,
  trustSet: (kind) => `حسنا: « ${kind} » تمر وحدها تحت مبلغك، وأعلمك في كل مرة.`,
  trustUnset: (kind) => `حسنا: يُطلب رأيك دائما في « ${kind} ».`,
  trustBack: (kind) => `صححت طلبا مرّ وحده: سيُطلب رأيك من جديد في « ${kind} ». لتركه يمر: ${apart('/confiance')}`,
  trustUnknown: (text) => `لم أفهم « ${apart(text)} ».`,

  customer: {
    restoredReady: (short) => `تصحيح بسيط: طلبكم رقم ${short} ليس جاهزا بعد. نعلمكم حالما يجهز.`,
    restoredKept: (short) => `تصحيح بسيط: طلبكم رقم ${short} ما زال قائما.`,
    restoredOpen: (short) => `تصحيح بسيط: طلبكم رقم ${short} ما زال قيد النظر. نعود إليكم قريبا جدا.`,
    delayed: (short, when) => `نعتذر منكم، سيتأخر طلبكم رقم ${short} قليلا: يكون جاهزا ${when}. شكرا على صبركم!`,
    dueAgain: (short, when) => `تصحيح بسيط: موعد طلبكم رقم ${short} يبقى ${when}.`,
    offer: (short, shop, when) => `يقترح عليكم ${shop} ${when} لطلبكم رقم ${short}. هل يناسبكم ذلك؟`,
    offerYes: 'نعم، يناسبني',
    offerNo: 'لا',
    offerAccepted: (short, when) => `شكرا! موعد طلبكم رقم ${short} هو ${when}.`,
    offerDeclined: (short) => `حسنا، لا يتغير شيء في طلبكم رقم ${short}. المحل يعود إليكم.`,
    offerWithdrawn: (short) => `لم يعد هذا الاقتراح قائما: طلبكم رقم ${short} يبقى كما كان.`,
  },
  discount: (amount) => `تخفيض: ${amount}`,
  tooMuchOff: (name, whole) => `التخفيض على ${name} يفوق ثمنه (${whole}).`,
  whichOff: (words) => `على أي منتج التخفيض في «${words}»؟ اذكروه معه، تخفيض واحد لكل منتج.`,
  offTwice: 'تخفيضان على الشيء نفسه: اتركوا واحدا.',
  offUnclear: 'لم أفهم التخفيض. اكتبوا مثلا: \u206612 éclairs -10 %\u2069 أو \u2066remise 5 €\u2069',
  askDiscount: 'حدّد التخفيض: /remise 156 10 %، /remise 156 5 €، أو /remise 156 0 لإلغائه.',
};
