import { inEveryLanguage, type Texts, type Words } from '../../tools/texts/index.ts';

/** A sentence of Meta's channels in every language. */
export const say = (words: (texts: Texts['meta']) => string): Words => inEveryLanguage((texts) => words(texts.meta));
