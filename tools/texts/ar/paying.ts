import type { paying as french } from '../fr/paying.ts';

/** Keeps Latin text and numbers in one piece inside Arabic. */
const apart = (text: string): string => `\u2066${text}\u2069`;

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
};
