import type { Question } from '../../tools/conversations/asked.ts';
import { wordings } from '../../tools/texts/index.ts';
import type { TurnFacts } from '../agent/facts.ts';
import {
  fitsFor,
  goodsAsked,
  type Intent,
  peopleIn,
  questionsIn,
  type Topic,
  topicsAsked,
} from '../understand/index.ts';
import { isAcknowledgement } from './manners.ts';

/** What a turn asks of the shop itself, beside goods, hours and orders. */
export type Asked = {
  topics: Topic[];
  /** The goods it is about, by sku. */
  goods: string[];
  /** A question to the shop that nothing we know of answers: a person of the shop may. */
  open: boolean;
};

/** Whose words are a question as a whole; of any other message only the sentences that ask. */
const ASKING: ReadonlySet<Intent> = new Set([
  'other',
  'price_question',
  'availability_question',
  'hours_question',
  'payment_question',
]);
/** A person answers all of it. */
const FOR_PERSONS: ReadonlySet<Intent> = new Set(['complaint', 'human_request', 'cancel_order']);
/** Topics that are about goods: with none named and none being ordered there is nothing to tell. */
const OF_GOODS: ReadonlySet<Topic> = new Set(['contents']);
/** "Vous avez quoi ?": the whole list is the answer. */
const OF_ALL =
  /(?<!\p{L})(?:quoi|qu['’ ]est[- ]ce|quels?|quelles?|carte|menu|catalogue|produits|choix|what|which|list|chnowa|chnouwa|شنوه|شنوة|ماذا)(?!\p{L})/iu;
/** "Celui-ci !" under a picture that nobody has said the product of. */
const POINTS =
  /(?<!\p{L})(?:celui|celle|ceux)[- ]?(?:ci|l[àa])(?!\p{L})|(?<!\p{L})comme (?:[çc]a|celui|celle)|(?<!\p{L})(?:this|that|like this) one(?!\p{L})|(?<!\p{L})(?:hedha|hedhi|kif hedha|هذا|هذه|هاذا)(?!\p{L})/iu;
/** "J'arrive", "j'aurai 10 min de retard", "je ne peux pas venir demain": news for whoever stands behind the counter. */
const NEWS =
  /(?<!\p{L})(?:j['’ ]?(?:arrive|aurai (?:un peu|\d+|du|de)|ai du retard)|(?:je|on|nous) (?:suis|serai|est|sera|sommes|serons) (?:en retard|devant|là|sur place)|(?:je|on) (?:ne |n['’])?(?:peux|peut|pourrai|pourra) (?:pas|plus) (?:venir|passer)|i(?:['’]m| am| will be) (?:late|running late|outside|here)|rani (?:jay|jey|met2akher))(?!\p{L})/iu;
const MENU = /(?<!\p{L})(?:menu|carte|catalogue|liste|tarifs?|prix|price ?list)(?!\p{L})/iu;
/** A product's name and little else is a question about it. */
const FEW_WORDS = 3;

/** News of the customer's own, which nobody complains by. */
export const isNews = (words: string): boolean => NEWS.test(words) && !/[?؟]/u.test(words);

/** Words that say no more than what they want to see. */
export function wantsGoods({ intent, words, compiled }: Pick<TurnFacts, 'intent' | 'words' | 'compiled'>): boolean {
  if (intent !== 'other') return false;
  const few = words.split(/\s+/).filter((word) => /\p{L}/u.test(word)).length <= FEW_WORDS;
  return MENU.test(words) || (few && goodsAsked(compiled, words).length > 0);
}

const TO_THE_SHOP = /(?<!\p{L})(?:vous|votre|vos|you|your|chez vous|3andkom|tnajmou|عندكم|تنجموا)(?!\p{L})[^\n]*[?؟]/iu;

/** Reads what a turn asks. Pure. */
export function readAsked(facts: About): Asked {
  const { intent, words, reading } = facts;
  if (isNews(words) && intent !== 'modify_order' && intent !== 'cancel_order')
    return { topics: [], goods: [], open: true };
  if (FOR_PERSONS.has(intent)) return { topics: [], goods: [], open: false };
  const whole = ASKING.has(intent) || (intent === 'order_status' && facts.order === null);
  const goods = aboutGoods(facts);
  const topics = topicsAsked(whole ? words : questionsIn(words)).filter(
    (topic) => goods.length > 0 || !OF_GOODS.has(topic),
  );
  const nothing = topics.length === 0;
  const unknown =
    intent === 'availability_question' && goods.length === 0 && reading.date === null && !OF_ALL.test(words);
  const other =
    intent === 'other' &&
    (TO_THE_SHOP.test(words) ||
      POINTS.test(words) ||
      (goods.length > 0 && /[?؟]/u.test(words)) ||
      (facts.open === null && isSaid(words) && (facts.order !== null || goesOnToShop(facts))));
  const quote = intent === 'quote_request' && goods.length === 0 && reading.unresolved.length === 0;
  const open = nothing && !wantsGoods(facts) && (unknown || other || quote);
  return { topics, goods, open };
}

/** "Celle de samedi", after something that was passed on: it belongs to it. */
function goesOnToShop({ story }: About): boolean {
  const told = story.findLast(({ from }) => from === 'shop')?.text ?? '';
  return wordings((texts) => texts.conversation.asked.passedOn).some((words) => told.includes(words));
}

/** What somebody with an order says and nobody here understands is for the shop, unless it says nothing or commands. */
const isSaid = (words: string): boolean =>
  /\p{L}{2}/u.test(words) && !words.startsWith('/') && !isAcknowledgement(words);

type About = Pick<TurnFacts, 'intent' | 'words' | 'order' | 'open' | 'compiled' | 'read' | 'reading' | 'story'> & {
  ordered: string[];
};

/** The goods that are asked about: those named, else those being ordered, else those of the order that was placed. */
function aboutGoods({ compiled, words, intent, read, open, ordered }: About): string[] {
  const named = goodsAsked(compiled, intent === 'order' ? questionsIn(words) : words);
  if (named.length > 0) return named;
  const lines = (open ?? read).lines.flatMap(({ sku }) => sku ?? []);
  return lines.length > 0 ? lines : ordered;
}

/** The tool's input for what was asked: code finds the goods, the people and what is enough for them. */
export function questionInput(facts: TurnFacts, about: Topic[]): Question {
  const people = peopleIn(
    facts.story
      .filter(({ from }) => from === 'customer')
      .map(({ text }) => text)
      .join('\n'),
  );
  return {
    about,
    words: facts.words.slice(0, 500),
    skus: facts.asked.goods.slice(0, 20),
    ...(people && about.includes('advice')
      ? { people, fits: fitsFor(facts.compiled, people, goodsAsked(facts.compiled, facts.words)) }
      : {}),
  };
}
