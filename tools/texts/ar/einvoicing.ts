import type { EinvoicingTexts } from '../fr/einvoicing.ts';

const fixed = (series: string) => (format: string, year: string, first: string) =>
  `أرقام ${series} لسنة ${year} مكوّنة هكذا: ${format} (منذ ${first}). القانون يفرض تسلسلًا متواصلًا: يمكنكم تغييرها ابتداءً من 1 جانفي وقبل أول رقم للسنة.`;

export const einvoicing: EinvoicingTexts = {
  numbersFixed: { invoice: fixed('الفواتير'), credit_note: fixed('إشعارات الدائن'), quote: fixed('عروض الأسعار') },
  badNumbers: (format) =>
    `لا يمكن تكوين أرقام بـ «${format}». يجب أن تحتوي على \u2066{year}\u2069 و\u2066{n}\u2069 أو \u2066{n:4}\u2069 مع حروف لاتينية وأرقام وعلامات \u2066+ - _ /\u2069 وصيغة مختلفة لكل سلسلة. مثال: \u2066/legal numéros factures FRA-{year}-{n:4}\u2069`,
};
