import type { DoctorTexts } from '../fr/doctor.ts';
import { apart } from './apart.ts';

export const doctor: DoctorTexts = {
  addressOk: (url) => `العنوان العام ${apart(url)} يستعمل ${apart('https')}.`,
  addressLocal: (url) => `العنوان ${apart(url)} لا يمكن بلوغه إلا من هذا الجهاز.`,
  addressLocalNext: `هذا كافٍ للتجربة. للزبائن الحقيقيين اضبطوا ${apart('PUBLIC_URL')} على عنوان ${apart('https')} الخاص بكم.`,
  addressPlain: (url) => `العنوان العام ${apart(url)} لا يستعمل ${apart('https')}.`,
  addressPlainNext: `اضبطوا ${apart('PUBLIC_URL')} على عنوان ${apart('https')}: من دونه لا يصل أي حدث ولا يُرسل أي رابط.`,
  mailOk: 'إرسال البريد الإلكتروني مضبوط.',
  mailOff: 'لا يمكن إرسال أي بريد إلكتروني.',
  mailOffNext: `اضبطوا ${apart('SMTP_URL')} لكي تصل روابط الدخول والتنبيهات بالبريد أيضًا.`,
  notExamined: (channel) => `لا شيء يُفحص من الخارج لقناة ${apart(channel)}.`,
  broke: (why) => `لم يكتمل الفحص: ${why}`,
  brokeNext: 'أعيدوا الفحص بعد بضع دقائق.',
  hub: 'المنظومة',
};
