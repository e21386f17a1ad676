/** Words that days, deliveries and orders hang on, set right when one letter is wrong: "mercrredi", "livrason", "douazine". */
import { ORDINARY } from './ordinary.ts';
import { editDistance } from './phonetic.ts';

const WEIGHTY = [
  'lundi',
  'mardi',
  'mercredi',
  'jeudi',
  'vendredi',
  'samedi',
  'dimanche',
  'demain',
  'janvier',
  'fevrier',
  'juillet',
  'septembre',
  'octobre',
  'novembre',
  'decembre',
  'prochain',
  'livraison',
  'voudrais',
  'finalement',
  'douzaine',
  'barquette',
  'barquettes',
  'bouteille',
  'bouteilles',
  'sachet',
  'sachets',
  'plateaux',
  'grammes',
  'personnes',
  'individuel',
  'individuelle',
  'individuels',
  'individuelles',
  'passerai',
  'passera',
  'bonjour',
];
const WORDS = new Set(WEIGHTY);
/** Words of their own that are one letter away. */
const OTHERS = new Set([
  'lundis',
  'october',
  'voudras',
  'domaine',
  'prochaine',
  'prochains',
  'hardi',
  'mardin',
  'bonjours',
  'rachet',
  'personnel',
  'personnels',
  'passeras',
  'plateau',
  'gramme',
  'personne',
  'passerais',
  'passerait',
  'passer',
  'november',
]);
const MEMO_MAX = 5000;
const memo = new Map<string, string>();

/** The word meant, or the word itself. */
export function respelt(word: string): string {
  if (word.length < 5 || WORDS.has(word) || !/^[a-z]+$/.test(word)) return word;
  const known = memo.get(word);
  if (known !== undefined) return known;
  if (memo.size > MEMO_MAX) memo.clear();
  const meant =
    OTHERS.has(word) || ORDINARY.has(word)
      ? undefined
      : WEIGHTY.find(
          (w) =>
            w[0] === word[0] &&
            word !== `${w}s` &&
            Math.abs(w.length - word.length) <= 1 &&
            (w.length > 5 || word.length >= w.length) &&
            editDistance(word, w, 1) <= 1,
        );
  memo.set(word, meant ?? word);
  return meant ?? word;
}
