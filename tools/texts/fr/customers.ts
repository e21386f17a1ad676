import { known } from './known.ts';
import { retention } from './retention.ts';

/** What is said to members about customers: who they are, notes, messages to them, segments. */
export const customers = {
  who: (example: string) => `De quel client s’agit-il ? Par exemple : ${example}`,
  nobody: (text: string) =>
    `Je ne trouve aucun client pour « ${text} ». Essayez un autre nom ou le téléphone : /client 0612`,
  several: (text: string, list: string) => `Plusieurs clients pour « ${text} ». Envoyez la ligne voulue :\n${list}`,
  list: (text: string) => `Clients pour « ${text} » :`,
  andMore: (count: string) => `… et ${count} de plus : précisez le nom ou le téléphone.`,
  orders: (count: string) => `${count} commande${count === '0' || count === '1' ? '' : 's'}`,
  basket: (count: string, mean: string) => `${count} commande${count === '1' ? '' : 's'}, panier moyen ${mean}`,
  noOrders: 'pas encore de commande',
  last: (short: string, day: string, total: string, status: string) =>
    `Dernière commande : ${short}, ${day}, ${total}, ${status}`,
  language: (name: string) => `Langue : ${name}`,
  languages: { fr: 'français', en: 'anglais', ar: 'arabe' },
  next: (history: string, note: string) => `Ses commandes : ${history}\nAjouter une note : ${note} suivi du texte`,
  noted: (who: string, note: string) => `Note de ${who} : « ${note} ». Elle s’affiche sur ses commandes.`,
  noteIs: (who: string, note: string) => `Note de ${who} : « ${note} ».`,
  noNote: (who: string) => `Aucune note pour ${who}.`,
  noteErased: (who: string) => `La note de ${who} est effacée.`,
  noteHow: (command: string) => `Pour ajouter : ${command} suivi du texte. Pour effacer : ${command} effacer`,
  history: (who: string, count: string, total: string) =>
    `${who} : ${count} commande${count === '1' ? '' : 's'}, ${total} en tout`,
  messageHow: (example: string) => `Il manque le texte. Par exemple : ${example}`,
  messageSent: (who: string, short: string) =>
    `Message envoyé à ${who} (commande ${short}). Il ne peut plus être repris.`,
  messageByTemplate: (who: string, short: string) =>
    `${who} (commande ${short}) n’a pas écrit depuis 24 h : vos mots partent par un message modèle. S’il n’est pas encore validé par Meta, ils attendent et je vous le dis.`,
  messageWaits: (who: string, short: string) =>
    `${who} (commande ${short}) n’a pas écrit depuis 24 h : le message attend et partira dès sa prochaine réponse. Si c’est pressé, appelez.`,
  noThread: (who: string) => `${who} n’a aucune conversation avec la boutique : le message ne peut pas partir.`,
  noThreadCall: (who: string, phone: string) =>
    `${who} n’a aucune conversation avec la boutique : le message ne peut pas partir. Appelez le ${phone}.`,
  mergeHow: (example: string) => `Donnez deux clients, celui à garder d’abord. Par exemple : ${example}`,
  mergeAsk: (kept: string, gone: string) =>
    `Réunir en une seule fiche ?\nOn garde : ${kept}\nOn y ajoute : ${gone}\nCommandes, conversations et notes passent sur la première.`,
  mergeBack: 'Si c’était une erreur, /separer remet tout en place.',
  mergeButton: 'Réunir',
  merged: (row: string, back: string) => `C’est une seule fiche maintenant : ${row}. Pour revenir en arrière : ${back}`,
  parted: (one: string, other: string) => `De nouveau deux fiches :\n• ${one}\n• ${other}`,
  neverMerged: 'Cette fiche n’a été réunie avec aucune autre.',
  different: 'Noté : ce sont deux personnes. Je ne poserai plus la question.',
  samePerson: (name: string, one: string, other: string) =>
    `👥 C’est la même personne, ${name} ?\n• ${one}\n• ${other}`,
  sameTyped: (name: string, channel: string, phone: string) => `${name}, qui écrit sur ${channel} et donne le ${phone}`,
  sameYes: 'Oui, réunir',
  sameNo: 'Non',
  sameCustomer: (who: string) => `C’est deux fois la même fiche : ${who}. Rien n’a changé.`,
  noneYet: 'Aucun client n’a encore commandé.',
  segments: (count: string) => `Clients ayant commandé : ${count}`,
  regular: (count: string) => `⭐ Habitués (3 commandes en 90 jours) : ${count}`,
  fresh: (count: string) => `🌱 Nouveaux ce mois-ci : ${count}`,
  quiet: (count: string) => `💤 Sans commande depuis 60 jours : ${count}`,
  big: (count: string) => `🧺 Gros paniers (une fois et demie la moyenne) : ${count}`,
  known,
  retention,
};
