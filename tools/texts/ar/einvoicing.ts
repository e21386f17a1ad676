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
  platformAbsent: '⚠️ فواتير المؤسسات: لم تُربط أي منصة معتمدة، لا شيء يُرسَل بعد. اربطوا منصتكم: الوثائق > المنصة.',
  reportingOn: {
    ten_days: 'التصريح الإلكتروني: تُرسَل مبيعاتكم للأفراد كل عشرة أيام.',
    month: 'التصريح الإلكتروني: تُرسَل مبيعاتكم للأفراد كل شهر.',
    two_months: 'التصريح الإلكتروني: تُرسَل مبيعاتكم للأفراد كل شهرين.',
  },
  name: 'المنصة المعتمدة',
  connected: (host) => `المنصة \u2066${host}\u2069 تجيب وحُفظت بيانات الدخول مشفّرة. اختاروا الآن ما تعهدون به إليها.`,
  disconnected: 'نُسيت بيانات الدخول إلى المنصة.',
  used: 'تمّ الحفظ.',
  locked: (why) => `المنصة تجيب لكنها ترفض بيانات الدخول (${why}). تحقّقوا منها: لم يُحفظ شيء.`,
  notReached: (host, why) => `\u2066${host}\u2069 لا يجيب كمنصة معتمدة (${why}). تحقّقوا من العنوان: لم يُحفظ شيء.`,
  wrongField: (field) => `للتصحيح: ${field}.`,
  fields: {
    url: 'عنوان الواجهة البرمجية بـ \u2066https\u2069',
    token: 'رمز دخول، أو العنوان الذي يعطي رمزا مع المعرّف والسر',
    token_url: 'العنوان الذي يعطي رمزا بـ \u2066https\u2069',
    client_id: 'المعرّف',
    client_secret: 'السر',
    number: 'رقم تسجيل المنصة (4 أحرف) مع اسمها',
    name: 'اسم المنصة مع رقم تسجيلها',
  },
  periodOf: (from, to) => `من ${from} إلى ${to}`,
  reportRejected: (period, why) =>
    `📛 رفضت المنصة مبيعاتكم للأفراد ${period}: ${why}. صحّحوا ثم اختاروا «إعادة الإرسال» ضمن الوثائق > المنصة.`,
  noReport: 'لا يوجد هذا التصريح.',
  reportUnderWay: (period) => `التصريح ${period} في الطريق: انتظروا جواب المنصة.`,
  reportSame: (period) => `لم تتغيّر أرقام الفترة ${period}: لا شيء لإعادة إرساله.`,
  reportAgain: (period) => `تُرسَل المبيعات ${period} من جديد.`,
  reportLacks: (lacks) => `لا يمكن الإرسال: ينقص ${lacks}.`,
  lacks: {
    country: 'متجر فرنسي حساباته بالأورو',
    platform: 'منصة معتمدة',
    sender: 'رقم تسجيل المنصة واسمها',
    siret: 'رقم \u2066SIRET\u2069 للمتجر (\u2066/demarrer siret\u2069)',
  },
  noReason: 'دون ذكر السبب',
  doctor: {
    unset: 'يريد المتجر استعمال منصة معتمدة لكن لم تُربط أي منصة',
    unsetNext: 'اربطوا منصتكم ضمن الوثائق > المنصة، أو اكتبوا \u2066/legal plateforme non\u2069.',
    good: 'المنصة المعتمدة تجيب وتقبل دخولنا',
    bad: (why) => `المنصة المعتمدة لا تسمح لنا بالدخول: ${why}`,
    badNext: 'جدّدوا بيانات الدخول ضمن الوثائق > المنصة. ما ينتظر سيُرسَل من تلقاء نفسه.',
  },
};
