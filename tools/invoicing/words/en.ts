import { unitName } from '../../units.ts';
import type { fr } from './fr.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

const METHODS: Record<string, string> = {
  card: 'by card',
  cash: 'in cash',
  cheque: 'by cheque',
  transfer: 'by bank transfer',
  paypal: 'by PayPal',
  flouci: 'by Flouci',
  konnect: 'by Konnect',
  marketplace: 'by the marketplace',
  demo: 'by demo payment',
};

const method = (name: string): string => METHODS[name] ?? `by ${name}`;

/** 2026-12-01 -> 1 December 2026. */
function date(day: string): string {
  const [year, month, dayOfMonth] = day.split('-').map(Number);
  return `${dayOfMonth}\u00a0${MONTHS[(month ?? 1) - 1]}\u00a0${year}`;
}

export const en = {
  titles: {
    quote: 'Quote',
    invoice: 'Invoice',
    deposit: 'Deposit invoice',
    credit_note: 'Credit note',
    receipt: 'Receipt',
  },
  buyer: {
    quote: 'Quote for',
    invoice: 'Billed to',
    deposit: 'Billed to',
    credit_note: 'Credit to',
    receipt: 'Received from',
  },
  customer: 'Customer',
  shipTo: 'Delivered to',
  issuedOn: 'Date of issue',
  suppliedOn: 'Date of supply',
  validUntil: 'Valid until',
  order: 'Order',
  reference: 'Your order no.',
  engagement: 'Engagement no.',
  service: 'Service code',
  orderOf: (number, day) => `${number} of ${date(day)}`,
  cancels: 'On invoice',
  cancelsOf: (number, day) => `${number} of ${date(day)}`,
  date,
  columns: {
    item: 'Description',
    qty: 'Qty',
    unitNet: 'Unit excl. VAT',
    unitGross: 'Unit incl. VAT',
    unit: 'Unit price',
    vat: 'VAT',
    totalNet: 'Total excl. VAT',
    totalGross: 'Total incl. VAT',
    total: 'Total',
  },
  discount: 'Discount',
  vatTable: { rate: 'Rate', base: 'Net', vat: 'VAT', gross: 'Gross' },
  net: 'Total excl. VAT',
  vat: 'VAT',
  gross: 'Total incl. VAT',
  total: 'Total',
  stampDuty: 'Stamp duty',
  stampBorne: 'Stamp duty borne by the shop',
  deposits: 'Deposits taken off',
  depositOf: (number, day) => `${number} of ${date(day)}`,
  dueOn: 'Payable by',
  paid: 'Already paid',
  due: 'Amount due',
  overpaid: 'In your favour',
  refunded: 'Already refunded',
  toRefund: 'To be refunded',
  settled: (day, methods) => `Paid on ${date(day)} ${methods.map(method).join(' and ')}`,
  refundedOn: (day, methods) => `Refunded on ${date(day)} ${methods.map(method).join(' and ')}`,
  payments: 'Payments received',
  refunds: 'Refunds',
  payment: (day, name) => `${date(day)}, ${method(name)}`,
  transfer: 'To pay by bank transfer',
  agreed: 'Agreed',
  agreedHow: 'Date, name and signature',
  demo: 'Demonstration document — of no value',
  capital: (amount) => `with a capital of ${amount}`,
  siren: 'SIREN',
  siret: 'SIRET',
  rcs: 'RCS',
  vatNumber: 'VAT no.',
  taxNumber: 'Tax ID',
  countries: { FR: 'France', TN: 'Tunisia' },
  percent: (rate) => `${rate}%`,
  quantity: (qty, unit) => {
    return `${qty}\u00a0${unitName(unit, Number(qty), 'en')}`.trim();
  },
} satisfies typeof fr;
