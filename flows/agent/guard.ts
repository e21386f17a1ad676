import type { Done } from './desk.ts';

/** The longest sentence of a model that is passed on. */
const MOST_CHARACTERS = 320;

/** Whole words, whatever letters their language has. */
const words = (list: string) => new RegExp(`(?<!\\p{L})(?:${list})(?!\\p{L})`, 'giu');

/** What only code writes: links, commands, tokens, marks. And letters that imitate others. */
const NEVER = [
  /https?:|www\.|[<>{}[\]`|]|(?:^|\s)\/\p{L}/iu,
  /[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}]/u,
];

/** Promises about money: never a model's to make. */
const GIFTS =
  /gratuit|offert|offrons|cadeau|remise|r[ée]duction|ristourne|promo|rabais|solde|discount|refund|voucher|coupon|(?<!\p{L})(?:free|for nothing|on the house)(?!\p{L})|(?<!\p{L})(?:b(?:l[ae]|e)ch|b[ae]tel|hdiya|ta5fidh)(?!\p{L})|مجان|هدي|تخفيض|خصم|بلاش|باطل/iu;

/** Claims that something was done, is decided, or will be. */
const CLAIMS: RegExp[] = [
  /confirm|enregistr|valid[ée]|(?<!\p{L})not[ée]e?s?(?!\p{L})|r[ée]serv|annul|envo[yi]|pay[ée]|r[ée]gl[ée]|acquitt|encaiss|rembours|factur|livr(?:[ée]|ons|er)|exp[ée]di|(?:est|sont|a été|ont été|avez|ai|avons) (?:bien )?command[ée]|accept[ée]|refus[ée]|modifi[ée]|supprim[ée]|ajout[ée]|d[ée]bit|pr[ée]venu|inform[ée] (?:la|le|l['’])/iu,
  /(?:est|sont|sera|seront|a été|c['’]est) (?:bien |déjà |bientôt )?(?:faite?s?|pr[êe]te?s?|pass[ée]e?s?|pris(?:e|es)? en compte|trait[ée]e?s?|bon|ok|parti|en route|en pr[ée]paration|en cours|arriv[ée]e?s?)(?!\p{L})/iu,
  words(
    "booked|placed|ordered|cancell?ed|cancell?ing|sent|paid|charged|shipped|delivered|deliver|delivering|reserved|recorded|registered|noted|done|approved|accepted|invoiced|updated|changed|removed|added|processed|on its way|all set|ready|taken care of|put through|i(?:[’']| wi)ll (?:send|book|cancel|change|make)|we(?:[’']| wi)ll (?:send|book|deliver|cancel)",
  ),
  // Tunisian in Latin letters; what is written with digits is refused as a figure.
  /(?<!\p{L})(?:t?sajj?[ae]?l|wso?l[ei]t|w[ae]ss?[ae]l|nwassl|tw[ae]ssel|mrigel|mwaf|na[bk]a?th|khallas|khlass?t?|rajja|baddel|tb[ae]ddl|t[ae]mm?et|jahz|hadhr?[ae])/iu,
  /تأكيد|أكد|مؤكد|تسجيل|سجل|تم(?!\p{L})|تمت|حجز|محجوز|إلغاء|الغاء|ألغ|الغ(?:ي|ا)|إرسال|أرسل|نرسل|دفع|مدفوع|خلاص|خلص|جاهز|وصل|توصيل|استرجاع|استرداد|رجعنا|كونفيرم|قبلنا|وافقنا|غيرنا|بدلنا/u,
];

/** "I pass it on": true once a person was told in this turn. */
const PASSED_ON = /transmi|transmet|pass(?:ed|ing) (?:it|this|that|your \p{L}+) on|أبلغ|نبلغ|بلغنا/iu;

/** What is on the shelf is a fact of the shop. */
const STOCK =
  /disponib|en stock|rupture|[ée]puis[ée]|il (?:n['’])?(?:en |y en |vous )?(?:en )?rest|(?:nous|on) (?:en |vous )?(?:avons|a |propos|faisons|fait |vend)|il y (?:en )?a|plus de \p{L}+ (?:aujourd|ce|pour)|(?<!\p{L})(?:available|unavailable|in stock|out of stock|sold out|we (?:do |don[’']t |still )?(?:have|sell|make|offer)|there (?:is|are)|left)(?!\p{L})|(?<!\p{L})(?:mawjoud\p{L}*|famm?a|fama|wfe|wfet|kmel|mazel\p{L}*)(?!\p{L})|متوفر|متوفّر|موجود|نفد|نفذ|عندنا|لدينا|ما عادش|بقى|باقي/iu;

/** Things that must be in a tool's answer of this turn, word for word. */
const FACTS: RegExp[] = [
  words(
    'euros?|eur|dinars?|tnd|dt|millimes?|centimes?|cents?|cts|dollars?|balles|pounds?|bucks|يورو|أورو|دينار|دنانير|دينارات|مليم|فرنك',
  ),
  words(
    "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|après-demain|apres-demain|hier|aujourd['’]?hui|ce soir|ce matin|ce midi|cet apr[èe]s-?midi|cet aprem|cette semaine|la semaine prochaine|week-?end|tout de suite|tout à l[’']heure|bientôt|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre|no[ëe]l|p[âa]ques",
  ),
  words(
    'monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|yesterday|today|tonight|this (?:morning|afternoon|evening|week|weekend)|next (?:week|month)|soon|shortly|right away|january|february|march|april|may the|june|july|august|september|october|november|december|christmas|easter',
  ),
  /الاثنين|الإثنين|الاتنين|الثلاثاء|التلاتة|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد|غدا|غدوة|غدًا|بكرة|بكره|اليوم|البارح|أمس|قريبا|الليلة|العشية|الصباح|جانفي|فيفري|أفريل|جوان|جويلية|أوت|سبتمبر|أكتوبر|نوفمبر|ديسمبر|يناير|فبراير|مارس|رمضان|العيد/gu,
  words(
    'ghodwa|lyoum|elyoum|l?bere[hk]|tawa|tawika|ba[3a]d ghodwa|(?:nhar )?(?:el |l)?(?:ahad|tnin|ethnin|thleth[ae]?|erb[ae]a|khmis|jom[ao]a|sebt|essebt)|sbeh|sbah|achiya|ellil|fellil|zouz|tletha|arb[ae]a|khamsa|setta|sabaa|thmenya|tesaa|achra|alf',
  ),
  // Hours and numbers in words: an amount, a time, an order spelled out.
  words(
    "midi|minuit|heures?|minutes?|demi-heure|noon|midnight|o['’]?clock|hours?|half past|quarter past|ساعة|الساعة|دقيقة|دقائق|ظهر|منتصف",
  ),
  words(
    'deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|trente|quarante|cinquante|soixante|septante|nonante|cents?|mille|douzaine|dizaine|quinzaine|centaine|moitié|double',
  ),
  words(
    'two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|dozen|half',
  ),
  /اثنان|اثنين|زوز|ثلاث|أربع|اربع|خمس|ست(?:ة|ين)|سبع|ثماني|تسع|عشر|مائة|مئة|مية|ألف|نصف|ربع/gu,
  /[€$£]/gu,
  // Figures of any script, with what binds them: 45,50 · 14h30 · 2026-0156.
  /\p{N}[\p{N}.,:hH/-]*/gu,
];

/**
 * True when a model's own sentence may go to a customer. Without a tool's answer of this turn behind it, it holds no
 * figure, no money, no day or hour, no order number, nothing about what is in stock; it never claims that something was
 * done or will be, never gives anything away, never writes a link or a command. Word-for-word presence in an answer is
 * what "behind it" means; code's own sentences say those facts better and are preferred wherever there is one.
 */
export function maySay(text: string, done: readonly Done[] = []): boolean {
  const said = plain(text);
  if (said === '' || said.length > MOST_CHARACTERS) return false;
  if (NEVER.some((pattern) => pattern.test(said)) || GIFTS.test(said)) return false;
  if (CLAIMS.some((pattern) => new RegExp(pattern.source, 'iu').test(said))) return false;
  if (PASSED_ON.test(said) && !done.some(toldPerson)) return false;
  const behind = ` ${plain(done.flatMap(answerOf).join(' ')).toLowerCase()} `;
  const stock = STOCK.exec(said)?.[0].toLowerCase();
  if (stock !== undefined && !behind.includes(stock)) return false;
  return FACTS.every((pattern) => [...said.matchAll(pattern)].every((found) => backed(found[0], behind)));
}

function toldPerson({ outcome }: Done): boolean {
  return outcome?.facts.handedOver === true || outcome?.facts.passedOn === true;
}

/** What a tool answered: its facts, and the sentence that code made of them. */
function answerOf({ outcome }: Done): string[] {
  return outcome ? [JSON.stringify(outcome.facts), outcome.reply?.text ?? ''] : [];
}

/** Whole: "15" is not behind "5", "0156" not behind "156", nor "20" behind "20,50". */
function backed(fact: string, behind: string): boolean {
  const wanted = fact.toLowerCase().replace(/[.,:/-]+$/, '');
  const before = /^[\p{L}\p{N}]/u.test(wanted) ? '(?<![\\p{L}\\p{N}]|\\p{N}[.,:])' : '';
  const after = /[\p{L}\p{N}]$/u.test(wanted) ? '(?![\\p{L}\\p{N}]|[.,:]\\p{N})' : '';
  const literal = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`${before}${literal}${after}`, 'u').test(behind);
}

/** One line, letters and figures in their plain form, nothing invisible. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim();
}
