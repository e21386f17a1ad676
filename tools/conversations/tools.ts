import { answerQuestion } from './asked.ts';
import { applyChange, declineChange } from './decide-request.ts';
import { handOver } from './hand-over.ts';
import { openingHours } from './hours.ts';
import { learnedWords } from './learned-words.ts';
import { proof } from './proof.ts';
import { requestChange } from './request.ts';

/** The verbs of the conversation: a customer's questions and wishes, and what members decide about them. */
export const CONVERSATION_TOOLS = [
  applyChange,
  declineChange,
  proof,
  learnedWords,
  openingHours,
  answerQuestion,
  requestChange,
  handOver,
];
