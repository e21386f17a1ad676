import type { TakenBackTexts } from '../fr/taken-back.ts';
import { apart } from './apart.ts';

export const takenBack: TakenBackTexts = {
  edited: (order, who, was, now) =>
    `✏️ عدّل ${apart(who)} رسالة الطلب ${order}.\nقبل: «${apart(was)}»\nالآن: «${apart(now)}»\nلم يتغير شيء في الطلب.`,
  revoked: (order, who, was) => `🗑 حذف ${apart(who)} رسالة الطلب ${order}: «${apart(was)}»\nالطلب باقٍ: هل يُلغى؟`,
  editedTold: (order) => `رأيت رسالتكم المعدّلة. الطلب رقم ${order} لم يتغير بعد: أنقل ذلك إلى المتجر وسيجيبكم هنا.`,
  revokedTold: (order) => `حذفتم رسالة لكن الطلب رقم ${order} ما زال مسجلًا. أُعلم المتجر وسيجيبكم هنا.`,
  ownGone: (was) => `عُدِّلت رسالتكم «${apart(was)}» أو حُذفت: الاقتراح الناتج عنها لم يعد قائمًا. لم يتغير شيء.`,
};
