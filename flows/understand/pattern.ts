/** What the rules ask of a regular expression. */
export type Pattern = Pick<RegExp, 'test' | 'exec'>;

/**
 * The letters that people write to a shop with: Latin, Greek, Cyrillic, Arabic; for the inside of a character class.
 * `\p{L}` and `\p{N}` are seven hundred ranges each, which makes every pattern fourteen times dearer to compile, and the
 * first message of a process pays for hundreds of them.
 */
export const LETTERS =
  'A-Za-z\\u00aa\\u00b5\\u00ba\\u00c0-\\u024f\\u0370-\\u052f\\u0620-\\u064a\\u066e-\\u06d3\\u06ee-\\u06fc';
const WORDS = `${LETTERS}0-9\\u0660-\\u0669`;

/** One pattern over whole words; compiled at once. */
export function words(source: string): RegExp {
  return new RegExp(`(?<![${WORDS}])(?:${source})(?![${WORDS}])`, 'u');
}

/**
 * Whole words that match one of the sources, compiled at the first question: the hundreds of patterns of the reader cost
 * more to compile than all the rest of its loading.
 */
export function wholeWords(...sources: string[]): Pattern {
  let compiled: RegExp | undefined;
  const get = (): RegExp => {
    compiled ??= words(sources.join('|'));
    return compiled;
  };
  return { test: (text) => get().test(text), exec: (text) => get().exec(text) };
}
