import type { WatchTexts } from '../fr/watch.ts';

/** The same in English. */
export const watch: WatchTexts = {
  several: (count) => `🔔 To look at (${count}):`,
  waiting: (order, who) => `⏳ Order ${order} (${who}) has waited for your answer for over 24 h: /commande ${order}`,
  tomorrow: (order, who) => `🍰 Order ${order} (${who}) is due tomorrow and not started: /preparer ${order}`,
  tomorrowPending: (order, who) => `🍰 Order ${order} (${who}) is due tomorrow and not approved: /commande ${order}`,
  latePayment: (order, who, amount) =>
    `💶 Order ${order} (${who}): ${amount} overdue. To send a reminder: /lien ${order}`,
  lowStock: (name, left) => `📦 Low stock: ${name}, ${left} left.`,
  unanswered: (who, hours) => `💬 ${who} has waited for an answer for ${hours} open hours.`,
  silent: (channel, hours) => `📡 ${channel} has been silent for ${hours} h, which is unusual. See /sante`,
  callInstead: (phone) => `→ Call instead: ${phone}`,
  evening: '🌙 The day in short',
  morning: '☀️ Today’s production',
  dueTomorrow: (day, count) => `For ${day}: ${count} to prepare or hand over → /production demain`,
};
