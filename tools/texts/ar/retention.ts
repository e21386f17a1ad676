import type { RetentionTexts } from '../fr/retention.ts';

const ltr = (text: string): string => `\u2066${text}\u2069`;

export const retention: RetentionTexts = {
  kinds: {
    recordings: 'تسجيلات المكالمات والرسائل الصوتية',
    pictures: 'الصور والملفات',
    letters: 'الرسائل الإلكترونية الأصلية ومرفقاتها',
    transcripts: 'نصوص الرسائل الصوتية',
    strangers: 'محادثات من لم يطلبوا أبدا',
  },
  row: (kind, days) => `• ${kind}: ${days} يوما`,
  deletedAfter: (kind, days) => `${kind}: تُمحى بعد ${days} يوما.`,
  shown: 'ما الذي يُحفظ وإلى متى:',
  papers: `الطلبات والمدفوعات والفواتير لا تُمحى هنا أبدا: قد تطلبها الجباية طوال ست سنوات (${ltr('LPF, art. L102 B')})، والمعتاد في المحاسبة عشر.`,
  advice: 'هذه المدد نصائح حذرة وليست استشارة قانونية: قد يفضل محاسبكم أو مستشاركم غيرها.',
  how: (url) => `للتغيير: ${ltr(url)}`,
  changed: 'حُفظ. يتم المحو كل ليلة ابتداء من الساعة الثالثة.',
  tooLong: (kind, most) => `${kind}: بين 1 و${most} يوما.`,
  wasLast: (day, count) => `الليلة الماضية: ${day}، عدد ما مُحي ${count}.`,
};
