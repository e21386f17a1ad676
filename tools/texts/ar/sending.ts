import type { sending as fr } from '../fr/sending.ts';

export const sending: typeof fr = {
  noPaper: 'هذه الوثيقة غير موجودة في هذا المتجر.',
  noThread: (number) => `${number}: ليس لهذا الحريف محادثة هنا. أرسلها بالبريد الإلكتروني أو حمّلها.`,
  sentInThread: (number) => `📄 ${number} في طريقها من جديد إلى محادثة الحريف.`,
  mailed: (number, to) => `📧 ${number} في طريقها بالبريد الإلكتروني إلى ${to}.`,
  noAddress: (number) => `${number}: لا أعرف البريد الإلكتروني لهذا الحريف. اكتب العنوان في آخر الأمر.`,
  badAddress: (text) => `« ${text} » ليس عنوان بريد إلكتروني.`,
  noMailbox: 'لا يمكن إرسال أي بريد: اربط صندوق بريد المتجر (الإدارة، القنوات).',
  mailFailed: (number, to, why) => `⚠️ تعذّر إرسال ${number} بالبريد إلى ${to}: ${why}. تحقق من العنوان ثم أعد الإرسال.`,
  letterSubject: (what, number) => `${what} ${number}`,
  letter: (what, number, shop) => `مرحبا،\n\nتجدون مرفقا: ${what} ${number}.\n\nمع التحية،\n${shop}`,
  here: (what, number) => `📄 ${what} ${number}`,
  stale: (number) => `تغيّرت ${number} منذ عرض هذه الصفحة (صدر إشعار دائن). تحقق ثم أعد المحاولة.`,
  notCreditable: (number) => `لا يمكن إصدار إشعار دائن آخر على ${number}: أُلغيت كلها أو نُقلت إلى وثيقة أخرى.`,
  nothingPicked: 'حدّد ما يُسترجع: الكل، أو مبلغا، أو كمية سطر واحد على الأقل.',
  badPick: (name, most) => `« ${name} »: اكتب كمية بين 0 و${most}.`,
};
