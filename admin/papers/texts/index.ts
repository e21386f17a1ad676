import { typeset } from '../../../tools/texts/typography.ts';
import type { Lang } from '../../format.ts';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { fr, type PapersTexts } from './fr.ts';

const ALL: Record<Lang, PapersTexts> = { fr: typeset(fr), en, ar };

/** The words of the pages of papers in the member's language. */
export const papersTexts = (lang: Lang): PapersTexts => ALL[lang];

export type { PapersTexts };
