/** Numbers that count or mark things: neither hours nor days. */
import { isWord, meaning, type WhenContext } from './when-context.ts';

/** What may follow a bare day or hour; another noun makes a count of the number. */
export const AFTER_DAY = new Set(
  'of a au pour vers avant apres svp si et ou matin soir midi merci ce je on nous de du dans en mais car h le la les c est entre avec at or before after please if for and by around from until par sinon plutot plus finalement voila inchallah bonne bon bonjour bonsoir bisous bises cordialement cdt cdlt bien stp ca votre vos notre mes sa son leur madame monsieur mme mlle m tel nom adresse passage chez devant pouvez pourriez possible peut peux etes ok dites prevoyez comme vs pr bcp se s j d desole desolee desoles livre livraison retrait pas non oui il ma mon sur tout vous y sera sont fi في على من ان mettez mets serait faites prenez gardez ajoutez rajoutez enlevez remplacez passez donc alors toujours'.split(
    ' ',
  ),
);

const COUNTED = new Set('euros euro kg parts personnes people students'.split(' '));
const WANT =
  /^(?:veux|veut|voudrais|voudrait|faut|faudra|faudrait|prends|prendrai|prend|mettez|mets|donnez|reste|manque|compte|comptez|vends|vend|aurait|aurais|ai|a|avons)$/;
const HOLDS =
  /^(?:serves?|feeds?|seats?|weighs?|costs?|needs?|wants?|buy|bring|sells?|makes?|has|have|holds?|pers?|pour|nourrit|pese|coute)$/;
const GAME = /^(?:score|ratio|match|marks?|rating|proportions?|echelle|scale|notes?|notation|odds|result|resultat)$/;

/** "j'en veux entre 4 et 6", "it serves 6 to 8", "between 10 and 12 slices", "de 2 à 15 €": the bare numbers i..next say how many. */
export function howMany(ctx: WhenContext, i: number, next: number): boolean {
  const after = ctx.tokens[next];
  if (isWord(ctx, next, '€', '$', '£', '%') || COUNTED.has(after?.t ?? '')) return true;
  const follows = meaning(ctx, next);
  if (follows?.m.k === 'month') return true;
  const timed = follows !== null || (meaning(ctx, i - 1)?.m.k ?? 'none') !== 'none';
  if (timed) return false;
  if (ctx.lang !== 'ar' && after?.kind === 'word' && !after.nl && !AFTER_DAY.has(after.t)) return true;
  if (HOLDS.test(ctx.words[i - 1] ?? '')) return true;
  if (
    /(?:^| )(?:(?:on|nous) (?:sera|serons|serions|est|sommes)|we (?:are|will be)|of us|will be)(?: environ| about)?$/.test(
      ctx.words.slice(0, i).join(' '),
    )
  )
    return true;
  for (let k = Math.max(0, i - 3); k < i; k++)
    if (ctx.words[k] === 'en' && (WANT.test(ctx.words[k + 1] ?? '') || WANT.test(ctx.words[k - 1] ?? ''))) return true;
  return false;
}

/** "the score was 2-1", "un ratio de 2:1", "5/5 pour la qualité": a pair of numbers that is a result or a mark. */
export function markedPair(ctx: WhenContext, i: number): boolean {
  if (ctx.words.slice(Math.max(0, i - 4), i).some((w) => GAME.test(w))) return true;
  if (isWord(ctx, i - 1, 'it') && isWord(ctx, i - 2, 'give', 'rate', 'gave', 'rated')) return true;
  const outOf = ctx.words[i + 1] === '/' && isWord(ctx, i + 2, '5', '10', '20');
  return (
    outOf &&
    Number(ctx.words[i]) <= Number(ctx.words[i + 2]) &&
    !isWord(ctx, i - 1, 'le', 'du', 'au', 'on', 'by', 'for', 'pour') &&
    (isWord(ctx, i - 1, 'mets', 'met', 'donne', 'donnons', 'note') ||
      isWord(ctx, i + 3, 'stars', 'etoiles') ||
      (isWord(ctx, i + 3, 'pour', 'for') && isWord(ctx, i + 4, 'la', 'le', 'les', 'the', 'ce', 'cette')))
  );
}

/** "la place du 14 juillet", "rue du 8 mai": a street or a stop named after a day. */
export function streetOfDay(ctx: WhenContext, i: number): boolean {
  if (isWord(ctx, i - 1, 'station', 'arret', 'metro', 'tram')) return true;
  return (
    isWord(ctx, i - 1, 'du') &&
    /^(?:rue|place|avenue|boulevard|bd|av|quai|square|esplanade|allee|impasse|cite|caserne|ecole|college|lycee|stade|arret|station|metro|pont|villa|residence|passage)$/.test(
      ctx.words[i - 2] ?? '',
    )
  );
}
