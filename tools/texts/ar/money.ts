import type { money as french } from '../fr/money.ts';
import { apart } from './apart.ts';

/** Payments, refunds, credit notes, quotes and the till. */
export const money: typeof french = {
  methods: {
    cash: 'نقدا',
    card: 'بالبطاقة',
    transfer: 'بتحويل بنكي',
    cheque: 'بشيك',
    demo: 'بدفع تجريبي',
    paypal: `عبر ${apart('PayPal')}`,
    flouci: `عبر ${apart('Flouci')}`,
    konnect: `عبر ${apart('Konnect')}`,
    marketplace: 'عبر منصة البيع',
  },
  takeMoney: 'تسجيل دفعة',
  creditLine: (invoice) => `إشعار دائن جزئي على الفاتورة ${apart(invoice)}`,
  buttons: {
    refund: 'إرجاع المبلغ',
    refundAmount: (amount) => `إرجاع ${amount}`,
    cancelRefund: 'إلغاء وإرجاع المبلغ',
    cancelCredit: 'إلغاء بإشعار دائن',
    acceptQuote: 'أوافق',
  },

  refusals: {
    badAmount: (text) =>
      `لم أفهم المبلغ « ${apart(text)} ». اكتب مثلا ${apart('45€')} أو ${apart('12,50')} أو ${apart('30%')}.`,
    badPayment: (text, short) =>
      `لم أفهم « ${apart(text)} ». اكتب مثلا: ${apart(`/payee ${short} 45€`)} نقدا (أو بطاقة، تحويل، شيك).`,
    bareAmount: (text, short) =>
      `« ${apart(text)} »: هل هو مبلغ؟ أضف العملة: ${apart(`/payee ${short} ${text}€`)} (طلب واحد في كل مرة).`,
    moreThanDue: (short, due) => `بقي ${due} للدفع في الطلب رقم ${short}: لا يمكن أن يطلب الرابط أكثر.`,
    confirmFirst: (short) => `الطلب رقم ${short} غير مؤكد. أولا: ${apart(`/confirmer ${short}`)}`,
    nothingDue: (short, when) =>
      `لم يبق شيء للدفع في الطلب رقم ${short}${when ? ` (آخر دفعة ${when})` : ''}. لم يتغير شيء.`,
    linkUsed: (short) => `رابط الطلب رقم ${short} استُعمل أو لم يعد مفتوحا. لم يتغير شيء.`,
    notUndone: (short) =>
      `لا يمكن سحب هذه الدفعة من الطلب رقم ${short}. لإرجاع المال: ${apart(`/rembourser ${short}`)}`,
    noInvoice: (short) =>
      `لا توجد فاتورة سارية للطلب رقم ${short}: لا شيء يُخصم. لتغييره: ${apart(`/modifier ${short}`)}`,
    creditTooMuch: (invoice, left) => `بقي ${left} على الفاتورة ${apart(invoice)}: لا يمكن أن يتجاوزه الإشعار الدائن.`,
    notOnInvoice: (words, invoice, names) =>
      `لا أجد « ${apart(words)} » هكذا على الفاتورة ${apart(invoice)}. بقي فيها: ${apart(names)}.`,
    nothingToRefund: (short) => `لا مال محفوظ للطلب رقم ${short}: لا شيء لإرجاعه.`,
    moreThanHeld: (short, most) => `يمكن إرجاع ${most} على الأكثر للطلب رقم ${short}. لم يتغير شيء.`,
    cancelPlainly: (short) => `الطلب رقم ${short} غير مدفوع وبلا فاتورة. يكفي أن تكتب: ${apart(`/annuler ${short}`)}`,
    futureDay: (day) => `${day} لم يأت بعد: الصندوق يعرض الماضي.`,
    badPeriod: (text) =>
      `لم أفهم « ${apart(text)} ». اكتب ${apart('/caisse')} أو ${apart('/caisse hier')} أو ${apart('/caisse mois')} أو ${apart('/caisse novembre')}`,
    quoteEmpty: `ما المطلوب تسعيره؟ اكتب مثلا: ${apart('/devis Marie 2 fraisiers samedi')}`,
    quoteWho: (names) => `لمن هذا العرض؟ عدة حرفاء يطابقون: ${apart(names)}. أضف رقم الهاتف.`,
    quoteNoName: 'لمن هذا العرض؟ أضف اسما أو رقم هاتف.',
    quoteOf: (short, status) => `الطلب رقم ${short} ${status}: لم يعد للعرض معنى.`,
  },

  member: {
    invoiceDue: (due) => `للدفع: ${due}.`,
    linkClosed: (short) => `أُغلق رابط دفع الطلب رقم ${short}.`,
    recorded: (short, amount, how) => `الطلب رقم ${short}: قُبض ${amount} ${how}، تم التسجيل.`,
    stillDue: (due) => `بقي ${due} للدفع.`,
    notCounted: 'لم يحتسب شيء: راجعوا هذه الدفعة لدى مزود الدفع.',
    allPaid: 'دُفع بالكامل، والفاتورة في طريقها إلى الحريف.',
    tooMuch: (over, short) => `الزائد ${over}. لإرجاعه: ${apart(`/rembourser ${short}`)}`,
    undone: (short, amount) => `سُحبت دفعة ${amount} من الطلب رقم ${short}.`,
    partPaid: (short, amount, rest, who) => `💶 الطلب رقم ${short}: قُبض ${amount} (${apart(who)})، بقي ${rest}.`,
    overpaid: (short, amount, over) =>
      `⚠️ الطلب رقم ${short}: قُبض ${amount}، الزائد ${over}. لإرجاعه: ${apart(`/rembourser ${short}`)}`,
    credited: (number) => `الإشعار الدائن ${apart(number)} يلغي الفاتورة؛ ملف PDF يصل بعد لحظة.`,
    creditIssued: (number, amount, invoice) =>
      `صدر الإشعار الدائن ${apart(number)} بمبلغ ${amount} على الفاتورة ${apart(invoice)}. ملف PDF يُرسل إلى الحريف ويصل هنا؛ لا يمكن إلغاء إشعار دائن.`,
    nextRefund: (amount, command) => `لإرجاع ${amount}: ${apart(`/rembourser ${command}`)}`,
    nextInvoice: (short) =>
      `يمكن تغيير الطلب من جديد: ${apart(`/modifier ${short}`)} ؛ لفاتورة جديدة: ${apart(`/facture ${short}`)}`,
    creditNoteHere: (number, short) => `الإشعار الدائن ${apart(number)} للطلب رقم ${short}:`,
    askRefund: (amount, short, how) => `إرجاع ${amount} للطلب رقم ${short} (دُفع ${how})؟ لا يحدث شيء قبل تأكيدك.`,
    refundAsked: (amount, short) =>
      `طُلب إرجاع ${amount} للطلب رقم ${short}. يُعلم الحريف عند الإنجاز، وتُعلم أنت إن فشل.`,
    refundNoted: (amount, short) => `سُجّل إرجاع ${amount} للطلب رقم ${short}، وأُعلم الحريف.`,
    refundPaper: (number) => `الإشعار الدائن ${apart(number)}.`,
    notUndoable: 'لا يمكن التراجع عن الإرجاع.',
    refundFailed: (short, amount, why) =>
      `⚠️ الطلب رقم ${short}: فشل إرجاع ${amount} (${apart(why)}). لإعادة المحاولة: ${apart(`/rembourser ${short}`)}`,
    cancelIsPaid: (short, amount) => `الطلب رقم ${short} مدفوع: يجب إرجاع ${amount}.`,
    cancelIsInvoiced: (short, number) => `للطلب رقم ${short} فاتورة ${apart(number)}: يجب أن يلغيها إشعار دائن.`,
    cancelNext: 'الزر يلغي الطلب ويصدر الإشعار الدائن ويرجع المبلغ دفعة واحدة.',
    unpaidTitle: 'مبالغ للقبض',
    unpaidNone: 'كل شيء مدفوع: لا طلبات للقبض.',
    unpaidLate: 'متأخرة',
    unpaidToCome: 'قادمة',
    unpaidLine: (short, who, due, when) => `${short} · ${apart(who)} · ${due} · ${when}`,
    unpaidTotal: (total, late) => `المجموع: ${total}، منه متأخر: ${late}. للتذكير: ${apart('/lien 156')}`,
    tillDay: (day) => `صندوق ${day}`,
    tillMonth: (month) => `صندوق ${month}`,
    tillMethod: (method, amount, count) => `${method}: ${amount} (${count})`,
    tillRefunds: (amount, count) => `المبالغ المرجعة: ${amount} (${count})`,
    tillTotal: (amount) => `مجموع المقبوض: ${amount}`,
    tillVat: (rate, base, vat) => `الأداء ${rate}: الأساس ${base}، الأداء ${vat}`,
    tillPapers: 'الفواتير ناقص الإشعارات الدائنة للفترة:',
    tillEmpty: 'لم يُقبض شيء.',
    quoteSent: (number, who, total, until) =>
      `عرض الأسعار ${apart(number)} لفائدة ${apart(who)}: ${total}، صالح إلى ${until}. يصل الحريف مع زر للموافقة؛ وملف PDF يصل هنا.`,
    quoteMade: (number, who, total, until) =>
      `عرض الأسعار ${apart(number)} لفائدة ${apart(who)}: ${total}، صالح إلى ${until}. لا أستطيع مراسلة هذا الشخص: ملف PDF يصل هنا لتسليمه.`,
    quoteHere: (number) => `عرض الأسعار ${apart(number)}:`,
    quoteAccepted: (number, who, short) =>
      `✅ قُبل عرض الأسعار ${apart(number)} من ${apart(who)}: الطلب رقم ${short} مؤكد.`,
    quoteTooLate: (number, who) =>
      `ℹ️ أراد ${apart(who)} قبول عرض الأسعار ${apart(number)} الذي لم يعد صالحا. لعرض جديد: ${apart('/devis')}`,
  },

  customer: {
    partLink: (short, part, due) => `لدفع جزء من طلبكم رقم ${short} (${part} من ${due}):`,
    partPaid: (amount, short, rest) => `وصل دفع ${amount} للطلب رقم ${short}. شكرا لكم! سيبقى ${rest} للدفع.`,
    refunded: (amount, short) => `أرجعنا إليكم ${amount} عن الطلب رقم ${short}.`,
    willRefund: (amount) => `سنرجع إليكم ${amount}.`,
    creditNoteHere: (number) => `هذا إشعاركم الدائن ${apart(number)}.`,
    quoteHere: (number, total, until) =>
      `هذا عرض الأسعار ${apart(number)} (${total})، صالح إلى ${until}. لقبوله اضغطوا على الزر أو أجيبوا « نعم ».`,
    quoteExpired: (number) => `عرض الأسعار ${apart(number)} لم يعد صالحا. سنعلم الفريق ليقترح عليكم عرضا جديدا.`,
    quoteTaken: (number, short) => `عرض الأسعار ${apart(number)} مقبول: الطلب رقم ${short}.`,
  },
};
