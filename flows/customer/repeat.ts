import type { Language } from '../../tools/context.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { TurnFacts } from '../agent/facts.ts';

/** The same question is put this often; then a person is offered instead. */
const MOST_ASKED = 2;

/** How often the shop has put this question since the story began. */
export function timesAsked(question: Reply, story: TurnFacts['story']): number {
  return story.filter((turn) => turn.from === 'shop' && turn.text.includes(question.text)).length;
}

/** True when a question was put as often as it may be. */
export function isWorn(question: Reply, story: TurnFacts['story']): boolean {
  return timesAsked(question, story) >= MOST_ASKED;
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
