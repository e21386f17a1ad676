/** An order and a question in one message: what is only asked beside it is no part of what is wanted. */
import { topicsAsked } from './asked.ts';
import { type Burst, type BurstInput, readBurst } from './burst.ts';
import { intentOfBurst } from './burst-intent.ts';
import type { CompiledShop } from './catalogue.ts';
import { plain } from './fold.ts';
import { wholeWords } from './pattern.ts';
import type { ShopSaid } from './shop-said.ts';
import type { State } from './state.ts';
import type { Intent } from './types.ts';

type Span = { start: number; end: number };

const SENTENCE = /[^.!?؟\n]*[?؟]+/gu;

/** What a question for information is worded with; a polite wish ("je peux avoir 2 tartes ?") is none. */
const INFORMS = wholeWords(
  '(?:vous|tu) (?:avez|faites|vendez|prenez|acceptez|livrez|proposez|etes|ouvrez|fermez|as|fais)',
  '(?:avez|faites|vendez|prenez|acceptez|livrez|proposez|etes|ouvrez|fermez)[- ]vous',
  "(?:c'?est|ca fait|ca coute|coutent?) combien|combien (?:ca|coute|est|font?)|quels? (?:est|sont)|quelles? (?:est|sont)",
  '(?:je|on|nous) (?:peux|peut|pouvons) (?:vous )?(?:payer|regler)|(?:puis[- ]je|peut[- ]on) (?:vous )?(?:payer|regler)|(?:payer|regler|paie|paye|regle) comment|comment (?:je|on|puis[- ]je|peut[- ]on) ',
  'do you|are you|how much|what time|what are',
  '3andkom|famma|9addech|b9addech|عندكم|بقداش|قداش|هل',
);
/** What was ordered is told, to ask something about it. */
const TOLD = wholeWords(
  "(?:j'? ?(?:ai|avais)|on (?:a|avait)|nous (?:avons|avions)) (?:deja |bien )?(?:reserve|commande|pris|achete|recu)e?s?",
  'i (?:have )?(?:already )?(?:ordered|booked|bought)',
);
const ABOUT_HOURS = wholeWords(
  'ouvert[a-z]*|ouvrez|fermez|ferme[a-z]*|horaires?|open|close[ds]?|m7al|ma7loul[a-z]*|مفتوح[ةه]?|تحلوا',
);

/**
 * The text of a burst with such questions blanked out, every other character in its place; null when it holds none, or
 * nothing that is counted beside them.
 */
function withoutAsides(b: Burst): string | null {
  const numbered = b.lines.filter((l) => !l.unsaid && !l.negated);
  // A list without numbers orders as well when it says when and where.
  const told = b.when !== null && (b.address !== null || b.fulfilment !== null);
  const counted = numbered.length > 0 || !told ? numbered : b.lines.filter((l) => l.product !== null && !l.negated);
  if (counted.length === 0) return null;
  const informs = ({ start, end }: Span): boolean => {
    const text = b.text.slice(start, end);
    const within = (at: number | undefined) => at !== undefined && at >= start && at < end;
    if (counted.some((l) => within(b.tokens[l.i]?.start))) return false;
    if (topicsAsked(text).length === 0 && !INFORMS.test(plain(text))) return false;
    return !within(b.when?.start) || ABOUT_HOURS.test(plain(text));
  };
  const asides = [...b.text.matchAll(SENTENCE)].flatMap((found) => {
    const whole = { start: found.index, end: found.index + found[0].length };
    // "2 framboisiers pour samedi, y a du gluten dedans ?": of a sentence that orders, what comes behind its last comma.
    const clause = { start: whole.start + found[0].lastIndexOf(',') + 1, end: whole.end };
    // "Je passe les chercher, vous prenez la carte ?": what stands before that comma asks nothing.
    const asksBefore = topicsAsked(b.text.slice(whole.start, clause.start)).length > 0;
    return (asksBefore ? [whole, clause] : [clause, whole]).filter(informs).slice(0, 1);
  });
  if (asides.length === 0) return null;
  let text = b.text;
  for (const { start, end } of asides)
    text = text.slice(0, start) + text.slice(start, end).replace(/[^\n]/gu, ' ') + text.slice(end);
  return text;
}

/** An order with a question beside it is read without the question, whose intent stays as a second one. */
export function orderAlone(
  shop: CompiledShop,
  state: State,
  said: ShopSaid | null,
  whole: Burst,
  about: BurstInput,
): { burst: Burst; besides: Intent | null } {
  const text = withoutAsides(whole);
  if (text === null || TOLD.test(plain(text))) return { burst: whole, besides: null };
  const alone = readBurst({ ...about, text });
  if (intentOfBurst(shop, state, alone, said).intent !== 'order') return { burst: whole, besides: null };
  const { intent } = intentOfBurst(shop, state, whole, said);
  return { burst: alone, besides: intent === 'order' || intent === 'other' ? null : intent };
}

/** Goods, days and places that a draft would take: none of them stands in a message that only asks about the shop. */
export function onlyAsks(b: Burst): boolean {
  if (!b.question || b.when !== null || b.address !== null || b.lines.some((l) => !l.unsaid || l.product !== null))
    return false;
  return topicsAsked(b.text).length > 0;
}
