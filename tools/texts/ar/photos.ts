import type { PhotosTexts } from '../fr/photos.ts';
import { apart } from './apart.ts';

export const photos: PhotosTexts = {
  wish: (name) => `صورة ${name}`,
  which: 'أي منتج تريدون رؤية صورته؟',
  choose: 'اختيار',
  noneOf: (names) => `ليست لدي صورة بعد لـ ${apart(names)}. أنقل طلبكم إلى المتجر.`,
  none: 'ليست لدي صورة لأعرضها عليكم بعد. أنقل طلبكم إلى المتجر.',
  wantedOf: (who, names, example) =>
    `📷 ${apart(who)} يطلب صورة ${apart(names)} ولا توجد أي صورة محفوظة. أرسلوا لي الصورة مع التعليق ${apart(`/photo ${example}`)}: في المرة القادمة تُرسَل وحدها.`,
  wanted: (who) =>
    `📷 ${apart(who)} يطلب صورة لمنتجاتكم ولا توجد أي صورة محفوظة. أرسلوا لي صورة مع التعليق ${apart('/photo')} ثم اسم المنتج.`,
  see: 'رؤية الصورة',
};
