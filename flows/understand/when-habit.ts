/** Days and parts of day that name no day to come: "le vendredi c'est fermé ?", "la formule midi", "le brunch du dimanche". */
import { meaning, type WhenContext } from './when-context.ts';

/** Before a part of day: a greeting, a kind of meal, a thing. */
export const NOT_PART = new Set([
  'bonne',
  'bon',
  'good',
  'petit',
  'ptit',
  'belle',
  'super',
  'excellente',
  'une',
  'un',
  'joyeux',
  'three',
  'les',
  'des',
  'pti',
]);

/** A meal or an offer that carries its time of day as a name. */
const OFFER =
  /^(?:formules?|menus?|plats?|pause|carte|service|brunch|marche|messe|pain|offre|film|sortie|creneau|permanence)$/;

const OPENING =
  /^(?:ferme|fermes|fermee|fermees|fermez|fermeture|ouvert|ouverts|ouverte|ouvertes|ouvrez|ouvre|ouvrent|ouverture)$/;
const DOING = /^(?:livrez|servez|travaillez|faites|proposez|acceptez|prenez|vendez|assurez)$/;
const ALWAYS = /^(?:jamais|toujours|habituellement|generalement|normalement|habitude)$/;
const WISH =
  /^(?:voudrais|voudrait|aimerais|souhaite|souhaiterais|faut|faudrait|prends|prendrai|passe|passerai|viens|viendrai|commander|reserver|recupere|recuperer|chercher|svp|stp|mettez|gardez)$/;

/** Where a habit that starts at token i ends; i when none does. */
export function habitEnd(ctx: WhenContext, i: number): number {
  if (ctx.lang !== 'fr') return i;
  const found = meaning(ctx, i);
  if (!found || !['wd', 'part', 'clock'].includes(found.m.k)) return i;
  const before = ctx.words[i - 1] ?? '';
  if (OFFER.test(before) && found.m.k !== 'wd') return found.next;
  if (before === 'du' && OFFER.test(ctx.words[i - 2] ?? '') && ctx.tokens[found.next]?.kind !== 'num')
    return found.next;
  if (before !== 'le' && before !== 'les' && !/^(?:le|les)$/.test(ctx.words[i]!)) return i;
  if (ctx.tokens[found.next]?.kind === 'num') return i;
  return customAsked(ctx.words) ? found.next : i;
}

/** The words ask or tell what the shop does as a rule, and want nothing. */
function customAsked(words: readonly string[]): boolean {
  if (words.some((w) => WISH.test(w))) return false;
  return words.some(
    (w, k) =>
      OPENING.test(w) ||
      ALWAYS.test(w) ||
      (DOING.test(w) && (words.slice(k + 1, k + 3).includes('vous') || words[k - 1] === 'vous')),
  );
}
