import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr, type Words } from './fr.ts';

export type { Words };

/** What a paper says, per language. */
export const WORDS: Record<'fr' | 'en' | 'ar', Words> = { fr, en, ar };
