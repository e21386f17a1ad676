import type { Segment, Transcription } from './transcriber.ts';

/** Whisper's own limits: below the first a stretch was guessed, above the second it is one word over and over. */
const LOW_LOGPROB = -1;
const LOOPING = 2.4;
/** Nobody spoke: sure of it alone, or fairly sure where the words are unsure too. */
const SILENCE = 0.85;
const LIKELY_SILENCE = 0.5;
const UNSURE_LOGPROB = -0.6;
/** A word or more said this often in a row is the model turning in circles. */
const ECHOES = 5;
/** A transcript that repeats this many names of the prompt in their order was read, not heard. */
const PROMPT_NAMES = 2;

/** Sentences that speech models write over silence: they learned from subtitles. */
const OF_SILENCE = [
  /sous[- ]titr(?:es?|age)(?!\p{L})/iu,
  /amara\.org/iu,
  /^merci[^.!?]{0,15}\b(?:d['’]avoir|de|pour|à)\s*(?:avoir |tous d['’]avoir )?(?:regard|suivi|visionn|écouté cette vid)/iu,
  /^thank(?:s| you)[^.!?]{0,20}\bfor (?:watching|listening|viewing)/iu,
  /abonnez[- ]vous|(?:vous|de t['’]) ?abonner|like and subscribe|subscribe to (?:my|our|the) channel|please subscribe/iu,
  /(?:nouvelle|prochaine|next) vid[eé]o/iu,
  /^(?:subtitles|captions|transcribed|transcription|translated)\b.{0,15}\bby\b/iu,
  /نانسي قنقر|اشتركوا في القناة|شكرا.{0,8}(?:مشاهدة|المشاهدة)/u,
];
/** What is noted in brackets or between notes was no speech. */
const NOTED = /\[[^\]]*\]|\([^)]*\)|\*[^*]*\*|[♪♫🎵🎶][^♪♫🎵🎶]*[♪♫🎵🎶]/gu;

/**
 * What was said in a recording, or null where nothing can be relied on: silence, what speech models write over silence,
 * a repeated prompt, or words the server itself was not sure of. `prompt`: the names it was given, apart by commas.
 */
export function heardIn(transcription: Transcription, prompt = ''): string | null {
  const { text, segments } = transcription;
  const spoken = segments?.length ? segments.filter((one) => !isSilence(one)) : null;
  if (spoken?.length === 0 || (spoken && isDoubtful(spoken))) return null;
  const said = spoken && spoken.length < segments!.length ? spoken.map((one) => one.text.trim()).join(' ') : text;
  const kept = withoutInvented(said);
  if (!/[\p{L}\p{N}]/u.test(kept) || turnsInCircles(kept) || repeatsPrompt(kept, prompt)) return null;
  return kept;
}

function isSilence({ noSpeech = 0, logprob = 0 }: Segment): boolean {
  return noSpeech >= SILENCE || (noSpeech >= LIKELY_SILENCE && logprob < UNSURE_LOGPROB);
}

/** By the mean of what was said, each stretch as long as it lasts; one stretch that loops spoils the whole. */
function isDoubtful(segments: Segment[]): boolean {
  if (segments.some((one) => (one.compression ?? 0) > LOOPING)) return true;
  const measured = segments.flatMap(({ logprob, seconds }) =>
    logprob === undefined ? [] : [{ logprob, weight: seconds || 1 }],
  );
  if (measured.length === 0) return false;
  const weight = measured.reduce((sum, one) => sum + one.weight, 0);
  return measured.reduce((sum, one) => sum + one.logprob * one.weight, 0) / weight < LOW_LOGPROB;
}

/** Sentence by sentence, so that what was said before one of them stays. */
function withoutInvented(text: string): string {
  return text
    .replace(NOTED, ' ')
    .split(/(?<=[.!?؟…\n])\s+/u)
    .filter((sentence) => !OF_SILENCE.some((pattern) => pattern.test(sentence.trim())))
    .join(' ')
    .replace(/\s+/gu, ' ')
    .trim();
}

function flat(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

function turnsInCircles(text: string): boolean {
  return new RegExp(`(?<![\\p{L}\\p{N}])(\\S+(?: \\S+){0,5}?)(?: \\1){${ECHOES - 1},}(?![\\p{L}\\p{N}])`, 'u').test(
    flat(text),
  );
}

/** Given nothing to hear, a model may say its prompt again: that would be an order for half the catalogue. */
function repeatsPrompt(text: string, prompt: string): boolean {
  const said = ` ${flat(text)} `;
  if (!` ${flat(prompt)} `.includes(said)) return false;
  const names = prompt.split(',').map(flat).filter(Boolean);
  return names.filter((name) => said.includes(` ${name} `)).length >= PROMPT_NAMES;
}
