import type { Language } from '../../tools/context.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { TurnFacts } from '../agent/facts.ts';

/** The same question is put this often; then a person is offered instead. */
const MOST_ASKED = 2;

/** How often the shop has put this question since the customer last added something to the order. */
export function timesAsked(question: Reply, story: TurnFacts['story'], language: Language): number {
  const { noted } = textsFor(language).conversation;
  const asked = story.filter((turn) => turn.from === 'shop' && turn.text.includes(question.text));
  const since = asked.findLastIndex((turn) => turn.text.startsWith(noted));
  return since < 0 ? asked.length : asked.length - since;
}

/** True when a question was put as often as it may be. */
export function isWorn(question: Reply, story: TurnFacts['story'], language: Language): boolean {
  return timesAsked(question, story, language) >= MOST_ASKED;
}

/** The offer of a person, with the question's own candidates still to tap. */
export function offerPerson(question: Reply, language: Language): Reply {
  const texts = textsFor(language).conversation;
  const choices = [{ id: 'humain', title: texts.human }, ...(question.choices ?? []).slice(0, 9)];
  return {
    text: texts.stuck,
    choices,
    choicesLabel: question.choicesLabel ?? textsFor(language).customer.askVariantButton,
  };
}

/** True when a person was offered already and the talk is where it was: somebody is brought without being asked for. */
export function wasOffered(language: Language, story: TurnFacts['story']): boolean {
  const offer = textsFor(language).conversation.stuck;
  return story.some((turn) => turn.from === 'shop' && turn.text.includes(offer));
}
