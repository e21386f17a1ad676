import type { stock as french } from '../fr/stock.ts';
import { apart } from './apart.ts';

/** The same sentences in Arabic. */
export const stock: typeof french = {
  level: (name, qty) => `${name}: ${qty} في المخزون`,
  notCounted: (name) => `${name}: المخزون غير معدود`,
  depot: (depot, qty) => `↳ ${depot}: ${qty}`,
  how: (add, set) => `للتغيير: ${apart(add)} أو ${apart(set)}`,
  changed: (name, now, before) => `${name}: ${now} في المخزون (من قبل: ${before})`,
  unchanged: (line) => `لم يتغير شيء. ${line}`,
  badQuantity: (text) => `« ${text} » ليست كمية. اكتب مثلا 12 أو 1,5.`,
  noCount: (text) => `لم يُعدّ شيء: لا أجد كمية في « ${text} ». مثلا: ${apart('/inventaire éclair 12, fraisier 4')}`,
  countFirst: (name, command) => `مخزون ${name} غير معدود. عدّه أولا: ${apart(command)}`,
  tooFew: (name, left, command) => `${name}: لم يبق إلا ${left}، لم يتغير شيء. إن نفد: ${apart(command)}`,
  soldOutMark: 'نفد',
  out: (name, command) => `${name} نفد: لن يُعرض على الحرفاء. عند عودته: ${apart(command)}`,
  alreadyOut: (name, command) => `${name} نفد من قبل. عند عودته: ${apart(command)}`,
  back: (name) => `${name} معروض للبيع من جديد.`,
  backButEmpty: (name, left, command) =>
    `${name} لم يعد معلما كنافد، لكن مخزونه المعدود ${left}: عدّه لبيعه، مثلا ${apart(command)}`,
  notOut: (name) => `${name} لم ينفد: لم يتغير شيء.`,
  whichProduct: (example) => `أي منتج؟ مثلا: ${apart(example)}`,
  inventory: 'المخزون المعدود:',
  nothingCounted: 'لا يوجد مخزون معدود حاليا.',
  countHow: `للعدّ: ${apart('/inventaire éclair 12, fraisier 4')}`,
  lowMark: (mark) => `⚠️ الحد الأدنى ${mark}`,
  more: (count) => `… و ${count} غيرها: ${apart('/inventaire')} متبوعة بكلمة`,
  short: (name, left, wanted) => `⚠️ مخزون ${name}: ${left} والمطلوب ${wanted}`,
  under: (name, left) => `⚠️ مخزون ${name}: ${left}. هناك نقص.`,
  low: (name, left) => `⚠️ مخزون منخفض: ${name}، بقي ${left}`,
  askInstead: (product) => `« ${product} » غير متوفر حاليا. ماذا تريدون بدلا منه؟`,
};
