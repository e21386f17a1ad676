/** The words of the privacy page, written for a shop's customers. Plain, and nothing that is not so. */
import { typeset } from '../../tools/texts/typography.ts';
import type { Lang } from '../format.ts';

type Words = {
  title: (shop: string) => string;
  lead: (shop: string) => string;
  kept: { title: string; rows: string[] };
  model: {
    title: string;
    off: string;
    on: (host: string, model: string) => string;
    sent: string[];
    voice: (model: string, host: string) => string;
    pictures: (model: string, host: string) => string;
    never: string;
    provider: (host: string) => string;
  };
  rights: { title: string; text: (shop: string) => string };
};

const SENTENCES: Record<Lang, Words> = {
  fr: {
    title: (shop) => `Confidentialité — ${shop}`,
    lead: (shop) =>
      `Quand vous écrivez à ${shop}, un assistant automatique lit votre message pour préparer votre commande. Une personne de la boutique valide, et vous pouvez lui parler à tout moment en écrivant « humain ».`,
    kept: {
      title: 'Ce qui est gardé, et combien de temps',
      rows: [
        'Vos messages, votre nom, votre téléphone et votre adresse de livraison : tant que la boutique en a besoin pour vos commandes, ou jusqu’à ce que vous demandiez leur effacement.',
        'Les factures et ce qui s’y rapporte : la durée que la loi impose à la boutique (dix ans en France et en Tunisie).',
        'Les données de votre carte ne passent jamais par nous : le paiement se fait chez le prestataire de paiement.',
      ],
    },
    model: {
      title: 'Le modèle de langue',
      off: 'La boutique n’utilise pas de modèle de langue. Vos messages sont lus par un programme qui tourne sur le serveur de la boutique ; ils ne sont envoyés à aucun tiers pour être compris.',
      on: (host, model) => `La boutique utilise un modèle de langue : ${model}, fourni par ${host}.`,
      sent: [
        'Lui sont envoyés : les messages de la commande en cours et les lignes du catalogue dont il est question.',
        'Avant l’envoi, les téléphones, les adresses e-mail, les adresses postales et les IBAN reconnus sont remplacés par des jetons.',
      ],
      voice: (model, host) =>
        `Vos messages vocaux sont envoyés tels quels à ${model}, chez ${host}, qui les écrit ; ce qu’il a entendu vous est relu dans la réponse. Le texte est gardé avec votre message.`,
      pictures: (model, host) =>
        `Quand la boutique photographie son carnet de commandes, la photo est envoyée telle quelle à ${model}, chez ${host}, qui en recopie les lignes. Les images que vous envoyez, vous, ne lui sont pas envoyées.`,
      never: 'Le modèle ne fixe ni prix ni date et ne confirme rien : cela vient de la boutique.',
      provider: (host) => `Ce que ${host} garde de ces envois, et combien de temps, dépend de ses propres conditions.`,
    },
    rights: {
      title: 'Vos droits',
      text: (shop) =>
        `Vous pouvez demander à ${shop} une copie de vos données, leur correction ou leur effacement : écrivez dans la même conversation, ou à l’adresse qui figure sur vos factures.`,
    },
  },
  en: {
    title: (shop) => `Privacy — ${shop}`,
    lead: (shop) =>
      `When you write to ${shop}, an automatic assistant reads your message to prepare your order. A person of the shop approves it, and you can speak to them at any time by writing “human”.`,
    kept: {
      title: 'What is kept, and for how long',
      rows: [
        'Your messages, name, phone number and delivery address: as long as the shop needs them for your orders, or until you ask for them to be erased.',
        'Invoices and what belongs to them: as long as the law requires of the shop (ten years in France and in Tunisia).',
        'Your card details never pass through us: you pay on the payment provider’s own page.',
      ],
    },
    model: {
      title: 'The language model',
      off: 'The shop uses no language model. Your messages are read by a program that runs on the shop’s server; they are sent to nobody else to be understood.',
      on: (host, model) => `The shop uses a language model: ${model}, provided by ${host}.`,
      sent: [
        'It is sent the messages of the current order and the catalogue lines in question.',
        'Before they leave, the phone numbers, e-mail addresses, postal addresses and IBANs that are recognised are replaced by tokens.',
      ],
      voice: (model, host) =>
        `Your voice messages are sent as they are to ${model}, at ${host}, which writes them down; what it heard is read back to you in the answer. The text is kept with your message.`,
      pictures: (model, host) =>
        `When the shop photographs its order book, the photo is sent as it is to ${model}, at ${host}, which copies its lines. Pictures that you send are not sent to it.`,
      never: 'The model sets no price or date and confirms nothing: that comes from the shop.',
      provider: (host) => `What ${host} keeps of it, and for how long, depends on its own terms.`,
    },
    rights: {
      title: 'Your rights',
      text: (shop) =>
        `You may ask ${shop} for a copy of your data, for its correction or its erasure: write in the same conversation, or to the address on your invoices.`,
    },
  },
  ar: {
    title: (shop) => `الخصوصية — ${shop}`,
    lead: (shop) =>
      `عندما تكتبون إلى ${shop} يقرأ مساعد آلي رسالتكم لتحضير طلبكم. يوافق عليه شخص من المتجر، ويمكنكم التحدث إليه في أي وقت بكتابة «إنسان».`,
    kept: {
      title: 'ما الذي يُحفظ وإلى متى',
      rows: [
        'رسائلكم واسمكم وهاتفكم وعنوان التوصيل: ما دام المتجر يحتاجها لطلباتكم، أو إلى أن تطلبوا محوها.',
        'الفواتير وما يتعلق بها: المدة التي يفرضها القانون على المتجر (عشر سنوات في فرنسا وتونس).',
        'معطيات بطاقتكم البنكية لا تمر عبرنا أبدا: الدفع يتم لدى مزود الدفع.',
      ],
    },
    model: {
      title: 'نموذج اللغة',
      off: 'لا يستعمل المتجر أي نموذج لغة. يقرأ رسائلكم برنامج يعمل على خادم المتجر، ولا تُرسل إلى أي طرف آخر لفهمها.',
      on: (host, model) => `يستعمل المتجر نموذج لغة: \u2066${model}\u2069 لدى \u2066${host}\u2069.`,
      sent: [
        'يُرسل إليه: رسائل الطلب الجاري وأسطر القائمة المعنية.',
        'قبل الإرسال تُستبدل أرقام الهاتف والبريد الإلكتروني والعناوين البريدية وأرقام الحسابات البنكية التي جرى التعرف عليها برموز.',
      ],
      voice: (model, host) =>
        `تُرسل رسائلكم الصوتية كما هي إلى \u2066${model}\u2069 لدى \u2066${host}\u2069 لكتابتها، ويُعاد عليكم ما سُمع في الرد. يُحفظ النص مع رسالتكم.`,
      pictures: (model, host) =>
        `عندما يصور المتجر دفتر طلباته تُرسل الصورة كما هي إلى \u2066${model}\u2069 لدى \u2066${host}\u2069 لنقل أسطرها. أما الصور التي ترسلونها أنتم فلا تُرسل إليه.`,
      never: 'لا يحدد النموذج سعرا ولا تاريخا ولا يؤكد شيئا: ذلك من المتجر.',
      provider: (host) => `ما يحفظه \u2066${host}\u2069 من ذلك ومدته رهن شروطه الخاصة.`,
    },
    rights: {
      title: 'حقوقكم',
      text: (shop) =>
        `يمكنكم أن تطلبوا من ${shop} نسخة من معطياتكم أو تصحيحها أو محوها: اكتبوا في المحادثة نفسها أو إلى العنوان الموجود على فواتيركم.`,
    },
  },
};

/** The same in the spaces of French print. */
export const WORDS: Record<Lang, Words> = { ...SENTENCES, fr: typeset(SENTENCES.fr) };
