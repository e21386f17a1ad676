import type { AttachmentTexts } from '../fr/attachments.ts';

/** What members read of files that came with a message: why one is not there. */
export const attachments: AttachmentTexts = {
  caption: (words) => `«${words}»`,
  gone: 'تعذّر جلب الملف. اطلبوا إعادة إرساله.',
  kind: 'هذا النوع من الملفات لا يُحفظ هنا (الصور والفيديو وPDF والمستندات المكتبية فقط).',
  large: 'الملف أكبر من أن يُحفظ هنا. اطلبوا ملفا أصغر.',
};
