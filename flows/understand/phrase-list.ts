/** Lists of phrases that a newcomer can add a line to, compiled into one pattern each. */
import type { Pattern } from './pattern.ts';

/**
 * The phrases of a text, one a line, matched as whole words in folded text (lower case, no accents, no apostrophes).
 * `(a|b)` one of them, `(|a )` with or without, `word*` the word with any ending, `*` any word, `#` a number in figures. Lines that
 * begin with `//` explain. Compiled at the first question.
 */
export function phraseList(text: string): Pattern {
  let compiled: RegExp | undefined;
  const get = (): RegExp => {
    compiled ??= new RegExp(`(?:^| )(?:${phrasesOf(text).map(sourceOf).join('|')})(?= |$)`);
    return compiled;
  };
  return { test: (words) => get().test(words), exec: (words) => get().exec(words) };
}

/** The lines of a list without its remarks. */
export function phrasesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('//'));
}

function sourceOf(phrase: string): string {
  if (/[[\]\\^$.+{}]/.test(phrase)) throw new SyntaxError(`"${phrase}" holds a sign that no phrase may hold`);
  return phrase
    .replaceAll('?', '\\?')
    .replaceAll('(', '(?:')
    .replace(/\*/g, (_, at: number, all: string) => (/[a-z0-9)]/.test(all[at - 1] ?? '') ? '[a-z]*' : '[a-z]+'))
    .replaceAll('#', '\\d+');
}
