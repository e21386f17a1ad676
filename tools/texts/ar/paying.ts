import type { paying as french } from '../fr/paying.ts';
import { apart } from './apart.ts';

export const paying: typeof french = {
  refundedElsewhere: (short, amount, provider) => `↩️ الطلب ${short}: أُرجع ${amount} من ${apart(provider)}. تم التسجيل.`,
  refundByShop: (provider) =>
    `لا يتيح ${apart(provider)} الإرجاع عن بعد: أعيدوا هذا المبلغ من حسابكم لدى ${apart(provider)}.`,

  disputes: {
    opened: (short, amount, reason) => `⚠️ الطلب ${short}: الحريف يعترض على ${amount} لدى مصرفه (${reason}).`,
    answer: (provider, by) =>
      by === null
        ? `أجيبوا بأدلتكم في حسابكم لدى ${apart(provider)}.`
        : `أجيبوا بأدلتكم في حسابكم لدى ${apart(provider)} قبل ${by}.`,
    won: (short, amount) => `✅ الطلب ${short}: حُسم الاعتراض على ${amount} لصالحكم.`,
    lost: (short, amount) => `⚠️ الطلب ${short}: خُسر الاعتراض على ${amount}، ويعود المال إلى الحريف.`,
    taken: (provider, amount, short) => `استرجع ${apart(provider)} مبلغ ${amount} من الطلب ${short}.`,
    returned: (provider, amount, short) => `أعاد ${apart(provider)} مبلغ ${amount} للطلب ${short}.`,
    reasons: {
      fraudulent: 'دفع غير معروف',
      duplicate: 'دُفع مرتين',
      product_not_received: 'الطلب لم يصل',
      product_unacceptable: 'منتج غير مطابق',
      credit_not_processed: 'إرجاع منتظر',
      unrecognized: 'دفع غير معروف',
      general: 'دون سبب محدد',
      merchandise_or_service_not_received: 'الطلب لم يصل',
      merchandise_or_service_not_as_described: 'منتج غير مطابق',
      unauthorised: 'دفع غير معروف',
      reversed: 'استرجع المصرف الدفع',
    },
  },

  compare: {
    nobody: 'لا مزوّد دفع مرتبط بالمتجر: لا شيء للمقارنة.',
    asked: 'أقارن مع مزوّدي الدفع. يصل الجواب هنا بعد لحظات.',
    failed: (name, why) => `⚠️ تعذرت المقارنة مع ${apart(name)}: ${apart(why)}`,
    title: (name, from, to) => `${apart(name)}، من ${from} إلى ${to}`,
    received: (amount, count) => `المقبوض: ${amount} (${count})`,
    refunded: (amount) => `المُرجع: ${amount}`,
    disputed: (amount) => `مسترجع بعد اعتراض: ${amount}`,
    fees: (amount) => `الرسوم: ${amount}`,
    paidOut: (amount) => `المحوّل إلى مصرفكم: ${amount}`,
    entered: (count) => (count === 1 ? 'عملية واحدة كانت تنقصنا: سُجلت.' : `${count} عمليات كانت تنقصنا: سُجلت.`),
    none: '✅ لا فرق مع دفاترنا.',
    some: (count) => (count === 1 ? '⚠️ فرق واحد للنظر:' : `⚠️ ${count} فروق للنظر:`),
    ofOrder: (short) => ` (الطلب ${short})`,
    kinds: { payment: 'دفع', refund: 'إرجاع', dispute: 'استرجاع' },
    onlyHere: (what, amount, order, ref) => `• ${what} ${amount}${order}: عندنا فقط، ${apart(ref)}`,
    onlyThere: (what, amount, ref) => `• ${what} ${amount}: عندهم فقط، ${apart(ref)}`,
    otherAmount: (what, ours, theirs, order) => `• ${what}${order}: ${ours} عندنا، ${theirs} عندهم`,
  },
  statementHere: (from, to, count) => `المقبوضات من ${from} إلى ${to}، ${count === 1 ? 'سطر واحد' : `${count} سطرا`}:`,
  statementEmpty: (from, to) => `لا مقبوضات من ${from} إلى ${to}.`,
  statementKinds: { payment: 'دفع', refund: 'إرجاع', correction: 'تصحيح', chargeback: 'استرجاع' },
  statementColumns: [
    ...['التاريخ', 'الساعة', 'الطلب', 'العملية', 'الوسيلة', 'المزوّد', 'المرجع'],
    ...['المبلغ', 'الرسوم', 'الصافي', 'العملة'],
  ],

  schedule: {
    badParts: (text, short, most) =>
      `لم أفهم « ${apart(text)} ». اكتب مثلا: ${apart(`/echeancier ${short} 3x`)} (من 2 إلى ${most} مرات، كل شهر أو أسبوع أو 15 يوما).`,
    tooSmall: 'المبلغ صغير جدا لتقسيمه هكذا.',
    none: (short) =>
      `لا أقساط للطلب ${short}. لإنشائها: ${apart(`/echeancier ${short} 3x`)} أو ${apart(`/acompte ${short} 30%`)}`,
    title: (short) => `أقساط الطلب ${short}`,
    made: (short) => `أقساط الطلب ${short}:`,
    depositMade: {
      acompte: (short) => `طُلبت تسبقة للطلب ${short}:`,
      arrhes: (short) => `طُلب عربون للطلب ${short}:`,
    },
    meaning: {
      acompte: 'ℹ️ التسبقة تلزم الطرفين: من يلغي قد يكون مطالبا بتعويض الآخر.',
      arrhes: 'ℹ️ العربون: إن ألغى الحريف بقي لكم، وإن ألغيتم أعدتم إليه ضعفه (القانون الفرنسي للاستهلاك، الفصل 214-1).',
    },
    whenCancelled: {
      acompte: (kept, due) =>
        `• إذا ألغيتم أنتم: يُرجع ${kept}.\n• إذا ألغى الحريف: يبقى ملتزما. يمكنكم الاحتفاظ بـ ${kept} (ويبقى ${due} مستحقا أو تعويضا) أو إرجاع الكل تكرما.`,
      arrhes: (kept, double) =>
        `• إذا ألغى الحريف: تحتفظون بـ ${kept}.\n• إذا ألغيتم أنتم: تدينون له بـ ${double}، منها ${kept} تُرجع هنا و${kept} تدفعونها له زيادة.`,
    },
    keepButton: { acompte: 'الاحتفاظ بالتسبقة', arrhes: 'الاحتفاظ بالعربون' },
    doubleButton: 'إرجاع الضعف',
    keptForMembers: {
      acompte: (amount) => `تم الاحتفاظ بالتسبقة ${amount}.`,
      arrhes: (amount) => `تم الاحتفاظ بالعربون ${amount}.`,
    },
    doubleForMembers: (amount) =>
      `بقي عليكم: ادفعوا للحريف ${amount} زيادة (العربون يُرجع مضاعفا، الفصل L. 214-1 من مجلة الاستهلاك الفرنسية).`,
    kept: {
      acompte: (amount) => `تبقى التسبقة ${amount} للمحل.`,
      arrhes: (amount) => `يبقى العربون ${amount} للمحل.`,
    },
    owedBack: (amount) => `بما أننا تراجعنا، يُرجع لكم العربون مضاعفا: سيُدفع لكم ${amount} زيادة.`,
    linkToGive: (short) => `لا يمكن مراسلة الحريف: سلّمه الرابط بنفسك (/lien ${short} أو /qr ${short}).`,
    linkMade: (short, amount) =>
      `رابط الدفع بمبلغ ${amount} للطلب رقم ${short} جاهز. لا يمكن مراسلة الحريف: سلّمه إياه أو أظهر له /qr ${short}.`,
    linkLabel: 'فتح الرابط',
    linkSent: 'يصل الحريف رابط المبلغ المستحق الآن، ثم تذكير قبل كل موعد.',
    line: (position, day, amount, state) => `${position}. ${day}: ${amount}${state ? ` (${state})` : ''}`,
    paid: 'مدفوع',
    partly: (rest) => `بقي ${rest}`,
    late: 'متأخر',
    closed: (short) => `الطلب ${short} يُدفع من جديد دفعة واحدة.`,
    depositAsked: {
      acompte: (amount) => `لحجزه نطلب منكم تسبقة قدرها ${amount}؛ يلزمكم الطلب عندئذ كما يلزمنا. ويُدفع الباقي لاحقا.`,
      arrhes: (amount) =>
        `لحجزه نطلب منكم عربونا قدره ${amount}: يبقى لنا إن تراجعتم ونعيد إليكم ضعفه إن تراجعنا. ويُدفع الباقي لاحقا.`,
    },
    depositLink: {
      acompte: (short, amount, due) =>
        `لطلبكم رقم ${short} (${due}) نطلب تسبقة قدرها ${amount}. يلزمكم الطلب عندئذ كما يلزمنا. للدفع:`,
      arrhes: (short, amount, due) =>
        `لطلبكم رقم ${short} (${due}) نطلب عربونا قدره ${amount}: يبقى لنا إن تراجعتم ونعيد إليكم ضعفه إن تراجعنا. للدفع:`,
    },
    reminder: (short, amount, when) => `تذكير: ${amount} للدفع لطلبكم رقم ${short}، ${when}.`,
    overdue: (short, amount, when) =>
      `ما لم نكن مخطئين، كان ${amount} من طلبكم رقم ${short} مستحقا ${when}. إن تم الدفع فلا تأخذوا هذه الرسالة بعين الاعتبار.`,
    lateForMembers: (short, amount, when) => `⏰ الطلب ${short}: القسط ${amount} (${when}) لم يُدفع. ذُكّر الحريف للتو.`,
    mailSubject: (shop, short) => `${shop}: طلبكم رقم ${short}`,
    unpaidLine: (position, count, amount, when) => `↳ القسط ${position}/${count}: ${amount}، ${when}`,
  },

  productDeposit: {
    how: 'اكتبوا مثلا \u2066/acompte-produit fraisier 50%\u2069 أو مبلغا، مع كلمة \u2066arrhes\u2069 للعربون؛ وكلمة \u2066non\u2069 لحذفها.',
    shown: {
      acompte: (size) => `تسبقة ${size}`,
      arrhes: (size) => `عربون ${size}`,
    },
    set: (name, deposit) => `${name}: تُطلب ${deposit} عند تأكيد الطلب. الطلبات الجارية لا تتغير.`,
    none: (name) => `${name}: لم يعد يُطلب شيء مسبقا.`,
  },

  codes: {
    order: (short, amount) => `دفع الطلب ${short} (${amount}): يمسحه الحريف.`,
    product: (name) => `${name}: عند مسحه تُفتح المحادثة والطلب مكتوب.`,
    chat: (channel) => `محادثتكم عبر ${channel}، للطاولة أو الواجهة.`,
    noChat: 'لا قناة مرتبطة لها عنوان يُفتح. اربطوا أولا واتساب أو مسنجر أو إنستغرام.',
    wish: (name) => `مرحبا، أريد 1 ${name} من فضلكم.`,
  },

  doctor: {
    keysGood: (name) => `${apart(name)} يقبل مفاتيحكم.`,
    keysRefused: (name) => `${apart(name)} يرفض مفاتيحكم.`,
    keysNext: (name) => `انسخوا المفاتيح من جديد من حسابكم لدى ${apart(name)} واستوردوا المتجر.`,
    away: (name) => `${apart(name)} لا يجيب حاليا.`,
    awayNext: 'أعيدوا المحاولة بعد دقائق؛ وإن دام الأمر فتحققوا من اتصال هذا الجهاز بالإنترنت.',
    currency: (name, currency) => `${apart(name)} لا يقبل الدفع بعملة ${apart(currency)}.`,
    currencyNext: 'أزيلوا هذا المزوّد أو اختاروا مزوّدا لعملتكم.',
    heard: (name) => `أخبار ${apart(name)} تصل.`,
    unheard: (name) => `لم تصل بعد أي أخبار من ${apart(name)}.`,
    unheardNext: (url) => `هذا عادي قبل أول دفع. العنوان الذي يُعطى للمزوّد: ${apart(url)}`,
    ibanGood: 'رقم الحساب البنكي سليم الشكل.',
    ibanWrong: 'رقم الحساب البنكي للمتجر لا يمكن أن يكون صحيحا: لا تُعرض التحويلات.',
    ibanNext: 'صححوا رقم الحساب في ملف المتجر حسب كشف بنككم.',
  },
};
