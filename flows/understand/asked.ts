/** What a question to the shop is about, beside goods, prices, hours and orders. */
import type { CompiledShop } from './catalogue.ts';
import { plain } from './fold.ts';
import { weightOf } from './match.ts';
import { numberWord } from './number-words.ts';
import { wholeWords } from './pattern.ts';
import { stemsFor } from './stems-for.ts';
import { tokenise } from './text.ts';
import { unitWord } from './units.ts';
import { CONNECTORS } from './words.ts';

/** In the order they are answered. */
export const TOPICS = ['contents', 'allergens', 'advice', 'notice', 'delivery', 'place', 'phone', 'payment'] as const;
export type Topic = (typeof TOPICS)[number];

const ABOUT = {
  contents: wholeWords(
    "(?:c'?est|c est|ce est|cest) quoi|qu'?est[- ]ce que? (?:c'?est|le|la|les)",
    'composition|ingredients?|contient|contiennent|compose|composee?s?|dedans|parfums?',
    "what is (?:in|it)|what'?s (?:in|a|the)|made (?:of|with)|contains?|flavou?rs?",
    'شنوه فيه|شنوه فيها|مكونات|المكونات|فاش',
    'chnowa fih|chnouwa fih|chnia fih|chneya fih|fih chnowa|fech',
  ),
  allergens: wholeWords(
    'allerg[a-z]*|intoleran[a-z]*|coeliaques?|gluten|lactose|fruits? a coques?|noisettes?|noix|amandes?|pistaches?',
    'arachides?|cacahuetes?|sesame|soja|gelatine|alcool|porc|halal|casher|vegan[a-z]*|vegetarien[a-z]*|vegetalien[a-z]*',
    "(?:y a|contien[a-z]*|avec|sans|allergique aux?)(?: t il)?(?: que)? (?:du |de la |de l |de l'|des |d'|de |d |les? )?(?:lait|beurre|creme|oeufs?|poisson|crustaces?|celeri|moutarde|farine|ble)",
    'nuts?|peanuts?|hazelnuts?|almonds?|dairy|eggs? free|egg-free|gluten-free|alcohol|pork',
    'حساسيه|الحساسيه|غلوتين|الغلوتين|فول سوداني|لوز|بندق|حلال|كحول',
    '7assassia|hassasia|halel',
  ),
  advice: wholeWords(
    'conseill[a-z]*|recommand[a-z]*|suggere[a-z]*|suggestions?|(?:proposez|propose)(?:[- ]vous)? quoi|quoi pour \\d+',
    'recommend[a-z]*|suggest[a-z]*|advi[sc]e',
    'تنصحني|تنصحوني|تنصح|شنوه تنصحو',
    'tnas7ou?ni|tnas7ni|tensa7ni|tansa7ni',
  ),
  notice: wholeWords(
    "(?:combien de (?:temps|jours)|longtemps|quel delai|delais?)(?: .{0,24})?(?:avance|commander|avant)?|s'?y prendre|a l'?avance",
    'how (?:long|far|early|many days|much notice).{0,24}(?:advance|ahead|before|order)|in advance|notice',
    'قبل بقداش|بقداش من قبل|مسبقا',
    '9bal b9addech|b9addech men 9bal',
  ),
  delivery: wholeWords(
    'livr(?:ez|er|e|es|aisons?)|(?:a|en) domicile|frais de port',
    'deliver(?:y|ies|ing)?',
    'توصلو|توصيل|التوصيل|توصلوا',
    'twasslou|twaslou|twassel|tawsil|livriw',
  ),
  place: wholeWords(
    "(?:vous )?etes (?:ou|situes?|dans quel)|ou (?:etes|se (?:trouve|situe)|est (?:la|votre))|votre adresse|l'?adresse (?:de la|du)|quelle (?:est (?:la|l'?|votre) ?)?adresse",
    'where are you|where is (?:the|your)|your address',
    'وين بلاصتكم|فين بلاصتكم|وين المحل|وين الحانوت|عنوان|العنوان|وينكم',
    'winkom|wi?nek|win el 7anout|fin el 7anout|win blastkom',
  ),
  phone: wholeWords(
    '(?:votre|un|le|quel) (?:numero|num|telephone|tel)(?! de (?:commande|facture|suivi))|(?:vous|te) (?:joindre|appeler|telephoner) (?:a|au|ou|sur quel)',
    'phone number|your number|call you',
    'رقم الهاتف|نومرو|رقم التلفون',
    'numero mta3kom|noumrou|numrou',
  ),
  payment: wholeWords(
    'especes?|liquide|cash|cheques?|tickets? resto[a-z]*|tickets? restaurants?|titres? restaurants?|sur place|a la livraison|au retrait|(?:en|a) (?:deux|trois|quatre|plusieurs|[2-9]) fois|\\d ?x sans frais|apple pay|google pay|facilites? de paiement',
    'in (?:two|three|several) (?:times|payments|instal?lments)|instal?lments?|on delivery|in person|at the shop',
    'كاش|نقدا|عند الاستلام|بالتقسيط|شيك',
    'cache|bel facilité|facilite|ki nestlem|3end el livraison',
  ),
} satisfies Record<Topic, unknown>;

/** What words ask the shop about; none when they ask nothing of the kind. Meant for questions: an order names streets. */
export function topicsAsked(text: string): Topic[] {
  const words = plain(text);
  const about = TOPICS.filter((topic) => ABOUT[topic].test(words));
  // "Il y a des œufs dedans ?" names what it fears; a list of all that is in it would hide the answer.
  return about.includes('allergens') ? about.filter((topic) => topic !== 'contents') : about;
}

/** The sentences of a message that end as a question. */
export function questionsIn(text: string): string {
  return [...text.matchAll(/[^.!?؟\n]+[?؟]/gu)].map((found) => found[0].trim()).join(' ');
}

/** Matched words weigh by how rare they are in the catalogue; goods this near to the best are as likely meant. */
const AS_LIKELY = 0.97;
/** Below this, a word is only written like one of the catalogue's. */
const SAME_WORD = 0.88;

/**
 * The goods a question speaks of, by sku: all that hold the words said, "tartes" being every tart. Unlike an order's
 * line it need not be one product. None where no word is the catalogue's.
 */
export function goodsAsked(shop: CompiledShop, text: string): string[] {
  const scores = new Map<number, number>();
  const tokens = tokenise(text);
  for (const [i, { kind, t }] of tokens.entries()) {
    if (kind !== 'word' || CONNECTORS.has(t)) continue;
    // "6 parts" is a size, whatever is called a part.
    if (unitWord(t) && tokens[i - 1]?.kind === 'num') continue;
    const best = new Map<number, number>();
    for (const { stem, sim } of stemsFor(shop, t)) {
      if (sim < SAME_WORD) continue;
      for (const form of shop.byStem.get(stem) ?? []) {
        const { product } = shop.forms[form]!;
        best.set(product, Math.max(best.get(product) ?? 0, weightOf(shop, stem) * sim));
      }
    }
    for (const [product, weight] of best) scores.set(product, (scores.get(product) ?? 0) + weight);
  }
  const most = Math.max(0, ...scores.values());
  const near = [...scores].filter(([, score]) => score >= most * AS_LIKELY).map(([product]) => product);
  return near.sort((a, b) => a - b).map((product) => shop.products[product]!.sku);
}

const DOZENS: Record<string, number> = {
  demi_douzaine: 6,
  dizaine: 10,
  douzaine: 12,
  quinzaine: 15,
  vingtaine: 20,
  trentaine: 30,
  quarantaine: 40,
  cinquantaine: 50,
  centaine: 100,
  dozen: 12,
};
const COUNT = '(\\d{1,4}|(?:une? |a )?[a-z_]+|[\\u0600-\\u06ff]+)';
const PEOPLE = wholeWords(
  `${COUNT}(?: de)? (?:personnes?|pers|convives?|invites?|enfants?|adultes?|people|persons?|guests?|kids|3bed|abed|ashkhas)`,
  `(?:on|nous|ns) (?:est|sera|serait|serons|sommes|serions) (?:environ |a peu pres |plutot )?${COUNT}`,
  `we (?:are|will be) (?:about |around )?${COUNT}`,
  `(\\d{1,4}) (?:شخص|اشخاص|ناس)`,
);

/** How many people a question speaks of ("on sera une douzaine"); null when it names no number of them. */
export function peopleIn(text: string): number | null {
  const found = PEOPLE.exec(plain(text).replace(/demi[- ]douzaine/g, 'demi_douzaine'));
  const said = found?.slice(1).find((one) => one !== undefined);
  if (!said) return null;
  const word = said.replace(/^(?:une?|a) /, '');
  const value = Number(
    /^\d+$/.test(word) ? word : (DOZENS[word] ?? numberWord(word)?.find(({ k }) => k === 'n')?.v ?? 0),
  );
  return value > 0 ? value : null;
}

/**
 * What of each product is enough for so many people: one of its smallest size that does, else as many of one size as
 * leave the least over. Only goods whose sizes say for how many they are.
 */
export function fitsFor(shop: CompiledShop, people: number, skus: string[]): { sku: string; qty: number }[] {
  const asked = shop.products.filter(({ sku }) => skus.length === 0 || skus.includes(sku));
  return asked.flatMap((product) => {
    const sizes = product.variants.flatMap(({ sku, measure }) =>
      measure?.kind === 'people' ? [{ sku, serves: measure.upTo ?? measure.value }] : [],
    );
    const enough = sizes.map(({ sku, serves }) => ({ sku, qty: Math.ceil(people / serves), serves }));
    const [best] = enough.sort((a, b) => a.qty * a.serves - b.qty * b.serves || a.qty - b.qty);
    return best ? [{ sku: best.sku, qty: best.qty }] : [];
  });
}
