import type { WaitingTexts } from '../fr/waiting.ts';

/** The same in Arabic. */
export const waiting: WaitingTexts = {
  held: (who, what, why) => `📭 رسالة تنتظر إلى ${who}: « ${what} ». ${why} تُرسل عندما يكتب ${who}.`,
  answered: (who) => `رسالتك في طريقها إلى ${who}. المساعد صامت في هذه المحادثة.`,
  sent: (who) => `جوابكم في الطريق إلى ${who}.`,
  answerWaits: (who) => `المحادثة مغلقة: تُرسل رسالتك عندما يكتب ${who}.`,
  noThread: 'لا يمكن الرد هنا. اتصل بالحريف أو اكتب له في مكان آخر.',
  empty: 'اكتب رسالتك ثم أرسلها.',
  closed: 'المحادثة مغلقة منذ 24 ساعة.',
  template: 'المحادثة مغلقة منذ 24 ساعة ولم توافق ميتا بعد على الرسالة النموذجية.',
};
