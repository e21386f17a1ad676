/** The words that announce an hour: "vers 18", "at 6", "الساعة". */
import { isWord, type WhenContext } from './when-context.ts';

const LEADS = [
  'a',
  'at',
  'vers',
  '@',
  'pour',
  'around',
  'about',
  'avant',
  'before',
  'apres',
  'after',
  'by',
  'autour',
  'environ',
  'approximately',
  'circa',
  'حوالي',
  'عند',
  'على',
  'علي',
  'في',
  'الساعه',
  'بحدود',
  'saa',
  'sa3a',
  'm3a',
  'jusque',
  'des',
  'within',
];

/** Is the token before i one that announces an hour? */
export function led(ctx: WhenContext, i: number): boolean {
  let k = i - 1;
  if (
    isWord(ctx, k, 'de', 'les', 'the', 'about', 'around', 'environ', 'el', 'le') &&
    isWord(ctx, k - 1, ...LEADS, 'alentours', 'aux')
  )
    k--;
  if (isWord(ctx, k, 'a') && ctx.lang !== 'fr') return false;
  // In Tunisian an hour is "with": "مع العشرة"; "مع 2 قهوة" is none.
  if (isWord(ctx, k, 'مع')) return /^ال/.test(ctx.words[i] ?? '');
  return isWord(ctx, k, ...LEADS) || isWord(ctx, k, 'alentours');
}
