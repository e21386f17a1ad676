/** How each channel is connected, step by step, and what its fields are called. */
import { typeset } from '../../tools/texts/typography.ts';
import type { Lang } from '../format.ts';

export type ConnectChannel = 'whatsapp' | 'messenger' | 'instagram' | 'email' | 'phone' | 'tiktok';

/** What a form asks, in order. Secrets are never shown again. */
export const FIELDS: Record<ConnectChannel, { name: string; secret?: true; optional?: true; check?: true }[]> = {
  whatsapp: [{ name: 'phone_number_id' }, { name: 'access_token', secret: true }],
  messenger: [{ name: 'page_id' }, { name: 'access_token', secret: true }],
  instagram: [{ name: 'account_id' }, { name: 'access_token', secret: true }],
  email: [
    { name: 'address' },
    { name: 'imap_url', secret: true, optional: true },
    { name: 'smtp_url', secret: true, optional: true },
    { name: 'inbound_key', secret: true, optional: true },
  ],
  phone: [
    { name: 'number' },
    { name: 'account_sid', optional: true },
    { name: 'auth_token', secret: true },
    { name: 'sms', check: true },
  ],
  tiktok: [
    { name: 'shop_id' },
    { name: 'app_key', secret: true },
    { name: 'app_secret', secret: true },
    { name: 'access_token', secret: true },
    { name: 'refresh_token', secret: true, optional: true },
  ],
};

type Guide = { steps: (webhook: string) => string[]; fields: Record<string, string> };
type Guides = Record<ConnectChannel, Guide>;

const fr: Guides = {
  whatsapp: {
    steps: (webhook) => [
      'Sur developers.facebook.com, créez une application de type Business avec le produit WhatsApp.',
      'Dans WhatsApp > API Setup, ajoutez le numéro de la boutique et notez son « Phone number ID ». Ce n’est pas le numéro de téléphone.',
      'Dans Business settings > System users, créez un utilisateur système admin, donnez-lui l’application et le compte WhatsApp, puis générez un jeton sans date de fin avec whatsapp_business_messaging et whatsapp_business_management.',
      `Dans WhatsApp > Configuration, réglez l’adresse ${webhook} et le mot de META_VERIFY_TOKEN.`,
      'Collez ici l’identifiant et le jeton : ils sont vérifiés avant d’être enregistrés, chiffrés.',
    ],
    fields: { phone_number_id: 'Identifiant du numéro (Phone number ID)', access_token: 'Jeton d’accès' },
  },
  messenger: {
    steps: (webhook) => [
      'Dans votre application Meta, ajoutez le produit Messenger et reliez-y la page de la boutique.',
      'Générez le jeton de la page, avec pages_messaging et pages_manage_metadata.',
      `Dans Webhooks, objet « page », réglez l’adresse ${webhook} et le mot de META_VERIFY_TOKEN, puis abonnez messages, messaging_postbacks, message_echoes, message_edits et feed.`,
      'L’identifiant de la page est en bas de sa rubrique « À propos ». Collez-le ici avec le jeton.',
    ],
    fields: { page_id: 'Identifiant de la page', access_token: 'Jeton de la page' },
  },
  instagram: {
    steps: (webhook) => [
      'Le compte doit être professionnel ; dans ses réglages, autorisez l’accès aux messages (Messages > Outils connectés).',
      'Dans votre application Meta, ajoutez le produit Instagram et reliez-y le compte.',
      'Générez un jeton avec instagram_business_basic, instagram_business_manage_messages et instagram_business_manage_comments.',
      `Dans Webhooks, objet « instagram », réglez l’adresse ${webhook} et le mot de META_VERIFY_TOKEN, puis abonnez messages, messaging_postbacks, message_edit et comments.`,
      'Collez ici l’identifiant du compte (17841…) et le jeton.',
    ],
    fields: { account_id: 'Identifiant du compte', access_token: 'Jeton d’accès' },
  },
  email: {
    steps: () => [
      'Choisissez l’adresse à laquelle vos clients écrivent.',
      'Pour lire la boîte : l’adresse IMAP (imaps://utilisateur:motdepasse@serveur). Chez Gmail, créez un mot de passe d’application.',
      'Pour répondre : l’adresse SMTP (smtps://utilisateur:motdepasse@serveur).',
      'Ou laissez un service vous remettre le courrier (Postmark, Mailgun, SendGrid) : choisissez alors une clé de réception.',
    ],
    fields: {
      address: 'Adresse e-mail',
      imap_url: 'Adresse IMAP',
      smtp_url: 'Adresse SMTP',
      inbound_key: 'Clé de réception',
    },
  },
  phone: {
    steps: (webhook) => [
      'Chez Twilio, achetez un numéro ou gardez le vôtre avec un renvoi d’appel.',
      'Copiez le « Auth token » du compte : il vérifie que chaque appel vient de Twilio.',
      `Sur la page du numéro, réglez « A call comes in » et « A message comes in » sur ${webhook} (HTTP POST).`,
      'Collez ici le numéro (+33…), l’« Account SID » (AC…) et ce jeton : ils sont vérifiés avant d’être enregistrés.',
    ],
    fields: {
      number: 'Numéro',
      account_sid: 'Identifiant du compte (Account SID)',
      auth_token: 'Jeton du compte (Auth token)',
      sms: 'Ce numéro envoie des SMS',
    },
  },
  tiktok: {
    steps: () => [
      'Dans TikTok Shop Partner Center, créez une application avec l’accès aux commandes.',
      'Autorisez la boutique : notez son identifiant et le jeton d’accès.',
      'Collez-les ici avec la clé et le secret de l’application.',
    ],
    fields: {
      shop_id: 'Identifiant de la boutique',
      app_key: 'Clé de l’application (App key)',
      app_secret: 'Secret de l’application (App secret)',
      access_token: 'Jeton d’accès',
      refresh_token: 'Jeton de renouvellement',
    },
  },
};

const en: Guides = {
  whatsapp: {
    steps: (webhook) => [
      'On developers.facebook.com, create an app of type Business with the product WhatsApp.',
      'In WhatsApp > API Setup, add the shop’s number and note its “Phone number ID”. It is not the phone number.',
      'In Business settings > System users, create an admin system user, give it the app and the WhatsApp account, then generate a token without an end with whatsapp_business_messaging and whatsapp_business_management.',
      `In WhatsApp > Configuration, set the address ${webhook} and the word of META_VERIFY_TOKEN.`,
      'Paste the id and the token here: they are checked before they are kept, encrypted.',
    ],
    fields: { phone_number_id: 'Phone number ID', access_token: 'Access token' },
  },
  messenger: {
    steps: (webhook) => [
      'In your Meta app, add the product Messenger and link the shop’s page to it.',
      'Generate the page’s token, with pages_messaging and pages_manage_metadata.',
      `In Webhooks, object “page”, set the address ${webhook} and the word of META_VERIFY_TOKEN, then subscribe messages, messaging_postbacks, message_echoes, message_edits and feed.`,
      'The id of the page is at the bottom of its “About” section. Paste it here with the token.',
    ],
    fields: { page_id: 'Page ID', access_token: 'Page token' },
  },
  instagram: {
    steps: (webhook) => [
      'The account must be professional; in its settings allow access to messages (Messages > Connected tools).',
      'In your Meta app, add the product Instagram and link the account to it.',
      'Generate a token with instagram_business_basic, instagram_business_manage_messages and instagram_business_manage_comments.',
      `In Webhooks, object “instagram”, set the address ${webhook} and the word of META_VERIFY_TOKEN, then subscribe messages, messaging_postbacks, message_edit and comments.`,
      'Paste the id of the account (17841…) and the token here.',
    ],
    fields: { account_id: 'Account ID', access_token: 'Access token' },
  },
  email: {
    steps: () => [
      'Choose the address your customers write to.',
      'To read the mailbox: its IMAP address (imaps://user:password@server). With Gmail, create an app password.',
      'To answer: the SMTP address (smtps://user:password@server).',
      'Or let a service hand the mail over (Postmark, Mailgun, SendGrid): then choose an inbound key.',
    ],
    fields: {
      address: 'E-mail address',
      imap_url: 'IMAP address',
      smtp_url: 'SMTP address',
      inbound_key: 'Inbound key',
    },
  },
  phone: {
    steps: (webhook) => [
      'At Twilio, buy a number, or keep yours and forward its calls.',
      'Copy the account’s “Auth token”: it proves that each call comes from Twilio.',
      `On the number’s page, set “A call comes in” and “A message comes in” to ${webhook} (HTTP POST).`,
      'Paste the number (+33…), the “Account SID” (AC…) and this token here: they are checked before they are kept.',
    ],
    fields: {
      number: 'Number',
      account_sid: 'Account SID',
      auth_token: 'Auth token',
      sms: 'This number sends text messages',
    },
  },
  tiktok: {
    steps: () => [
      'In TikTok Shop Partner Center, create an app with access to orders.',
      'Authorise the shop: note its id and the access token.',
      'Paste them here with the key and the secret of the app.',
    ],
    fields: {
      shop_id: 'Shop ID',
      app_key: 'App key',
      app_secret: 'App secret',
      access_token: 'Access token',
      refresh_token: 'Refresh token',
    },
  },
};

const ltr = (text: string): string => `\u2066${text}\u2069`;

const ar: Guides = {
  whatsapp: {
    steps: (webhook) => [
      `على ${ltr('developers.facebook.com')} أنشئوا تطبيقًا من نوع ${ltr('Business')} مع منتج ${ltr('WhatsApp')}.`,
      `في ${ltr('WhatsApp > API Setup')} أضيفوا رقم المتجر وسجلوا ${ltr('Phone number ID')}. ليس هو رقم الهاتف.`,
      `في ${ltr('Business settings > System users')} أنشئوا مستخدم نظام مديرًا وأعطوه التطبيق وحساب واتساب، ثم أنشئوا رمزًا بلا تاريخ انتهاء مع ${ltr('whatsapp_business_messaging')} و${ltr('whatsapp_business_management')}.`,
      `في ${ltr('WhatsApp > Configuration')} اضبطوا العنوان ${ltr(webhook)} وكلمة ${ltr('META_VERIFY_TOKEN')}.`,
      'ألصقوا هنا المعرّف والرمز: يُفحصان قبل حفظهما مشفّرين.',
    ],
    fields: { phone_number_id: 'معرّف الرقم', access_token: 'رمز الدخول' },
  },
  messenger: {
    steps: (webhook) => [
      `في تطبيق ${ltr('Meta')} أضيفوا منتج ${ltr('Messenger')} واربطوا به صفحة المتجر.`,
      `أنشئوا رمز الصفحة مع ${ltr('pages_messaging')} و${ltr('pages_manage_metadata')}.`,
      `في ${ltr('Webhooks')}، العنصر ${ltr('page')}، اضبطوا العنوان ${ltr(webhook)} وكلمة ${ltr('META_VERIFY_TOKEN')} ثم اشتركوا في ${ltr('messages, messaging_postbacks, message_echoes, message_edits, feed')}.`,
      'معرّف الصفحة في أسفل قسم «حول». ألصقوه هنا مع الرمز.',
    ],
    fields: { page_id: 'معرّف الصفحة', access_token: 'رمز الصفحة' },
  },
  instagram: {
    steps: (webhook) => [
      'يجب أن يكون الحساب مهنيًا؛ اسمحوا في إعداداته بالوصول إلى الرسائل.',
      `في تطبيق ${ltr('Meta')} أضيفوا منتج ${ltr('Instagram')} واربطوا به الحساب.`,
      `أنشئوا رمزًا مع ${ltr('instagram_business_basic')} و${ltr('instagram_business_manage_messages')} و${ltr('instagram_business_manage_comments')}.`,
      `في ${ltr('Webhooks')}، العنصر ${ltr('instagram')}، اضبطوا العنوان ${ltr(webhook)} وكلمة ${ltr('META_VERIFY_TOKEN')} ثم اشتركوا في ${ltr('messages, messaging_postbacks, message_edit, comments')}.`,
      `ألصقوا هنا معرّف الحساب (${ltr('17841…')}) والرمز.`,
    ],
    fields: { account_id: 'معرّف الحساب', access_token: 'رمز الدخول' },
  },
  email: {
    steps: () => [
      'اختاروا العنوان الذي يكتب إليه زبائنكم.',
      `لقراءة الصندوق: عنوان ${ltr('imaps://user:password@server')}.`,
      `للرد: عنوان ${ltr('smtps://user:password@server')}.`,
      `أو دعوا خدمة تسلّم البريد (${ltr('Postmark, Mailgun, SendGrid')}): اختاروا عندها مفتاح استقبال.`,
    ],
    fields: {
      address: 'البريد الإلكتروني',
      imap_url: 'عنوان القراءة',
      smtp_url: 'عنوان الإرسال',
      inbound_key: 'مفتاح الاستقبال',
    },
  },
  phone: {
    steps: (webhook) => [
      `لدى ${ltr('Twilio')} اشتروا رقمًا أو حوّلوا مكالمات رقمكم.`,
      `انسخوا ${ltr('Auth token')} الحساب: به يُعرف أن المكالمة من ${ltr('Twilio')}.`,
      `في صفحة الرقم اضبطوا ${ltr('A call comes in')} و${ltr('A message comes in')} على ${ltr(webhook)}.`,
      `ألصقوا هنا الرقم (${ltr('+33…')}) و${ltr('Account SID')} وهذا الرمز: يُفحصان قبل الحفظ.`,
    ],
    fields: {
      number: 'الرقم',
      account_sid: 'معرّف الحساب',
      auth_token: 'رمز الحساب',
      sms: 'هذا الرقم يرسل رسائل قصيرة',
    },
  },
  tiktok: {
    steps: () => [
      `في ${ltr('TikTok Shop Partner Center')} أنشئوا تطبيقًا له حق قراءة الطلبات.`,
      'اسمحوا للمتجر وسجلوا معرّفه ورمز الدخول.',
      'ألصقوها هنا مع مفتاح التطبيق وسره.',
    ],
    fields: {
      shop_id: 'معرّف المتجر',
      app_key: 'مفتاح التطبيق',
      app_secret: 'سر التطبيق',
      access_token: 'رمز الدخول',
      refresh_token: 'رمز التجديد',
    },
  },
};

/** The guides in the reader's language. */
export function guideOf(channel: ConnectChannel, lang: Lang): Guide {
  const guide = { fr, en, ar }[lang][channel];
  if (lang !== 'fr') return guide;
  return { steps: (webhook) => guide.steps(webhook).map((step) => typeset(step)), fields: typeset(guide.fields) };
}
