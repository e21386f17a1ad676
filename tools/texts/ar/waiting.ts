import type { WaitingTexts } from '../fr/waiting.ts';

/** The same in Arabic. */
export const waiting: WaitingTexts = {
  held: (who, what, why) => `📭 رسالة تنتظر إلى ${who}: « ${what} ». ${why} تُرسل عندما يكتب ${who}.`,
  closed: 'المحادثة مغلقة منذ 24 ساعة.',
  template: 'المحادثة مغلقة منذ 24 ساعة ولم توافق ميتا بعد على الرسالة النموذجية.',
};
