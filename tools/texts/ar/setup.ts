import type { SetupTexts } from '../fr/setup.ts';

/** Keeps what runs left to right in one piece inside an Arabic sentence. */
const apart = (text: string): string => `\u2066${text}\u2069`;

/** The same in Arabic. */
export const setup: SetupTexts = {
  intro: 'لنُعدّ محلك سؤالا بعد سؤال. اكتب « رجوع » للعودة، « تجاوز » للمرور، « لاحقا » للتوقف.',
  step: (now, all) => `(${now}/${all})`,
  askName: (name) => `ما اسم محلك؟ (الآن: ${name})`,
  askAddress: `ما عنوانه؟ مثلا: ${apart('23 rue des Lilas, 75011 Paris')}`,
  askAddressTn: `ما عنوانه؟ مثلا: ${apart('12 avenue Bourguiba, 1000 Tunis')}`,
  askSiret: `ما رقم ${apart('SIRET')} (14 رقما)؟`,
  askMatricule: `ما معرفك الجبائي؟ مثلا: ${apart('1234567A/A/M/000')}`,
  askVat: 'ما نظامك في الأداء على القيمة المضافة؟',
  vatStandard: 'خاضع للأداء',
  vatFranchise: 'معفى من الأداء',
  askIdentity: (identity) => `هذا ما سيظهر على فواتيرك:\n${identity}\nهل هو صحيح؟`,
  yes: 'نعم، صحيح',
  correct: 'تصحيح',
  askHours: `ما توقيت عملك؟ مثلا: ${apart('mar-sam 8h-12h30 14h-19h, dim 8h-13h')}`,
  askProducts: `ما أول خمسة منتجات؟ واحد في كل سطر مع ثمنه: ${apart('Fraisier 8 parts 32€')}، أو ألصق قائمة ${apart('nom;prix')}. اكتب « انتهى » للمتابعة.`,
  moreProducts: 'التالي؟ أو « انتهى » للمتابعة.',
  askApproval: `من يوافق على الطلبات؟ « دائما »: يعرض عليك كل طلب. أو مبلغ مثل ${apart('50€')}: ما دونه يمر وحده ويتم إعلامك.`,
  always: 'اسأل دائما',
  autoBelow: (amount) => `موافقة آلية تحت ${amount}`,
  askDigest: `في أي ساعة تريد ملخص المساء؟ مثلا: ${apart('19h30')}، أو ${apart('off')}.`,
  noted: '✅ تم التسجيل.',
  notedName: (name) => `✅ ${name}، تم التسجيل.`,
  notedIdentity: '✅ تم حفظ الهوية.',
  notedProducts: (added, all, name, price) =>
    `✅ المنتجات المضافة: ${added} (${all} في الجملة). آخر ما قُرئ: ${name}، ${price}.`,
  unreadProducts: (lines) => `⚠️ لم تُقرأ: ${apart(lines)}. اكتبها هكذا: ${apart('Fraisier 8 parts 32€')}`,
  badName: 'الاسم بين 2 و 80 حرفا.',
  badAddress: `أحتاج الشارع والرمز البريدي والمدينة. مثلا: ${apart('23 rue des Lilas, 75011 Paris')}`,
  badSiret: `رقم ${apart('SIRET')} غير صحيح: 14 رقما ومفتاحه يجب أن يكون صحيحا.`,
  badMatricule: `المعرف الجبائي غير صحيح. يكتب هكذا: ${apart('1234567A/A/M/000')}`,
  badVat: `أجب ${apart('assujetti')} أو ${apart('franchise')}.`,
  badProducts: `لم أقرأ منتجا مع ثمنه. مثلا: ${apart('Fraisier 8 parts 32€')}`,
  badApproval: `أجب « دائما » أو بمبلغ مثل ${apart('50€')}.`,
  tapOnly: `لهوية المؤسسة المس زرا: « نعم، صحيح » أو « تصحيح » (${apart('/demarrer oui')}).`,
  notOpen: `لا سؤال في الانتظار. للبدء أو المتابعة: ${apart('/demarrer')}`,
  unknownStep: (text) =>
    `لا أعرف المرحلة « ${apart(text)} ». مثلا: ${apart('/demarrer nom')}، ${apart('/demarrer siret')}، ${apart('/demarrer horaires')}`,
  paused: `حسنا، نتوقف هنا. للمتابعة: ${apart('/demarrer')}`,
  missing: '(غير مذكور)',
  summary: '🎉 محلك جاهز:',
  summaryProducts: (count) => `المنتجات: ${count}`,
  summaryDigest: (hour) => `ملخص المساء: ${hour}`,
  corrections: `للتصحيح: ${apart('/demarrer nom')}، ${apart('/demarrer adresse')}، ${apart('/demarrer siret')}، ${apart('/demarrer tva')}، ${apart('/demarrer horaires')}، ${apart('/demarrer produits')}، ${apart('/demarrer validation')}، ${apart('/demarrer bilan')}`,
};
