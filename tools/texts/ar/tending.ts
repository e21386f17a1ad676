import type { TendingTexts } from '../fr/tending.ts';
import { apart } from './apart.ts';

export const tending: TendingTexts = {
  expiring: (name, days, url) =>
    `🔑 ينتهي الدخول إلى ${apart(name)}، الأيام الباقية: ${days}. ألصقوا رمزًا جديدًا قبل ذلك: ${apart(url)}`,
  billed: (name, billed, free) => `✉️ ${apart(name)} هذا الشهر: رسائل محسوبة ${billed}، مجانية ${free}.`,
  ofLimit: (limit) => `(الحد: ${limit})`,
  noneBilled: 'لا رسالة محسوبة هذا الشهر.',
  noLimit: 'لا حد للتنبيه. لضبطه: /messages 800',
  limitIs: (limit) => `ستُنبَّهون عند 80% ثم عند 100% من ${limit} رسالة. للإيقاف: ${apart('/messages off')}`,
  limitHow: `اكتبوا عدد رسائل في الشهر، مثلًا ${apart('/messages 800')} أو ${apart('/messages off')}.`,
  nearLimit: (name, billed, limit) =>
    `✉️ ${apart(name)}: رسائل محسوبة هذا الشهر ${billed} وحدكم ${limit}. لا شيء متوقف.`,
  overLimit: (name, billed, limit) =>
    `✉️ ${apart(name)}: بُلغ حد ${limit} رسالة (محسوبة: ${billed}). لا شيء متوقف، لتغييره: /messages ثم العدد.`,
  quality: (number, limit) =>
    `📉 ${apart('Meta')} يبلغ عن انخفاض جودة الرقم ${apart(number)} (الحد: ${apart(limit)}). لا تكتبوا إلا لمن ينتظر، انظروا ${apart('WhatsApp Manager > Phone numbers')}.`,
  template: (name, state, why) =>
    `📄 النموذج ${apart(name)} حالته ${apart(state)} لدى ${apart('Meta')} (${apart(why)}). صححوه في ${apart('WhatsApp Manager > Message templates')}، وفي الأثناء تنتظر البطاقات في المكتب.`,
  approved: (name) => `✅ قبل ${apart('Meta')} النموذج ${apart(name)}.`,
  nameRefused: (why) =>
    `📛 رفض ${apart('Meta')} الاسم المعروض للرقم (${apart(why)}). اقترحوا غيره في ${apart('WhatsApp Manager > Phone numbers')}.`,
  security: (what) =>
    `🔐 لُمس رمز رقم واتساب لدى ${apart('Meta')} (${apart(what)}). إن لم تكونوا أنتم فغيّروه في ${apart('WhatsApp Manager')}.`,
  restricted: (why) =>
    `⛔ قيّد ${apart('Meta')} الحساب (${apart(why)}). افتحوا ${apart('Business Support Home')} لمعرفة السبب وطلب المراجعة.`,
  cut: (why) => `⛔ لم يعد الحساب مرتبطًا بنا (${apart(why)}). أعيدوا ربطه في المكتب، صفحة القنوات.`,
  resubscribed: (name) =>
    `📡 كان ${apart('Meta')} قد قطع أحداث ${apart(name)} وقد أُعيدت. أعيد قراءة المحادثات لإيجاد ما نقص.`,
  caughtUp: (name, count) => `📥 ${apart(name)}: رسائل فائتة وُجدت وعولجت: ${count}.`,
  providerAlert: (why) =>
    `⚠️ ${apart('Meta')} يبلغ: ${apart(why)}. التفاصيل في ${apart('WhatsApp Manager > Account overview')}.`,
};
