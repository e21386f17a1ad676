import { assistant } from './en/assistant.ts';
import { attachments } from './en/attachments.ts';
import { catalogue } from './en/catalogue.ts';
import { channels } from './en/channels.ts';
import { connect } from './en/connect.ts';
import { conversation } from './en/conversation.ts';
import { customers } from './en/customers.ts';
import { day } from './en/day.ts';
import { doctor } from './en/doctor.ts';
import { einvoicing } from './en/einvoicing.ts';
import { email } from './en/email.ts';
import { faults } from './en/faults.ts';
import { hubNumber } from './en/hub-number.ts';
import { merchant } from './en/merchant.ts';
import { meta } from './en/meta.ts';
import { money } from './en/money.ts';
import { orders } from './en/orders.ts';
import { pages } from './en/pages.ts';
import { papers } from './en/papers.ts';
import { paying } from './en/paying.ts';
import { phone } from './en/phone.ts';
import { photos } from './en/photos.ts';
import { posts } from './en/posts.ts';
import { setup } from './en/setup.ts';
import { stock } from './en/stock.ts';
import { takenBack } from './en/taken-back.ts';
import { tax } from './en/tax.ts';
import { tending } from './en/tending.ts';
import { market } from './en/tiktok.ts';
import { waiting } from './en/waiting.ts';
import { watch } from './en/watch.ts';
import type { Texts } from './fr.ts';

const either = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** The same sentences in English: warm and short. Commands stay as they are typed, and are French first. */
export const en: Texts = {
  roles: { owner: 'the owner', manager: 'a manager', staff: 'the team' },

  refusals: {
    notAllowed: (roles) =>
      roles.length > 0
        ? `Only ${either.format(roles.map((role) => en.roles[role]))} can do this.`
        : 'This cannot be done here.',
    invalid: (field, why) => `I did not understand${field ? ` “${field}”` : ''}: ${why}.`,
    noOrder: (short) => `There is no order ${short}.`,
    needsNumber: (command) => `The order number is missing. For example: ${command} 156`,
    wrongStatus: (short, status, wanted) => `Order ${short} is ${status}: I cannot ${wanted}.`,
    alreadyDone: (short, status, who, when) =>
      `Already done: order ${short} is ${status}${who ? ` (${who}, ${when})` : ''}. Nothing has changed.`,
    staleCard: (short) => `Order ${short} has changed since that card. Here it is, up to date:`,
    notSeen: (short) => `First, here is order ${short} as it stands now:`,
    emptyDraft: 'There is no order under way yet.',
    unknownCommand: (nearest) => `I do not know that command. Did you mean ${either.format(nearest)}?`,
    noLinks: (why) => `The payment link was not sent: ${why}`,
    paidAlready: (short) => `Order ${short} is already paid.`,
    notPaidYet: (short) => `Order ${short} is not confirmed: there is nothing to pay for now.`,
    invoiced: (short, number) =>
      `Order ${short} already has its invoice ${number}: it only changes with a credit note. First: /avoir ${short}`,
    wrongCode: 'This code is not valid or has expired. Ask for a new one in the office.',
    nothingToChange: (short) =>
      `What should change in order ${short}? For example, write:\n/modifier ${short} 3 strawberry cakes, Sunday 10am, delivery 5€`,
    notUnderstoodChange: (text) => `I did not understand what should change in “${text}”.`,
    ambiguousChange: (text, names) => `“${text}” could be ${either.format(names)}. Which one, please?`,
    unchanged: (short) => `Nothing has changed in order ${short}: it already is like that.`,
  },

  statuses: {
    pending: 'to approve',
    confirmed: 'confirmed',
    preparing: 'being prepared',
    ready: 'ready',
    delivered: 'delivered',
    cancelled: 'cancelled',
  },
  payments: { unpaid: 'to pay', partial: 'partly paid', paid: 'paid', refunded: 'refunded' },
  verbs: {
    confirmed: 'confirm it',
    preparing: 'start preparing it',
    ready: 'mark it ready',
    delivered: 'mark it delivered',
    cancelled: 'cancel it',
    pending: 'put it back to waiting',
    changed: 'change it',
    invoiced: 'invoice it',
  },
  fulfilment: { pickup: 'Pick up in the shop', delivery: 'Delivery' },
  at: (day, time) => `${day} at ${time}`,
  parts: {
    morning: 'in the morning',
    midday: 'at midday',
    afternoon: 'in the afternoon',
    evening: 'in the evening',
    night: 'at night',
  },
  noDate: 'no date',
  line: (qty, name, total) => `${qty} × ${name} — ${total}`,
  lineNoPrice: (qty, name) => `${qty} × ${name}`,
  total: (total) => `Total: ${total}`,
  shipping: (amount) => `Delivery: ${amount}`,

  customer: {
    intro: (shop) => `(Automatic assistant of ${shop} — write “human” to talk to a person.)`,
    greeting: (shop) => `Hello and welcome to ${shop}! What can I get ready for you, and for what day?`,
    thanks: 'Thank you, and see you very soon!',
    fallback: 'Tell me what you would like to order and for what day, and I will take care of the rest.',
    askProduct: (words) => `For “${words}”, which one would you like?`,
    askUnknown: (words) => `I did not find “${words}” on our menu. What would you like instead?`,
    askVariant: (product) => `For “${product}”, which one would you prefer?`,
    askSize: (product) => `Which size for “${product}”?`,
    askVariantButton: 'Choose',
    askQuantity: (product) => `How many “${product}” would you like?`,
    askDate: 'What day would you like your order for?',
    askDateAgain: 'Could you tell me the exact date, please?',
    pastDate: (day) => `${day} is already past. What day would you like your order for?`,
    closedDay: (day) => `We are closed on ${day}. What day would suit you instead?`,
    askAddress: 'Which address should we deliver to (street, postcode, town)?',
    askOrder: 'What would you like to order?',
    placed: (shop, short) => `Noted! Your request no. ${short} has gone to ${shop}, who still has to confirm it.`,
    autoConfirmed: (short) => `Your order no. ${short} is confirmed.`,
    confirmed: (short, shop) => `Good news: ${shop} has confirmed your order no. ${short}.`,
    payHere: (total) => `You can pay ${total} online:`,
    payLater: (total) => `Amount to pay: ${total}.`,
    payButton: 'Pay',
    paymentLink: (short, amount) => `To pay for your order no. ${short} (${amount}):`,
    refused: (short, reason) =>
      `We are sorry, we cannot take your request no. ${short}${reason ? `: ${reason}` : ''}. Do write to us for another date or another choice.`,
    cancelled: (short, reason) => `Your order no. ${short} is cancelled${reason ? `: ${reason}` : ''}.`,
    changed: (short) => `Your order no. ${short} has been changed:`,
    ready: (short, place) => `Your order no. ${short} is ready! ${place}`,
    readyPickup: 'You can come and pick it up.',
    readyDelivery: 'We are on our way soon.',
    paid: (amount, short) => `We have received your payment of ${amount} for order no. ${short}. Thank you!`,
    invoiceHere: (number) => `Here is your invoice ${number}.`,
    invoiceComing: (number) => `Your invoice ${number} will be here in a moment.`,
    invoiceNotYet: (short) => `The invoice for order no. ${short} is made out on payment; you will receive it here.`,
    invoiceComes: 'Your invoice will arrive here once the order is paid.',
    noOrders: 'I do not see any order in your name yet.',
    statuses: {
      pending: 'waiting to be confirmed',
      confirmed: 'confirmed',
      preparing: 'being prepared',
      ready: 'ready',
      delivered: 'delivered',
      cancelled: 'cancelled',
    },
    status: (short, status, when) => `Your order no. ${short} is ${status} (${when}).`,
    statusPay: (amount) => `There is ${amount} left to pay.`,
    statusPaid: 'It is paid.',
    handedOver: 'I am letting someone from the team know: they will answer you here as soon as possible.',
    products: 'Here is what we offer:',
    noProduct: (words) => `I cannot find “${words}” on our menu.`,
    available: 'Tell me how many you need and for what day.',
    hours: (hours) => `Our opening hours:\n${hours}`,
    hoursUnknown: 'I do not have our opening hours at hand: I am passing your question on to the team.',
    closed: 'closed',
    changeRequest: (short) =>
      `I am passing your request about order no. ${short} on to the shop: they will answer you here.`,
    cancelRequest: (short) =>
      `I am passing your wish to cancel order no. ${short} on to the shop: they will answer you here.`,
    draftDropped: 'Cancelled: nothing has been ordered.',
    cannotRead: 'I cannot read this kind of message. Could you write in a few words what you would like?',
    cannotListen: 'I cannot listen to voice messages yet. Could you write in a few words what you would like?',
    received: 'Got it, I am passing it on to the shop.',
  },

  member: {
    newOrder: (short, who, channel) => `New order ${short} — ${who} (${channel})`,
    autoOrder: (short, who, channel) => `Order ${short} confirmed automatically — ${who} (${channel})`,
    order: (short, who, state) => `Order ${short} — ${who}\n${state}`,
    state: (status, payment) => `${status}, ${payment}`,
    create: 'Create order',
    modify: 'Modify',
    ignore: 'Ignore',
    buttons: { preparing: 'Prepare', ready: 'Ready', delivered: 'Delivered', cancelled: 'Cancel' },
    confirmed: (short, told) =>
      `Order ${short} confirmed.${told ? ' The customer has been told.' : ''} To go back: /annuler ${short}`,
    refused: (short, told) => `Order ${short} refused${told ? ', the customer has been told' : ''}.`,
    ignored: (short) =>
      `Order ${short} ignored. The customer has not been told; to write to them: /refuser ${short} reason`,
    preparing: (short) => `Order ${short} is being prepared. Next: /prete ${short}`,
    ready: (short, told) =>
      `Order ${short} is ready${told ? ', the customer has been told' : ''}. Next: /livree ${short}`,
    delivered: (short) => `Order ${short} delivered.`,
    cancelled: (short, told) => `Order ${short} cancelled${told ? ', the customer has been told' : ''}.`,
    changed: (short) => `Order ${short} changed, the customer has been told.`,
    linkSent: (short, amount) => `Payment link for ${amount} sent for order ${short}.`,
    invoiceSent: (number, short) => `Invoice ${number} for order ${short}:`,
    invoiceComing: (number, short) =>
      `Invoice ${number} for order ${short} is made out; the PDF will be here in a moment.`,
    paid: (short, amount, who) => `💶 Order ${short} paid: ${amount} (${who}).`,
    paidMismatch: (short, got, expected) => `⚠️ Order ${short}: ${got} received instead of ${expected}.`,
    paidCancelled: (short, amount) => `⚠️ ${amount} received for order ${short}, which is cancelled. To be refunded.`,
    paidTwice: (short, amount) => `⚠️ Order ${short}: a second payment of ${amount} has come in. To be refunded.`,
    list: (title) => `${title}:`,
    listAll: 'Orders in progress',
    listDay: (day) => `Orders for ${day}`,
    listStatus: {
      pending: 'Orders to approve',
      confirmed: 'Confirmed orders',
      preparing: 'Orders being prepared',
      ready: 'Orders that are ready',
      delivered: 'Delivered orders',
      cancelled: 'Cancelled orders',
    },
    listEmpty: 'No order.',
    listLine: (short, who, what, when, total, state) => `${short} · ${who} · ${what} · ${when} · ${total} · ${state}`,
    more: (count) => (count === 1 ? '… and one more' : `… and ${count} more`),
    help: 'Here is what I can do:',
    helpHint: 'The number is the order’s. The slash / is optional.',
    notDelivered: (who, what, why) => `⚠️ ${who} did not receive “${what}”: ${why}`,
    handOver: (who, text) =>
      `👤 ${who} asks for a person${text ? `: “${text}”` : ''}. The assistant stays silent in that thread for 12 h.`,
    changeRequest: (short, who, text) => `✏️ ${who} asks for a change to order ${short}: “${text}”`,
    cancelRequest: (short, who, text) => `❌ ${who} asks to cancel order ${short}: “${text}”`,
    showAsSuch: (who, what) => `ℹ️ ${who} sent: ${what}`,
    edited: (who, text) => `✏️ ${who} edited a message afterwards: “${text}”`,
    revoked: (who) => `🗑 ${who} deleted a message.`,
    modelDown: 'ℹ️ The language model is not answering: the built-in reader takes over, nothing is lost.',
    turnFailed: (who) => `⚠️ I could not answer ${who}. Please look at the conversation.`,
    paperFailed: (number) =>
      `⚠️ The PDF of invoice ${number} could not be made. I am trying again: the number is taken, nothing is lost.`,
    reconnect: (channel, why) => `⚠️ ${channel} is disconnected (${why}). Reconnect it in the office.`,
    linked: (name, shop) => `Hello ${name}, this thread now runs ${shop}. Type /aide to see the commands.`,
    welcome: (name) => `Hello ${name}! Type /commandes to see the orders, /aide for the rest.`,
    noFreeSpeech: 'I did not understand. Type /aide to see what I can do.',
    closedOn: (day) => `⚠️ You are closed on ${day}.`,
    shortNotice: (hours) => `⚠️ Usual notice: ${hours} h.`,
    unnamed: 'Customer',
    media: {
      image: 'a photo',
      audio: 'a voice message',
      video: 'a video',
      document: 'a document',
      sticker: 'a sticker',
    },
    location: 'a location',
    contacts: (names) => `a contact (${names})`,
    form: 'a form',
    unsupported: 'a message that is not supported',
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
