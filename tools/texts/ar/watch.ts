import type { WatchTexts } from '../fr/watch.ts';
import { apart } from './apart.ts';

/** The same in Arabic. */
export const watch: WatchTexts = {
  several: (count) => `🔔 للمتابعة (${count}):`,
  waiting: (order, who) => `⏳ الطلب رقم ${order} (${who}) ينتظر ردك منذ أكثر من 24 س: ${apart(`/commande ${order}`)}`,
  tomorrow: (order, who) => `🍰 الطلب رقم ${order} (${who}) لغد ولم يبدأ تحضيره: ${apart(`/preparer ${order}`)}`,
  tomorrowPending: (order, who) =>
    `🍰 الطلب رقم ${order} (${who}) لغد ولم تتم الموافقة عليه: ${apart(`/commande ${order}`)}`,
  latePayment: (order, who, amount) =>
    `💶 الطلب رقم ${order} (${who}): ${amount} متأخرة الدفع. للتذكير: ${apart(`/lien ${order}`)}`,
  lowStock: (name, left) => `📦 مخزون منخفض: ${apart(name)}، بقي ${left}.`,
  unanswered: (who, hours) => `💬 ${who} ينتظر ردا منذ ${hours} س من أوقات العمل.`,
  silent: (channel, hours) => `📡 ${apart(channel)} صامت منذ ${hours} س على غير العادة. انظر ${apart('/sante')}`,
  callInstead: (phone) => `← من الأفضل الاتصال: ${apart(phone)}`,
  evening: '🌙 ملخص اليوم',
  morning: '☀️ إنتاج اليوم',
  dueTomorrow: (day, count) => `ليوم ${day}: ${count} للتحضير أو التسليم ← ${apart('/production demain')}`,
};
