import type { Role } from '../context.ts';
import type { Status } from '../orders/states.ts';
import { assistant } from './fr/assistant.ts';
import { attachments } from './fr/attachments.ts';
import { catalogue } from './fr/catalogue.ts';
import { channels } from './fr/channels.ts';
import { connect } from './fr/connect.ts';
import { conversation } from './fr/conversation.ts';
import { customers } from './fr/customers.ts';
import { day } from './fr/day.ts';
import { doctor } from './fr/doctor.ts';
import { einvoicing } from './fr/einvoicing.ts';
import { email } from './fr/email.ts';
import { faults } from './fr/faults.ts';
import { hubNumber } from './fr/hub-number.ts';
import { merchant } from './fr/merchant.ts';
import { meta } from './fr/meta.ts';
import { money } from './fr/money.ts';
import { orders } from './fr/orders.ts';
import { pages } from './fr/pages.ts';
import { papers } from './fr/papers.ts';
import { paying } from './fr/paying.ts';
import { phone } from './fr/phone.ts';
import { photos } from './fr/photos.ts';
import { posts } from './fr/posts.ts';
import { setup } from './fr/setup.ts';
import { stock } from './fr/stock.ts';
import { takenBack } from './fr/taken-back.ts';
import { tax } from './fr/tax.ts';
import { tending } from './fr/tending.ts';
import { market } from './fr/tiktok.ts';
import { waiting } from './fr/waiting.ts';
import { watch } from './fr/watch.ts';
import { typeset } from './typography.ts';

const either = new Intl.ListFormat('fr', { type: 'disjunction' });

/** Every sentence the hub says, in French. Customers are addressed as "vous"; lines stay short: each message costs. */
export const sentences = {
  roles: { owner: 'à la direction', manager: 'aux responsables', staff: 'à l’équipe' } satisfies Record<Role, string>,

  refusals: {
    notAllowed: (roles: Role[]) =>
      roles.length > 0
        ? `Cette action est réservée ${either.format(roles.map((role) => sentences.roles[role]))}.`
        : 'Cette action n’est pas possible ici.',
    invalid: (field: string, why: string) => `Je n’ai pas compris${field ? ` « ${field} »` : ''} : ${why}.`,
    noOrder: (short: number) => `La commande ${short} n’existe pas.`,
    needsNumber: (command: string) => `Il manque le numéro de la commande. Par exemple : ${command} 156`,
    wrongStatus: (short: number, status: string, wanted: string) =>
      `La commande ${short} est ${status} : impossible ${/^[aeéèêhioôu]/i.test(wanted) ? 'd’' : 'de '}${wanted}.`,
    alreadyDone: (short: number, status: string, who: string | null, when: string) =>
      `C’est déjà fait : la commande ${short} est ${status}${who ? ` (${who}, ${when})` : ''}. Rien n’a changé.`,
    staleCard: (short: number) => `La commande ${short} a changé depuis cette carte. Voici la version à jour :`,
    notSeen: (short: number) => `Voici d’abord la commande ${short} telle qu’elle est maintenant :`,
    emptyDraft: 'Il n’y a pas encore de commande en cours.',
    unknownCommand: (nearest: string[]) =>
      `Je ne connais pas cette commande. Vouliez-vous dire ${either.format(nearest)} ?`,
    noLinks: (why: string) => `Le lien de paiement n’est pas envoyé : ${why}`,
    paidAlready: (short: number) => `La commande ${short} est déjà payée.`,
    notPaidYet: (short: number) => `La commande ${short} n’est pas confirmée : il n’y a rien à payer pour le moment.`,
    invoiced: (short: number, number: string) =>
      `La commande ${short} a déjà sa facture ${number} : elle ne change plus sans un avoir. D’abord : /avoir ${short}`,
    wrongCode: 'Ce code n’est pas valable ou a expiré. Demandez-en un nouveau dans l’administration.',
    nothingToChange: (short: number) =>
      `Que faut-il changer dans la commande ${short} ? Écrivez par exemple :\n/modifier ${short} 3 fraisiers, dimanche 10h, livraison 5€`,
    notUnderstoodChange: (text: string) => `Je n’ai pas compris ce qu’il faut changer dans « ${text} ».`,
    ambiguousChange: (text: string, names: string[]) =>
      `« ${text} » peut être ${either.format(names)}. Précisez, s’il vous plaît.`,
    unchanged: (short: number) => `Rien n’a changé dans la commande ${short} : elle est déjà ainsi.`,
  },

  statuses: {
    pending: 'à valider',
    confirmed: 'confirmée',
    preparing: 'en préparation',
    ready: 'prête',
    delivered: 'livrée',
    cancelled: 'annulée',
  },
  payments: { unpaid: 'à payer', partial: 'payée en partie', paid: 'payée', refunded: 'remboursée' },
  verbs: {
    confirmed: 'la confirmer',
    preparing: 'la mettre en préparation',
    ready: 'la marquer prête',
    delivered: 'la marquer livrée',
    cancelled: 'l’annuler',
    pending: 'la remettre en attente',
    changed: 'la modifier',
    invoiced: 'établir sa facture',
  },
  fulfilment: { pickup: 'Retrait en boutique', delivery: 'Livraison' },
  at: (day: string, time: string) => `${day} à ${time}`,
  parts: { morning: 'le matin', midday: 'le midi', afternoon: 'l’après-midi', evening: 'le soir', night: 'la nuit' },
  noDate: 'sans date',
  line: (qty: string, name: string, total: string) => `${qty} × ${name} — ${total}`,
  lineNoPrice: (qty: string, name: string) => `${qty} × ${name}`,
  total: (total: string) => `Total : ${total}`,
  shipping: (amount: string) => `Livraison : ${amount}`,

  customer: {
    intro: (shop: string) => `(Assistant automatique de ${shop} — écrivez « humain » pour parler à une personne.)`,
    greeting: (shop: string) =>
      `Bonjour et bienvenue chez ${shop} ! Que puis-je préparer pour vous, et pour quel jour ?`,
    thanks: 'Merci à vous, et à très bientôt !',
    fallback: 'Dites-moi ce que vous souhaitez commander et pour quel jour, je m’occupe du reste.',
    askProduct: (words: string) => `Pour « ${words} », lequel souhaitez-vous ?`,
    askUnknown: (words: string) => `Je n’ai pas trouvé « ${words} » dans notre carte. Que souhaitez-vous à la place ?`,
    askVariant: (product: string) => `Pour « ${product} », que préférez-vous ?`,
    askSize: (product: string) => `Quelle taille pour « ${product} » ?`,
    askVariantButton: 'Choisir',
    askQuantity: (product: string) => `Combien de « ${product} » souhaitez-vous ?`,
    askDate: 'Pour quel jour souhaitez-vous votre commande ?',
    askDateAgain: 'Pouvez-vous me préciser le jour exact, s’il vous plaît ?',
    pastDate: (day: string) => `Le ${day} est déjà passé. Pour quel jour souhaitez-vous votre commande ?`,
    closedDay: (day: string) => `Nous sommes fermés le ${day}. Quel autre jour vous conviendrait ?`,
    askAddress: 'À quelle adresse devons-nous livrer (rue, code postal, ville) ?',
    askOrder: 'Que souhaitez-vous commander ?',
    placed: (shop: string, short: number) =>
      `C’est noté ! Votre demande n° ${short} est envoyée à ${shop}, qui doit encore la confirmer.`,
    autoConfirmed: (short: number) => `Votre commande n° ${short} est confirmée.`,
    confirmed: (short: number, shop: string) => `Bonne nouvelle : ${shop} a confirmé votre commande n° ${short}.`,
    payHere: (total: string) => `Vous pouvez régler ${total} en ligne :`,
    payLater: (total: string) => `Montant à régler : ${total}.`,
    payButton: 'Payer',
    paymentLink: (short: number, amount: string) => `Pour régler votre commande n° ${short} (${amount}) :`,
    refused: (short: number, reason: string) =>
      `Nous sommes désolés, nous ne pouvons pas honorer votre demande n° ${short}${reason ? ` : ${reason}` : ''}. N’hésitez pas à nous écrire pour une autre date ou un autre choix.`,
    cancelled: (short: number, reason: string) =>
      `Votre commande n° ${short} est annulée${reason ? ` : ${reason}` : ''}.`,
    changed: (short: number) => `Votre commande n° ${short} a été modifiée :`,
    ready: (short: number, place: string) => `Votre commande n° ${short} est prête ! ${place}`,
    readyPickup: 'Vous pouvez passer la chercher.',
    readyDelivery: 'Nous arrivons bientôt.',
    paid: (amount: string, short: number) => `Paiement de ${amount} bien reçu pour la commande n° ${short}. Merci !`,
    invoiceHere: (number: string) => `Voici votre facture ${number}.`,
    invoiceComing: (number: string) => `Votre facture ${number} arrive ici dans un instant.`,
    invoiceNotYet: (short: number) =>
      `La facture de la commande n° ${short} sera établie au paiement ; vous la recevrez ici.`,
    invoiceComes: 'Votre facture arrivera ici dès le paiement de la commande.',
    noOrders: 'Je ne vois pas encore de commande à votre nom.',
    statuses: {
      pending: 'en attente de confirmation',
      confirmed: 'confirmée',
      preparing: 'en préparation',
      ready: 'prête',
      delivered: 'livrée',
      cancelled: 'annulée',
    } satisfies Record<Status, string>,
    status: (short: number, status: string, when: string) => `Votre commande n° ${short} est ${status} (${when}).`,
    statusPay: (amount: string) => `Il reste ${amount} à régler.`,
    statusPaid: 'Elle est payée.',
    handedOver: 'Je préviens une personne de l’équipe : elle vous répond ici dès que possible.',
    products: 'Voici ce que nous proposons :',
    noProduct: (words: string) => `Je ne trouve pas « ${words} » dans notre carte.`,
    available: 'Dites-moi combien il vous en faut et pour quel jour.',
    hours: (hours: string) => `Nos horaires :\n${hours}`,
    hoursUnknown: 'Je n’ai pas nos horaires sous les yeux : je transmets votre question à l’équipe.',
    closed: 'fermé',
    changeRequest: (short: number) =>
      `Je transmets votre demande à la boutique pour la commande n° ${short} : elle vous répond ici.`,
    cancelRequest: (short: number) =>
      `Je transmets votre demande d’annulation de la commande n° ${short} à la boutique : elle vous répond ici.`,
    draftDropped: 'C’est annulé, rien n’a été commandé.',
    cannotRead: 'Je ne peux pas lire ce type de message. Pouvez-vous m’écrire en quelques mots ce que vous souhaitez ?',
    cannotListen:
      'Je ne peux pas encore écouter les messages vocaux. Pouvez-vous m’écrire en quelques mots ce que vous souhaitez ?',
    received: 'Bien reçu, je transmets à la boutique.',
  },

  member: {
    newOrder: (short: number, who: string, channel: string) => `Nouvelle commande ${short} — ${who} (${channel})`,
    autoOrder: (short: number, who: string, channel: string) =>
      `Commande ${short} confirmée automatiquement — ${who} (${channel})`,
    order: (short: number, who: string, state: string) => `Commande ${short} — ${who}\n${state}`,
    state: (status: string, payment: string) => `${status}, ${payment}`,
    create: 'Créer commande',
    modify: 'Modifier',
    ignore: 'Ignorer',
    buttons: { preparing: 'En préparation', ready: 'Prête', delivered: 'Livrée', cancelled: 'Annuler' },
    confirmed: (short: number, told: boolean) =>
      `Commande ${short} confirmée.${told ? ' Le client est prévenu.' : ''} Pour revenir en arrière : /annuler ${short}`,
    refused: (short: number, told: boolean) => `Commande ${short} refusée${told ? ', le client est prévenu' : ''}.`,
    ignored: (short: number) =>
      `Commande ${short} ignorée. Le client n’est pas prévenu ; pour lui écrire : /refuser ${short} motif`,
    preparing: (short: number) => `Commande ${short} en préparation. Ensuite : /prete ${short}`,
    ready: (short: number, told: boolean) =>
      `Commande ${short} prête${told ? ', le client est prévenu' : ''}. Ensuite : /livree ${short}`,
    delivered: (short: number) => `Commande ${short} livrée.`,
    cancelled: (short: number, told: boolean) => `Commande ${short} annulée${told ? ', le client est prévenu' : ''}.`,
    changed: (short: number) => `Commande ${short} modifiée, le client est prévenu.`,
    linkSent: (short: number, amount: string) => `Lien de paiement de ${amount} envoyé pour la commande ${short}.`,
    invoiceSent: (number: string, short: number) => `Facture ${number} de la commande ${short} :`,
    invoiceComing: (number: string, short: number) =>
      `Facture ${number} de la commande ${short} établie ; le PDF arrive dans un instant.`,
    paid: (short: number, amount: string, who: string) => `💶 Commande ${short} payée : ${amount} (${who}).`,
    paidMismatch: (short: number, got: string, expected: string) =>
      `⚠️ Commande ${short} : ${got} reçus au lieu de ${expected}.`,
    paidCancelled: (short: number, amount: string) =>
      `⚠️ ${amount} reçus pour la commande ${short}, qui est annulée. À rembourser.`,
    paidTwice: (short: number, amount: string) =>
      `⚠️ Commande ${short} : un second paiement de ${amount} est arrivé. À rembourser.`,
    list: (title: string) => `${title} :`,
    listAll: 'Commandes en cours',
    listDay: (day: string) => `Commandes du ${day}`,
    listStatus: {
      pending: 'Commandes à valider',
      confirmed: 'Commandes confirmées',
      preparing: 'Commandes en préparation',
      ready: 'Commandes prêtes',
      delivered: 'Commandes livrées',
      cancelled: 'Commandes annulées',
    } satisfies Record<Status, string>,
    listEmpty: 'Aucune commande.',
    listLine: (short: number, who: string, what: string, when: string, total: string, state: string) =>
      `${short} · ${who} · ${what} · ${when} · ${total} · ${state}`,
    more: (count: number) => (count === 1 ? '… et une autre' : `… et ${count} autres`),
    help: 'Voici ce que je sais faire :',
    helpHint: 'Le numéro est celui de la commande. La barre / est facultative.',
    notDelivered: (who: string, what: string, why: string) => `⚠️ ${who} n’a pas reçu « ${what} » : ${why}`,
    handOver: (who: string, text: string) =>
      `👤 ${who} demande une personne${text ? ` : « ${text} »` : ''}. L’assistant se tait dans ce fil pendant 12 h.`,
    changeRequest: (short: number, who: string, text: string) =>
      `✏️ ${who} demande un changement de la commande ${short} : « ${text} »`,
    cancelRequest: (short: number, who: string, text: string) =>
      `❌ ${who} demande d’annuler la commande ${short} : « ${text} »`,
    showAsSuch: (who: string, what: string) => `ℹ️ ${who} a envoyé : ${what}`,
    edited: (who: string, text: string) => `✏️ ${who} a modifié un message après coup : « ${text} »`,
    revoked: (who: string) => `🗑 ${who} a supprimé un message.`,
    modelDown: 'ℹ️ L’assistant linguistique ne répond pas : le lecteur intégré prend le relais, rien n’est perdu.',
    turnFailed: (who: string) => `⚠️ Je n’ai pas pu répondre à ${who}. Merci de regarder la conversation.`,
    paperFailed: (number: string) =>
      `⚠️ Le PDF de la facture ${number} n’a pas pu être préparé. Je réessaie : le numéro est pris, rien n’est perdu.`,
    reconnect: (channel: string, why: string) =>
      `⚠️ ${channel} est déconnecté (${why}). Reconnectez-le dans l’administration.`,
    linked: (name: string, shop: string) =>
      `Bonjour ${name}, ce fil pilote maintenant ${shop}. Tapez /aide pour voir les commandes.`,
    welcome: (name: string) => `Bonjour ${name} ! Tapez /commandes pour voir les commandes, /aide pour le reste.`,
    noFreeSpeech: 'Je n’ai pas compris. Tapez /aide pour voir ce que je sais faire.',
    closedOn: (day: string) => `⚠️ Vous êtes fermés le ${day}.`,
    shortNotice: (hours: number) => `⚠️ Délai habituel : ${hours} h.`,
    unnamed: 'Client',
    media: {
      image: 'une photo',
      audio: 'un message vocal',
      video: 'une vidéo',
      document: 'un document',
      sticker: 'un autocollant',
    },
    location: 'une position',
    contacts: (names: string) => `un contact (${names})`,
    form: 'un formulaire',
    unsupported: 'un message non pris en charge',
  },

  assistant,

  orders,

  papers,
  catalogue,
  stock,
  customers,
  conversation,

  channels,

  day,
  watch,
  doctor,
  meta,
  connect,
  takenBack,
  einvoicing,
  tax,
  email,
  tending,
  photos,
  posts,
  setup,
  phone,
  attachments,
  market,
  merchant,
  pages,
  waiting,
  faults,
  hubNumber,
  money,
  paying,
};

export type Texts = typeof sentences;

export const fr: Texts = typeset(sentences);
