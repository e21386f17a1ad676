import type { ConversationTexts } from '../fr/conversation.ts';
import { apart } from './apart.ts';
import { asked } from './asked.ts';

/** The same sentences in Arabic. */
export const conversation: ConversationTexts = {
  inStock: 'متوفر',
  left: (count) => `بقي ${count} فقط`,
  soldOut: 'نفد',
  toOrder: (delay) => `حسب الطلب، يلزم ${delay}`,
  delayHours: (hours) => `${hours} ساعة`,
  delayDays: (days) => `${days} أيام`,
  possible: (day) => `يوم ${day} نحن مفتوحون والوقت كاف.`,
  tooSoon: (product, delay, earliest) => `${product}: يلزم ${delay}، أي يوم ${earliest} على أقرب تقدير.`,
  closedThen: (day, days) => `نحن مغلقون يوم ${day}. أقرب أيام العمل: ${days}.`,
  openDays: (days) => `أقرب أيام العمل: ${days}.`,

  openOn: (day, hours) => `نعم، نحن مفتوحون يوم ${day}: ${hours}.`,
  closedOn: (day) => `نحن مغلقون يوم ${day}.`,
  closedAt: (day, hours) => `ليس في هذا الوقت. يوم ${day} نعمل هكذا: ${hours}.`,
  specialClosure: (day) => `نحن مغلقون استثنائيا يوم ${day}.`,
  nextOpen: (day, hours) => `نفتح من جديد يوم ${day}، ${hours}.`,
  closures: (days) => `أيام الإغلاق الاستثنائي: ${days}.`,

  accepted: (ways) => `نقبل: ${ways}.`,
  ways: {
    stripe: 'البطاقة البنكية عبر الإنترنت',
    paypal: apart('PayPal'),
    flouci: apart('Flouci'),
    konnect: apart('Konnect'),
    transfer: 'التحويل البنكي',
    demo: 'دفع تجريبي',
  },
  payAtShop: 'يتم الدفع بالاتفاق مع المحل.',
  linkComes: 'يصلكم رابط الدفع هنا بعد موافقة المحل.',

  heard: (words) => `🎤 ما سمعته: «${words}»`,
  notHeard: 'لم أتمكن من فهم رسالتكم الصوتية. هل يمكنكم كتابة ما تريدونه في بضع كلمات؟',

  noted: 'تم التسجيل.',
  welcome: 'على الرحب والسعة!',
  stuck: 'لست متأكدا من فهم رسالتكم. هل تريدون أن يجيبكم شخص من الفريق؟',
  human: 'التحدث مع شخص',
  unclear: 'لم أفهم جيدا. قولوا لي ماذا تريدون ولأي يوم، أو اكتبوا « شخص حقيقي » للتحدث مع شخص.',
  outOfScope: (shop) => `لا يمكنني الإجابة عن هذا: أنا أستقبل طلبات ${shop}. اكتبوا « شخص حقيقي » للتحدث مع شخص.`,
  abuse: 'لنحافظ على الاحترام من فضلكم. اكتبوا « شخص حقيقي » للتحدث مع شخص من الفريق.',
  complaint: 'نعتذر منكم كثيرا. أخبر الآن شخصا من الفريق وسيجيبكم هنا.',

  askChange: (short) => `ماذا تريدون أن تغيروا في طلبكم رقم ${short}؟`,
  changed: (short) => `تم، عدلنا طلبكم رقم ${short}. على المحل أن يؤكده بعد.`,
  changeAsked: (short) => `أرسل هذا التغيير في طلبكم رقم ${short} إلى المحل:`,
  changeWaits: 'لا يتغير شيء قبل جوابه الذي سيصلكم هنا.',
  cancelled: (short) => `تم، ألغينا طلبكم رقم ${short}.`,
  changeDropped: (short) => `حسنا، يبقى طلبكم رقم ${short} كما هو.`,
  changeDeclined: (short, reason) =>
    `لا يستطيع المحل القيام بهذا التغيير${reason ? `: ${reason}` : ''}. يبقى طلبكم رقم ${short} كما كان.`,
  cancelDeclined: (short, reason) =>
    `لم يعد بإمكان المحل إلغاء طلبكم رقم ${short}${reason ? `: ${reason}` : ''}. يبقى كما كان.`,

  asked,

  member: {
    wasChanged: (short, who, words) => `✏️ غيّر ${who} طلبه ${short} قبل تأكيده: « ${words} »`,
    wasCancelled: (short, who, words) => `❌ ألغى ${who} طلبه ${short} قبل تأكيده: « ${words} »`,
    before: (what) => `قبل: ${what}`,
    after: (what) => `بعد: ${what}`,
    samePrice: (total) => `السعر لا يتغير: ${total}`,
    difference: (difference, total) => `الفرق: ${difference}، المجموع ${total}`,
    alreadyPaid: (amount) => `⚠️ تم دفع ${amount}.`,
    apply: 'تطبيق',
    decline: 'رفض',
    keep: 'إبقاء الطلب',
    declined: (short) => `تم رفض التغيير وإعلام الزبون. الطلب ${short} لا يتغير.`,
    noRequest: (short) => `لا يوجد تغيير مطلوب للطلب ${short}.`,
    otherRequest: (short) => `لم تعد هذه الرغبة قائمة للطلب ${short}، ولم يتغير شيء. هذا هو الطلب:`,
    complaint: (who, words) =>
      `⚠️ شكوى من ${who}${words ? `: « ${words} »` : ''}. يسكت المساعد في هذه المحادثة 12 ساعة.`,
    lastWords: (words) => `آخر رسائله:\n${words}`,
    openOrder: (short, status, what, when, total) => `الطلب ${short}، ${status}: ${what} — ${when} — ${total}`,
    openDraft: (what) => `طلب قيد الكتابة: ${what}`,
    outOfArea: (place) => `⚠️ خارج منطقة التوصيل (${place}).`,
    unknownOrder: (who, words) => `❓ ${who} يتحدث عن طلب لم أجده: «${words}»`,
    named: (short, name) => `✏️ الطلب ${short}: باسم ${name}.`,
    question: (who, words) => `💬 ${who}: «${words}»`,
    quoteHint: (who) => `للرد على ${who}، اقتبسوا سؤاله (ضغط مطول ثم «رد») واكتبوا له.`,
    quoteToAnswer: 'أجيبوا باقتباس هذه الرسالة: يصل جوابكم إليه.',
  },

  proof: {
    title: (short) => `الطلب ${short}: كلمات الزبون.`,
    row: (field, words, time) => `• ${field}: « ${words} » (${time})`,
    cart: (field, words) => `• ${field}: « ${words} » (سلة)`,
    byMember: (who, time) => `✏️ عدّله ${who} (${time})`,
    none: (short) => `لا توجد رسالة من الزبون للطلب ${short}: تم إدخاله بطريقة أخرى.`,
    noField: (field, known) => `لا شيء عن « ${field} ». جربوا: ${known}`,
    fields: {
      item: 'منتج',
      date: 'تاريخ',
      time: 'ساعة',
      fulfilment: 'توصيل',
      address: 'عنوان',
      customer_name: 'اسم',
      phone: 'هاتف',
      note: 'ملاحظة',
    },
  },

  alias: {
    propose: (said, product) => `« ${said} » = ${product}؟\nإن كان نعم فسأفهمه هكذا في المرة القادمة.`,
    yes: 'نعم',
    no: 'لا',
    learned: (said, product) => `تعلمت: « ${said} » = ${product}. لنسيانه: ${apart(`/alias retirer ${said}`)}`,
    refused: (said) => `حسنا، لن أحفظ « ${said} ».`,
    list: (rows) => `الكلمات المحفوظة:\n${rows}\nلنسيان كلمة: ${apart('/alias retirer')} ثم الكلمة`,
    row: (said, product) => `• « ${said} » = ${product}`,
    none: `لا توجد كلمات محفوظة بعد. للإضافة: ${apart('/alias le rouge = fraisier')}`,
    removed: (said, product) => `« ${said} » لم تعد تعني ${product}.`,
    unknown: (said) => `لا توجد كلمة محفوظة « ${said} ». القائمة: ${apart('/alias')}`,
    taken: (said, product) => `« ${said} » اسم من أسماء ${product}.`,
    noProduct: (words) => `لا أجد « ${words} » في قائمة منتجاتكم.`,
    gone: `لم يعد هذا السؤال ينتظر جوابا. الكلمات المحفوظة: ${apart('/alias')}`,
  },
};
