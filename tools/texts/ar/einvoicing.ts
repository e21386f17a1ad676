import type { EinvoicingTexts } from '../fr/einvoicing.ts';

const fixed = (series: string) => (format: string, year: string, first: string) =>
  `أرقام ${series} لسنة ${year} مكوّنة هكذا: ${format} (منذ ${first}). القانون يفرض تسلسلًا متواصلًا: يمكنكم تغييرها ابتداءً من 1 جانفي وقبل أول رقم للسنة.`;

export const einvoicing: EinvoicingTexts = {
  numbersFixed: { invoice: fixed('الفواتير'), credit_note: fixed('الإشعارات الدائنة'), quote: fixed('عروض الأسعار') },
  badNumbers: (format) =>
    `لا يمكن تكوين أرقام بـ «${format}». يجب أن تحتوي على \u2066{year}\u2069 و\u2066{n}\u2069 أو \u2066{n:4}\u2069 مع حروف لاتينية وأرقام وعلامات \u2066+ - _ /\u2069 وصيغة مختلفة لكل سلسلة. مثال: \u2066/legal numéros factures FRA-{year}-{n:4}\u2069`,
  rejected: (number, why, short) =>
    `📛 رفضت المنصة الفاتورة ${number}: ${why}. لم تُرسَل. صحّحوا بطاقة الحريف (/client) أو بياناتكم (/legal) ثم ألغوها بـ /avoir ${short} وأعيدوا إصدارها: /facture ${short}`,
  refused: (number, why, short) =>
    `📛 رفض الحريف الفاتورة ${number}: ${why}. تفاهموا معه ثم ألغوها بـ /avoir ${short} وأعيدوا إصدارها: /facture ${short}`,
  platformOn: 'فواتير المؤسسات: تُعهد إلى المنصة المعتمدة.',
  platformAbsent: '⚠️ فواتير المؤسسات: لم تُضبط أي منصة معتمدة على هذا الخادم، لا شيء يُرسَل بعد.',
  noReason: 'دون ذكر السبب',
  doctor: {
    unset: 'تعهد المتجر بفواتيره إلى منصة معتمدة لكن لم تُضبط أي منصة هنا',
    unsetNext: 'اضبطوا \u2066PLATFORM_URL\u2069 ورمزه، أو اكتبوا \u2066/legal plateforme non\u2069.',
    good: 'المنصة المعتمدة تجيب وتقبل دخولنا',
    bad: (why) => `المنصة المعتمدة لا تسمح لنا بالدخول: ${why}`,
    badNext:
      'تحقّقوا من \u2066PLATFORM_URL\u2069 و\u2066PLATFORM_TOKEN\u2069 و\u2066PLATFORM_TOKEN_URL\u2069. الفواتير تنتظر وستُرسَل من تلقاء نفسها.',
  },
};
