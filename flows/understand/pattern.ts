/** What the rules ask of a regular expression. */
export type Pattern = Pick<RegExp, 'test' | 'exec'>;

/**
 * Whole words that match one of the sources, compiled at the first question: the hundreds of patterns of the reader cost
 * more to compile than all the rest of its loading.
 */
export function wholeWords(...sources: string[]): Pattern {
  let compiled: RegExp | undefined;
  const get = (): RegExp => {
    compiled ??= new RegExp(`(?<![\\p{L}\\p{N}])(?:${sources.join('|')})(?![\\p{L}\\p{N}])`, 'u');
    return compiled;
  };
  return { test: (text) => get().test(text), exec: (text) => get().exec(text) };
}
