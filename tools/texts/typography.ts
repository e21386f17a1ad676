/** Sentences by name: fixed ones, ones with gaps, and groups of them. */
type Sentences = string | ((...gaps: never[]) => string) | readonly string[] | { [name: string]: Sentences };

const NARROW = '\u202f';

/**
 * The same sentences with the spaces of French print: a narrow no-break one before : ; ? ! » and after «, so that no
 * line of a phone starts with a lone sign. They are written with plain spaces in the source, where people can see them.
 */
export function typeset<T extends Sentences>(sentences: T): T {
  if (typeof sentences === 'string') return spaced(sentences) as T;
  if (typeof sentences === 'function') return ((...gaps: never[]) => spaced(sentences(...gaps))) as T;
  if (Array.isArray(sentences)) return sentences.map(spaced) as unknown as T;
  return Object.fromEntries(Object.entries(sentences).map(([name, part]) => [name, typeset(part)])) as T;
}

function spaced(text: string): string {
  return text.replace(/ (?=[:;?!»])/g, NARROW).replace(/« /g, `«${NARROW}`);
}
