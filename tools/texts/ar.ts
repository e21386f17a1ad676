import { apart } from './ar/apart.ts';
import { assistant } from './ar/assistant.ts';
import { attachments } from './ar/attachments.ts';
import { catalogue } from './ar/catalogue.ts';
import { channels } from './ar/channels.ts';
import { connect } from './ar/connect.ts';
import { conversation } from './ar/conversation.ts';
import { customers } from './ar/customers.ts';
import { day } from './ar/day.ts';
import { doctor } from './ar/doctor.ts';
import { einvoicing } from './ar/einvoicing.ts';
import { email } from './ar/email.ts';
import { faults } from './ar/faults.ts';
import { hubNumber } from './ar/hub-number.ts';
import { merchant } from './ar/merchant.ts';
import { meta } from './ar/meta.ts';
import { money } from './ar/money.ts';
import { orders } from './ar/orders.ts';
import { pages } from './ar/pages.ts';
import { papers } from './ar/papers.ts';
import { paying } from './ar/paying.ts';
import { phone } from './ar/phone.ts';
import { photos } from './ar/photos.ts';
import { posts } from './ar/posts.ts';
import { setup } from './ar/setup.ts';
import { stock } from './ar/stock.ts';
import { takenBack } from './ar/taken-back.ts';
import { tax } from './ar/tax.ts';
import { tending } from './ar/tending.ts';
import { market } from './ar/tiktok.ts';
import { waiting } from './ar/waiting.ts';
import { watch } from './ar/watch.ts';
import type { Texts } from './fr.ts';

const either = (items: string[]): string => items.join(' أو ');

/** A counted noun: Arabic has its own form for one, two, three to ten, eleven to ninety-nine, and the hundreds. */
const PLURAL = new Intl.PluralRules('ar');
type Forms = { one: string; two: string; few: string; many: string; other: string };
function counted(count: number, forms: Forms): string {
  const form = PLURAL.select(count);
  if (form === 'one' || form === 'two') return forms[form];
  return `${count} ${form === 'zero' ? forms.other : forms[form]}`;
}

const HOURS: Forms = { one: 'ساعة واحدة', two: 'ساعتان', few: 'ساعات', many: 'ساعة', other: 'ساعة' };
const OTHER_ORDERS: Forms = {
  one: 'طلب آخر',
  two: 'طلبان آخران',
  few: 'طلبات أخرى',
  many: 'طلبا آخر',
  other: 'طلب آخر',
};

/**
 * The same sentences in clear standard Arabic with the words of Tunisian shops (الحريف, المحل) and Latin digits.
 * Customers are addressed in the polite plural, members in the singular. Commands stay as they are typed.
 */
export const ar: Texts = {
  roles: { owner: 'صاحب المحل', manager: 'المسؤولين', staff: 'الفريق' },

  refusals: {
    notAllowed: (roles) =>
      roles.length > 0
        ? `هذا الإجراء من صلاحيات ${either(roles.map((role) => ar.roles[role]))} فقط.`
        : 'لا يمكن القيام بهذا الإجراء هنا.',
    invalid: (field, why) => `لم أفهم${field ? ` « ${apart(field)} »` : ''}: ${why}.`,
    noOrder: (short) => `الطلب رقم ${short} غير موجود.`,
    needsNumber: (command) => `رقم الطلب ناقص. مثلا: ${apart(`${command} 156`)}`,
    wrongStatus: (short, status, wanted) => `الطلب رقم ${short} ${status}: لا يمكن ${wanted}.`,
    alreadyDone: (short, status, who, when) =>
      `سبق القيام بذلك: الطلب رقم ${short} ${status}${who ? ` (${who}، ${when})` : ''}. لم يتغير شيء.`,
    staleCard: (short) => `تغيّر الطلب رقم ${short} بعد هذه البطاقة. هذه هي النسخة المحدّثة:`,
    notSeen: (short) => `إليك أولا الطلب رقم ${short} كما هو الآن:`,
    emptyDraft: 'لا يوجد طلب جارٍ بعد.',
    unknownCommand: (nearest) => `لا أعرف هذا الأمر. هل تقصد ${either(nearest.map(apart))}؟`,
    noLinks: (why) => `لم يُرسل رابط الدفع: ${why}`,
    paidAlready: (short) => `الطلب رقم ${short} مدفوع.`,
    notPaidYet: (short) => `الطلب رقم ${short} غير مؤكد: لا شيء للدفع حاليا.`,
    invoiced: (short, number) =>
      `للطلب رقم ${short} فاتورة تحمل رقم ${apart(number)}: لا يتغير إلا بإشعار دائن. أولا: ${apart(`/avoir ${short}`)}`,
    wrongCode: 'هذا الرمز غير صحيح أو انتهت صلاحيته. اطلب رمزا جديدا من صفحة الإدارة.',
    nothingToChange: (short) =>
      `ما الذي يجب تغييره في الطلب رقم ${short}؟ اكتب مثلا:\n${apart(`/modifier ${short} 3 fraisiers, dimanche 10h, livraison 5€`)}`,
    notUnderstoodChange: (text) => `لم أفهم ما الذي يجب تغييره في « ${text} ».`,
    ambiguousChange: (text, names) => `قد يكون المقصود من « ${text} »: ${either(names)}. أيّها من فضلك؟`,
    unchanged: (short) => `لم يتغير شيء في الطلب رقم ${short}: هو كذلك بالفعل.`,
  },

  statuses: {
    pending: 'في انتظار الموافقة',
    confirmed: 'مؤكد',
    preparing: 'قيد التحضير',
    ready: 'جاهز',
    delivered: 'مسلَّم',
    cancelled: 'ملغى',
  },
  payments: { unpaid: 'غير مدفوع', partial: 'مدفوع جزئيا', paid: 'مدفوع', refunded: 'أُرجع مبلغه' },
  verbs: {
    confirmed: 'تأكيده',
    preparing: 'بدء تحضيره',
    ready: 'اعتباره جاهزا',
    delivered: 'اعتباره مسلَّما',
    cancelled: 'إلغاؤه',
    pending: 'إعادته إلى الانتظار',
    changed: 'تغييره',
    invoiced: 'إصدار فاتورته',
  },
  fulfilment: { pickup: 'استلام من المحل', delivery: 'توصيل' },
  at: (day, time) => `${day} على الساعة ${time}`,
  parts: {
    morning: 'صباحا',
    midday: 'عند منتصف النهار',
    afternoon: 'بعد الظهر',
    evening: 'مساء',
    night: 'ليلا',
  },
  noDate: 'بدون تاريخ',
  line: (qty, name, total) => `${qty} × ${name} — ${total}`,
  lineNoPrice: (qty, name) => `${qty} × ${name}`,
  total: (total) => `المجموع: ${total}`,
  shipping: (amount) => `التوصيل: ${amount}`,

  customer: {
    intro: (shop) => `(المساعد الآلي لمحل ${shop} — اكتبوا « شخص حقيقي » للتحدث مع شخص.)`,
    greeting: (shop) => `مرحبا بكم في ${shop}! ماذا نحضّر لكم، ولأي يوم؟`,
    thanks: 'شكرا لكم، وإلى لقاء قريب!',
    fallback: 'اكتبوا لي ما تريدون طلبه ولأي يوم، وأنا أتكفل بالباقي.',
    askProduct: (words) => `بخصوص « ${words} »، أيّها تريدون؟`,
    askUnknown: (words) => `لم أجد « ${words} » في قائمتنا. ماذا تريدون بدلا منه؟`,
    askVariant: (product) => `بخصوص « ${product} »، ماذا تفضلون؟`,
    askSize: (product) => `أي حجم تريدون من « ${product} »؟`,
    askVariantButton: 'اختيار',
    askQuantity: (product) => `كم تريدون من « ${product} »؟`,
    askDate: 'لأي يوم تريدون طلبكم؟',
    askDateAgain: 'هل يمكنكم تحديد اليوم بالضبط من فضلكم؟',
    pastDate: (day) => `لقد مضى يوم ${day}. لأي يوم تريدون طلبكم؟`,
    closedDay: (day) => `محلنا مغلق يوم ${day}. أي يوم آخر يناسبكم؟`,
    askAddress: 'إلى أي عنوان نوصّل الطلب (النهج، الترقيم البريدي، المدينة)؟',
    askOrder: 'ماذا تريدون أن تطلبوا؟',
    placed: (shop, short) => `وصلنا طلبكم رقم ${short} وأُرسل إلى ${shop}، وهو في انتظار التأكيد.`,
    autoConfirmed: (short) => `طلبكم رقم ${short} مؤكد.`,
    confirmed: (short, shop) => `خبر سار: أكّد محل ${shop} طلبكم رقم ${short}.`,
    payHere: (total) => `يمكنكم دفع ${total} عبر الإنترنت:`,
    payLater: (total) => `المبلغ المطلوب: ${total}.`,
    payButton: 'ادفع',
    paymentLink: (short, amount) => `لدفع ثمن طلبكم رقم ${short} (${amount}):`,
    refused: (short, reason) =>
      `نعتذر منكم، لا يمكننا تلبية طلبكم رقم ${short}${reason ? `: ${reason}` : ''}. لا تترددوا في مراسلتنا لتاريخ آخر أو لاختيار آخر.`,
    cancelled: (short, reason) => `تم إلغاء طلبكم رقم ${short}${reason ? `: ${reason}` : ''}.`,
    changed: (short) => `تم تغيير طلبكم رقم ${short}:`,
    ready: (short, place) => `طلبكم رقم ${short} جاهز! ${place}`,
    readyPickup: 'يمكنكم المرور لاستلامه.',
    readyDelivery: 'سنصل إليكم قريبا.',
    paid: (amount, short) => `استلمنا دفعتكم بمبلغ ${amount} للطلب رقم ${short}. شكرا لكم!`,
    invoiceHere: (number) => `إليكم فاتورتكم رقم ${apart(number)}.`,
    invoiceComing: (number) => `تصلكم الفاتورة رقم ${apart(number)} هنا بعد لحظة.`,
    invoiceNotYet: (short) => `تُصدر فاتورة الطلب رقم ${short} عند الدفع، وتصلكم هنا.`,
    invoiceComes: 'ستصلكم الفاتورة هنا بعد دفع الطلب.',
    noOrders: 'لا أرى بعد أي طلب باسمكم.',
    statuses: {
      pending: 'في انتظار التأكيد',
      confirmed: 'مؤكد',
      preparing: 'قيد التحضير',
      ready: 'جاهز',
      delivered: 'تم تسليمه',
      cancelled: 'ملغى',
    },
    status: (short, status, when) => `طلبكم رقم ${short} ${status} (${when}).`,
    statusPay: (amount) => `بقي ${amount} للدفع.`,
    statusPaid: 'وهو مدفوع.',
    handedOver: 'سأعلم شخصا من الفريق، وسيجيبكم هنا في أقرب وقت.',
    products: 'هذا ما نقترحه عليكم:',
    noProduct: (words) => `لا أجد « ${words} » في قائمتنا.`,
    available: 'اكتبوا لي الكمية المطلوبة ولأي يوم.',
    hours: (hours) => `أوقات العمل:\n${hours}`,
    hoursUnknown: 'ليست لديّ أوقات العمل الآن: سأحيل سؤالكم إلى الفريق.',
    closed: 'مغلق',
    changeRequest: (short) => `سأحيل طلبكم بخصوص الطلب رقم ${short} إلى المحل، وسيجيبكم هنا.`,
    cancelRequest: (short) => `سأحيل رغبتكم في إلغاء الطلب رقم ${short} إلى المحل، وسيجيبكم هنا.`,
    draftDropped: 'تم الإلغاء، ولم يُسجَّل أي طلب.',
    cannotRead: 'لا يمكنني قراءة هذا النوع من الرسائل. هل يمكنكم كتابة ما تريدونه في بضع كلمات؟',
    cannotListen: 'لا يمكنني بعد الاستماع إلى الرسائل الصوتية. هل يمكنكم كتابة ما تريدونه في بضع كلمات؟',
    received: 'وصلت رسالتكم، وسأحيلها إلى المحل.',
  },

  member: {
    newOrder: (short, who, channel) => `طلب جديد رقم ${short} — ${who} (${channel})`,
    autoOrder: (short, who, channel) => `الطلب رقم ${short} مؤكد آليا — ${who} (${channel})`,
    order: (short, who, state) => `الطلب رقم ${short} — ${who}\n${state}`,
    state: (status, payment) => `${status}، ${payment}`,
    create: 'تأكيد الطلب',
    modify: 'تغيير',
    ignore: 'تجاهل',
    buttons: { preparing: 'قيد التحضير', ready: 'جاهز', delivered: 'تم التسليم', cancelled: 'إلغاء' },
    confirmed: (short, told) =>
      `تم تأكيد الطلب رقم ${short}.${told ? ' أُعلم الحريف بذلك.' : ''} للتراجع: ${apart(`/annuler ${short}`)}`,
    refused: (short, told) => `تم رفض الطلب رقم ${short}${told ? ' وأُعلم الحريف بذلك' : ''}.`,
    ignored: (short) =>
      `تم تجاهل الطلب رقم ${short} دون إعلام الحريف. لمراسلته مع ذكر السبب: ${apart(`/refuser ${short} …`)}`,
    preparing: (short) => `الطلب رقم ${short} قيد التحضير. ثم: ${apart(`/prete ${short}`)}`,
    ready: (short, told) =>
      `الطلب رقم ${short} جاهز${told ? ' وأُعلم الحريف بذلك' : ''}. ثم: ${apart(`/livree ${short}`)}`,
    delivered: (short) => `تم تسليم الطلب رقم ${short}.`,
    cancelled: (short, told) => `تم إلغاء الطلب رقم ${short}${told ? ' وأُعلم الحريف بذلك' : ''}.`,
    changed: (short) => `تم تغيير الطلب رقم ${short} وأُعلم الحريف بذلك.`,
    linkSent: (short, amount) => `أُرسل رابط دفع بمبلغ ${amount} للطلب رقم ${short}.`,
    invoiceSent: (number, short) => `الفاتورة رقم ${apart(number)} للطلب رقم ${short}:`,
    invoiceComing: (number, short) => `صدرت الفاتورة رقم ${apart(number)} للطلب رقم ${short}، ويصل ملف PDF بعد لحظة.`,
    paid: (short, amount, who) => `💶 تم دفع الطلب رقم ${short}: ${amount} (${who}).`,
    paidMismatch: (short, got, expected) => `⚠️ الطلب رقم ${short}: وصل ${got} عوضا عن ${expected}.`,
    paidCancelled: (short, amount) => `⚠️ وصل ${amount} للطلب رقم ${short} وهو ملغى. يجب إرجاع المبلغ.`,
    paidTwice: (short, amount) => `⚠️ الطلب رقم ${short}: وصلت دفعة ثانية بمبلغ ${amount}. يجب إرجاعها.`,
    list: (title) => `${title}:`,
    listAll: 'الطلبات الجارية',
    listDay: (day) => `طلبات يوم ${day}`,
    listStatus: {
      pending: 'طلبات في انتظار الموافقة',
      confirmed: 'طلبات مؤكدة',
      preparing: 'طلبات قيد التحضير',
      ready: 'طلبات جاهزة',
      delivered: 'طلبات مسلَّمة',
      cancelled: 'طلبات ملغاة',
    },
    listEmpty: 'لا توجد طلبات.',
    listLine: (short, who, what, when, total, state) => `${short} · ${who} · ${what} · ${when} · ${total} · ${state}`,
    more: (count) => `… و${count > 2 ? ' ' : ''}${counted(count, OTHER_ORDERS)}`,
    help: 'هذا ما يمكنني فعله:',
    helpHint: `الرقم هو رقم الطلب. العلامة ${apart('/')} اختيارية.`,
    notDelivered: (who, what, why) => `⚠️ لم تصل إلى ${who} رسالة « ${what} »: ${why}`,
    handOver: (who, text) =>
      `👤 رغبة من ${who} في التحدث مع شخص${text ? `: « ${text} »` : ''}. لن يجيب المساعد في هذه المحادثة مدة 12 ساعة.`,
    changeRequest: (short, who, text) => `✏️ رغبة من ${who} في تغيير الطلب رقم ${short}: « ${text} »`,
    cancelRequest: (short, who, text) => `❌ رغبة من ${who} في إلغاء الطلب رقم ${short}: « ${text} »`,
    showAsSuch: (who, what) => `ℹ️ من ${who}: ${what}`,
    edited: (who, text) => `✏️ رسالة عُدّلت بعد إرسالها من ${who}: « ${text} »`,
    revoked: (who) => `🗑 رسالة حُذفت من ${who}.`,
    modelDown: 'ℹ️ النموذج اللغوي لا يجيب: تولّى القارئ المدمج الأمر، ولم يضع شيء.',
    turnFailed: (who) => `⚠️ لم أتمكن من الرد على ${who}. يُرجى الاطلاع على المحادثة.`,
    paperFailed: (number) =>
      `⚠️ تعذر إعداد ملف PDF للفاتورة رقم ${apart(number)}. سأعيد المحاولة: الرقم محجوز ولم يضع شيء.`,
    reconnect: (channel, why) => `⚠️ انقطع الربط مع ${channel} (${why}). أعد الربط من صفحة الإدارة.`,
    linked: (name, shop) => `مرحبا ${name}، هذه المحادثة تدير الآن ${shop}. اكتب ${apart('/aide')} لرؤية الأوامر.`,
    welcome: (name) => `مرحبا ${name}! اكتب ${apart('/commandes')} لرؤية الطلبات و ${apart('/aide')} لبقية الأوامر.`,
    noFreeSpeech: `لم أفهم. اكتب ${apart('/aide')} لرؤية ما يمكنني فعله.`,
    closedOn: (day) => `⚠️ محلك مغلق يوم ${day}.`,
    shortNotice: (hours) => `⚠️ المهلة المعتادة: ${counted(hours, HOURS)}.`,
    unnamed: 'حريف',
    media: { image: 'صورة', audio: 'رسالة صوتية', video: 'فيديو', document: 'مستند', sticker: 'ملصق' },
    location: 'موقع',
    contacts: (names) => `جهة اتصال (${names})`,
    form: 'استمارة',
    unsupported: 'رسالة غير مدعومة',
  },

  assistant,

  orders,

  papers,

  catalogue,

  stock,

  customers,

  conversation,

  channels,

  day,
  watch,
  doctor,
  meta,
  connect,
  takenBack,
  einvoicing,
  tax,
  email,
  tending,
  photos,
  posts,
  setup,
  phone,
  attachments,
  market,
  merchant,
  pages,
  waiting,
  faults,
  hubNumber,
  money,
  paying,
};
