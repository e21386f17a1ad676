/** What the hub says by itself: alerts and the day's digests. */
export const watch = {
  several: (count: string) => `🔔 À voir (${count}) :`,
  waiting: (order: string, who: string) =>
    `⏳ Commande ${order} (${who}) attend votre réponse depuis plus de 24 h : /commande ${order}`,
  tomorrow: (order: string, who: string) =>
    `🍰 Commande ${order} (${who}) est pour demain et n’est pas commencée : /preparer ${order}`,
  tomorrowPending: (order: string, who: string) =>
    `🍰 Commande ${order} (${who}) est pour demain et n’est pas validée : /commande ${order}`,
  latePayment: (order: string, who: string, amount: string) =>
    `💶 Commande ${order} (${who}) : ${amount} en retard de paiement. Pour relancer : /lien ${order}`,
  lowStock: (name: string, left: string) => `📦 Stock bas : ${name}, il en reste ${left}.`,
  unanswered: (who: string, hours: string) => `💬 ${who} attend une réponse depuis ${hours} h d’ouverture.`,
  silent: (channel: string, hours: string) =>
    `📡 ${channel} est silencieux depuis ${hours} h, contrairement à l’habitude. Voyez /sante`,
  callInstead: (phone: string) => `→ Appelez plutôt : ${phone}`,
  evening: '🌙 Bilan de la journée',
  morning: '☀️ Production du jour',
  dueTomorrow: (day: string, count: string) => `Pour ${day} : ${count} à préparer ou à remettre → /production demain`,
};

export type WatchTexts = typeof watch;
