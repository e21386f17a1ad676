import type { ConnectTexts } from '../fr/connect.ts';
import { apart } from './apart.ts';

export const connect: ConnectTexts = {
  connected: (channel, name) => `${apart(`${channel} ${name}`)} مرتبط الآن بالمتجر.`,
  renewed: (channel, name) => `الدخول الجديد إلى ${apart(`${channel} ${name}`)} حل محل القديم.`,
  disconnected: (channel, name) => `قُطع ${apart(`${channel} ${name}`)}: لا شيء يصل ولا يُرسل. المحادثات باقية.`,
  offBy: (who) => `قطعه ${apart(who)}`,
  notThere: 'هذا الربط غير موجود أو مقطوع أصلًا.',
  taken: (name) => `${apart(name)} مرتبط بمتجر آخر.`,
  fieldWrong: (field) => `تحققوا من الخانة «${apart(field)}»: فارغة أو غير صحيحة.`,
  refused: (why) => `لم يُحفظ شيء. جواب ${apart('Meta')}: ${apart(why)}`,
  notAnswering: `لم يُحفظ شيء: ${apart('Meta')} لا يجيب الآن. أعيدوا المحاولة بعد بضع دقائق.`,
  nobodyAnswers: (who) => `لا يجيب ${who} حاليا. أعيدوا المحاولة بعد دقائق.`,
  keptUnproved: (said) => `${said} لم يمكن التحقق من شيء: الخادم لا يجيب. تتحدث الحالة أدناه مع كل فحص.`,
  tokenDead: 'لم يُحفظ شيء: هذا الرمز غير صالح.',
  scopesMissing: (scopes) => `لم يُحفظ شيء: تنقص الرمز صلاحيات ${apart(scopes)}.`,
  dialogFailed: `أُغلقت نافذة ${apart('Meta')} قبل النهاية. أعيدوا متى شئتم.`,
  dialogStale: 'انتهت مدة هذا الطلب. أعيدوا من هذه الصفحة.',
  noNumber: `لم يذكر ${apart('Meta')} أي رقم. أكملوا إضافة الرقم في النافذة ثم أعيدوا.`,
  noPages: `هذا الحساب على ${apart('Facebook')} لا يدير أي صفحة. ادخلوا بالحساب الذي يدير صفحة المتجر.`,
};
