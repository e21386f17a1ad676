import type { Reply } from '../../tools/conversations/message.ts';
import { type Done, draftMisses } from '../agent/desk.ts';

/** Tools whose answers replace each other: only the last word about a draft counts. */
const DRAFTING = new Set(['draft_order', 'place_order', 'ask_quote', 'drop_draft']);

/**
 * One message out of all that was done: code's own sentences, one a paragraph, what was asked of the customer last.
 * Null when nothing that was done has a sentence.
 */
export function composeReply(done: Done[]): Reply | null {
  const said = lastOfEach(done.filter((entry) => entry.outcome?.reply));
  // A person takes over: nothing more is asked here.
  const handedOver = said.some((entry) => entry.outcome?.facts.handedOver === true);
  const kept = handedOver ? said.filter((entry) => !isQuestion(entry)) : said;
  const ordered = [
    ...kept.filter((entry) => !DRAFTING.has(entry.tool)),
    ...kept.filter((entry) => DRAFTING.has(entry.tool)),
  ];
  const replies = ordered.flatMap((entry) => entry.outcome?.reply ?? []);
  if (replies.length > 0) return mergeReplies(replies);
  const refused = done.findLast((entry) => entry.refusal && entry.refusal.code !== 'invalid');
  return refused?.refusal ? { text: refused.refusal.message } : null;
}

function isQuestion(entry: Done): boolean {
  return draftMisses([entry]) !== undefined || (entry.tool === 'place_order' && entry.outcome?.facts.placed === false);
}

function lastOfEach(done: Done[]): Done[] {
  const groups = new Map<string, Done>();
  for (const entry of done) {
    const group = DRAFTING.has(entry.tool) ? 'draft' : entry.tool;
    groups.set(group, entry);
  }
  return [...groups.values()];
}

/** Several messages as one: texts apart by a blank line, and the last choices, link and document there are. */
export function mergeReplies(replies: Reply[]): Reply {
  const text = [...new Set(replies.map((reply) => reply.text))].join('\n\n');
  const choosing = replies.findLast((reply) => reply.choices);
  const linking = replies.findLast((reply) => reply.link);
  const filed = replies.findLast((reply) => reply.document);
  const quoting = replies.findLast((reply) => reply.quote);
  return {
    text,
    ...(choosing?.choices ? { choices: choosing.choices } : {}),
    ...(choosing?.choicesLabel ? { choicesLabel: choosing.choicesLabel } : {}),
    ...(linking?.link ? { link: linking.link } : {}),
    ...(filed?.document ? { document: filed.document } : {}),
    ...(quoting?.quote ? { quote: quoting.quote } : {}),
  };
}
