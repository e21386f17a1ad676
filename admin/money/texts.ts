import { typeset } from '../../tools/texts/typography.ts';
import type { Lang } from '../format.ts';
import { ar } from './words/ar.ts';
import { en } from './words/en.ts';
import { fr, type MoneyTexts } from './words/fr.ts';

export type { MoneyTexts } from './words/fr.ts';

const ALL: Record<Lang, MoneyTexts> = { fr: typeset(fr), en, ar };

/** The words of the office's pages about money, in the member's language. */
export const moneyTexts = (lang: Lang): MoneyTexts => ALL[lang];
