/** The words of the pages in the three languages. */
import type { Lang } from '../format.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr, type Texts } from './fr.ts';

export type { Texts } from './fr.ts';

const TEXTS: Record<Lang, Texts> = { fr, en, ar };

/** Every word of the pages in one language. */
export const textsIn = (lang: Lang): Texts => TEXTS[lang];
