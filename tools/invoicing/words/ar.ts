import { unitName } from '../../units.ts';
import type { fr } from './fr.ts';

/** The names used in Tunisia. */
const MONTHS = [
  'جانفي',
  'فيفري',
  'مارس',
  'أفريل',
  'ماي',
  'جوان',
  'جويلية',
  'أوت',
  'سبتمبر',
  'أكتوبر',
  'نوفمبر',
  'ديسمبر',
];

const METHODS: Record<string, string> = {
  card: 'بالبطاقة البنكية',
  cash: 'نقدًا',
  cheque: 'بشيك',
  transfer: 'بتحويل بنكي',
  paypal: 'عبر PayPal',
  flouci: 'عبر Flouci',
  konnect: 'عبر Konnect',
  marketplace: 'عبر منصة البيع',
  demo: 'بدفع تجريبي',
};

const method = (name: string): string => METHODS[name] ?? `عبر ${name}`;

/** 2026-12-01 -> 1 ديسمبر 2026. */
function date(day: string): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `${dayOfMonth}\u00a0${MONTHS[(month ?? 1) - 1]}\u00a0${year}`;
}

/** A Latin number kept whole and left to right inside an Arabic sentence (U+2066 ... U+2069). */
const whole = (number: string): string => `\u2066${number}\u2069`;

export const ar = {
  titles: {
    quote: 'عرض أسعار',
    invoice: 'فاتورة',
    deposit: 'فاتورة تسبقة',
    credit_note: 'إشعار دائن',
    receipt: 'وصل استلام',
  },
  buyer: {
    quote: 'عرض أسعار إلى',
    invoice: 'فاتورة إلى',
    deposit: 'فاتورة إلى',
    credit_note: 'إشعار دائن لفائدة',
    receipt: 'استُلم من',
  },
  customer: 'الحريف',
  shipTo: 'عنوان التسليم',
  issuedOn: 'تاريخ الإصدار',
  suppliedOn: 'تاريخ التسليم',
  validUntil: 'صالح إلى غاية',
  order: 'الطلبية',
  reference: 'طلبيتكم عدد',
  engagement: 'رقم التعهد',
  service: 'رمز المصلحة',
  orderOf: (number, day) => `${whole(number)} بتاريخ ${date(day)}`,
  cancels: 'على الفاتورة',
  cancelsOf: (number, day) => `${whole(number)} بتاريخ ${date(day)}`,
  date,
  columns: {
    item: 'البيان',
    qty: 'الكمية',
    unitNet: 'سعر الوحدة دون أداء',
    unitGross: 'سعر الوحدة بالأداء',
    unit: 'سعر الوحدة',
    vat: 'الأداء',
    totalNet: 'المجموع دون أداء',
    totalGross: 'المجموع بالأداء',
    total: 'المجموع',
  },
  discount: 'تخفيض',
  vatTable: { rate: 'النسبة', base: 'دون أداء', vat: 'الأداء', gross: 'بالأداء' },
  net: 'المجموع دون أداء',
  vat: 'الأداء على القيمة المضافة',
  gross: 'المجموع بالأداء',
  total: 'المجموع',
  stampDuty: 'معلوم الطابع الجبائي',
  stampBorne: 'معلوم الطابع على كاهل المحل',
  deposits: 'تسبقات مخصومة',
  depositOf: (number, day) => `${number} بتاريخ ${date(day)}`,
  dueOn: 'أجل الدفع',
  paid: 'المدفوع',
  due: 'الباقي للدفع',
  overpaid: 'رصيد لفائدتكم',
  refunded: 'المبلغ المُرجَع',
  toRefund: 'الباقي للإرجاع',
  settled: (day, methods) => `خالصة بتاريخ ${date(day)} ${methods.map(method).join(' و')}`,
  refundedOn: (day, methods) => `تم الإرجاع بتاريخ ${date(day)} ${methods.map(method).join(' و')}`,
  payments: 'الدفوعات المستلمة',
  refunds: 'المبالغ المُرجَعة',
  payment: (day, name) => `${date(day)}، ${method(name)}`,
  transfer: 'للدفع بتحويل بنكي',
  agreed: 'موافق عليه',
  agreedHow: 'التاريخ والاسم والإمضاء',
  demo: 'وثيقة تجريبية — بلا قيمة',
  capital: (amount) => `برأس مال قدره ${whole(amount)}`,
  siren: 'SIREN',
  siret: 'SIRET',
  rcs: 'RCS',
  vatNumber: 'رقم الأداء',
  taxNumber: 'المعرّف الجبائي',
  countries: { FR: 'فرنسا', TN: 'تونس' },
  percent: (rate) => `${String(rate).replace('.', ',')}\u202f%`,
  quantity: (qty, unit) => `${qty.replace('.', ',')}\u00a0${unitName(unit, Number(qty), 'ar')}`.trim(),
} satisfies typeof fr;
