/** The longest sentence of a model that is passed on. */
const MOST_CHARACTERS = 320;

const REFUSED: RegExp[] = [
  // Any figure, in any script: an amount, an hour, a number of an order.
  /\p{N}/u,
  // Money, in signs and in words.
  /[€$£]|(?<!\p{L})(?:euros?|eur|dinars?|tnd|dt|centimes?|cents?|dollars?|يورو|دينار|مليم)(?!\p{L})/iu,
  // Promises about money.
  /gratuit|offert|cadeau|remise|r[ée]duction|promo|rabais|rembours|discount|refund|(?<!\p{L})free(?!\p{L})|مجان|هدي|تخفيض/iu,
  // Days and dates.
  /(?<!\p{L})(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|hier|aujourd['’]?hui|ce soir|ce matin|cet apr[èe]s|week-?end|janvier|f[ée]vrier|mars|avril|mai|juin|juillet|ao[ûu]t|septembre|octobre|novembre|d[ée]cembre)(?!\p{L})/iu,
  /(?<!\p{L})(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|yesterday|today|tonight|january|february|march|april|may|june|july|august|september|october|november|december)(?!\p{L})/iu,
  /الاثنين|الإثنين|الثلاثاء|الأربعاء|الاربعاء|الخميس|الجمعة|السبت|الأحد|الاحد|غدا|غدوة|اليوم|البارح/u,
  // Claims that something was done or will be.
  /confirm|enregistr|valid[ée]|not[ée]e?(?!\p{L})|r[ée]serv|annul|envoy|pay[ée]|r[ée]gl[ée]|factur|livr[ée]|exp[ée]di|command[ée]|(?:est|sont|sera|seront) (?:faite?s?|pr[êe]te?s?|pass[ée]e?s?|prise? en compte|disponibles?|ajout[ée]e?s?|modifi[ée]e?s?|trait[ée]e?s?)|c['’]est (?:fait|bon|ok|parti)/iu,
  /(?<!\p{L})(?:booked|placed|ordered|cancell?ed|sent|paid|charged|shipped|delivered|reserved|recorded|registered|noted|done|approved|invoiced)(?!\p{L})/iu,
  /تأكيد|أكد|مؤكد|تسجيل|سجل|تم |حجز|إلغاء|ألغ|إرسال|أرسل|دفع|خلاص/u,
  // What only code writes: links, commands, tokens, marks.
  /https?:|www\.|[<>{}[\]`|]|(?:^|\s)\/\p{L}/u,
];

/**
 * True when a model's own sentence may go to a customer: no figure, no money, no day, no claim that something was done,
 * no link. Everything of that kind is written by code, from the database.
 */
export function maySay(text: string): boolean {
  const said = text.trim();
  return said !== '' && said.length <= MOST_CHARACTERS && !REFUSED.some((pattern) => pattern.test(said));
}
