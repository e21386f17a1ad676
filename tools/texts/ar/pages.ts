import type { PagesTexts } from '../fr/pages.ts';
import { apart } from './apart.ts';

/** The same in Arabic. */
export const pages: PagesTexts = {
  gone: (page) => `الصورة رقم ${apart(page)} لم تعد موجودة.`,
  read: (page, lines) =>
    `📷 قُرئت الصورة رقم ${apart(page)}، عدد الأسطر: ${apart(lines)}. هذه بطاقة لكل سطر؛ لا يُنشأ شيء دون موافقتك.`,
  nothingRead: (page, form) =>
    `📷 حُفظت الصورة رقم ${apart(page)} لكن لم أقرأ فيها طلبا. جرب من مسافة أقرب، أو انقل الطلب: ${apart('/nouvelle')} أو هنا: ${apart(form)}`,
  kept: (page, form) =>
    `📷 حُفظت الصورة رقم ${apart(page)}. لا أقرأ الصور هنا: انقل الطلبات بالأمر ${apart('/nouvelle')} أو والصورة أمامك: ${apart(form)}\nلصورة منتج، أعد إرسالها مع التعليق: ${apart('/photo fraisier')}`,
  keptOff: (page, form) =>
    `📷 حُفظت الصورة رقم ${apart(page)} ولم تُقرأ بعد: القراءة متوقفة. لتفعيلها: ${apart('/assistant on')}. للنقل والصورة أمامك: ${apart(form)}`,
  keptSpent: (page, form) =>
    `📷 حُفظت الصورة رقم ${apart(page)} ولم تُقرأ: استُنفدت ميزانية الشهر. للنقل والصورة أمامك: ${apart(form)}`,
  keptFailed: (page, form) =>
    `📷 حُفظت الصورة رقم ${apart(page)} لكن قارئ الصور لا يجيب. أعد إرسالها لاحقا أو انقلها هنا: ${apart(form)}`,
  listKept: `📷 لا أستطيع قراءة صورة قائمة الأسعار هنا. اكتب منتجاتك، واحدا في كل سطر: ${apart('Fraisier 8 parts 32€')}، أو أرسل ملف ${apart('CSV')}.`,
  listFailed: `📷 قارئ الصور لا يجيب. أعد إرسال الصورة لاحقا أو اكتب منتجاتك، واحدا في كل سطر: ${apart('Fraisier 8 parts 32€')}.`,
  notFetched: 'لم أتمكن من استلام هذه الصورة. أعد إرسالها من فضلك.',
  badKind: `لا أستطيع فتح هذه الصورة. أرسلها بصيغة ${apart('JPEG')} أو ${apart('PNG')} أو ${apart('WebP')}.`,
  tooLarge: `هذه الصورة كبيرة جدا (أكثر من ${apart('8 Mo')}). أرسلها كصورة لا كملف.`,
  line: (page, at, all) => `📷 الصورة ${apart(page)}، السطر ${apart(`${at}/${all}`)}:`,
  quoted: (text) => `« ${apart(text)} »`,
  modify: 'تعديل',
  ignore: 'تجاهل',
  create: 'إنشاء الطلب',
  unclear: (why) => `⚠️ ${why}`,
  rewrite: (line) => `انسخ هذا السطر وصححه وأعد إرساله:\n${apart(line)}`,
  rewriteHow: 'للتصحيح، أجب على هذه البطاقة بالسطر كاملا.',
  lineGone: 'أُجيب عن هذا السطر من قبل: لم يتغير شيء.',
  linkKept: (form) =>
    `🔗 حُفظ الرابط. لا توجد واجهة تعطي تعليقات ${apart('TikTok')}: أرسل لقطة شاشة أو أدخل الطلب بالأمر ${apart('/nouvelle')} أو هنا: ${apart(form)}`,
  closed: (page) => `تم حفظ الصورة رقم ${apart(page)} جانبا.`,
};
