/** The words of the channels' pages. */
import { typeset } from '../../tools/texts/typography.ts';
import type { Lang } from '../format.ts';

const fr = {
  title: 'Canaux',
  lead: 'Ce qui relie la boutique à ses clients, et si tout fonctionne.',
  check: 'Tout vérifier',
  checked: (ago: string) => `Vérifié ${ago}`,
  unchecked: 'Pas encore vérifié.',
  checkDone: 'Vérification faite : tout va bien.',
  checkWarn: 'Vérification faite : il y a des choses à voir.',
  checkFail: 'Vérification faite : quelque chose ne fonctionne pas, voyez ci-dessous.',
  states: { on: 'Connecté', off: 'Déconnecté', reconnect: 'À reconnecter', secret_missing: 'Secret manquant' },
  secretMissing: 'Renseignez META_APP_SECRET : sans lui, aucun message reçu ne peut être vérifié.',
  lastEvent: (ago: string) => `dernier événement ${ago}`,
  noEvent: 'aucun événement reçu',
  expires: (when: string) => `accès valable jusqu’au ${when}`,
  expired: (when: string) => `accès expiré le ${when}`,
  failures: (n: number) => (n === 1 ? '1 envoi en échec depuis hier' : `${n} envois en échec depuis hier`),
  none: 'Aucun canal n’est encore relié.',
  others: 'Paiements et installation',
  connect: 'Relier un canal',
  manage: 'Gérer',
  signs: { ok: 'Bien', warn: 'À voir', fail: 'En panne' },
};

type PageTexts = typeof fr;

const en: PageTexts = {
  title: 'Channels',
  lead: 'What links the shop to its customers, and whether all of it works.',
  check: 'Check everything',
  checked: (ago) => `Checked ${ago}`,
  unchecked: 'Not checked yet.',
  checkDone: 'Checked: everything is fine.',
  checkWarn: 'Checked: there are things to look at.',
  checkFail: 'Checked: something does not work, see below.',
  states: { on: 'Connected', off: 'Disconnected', reconnect: 'To be reconnected', secret_missing: 'Secret missing' },
  secretMissing: 'Set META_APP_SECRET: without it no message received can be verified.',
  lastEvent: (ago) => `last event ${ago}`,
  noEvent: 'no event received',
  expires: (when) => `access valid until ${when}`,
  expired: (when) => `access ended on ${when}`,
  failures: (n) => (n === 1 ? '1 message failed since yesterday' : `${n} messages failed since yesterday`),
  none: 'No channel is connected yet.',
  others: 'Payments and installation',
  connect: 'Connect a channel',
  manage: 'Manage',
  signs: { ok: 'Fine', warn: 'To look at', fail: 'Broken' },
};

const ar: PageTexts = {
  title: 'القنوات',
  lead: 'ما يربط المتجر بزبائنه، وهل يعمل كل شيء.',
  check: 'فحص الكل',
  checked: (ago) => `فُحص ${ago}`,
  unchecked: 'لم يُفحص بعد.',
  checkDone: 'تم الفحص: كل شيء على ما يرام.',
  checkWarn: 'تم الفحص: هناك أمور تحتاج إلى نظر.',
  checkFail: 'تم الفحص: هناك شيء لا يعمل، انظروا أدناه.',
  states: { on: 'متصل', off: 'غير متصل', reconnect: 'يجب إعادة ربطه', secret_missing: 'السر ناقص' },
  secretMissing: 'اضبطوا \u2066META_APP_SECRET\u2069: من دونه لا يمكن التحقق من أي رسالة واردة.',
  lastEvent: (ago) => `آخر حدث ${ago}`,
  noEvent: 'لم يصل أي حدث',
  expires: (when) => `الصلاحية حتى ${when}`,
  expired: (when) => `انتهت الصلاحية في ${when}`,
  failures: (n) => `رسائل لم تُرسل منذ الأمس: ${n}`,
  none: 'لا توجد قناة مرتبطة بعد.',
  others: 'الدفع والمنظومة',
  connect: 'ربط قناة',
  manage: 'إدارة',
  signs: { ok: 'سليم', warn: 'يحتاج إلى نظر', fail: 'معطل' },
};

/** The words in the reader's language, French with its own spaces. */
export const WORDS: Record<Lang, PageTexts> = { fr: typeset(fr), en, ar };
