/** How customers ask for goods of their own. A phrase a line (`phrase-list.ts`); what is missing is added where it belongs. */
import { phraseList } from './phrase-list.ts';

/** "je voudrais", "on prend", "il nous faudrait". */
export const WANTS = phraseList(`
  (je|on|nous|j) (|en )(voudrais|voudrai|voudrions|veux|veut|voulons|souhait*|aimer*|desire*)
  (je|on|nous|j) (|en )(prends|prend|prendrais|prendrai|prendra|prenons|prendrons)
  (je|on|nous|j) (|en )(commande|commandons|reserve|confirme|confirmons|valide|validons)
  (je|on) (vous |te )(prend|prends|commande|commandes|confirme|confirmes|valide|valides)
  je vais (|vous |te )prendre
  (me|nous|m|lui) (|en )(faut|faudrait|faudra)
  il faudrait
  besoin (de|d)
  (je cherche|cherchons)
  (ca|ce) sera
  partirait sur
`);

/** "mettez-m'en", "gardez", "livrez": what she tells the shop to do. "Je garde" is no instruction. */
const DO = phraseList(`
  (mettez|mets|met|remets|remettez)
  (gardez|garde|reservez|reserve)
  (preparez|prepare|comptez|prevoyez)
  (livrez|donnez|envoyez)
  (notez|ajoutez|rajoutez|ajoute)
`);
const OF_HERSELF = /(?:^| )je (?:mettez|mets|met|remets|garde|reserve|prepare|ajoute)(?= |$)/g;
/** "je prends note" takes nothing. */
const TAKES_NOTE = /prend[a-z]* (?:bonne )?note(?= |$)/g;

/** "pouvez-vous me garder", "je peux avoir", "merci de", "est-il encore temps pour". */
export const ASKS_POLITELY = phraseList(`
  (pouvez|pourriez|peux|pourrais)(| vous| tu) (|me |nous |m en |lui )(preparer|mettre|garder|reserver|prevoir|faire|livrer|envoyer|rajouter|ajouter)
  (puis je|je peu|je peux|on peu|on peux|on peut|je pourrais|je pourrait|on pourrais|on pourrait|pourrai je) (|en |vous )(avoir|prendre|commander|reserver|recuperer)
  (possible d|possible de|possible|c possible) (|en |vous )(avoir|prendre|commander|reserver|recuperer)
  de cote
  merci de
  si vous en avez
  encore temps (pour|de)
  pas trop tard pour
`);

/** Where and when the goods go: "à livrer", "je passe", "pour samedi". */
export const HAS_A_DAY = phraseList(`
  a (|me |nous )(livrer|envoyer|preparer|recuperer|retirer)
  (livre|livree|livres|livrees) (chez|au|a)
  livraison (au|a|chez|residence|lac|#)
  retrait
  (je|on) (passe|passerai|viens|viendrai|recupere)
  (pour|pr) (ce soir|ce midi|ce matin|ce samedi|ce dimanche|demain|midi|aujourd*)
  (pour|pr) (lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)
  (pour|pr) (le #|# h)
`);

/** English, Tunisian in Latin letters, Arabic. */
export const WANTS_ELSEWHERE = phraseList(`
  (i|we) (|ll )(would like|want|need|will take|take|d like|order|prefer)
  (can|could) (i|we|you)
  (swing|come|drop) by
  (pick up|pickup|collect|deliver)
  (n7eb*|nheb*|a3ti*|3tini|khalli*|5alli*)
  (7adhrouli|7adherli|7adharli|7adhrli|7adhirli)
  (نحب|نريد|اريد|اعطيني|عطيني|حضرلي|خليلي|ناخذ)
`);

/** "svp" makes a wish of a list, not of a question how something is done. */
export const COURTESY = phraseList(`
  (svp|stp)
  s il (vous|te) plait
  please
  min fadhlek
  من فضلك
`);

/** English wishes, and a dish with what goes on it: its ingredients are no story. */
export const COMPOSED = phraseList(`
  i (would|will|ll|d|could|also|just) (|* )(like|love|have|take|want|get)
  i (|also )want
  if i could have
  (give|get|bring) me
  let me
  (with|extra|veggies|topped)
  (no|hold the) (mayo*|ketchup|mustard|onion*|pickle*|tomato*|lettuce|cheese|bacon|ice|sugar|sauce|salt|pepper*|egg*|butter|milk|cream|nuts|whip|foam|dressing)
  (and a|and an)
  on the side
  to drink
`);

/** Does the customer ask for goods of her own: a wish, an instruction, a polite request, a day to have them? */
export function wishes(words: string): boolean {
  if (
    WANTS.test(words.replace(TAKES_NOTE, 'note')) ||
    ASKS_POLITELY.test(words) ||
    HAS_A_DAY.test(words) ||
    WANTS_ELSEWHERE.test(words)
  )
    return true;
  return DO.test(words.replace(OF_HERSELF, ' '));
}
