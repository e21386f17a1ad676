/** Does a said word mean a word of a variant or of an option? Endings and languages may differ. */
import { sameStems } from './food-words.ts';
import { stem } from './text.ts';

const COLOUR_PLURAL: Record<string, string> = { blanch: 'blanc', vert: 'vert', verte: 'vert' };

/** Does a said word mean this stem of a variant or an option? */
export function sameWord(word: string, target: string): boolean {
  const s = stem(word);
  if (s === target || COLOUR_PLURAL[s] === target) return true;
  if (s.length > 3 && target.length > 3 && (`${s}e` === target || s === `${target}e`)) return true;
  if (
    s.length >= 4 &&
    target.startsWith(s) &&
    target.length <= s.length + 6 &&
    /^(?:indiv|fami|chocol|framb|choc)/.test(s)
  )
    return true;
  if (sameStems(s).some((o) => o === target)) return true;
  return s.length >= 6 && target.length >= 6 && s.slice(0, -1) === target.slice(0, -1);
}
