/** "Vous avez une photo du fraisier ?": whether words ask to be shown a product, and which words name it. */

/** Where in a text the wish stands, and what was said of the product behind it. */
type Wish = { start: number; end: number; about: string };

const PHOTO = 'photos?|photographies?|images?|visuels?|tof|pics?|pictures?';
const PHOTO_AR = 'صور[ةه]?|تصوير[ةه]|تصاور|التصويرة|الصورة|فوتو';
const PHOTO_AEB = `tasw?ir[ae]?|taswira|tsaw[ei]r|tsawira|sou?ra|swar|${PHOTO}`;

/** The customer's own picture, one to be printed on a cake, or one that was sent: nothing that is asked of the shop. */
const THEIRS =
  /^\s*(?:de |d['’]|du |of |mta3 |متاع )?(?:mon|ma|mes|notre|nos|son|sa|ses|leurs?|my|our|his|her|their|3ers|wld|bent)(?!\p{L})|(?<!\p{L})(?:dessus|imprim\p{L}*|comestible|envoy[ée]\p{L}*|ci-joint\p{L}*|re[çc]u\p{L}*|printed|edible|on (?:it|top)|i sent|we sent|attached|que j['’]|qu['’]on vous|b3aththa?l?kom)(?!\p{L})|بعثت|ولدي|بنتي/iu;

/** What may stand between the asking words and the photo. */
const BETWEEN =
  "(?:(?:svp|stp|s['’]il vous pla[iî]t|please|m['’]|me|nous|us|the|moi|to)\\s+)*(?:(?:une?|des|la|les|l['’]|quelques|d['’]autres|de|ces|vos|votre|la|1|a|an|any|some|the|your|more|petites?|jolies?|belles?|nice)\\s+){0,3}";

const ASKING = [
  // Has the shop one?
  "(?:vous avez|avez[- ]vous|vous auriez|auriez[- ]vous|z['’]avez|t['’]as|tu as|as-tu|on a|il y a|y a(?:-t-il)?|(?:est-ce|es ce) (?:qu['’]il y a|que vous avez|que vous auriez)|existe-t-il)",
  'do you have|have you(?: got)?|you have|got|is there|are there',
  // May she have it?
  "(?:je |j['’]|on |nous |puis[- ]je |pourrais[- ]je |peut[- ]on |pourrait[- ]on )(?:\\p{L}+[- ]){0,2}(?:avoir|voir|recevoir)|(?:possible|moyen) (?:d['’]|de )(?:avoir|voir|recevoir|m['’]envoyer|nous envoyer)|aimerai[st]? (?:avoir|voir|recevoir)|(?:je voudrais|je veux|j['’]aimerais|on voudrait) (?:juste )?(?:voir |avoir |recevoir )?(?=(?:une|des|la|les) (?:photo|image))",
  "(?:can|could|may) (?:i|we) (?:please )?(?:see|have|get)|(?:i['’]d|i would|we['’]d) (?:like|love)(?: to (?:see|have|get))?|i want (?:to see|to have)?",
  // Will the shop send it?
  "(?:(?:pouvez|pourriez|peux|pourrais|peut|pourrait)[- ]?(?:vous|tu|on)?\\s+)?(?:m['’]|me |nous )?(?:envoyer|montrer|transmettre|partager|faire voir|faire passer)|envoyez|(?<!(?:je |je vous |je t['’]|vous )(?:l['’])?)envoie|montrez|montre|faites?[- ](?:moi[- ])?voir|transmettez",
  '(?:(?:can|could|would|will) you )?(?:please )?(?:send|show|share)',
];
const ASKING_AR =
  '(?:عندكم|عندكمش|عندك|لديكم|لديك|فما|فمة|فماش|ممكن|نجم|نجمو|تنجم|تنجمو|تنجموا|نحب|نشوف|أرى|رؤية|أشوف|اشوف|ابعث|ابعثو|ابعثوا|تبعث|أرسل|ارسل|ترسل|وري|وريو|أرني|اعطي|أعطي)\\p{L}*';
const ASKING_AEB =
  '(?:3and(?:kom|koum|ek|kech|komch)|3endkom|famm?a(?:ch)?|t?najj?e?m(?:ou?)?|n7eb{1,2}|nheb{1,2}|nchouf|ab3ath|eb3ath|eb3th|ab3th|tab3th|teb3th|warr?i|twarr?i)[\\p{L}\\d]*';

const AEB = new RegExp(`(?<![\\p{L}\\d])${ASKING_AEB}`, 'iu');

/** The words behind a photo that name what is on it, up to the end of what they are said in. */
const TAIL = '(?<about>[^.!?؟\\n;,]{0,80})';

const PATTERNS = [
  new RegExp(
    `(?<!\\p{L})(?:${ASKING.join('|')})(?:[- ](?:moi|nous|me|us))?\\s*${BETWEEN}(?:${PHOTO})(?!\\p{L})${TAIL}`,
    'iu',
  ),
  new RegExp(`(?<!\\p{L})${ASKING_AR}(?:\\s+\\p{L}+){0,2}?\\s+(?:${PHOTO_AR}|${PHOTO})(?!\\p{L})${TAIL}`, 'iu'),
  new RegExp(`(?<![\\p{L}\\d])${ASKING_AEB}(?:\\s+[\\p{L}\\d]+){0,2}?\\s+(?:${PHOTO_AEB})(?!\\p{L})${TAIL}`, 'iu'),
  // "Une photo du fraisier svp", "photo framboisier ?", "صورة الفريزييه": the whole message.
  new RegExp(
    `^\\P{L}*(?:(?:bonjour|bonsoir|hello|hi|salut|سلام|3aslema|svp)\\P{L}+)?(?:(?:et|and|juste|just|une?|des|la|les|a|the|some|any)\\s+){0,3}(?:${PHOTO}|${PHOTO_AR}|tasw?ir[ae]?|tsaw[ei]r|sou?ra)(?!\\p{L})${TAIL}`,
    'imu',
  ),
  // "À quoi ressemble la tarte ?", "what does the tart look like"
  /(?<!\p{L})(?:[àa] quoi (?:[çc]a |cela |il |elle )?(?:peut |peuvent )?ressemble\p{L}*|[çc]a ressemble [àa] quoi)(?<about>[^.!?\n;,]{0,80})/iu,
  /(?<!\p{L})(?:what (?:does|do|would) )(?<about>[^.!?\n;,]{0,60}?) look like/iu,
  /(?<!\p{L})(?<about>(?:le|la|les|vos|votre)\s[^.!?\n;,]{1,50}?)\s(?:il |elle |ils |elles |[çc]a )?ressemble(?:nt)? [àa] quoi/iu,
];

/** Where words ask to see a product; null: they do not. */
function wishIn(text: string): Wish | null {
  for (const pattern of PATTERNS) {
    const found = pattern.exec(text);
    if (!found || THEIRS.test(found.groups?.about ?? '')) continue;
    return { start: found.index, end: found.index + found[0].length, about: (found.groups?.about ?? '').trim() };
  }
  return null;
}

/** The words that name what a photo is asked of, empty where none do; null: no photo is asked for. */
export function photoWish(text: string): string | null {
  return wishIn(text)?.about ?? null;
}

/**
 * The text for the reader: asking to be shown a cake orders none ("envoyez-moi une photo du fraisier"). What is taken out
 * leaves blanks, so that every other word stands where it was said.
 */
export function withoutPhotoWish(text: string): string {
  const wish = wishIn(text);
  if (!wish) return text;
  // What is ordered behind it in the same breath is no part of the wish.
  const said = text.slice(wish.start, wish.end);
  const other = /\s(?:et|and|car|pour|for)\s+(?=.*(?:\d|voudr|commande|order|want|samedi|demain))/iu.exec(said);
  const end = other ? wish.start + other.index : wish.end;
  return text.slice(0, wish.start) + ' '.repeat(end - wish.start) + text.slice(end);
}

/** The same for what was said before: that the product was spoken of stays, as a question whether there is one. */
export function asQuestion(text: string): string {
  const wish = wishIn(text);
  if (!wish?.about) return withoutPhotoWish(text);
  const at = text.indexOf(wish.about, wish.start);
  const asks = [/\p{Script=Arabic}/u, AEB, /(?<!\p{L})(?:of|the|you)(?!\p{L})/iu].findIndex((one) => one.test(text));
  const question = ['هل عندكم', '3andkom', 'do you have'][asks] ?? 'vous avez';
  const room = at - wish.start;
  if (room <= question.length) return withoutPhotoWish(text);
  return text.slice(0, wish.start) + question.padEnd(room) + text.slice(at);
}
