import type { Language } from '../context.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr, type Texts } from './fr.ts';

export type { Texts } from './fr.ts';

const ALL: Record<Language, Texts> = { fr, en, ar };

/** Every sentence, in the reader's language. */
export function textsFor(language: Language): Texts {
  return ALL[language];
}
