import type { Language, WrittenLanguage } from '../context.ts';
import { aeb } from './aeb.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr, type Texts } from './fr.ts';

export type { Texts } from './fr.ts';

const ALL: Record<Language, Texts> = { fr, en, ar, aeb };

/** Every sentence, in the reader's language. */
export function textsFor(language: Language): Texts {
  return ALL[language];
}

/** A sentence in all the languages it may have been said in. */
export function wordings(say: (texts: Texts) => string): string[] {
  return Object.values(ALL).map(say);
}

/** The same sentence in every written language: for what is kept and read later by people of different languages. */
export type Words = Record<WrittenLanguage, string>;

export function inEveryLanguage(say: (texts: Texts) => string): Words {
  return { fr: say(fr), en: say(en), ar: say(ar) };
}
