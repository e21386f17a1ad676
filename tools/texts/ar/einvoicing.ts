import type { EinvoicingTexts } from '../fr/einvoicing.ts';

const SERIES = { invoice: 'الفواتير', credit_note: 'إشعارات الدائن', quote: 'عروض الأسعار' };

export const einvoicing: EinvoicingTexts = {
  numbersFixed: ({ kind, format, year, first }) =>
    `أرقام ${SERIES[kind]} لسنة ${year} مكوّنة هكذا: ${format} (منذ ${first}). القانون يفرض تسلسلًا متواصلًا: يمكنكم تغييرها قبل أول رقم لسنة ${year + 1}.`,
  badNumbers: (format) =>
    `لا يمكن تكوين أرقام بـ «${format}». يجب أن تحتوي على {year} و{n} أو {n:4} مع حروف لاتينية وأرقام و+ - _ / وصيغة مختلفة لكل سلسلة. مثال: /legal numéros factures FRA-{year}-{n:4}`,
};
