/** The words of the ways to pay on a payment page. */
import type { Lang } from '../format.ts';

const fr = {
  methods: {
    stripe: 'Payer par carte',
    paypal: 'Payer avec PayPal',
    flouci: 'Payer avec Flouci',
    konnect: 'Payer avec Konnect',
  },
  secure: 'Paiement sécurisé, chez le prestataire que vous choisissez.',
  transfer: 'Payer par virement',
  transferOnly: 'Réglez par virement',
  transferLead: 'Indiquez la référence telle quelle : c’est elle qui relie votre virement à la commande.',
  scan: 'À scanner avec l’application de votre banque',
  holder: 'Bénéficiaire',
  reference: 'Référence',
  amount: 'Montant',
  slow: 'Un virement met un à deux jours ouvrés. Nous vous écrivons dès qu’il arrive.',
  tooMany: 'Trop d’essais en peu de temps. Patientez quelques minutes, puis réessayez.',
  language: 'Langue',
  share: (first: number, last: number, of: number) =>
    first === last
      ? `Échéance ${first} sur ${of}`
      : last === first + 1
        ? `Échéances ${first} et ${last} sur ${of}`
        : `Échéances ${first} à ${last} sur ${of}`,
  shareNext: 'Ensuite :',
  shareLast: 'Après ce paiement, tout est réglé.',
  deposit: {
    acompte:
      'Cette somme est un acompte : la commande vous engage, comme nous. Si l’un de nous renonçait, il pourrait devoir réparation à l’autre.',
    arrhes:
      'Cette somme constitue des arrhes : si vous renoncez, elles nous restent ; si nous renonçons, nous vous rendons le double (Code de la consommation, art. L. 214-1).',
  },
};

export type PayTexts = typeof fr;

const en: PayTexts = {
  methods: {
    stripe: 'Pay by card',
    paypal: 'Pay with PayPal',
    flouci: 'Pay with Flouci',
    konnect: 'Pay with Konnect',
  },
  secure: 'Secure payment, with the provider you choose.',
  transfer: 'Pay by bank transfer',
  transferOnly: 'Pay by bank transfer',
  transferLead: 'Give the reference exactly as it is: it ties your transfer to the order.',
  scan: 'Scan with your banking app',
  holder: 'Account holder',
  reference: 'Reference',
  amount: 'Amount',
  slow: 'A transfer takes one or two working days. We write to you as soon as it arrives.',
  tooMany: 'Too many attempts in a short time. Please wait a few minutes and try again.',
  language: 'Language',
  share: (first, last, of) =>
    first === last
      ? `Instalment ${first} of ${of}`
      : last === first + 1
        ? `Instalments ${first} and ${last} of ${of}`
        : `Instalments ${first} to ${last} of ${of}`,
  shareNext: 'After that:',
  shareLast: 'Nothing is left to pay after this.',
  deposit: {
    acompte:
      'This sum is a down payment (acompte): the order binds you as it binds us. Whoever withdrew could owe the other compensation.',
    arrhes:
      'This sum is earnest money (arrhes): if you withdraw, we keep it; if we withdraw, we pay you back double (French Consumer Code, art. L. 214-1).',
  },
};

const ar: PayTexts = {
  methods: {
    stripe: 'الدفع بالبطاقة',
    paypal: 'الدفع عبر PayPal',
    flouci: 'الدفع عبر Flouci',
    konnect: 'الدفع عبر Konnect',
  },
  secure: 'دفع آمن لدى مزوّد الخدمة الذي تختارونه.',
  transfer: 'الدفع بتحويل بنكي',
  transferOnly: 'الدفع بتحويل بنكي',
  transferLead: 'اكتبوا المرجع كما هو: به نربط تحويلكم بالطلب.',
  scan: 'امسحوا الرمز بتطبيق مصرفكم',
  holder: 'المستفيد',
  reference: 'المرجع',
  amount: 'المبلغ',
  slow: 'يستغرق التحويل يوما أو يومي عمل. نكتب إليكم حالما يصل.',
  tooMany: 'محاولات كثيرة في وقت قصير. انتظروا بضع دقائق ثم أعيدوا المحاولة.',
  language: 'اللغة',
  share: (first, last, of) =>
    first === last
      ? `القسط ${first} من ${of}`
      : last === first + 1
        ? `القسطان ${first} و${last} من ${of}`
        : `الأقساط من ${first} إلى ${last} من ${of}`,
  shareNext: 'وبعده:',
  shareLast: 'بعد هذا الدفع لا يبقى شيء.',
  deposit: {
    acompte: 'هذا المبلغ دفعة أولى (acompte): الطلب يلزمكم كما يلزمنا، ومن تراجع قد يكون مطالبا بتعويض الآخر.',
    arrhes:
      'هذا المبلغ عربون (arrhes): إن تراجعتم بقي لنا، وإن تراجعنا أعدنا إليكم ضعفه (القانون الفرنسي للاستهلاك، الفصل L. 214-1).',
  },
};

export const PAY_TEXTS: Record<Lang, PayTexts> = { fr, en, ar };
