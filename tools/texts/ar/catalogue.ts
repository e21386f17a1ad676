import type { catalogue as french } from '../fr/catalogue.ts';

/** Keeps what runs left to right in one piece inside an Arabic sentence. */
const apart = (text: string): string => `\u2066${text}\u2069`;

/** The same sentences in Arabic. */
export const catalogue: typeof french = {
  several: (text, list) => `« ${text} » قد يعني عدة منتجات. أرسل السطر المطلوب:\n${apart(list)}`,
  unknownNear: (text, list) => `لا أجد « ${text} ». الأقرب:\n${apart(list)}`,
  unknown: (text, command) => `لا أجد « ${text} ». لعرض القائمة: ${apart(command)}`,
  whichSize: (product, list) => `أي حجم من ${product}؟ أرسل السطر المطلوب:\n${apart(list)}`,
  title: 'المنتجات:',
  titlePaged: (page, pages) => `المنتجات (صفحة ${page} من ${pages}):`,
  noneYet: `القائمة فارغة. للبدء: ${apart('/produit Tarte aux pommes 18€')}`,
  next: (command) => `البقية: ${apart(command)}`,
  stock: (qty) => `المخزون ${qty}`,
  createHow: (example) => `اكتب الاسم ثم السعر. مثلا: ${apart(example)}`,
  noPrice: (text, example) => `لا أعرف « ${text} »، والسعر ناقص لإضافته. مثلا: ${apart(example)}`,
  exists: 'هذا المنتج موجود من قبل:',
  toPrice: (command) => `لتغيير السعر: ${apart(command)}`,
  created: (name, price, sku) => `« ${name} » معروض للبيع بسعر ${apart(price)} للقطعة (المرجع ${apart(sku)}).`,
  vat: (rate) => `الأداء على القيمة المضافة: ${rate} ٪، النسبة المعتادة للمحل.`,
  noVat: 'الأداء على القيمة المضافة غير مستوجب.',
  removed: (name) => `« ${name} » حُذف من القائمة. الطلبات السابقة تحتفظ به.`,
  priceHow: (example) => `اكتب المنتج ثم سعره الجديد. مثلا: ${apart(example)}`,
  noAmount: (name, price, example) => `سعر ${name} هو ${apart(price)}. للتغيير أضف السعر الجديد: ${apart(example)}`,
  badPrice: (text) => `« ${text} » ليس سعرا. اكتب مثلا 24 أو 24,50.`,
  priceSet: (name, before, after) => `${name}: ${apart(after)} بدلا من ${apart(before)}.`,
  samePrice: (name, price) => `سعر ${name} هو ${apart(price)} من قبل: لم يتغير شيء.`,
  ordersKeep: 'الطلبات السابقة تحتفظ بسعرها.',
  photoHow: (example) => `أرسل صورة مع اسم المنتج في التعليق: ${apart(example)}`,
  photoComing: (name) => `وصلت صورة « ${name} »، أنا بصدد حفظها.`,
  photoKept: (name) => `حُفظت صورة « ${name} ». لتغييرها أرسل صورة أخرى.`,
  photoKind: (name) => `لم تُحفظ صورة « ${name} »: يجب أن تكون ${apart('JPEG')} أو ${apart('PNG')} أو ${apart('WebP')}.`,
  photoLarge: (name, most) => `لم تُحفظ صورة « ${name} »: حجمها أكبر من ${most} ميغا.`,
  photoGone: (name) => `تعذر جلب صورة « ${name} ». أعد إرسالها من فضلك.`,
};
