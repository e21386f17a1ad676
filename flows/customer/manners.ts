import type { Language } from '../../tools/context.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { TurnFacts } from '../agent/facts.ts';

const ABUSE =
  /(?<!\p{L})(?:connards?|connasses?|salopes?|putes?|encul[ée]s?|fdp|fils de pute|ta gueule|ferme[- ]la|va te faire|nique|niquez|b[âa]tards?|fuck(?: you| off)?|bitch|assholes?|bastards?|قحبة|شرموط\p{L}*|زامل|نيك)(?!\p{L})/iu;
/** Thanks, and nothing else. */
const THANKS =
  /^\P{L}*(?:(?:ok|okay|d['’]accord|super|parfait|top|tr[èe]s bien|g[ée]nial|oui|great|perfect|alright|باهي|طيب)\P{L}+)?(?:merci(?:\s+(?:beaucoup|bien|infiniment|[àa]\s+(?:vous|toi)|d['’]avance|bcp))?|mille mercis|mrc|mci|thanks?(?:\s+(?:you|a lot|so much|very much))*|thx|ty|ch[ou]+kran|شكرا(?:\s+(?:جزيلا|لكم|لك|ليك))?|يعطيك الصحة|3aychek|aychek|ya3tik essa7a|barakallah(?:ou)? fik\p{L}*)\P{L}*$/iu;

/** True for words that only insult: a complaint with an order behind it is a complaint, however it is put. */
export function isAbuse(facts: Pick<TurnFacts, 'words' | 'intent' | 'reading'>): boolean {
  if (facts.intent === 'complaint' || facts.intent === 'human_request') return false;
  return ABUSE.test(facts.words) && facts.reading.items.length === 0;
}

/** True when each of a turn's messages only says thanks. */
export function onlyThanks(words: string): boolean {
  const lines = words.split('\n').filter((line) => line.trim() !== '');
  return lines.length > 0 && lines.every((line) => THANKS.test(line.trim()));
}

/** The one polite line for an insult; nobody thinks about it. */
export function abuseReply(language: Language): Reply {
  return { text: textsFor(language).conversation.abuse };
}

const NODS =
  "ok(?:ay)?|oui|ouais|yes|yep|yeah|d['’]?\\s?acc?ord|dac+|parfait|super|top|nickel|g[ée]nial|ça marche|ca marche|ça va|ca va|c['’]est (?:bon|parfait|not[ée]|tout)|entendu|compris|noté|tr[èe]s bien|bien|perfect|great|fine|sure|all right|alright|i see|that['’]?s (?:all|fine|it)|ey|eyh|ih|behi|bahi|mrigel|mrigla|نعم|أجل|اي|ايه|موافق|طيب|حسنا|تمام|باهي";
const WAITS =
  'attendez?|un instant|une (?:minute|seconde)|deux minutes|je (?:réfléchis|reflechis|vais réfléchir|regarde|reviens vers vous|vous redis|vous recontacte)|pas (?:grave|de souci|de problème|de probleme)|désolée?|pardon|avec plaisir|voilà|one moment|let me think';
const ACKNOWLEDGES = new RegExp(
  `^(?:(?:${NODS}|${WAITS}|svp|stp|merci|alors|please|s['’]il vous plaît|pour moi)[\\s,.!👍🙏😊👌]*)+$`,
  'iu',
);

/** Words that only say they were heard, or ask for a moment: no question, nothing to be refused. */
export function isAcknowledgement(words: string): boolean {
  return ACKNOWLEDGES.test(words.trim());
}
