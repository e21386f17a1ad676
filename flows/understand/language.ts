/** The language of a message, from its script and its commonest words. */
import { fold } from './fold.ts';
import type { Language } from './types.ts';

const EN = new Set(
  'the is are you your please thanks thank hello hi hey would like want need can could i my for with and of to at on in this next tomorrow today what when how much do does have has will order cake order we it be from there morning evening night day after before next week last not no yes get give may me'.split(
    ' ',
  ),
);
const FR = new Set(
  'le la les un une des du de je tu vous nous on est et ou pour avec sans svp merci bonjour bonsoir salut voudrais veux prends demain oui non au aux ce cette mon ma mes votre vos pas que qui quoi combien quel quelle dans sur par plus bien tres jour heure heures soir matin midi faut livraison commande'.split(
    ' ',
  ),
);
const TN = new Set(
  'n7eb nheb bech barcha 3aslema aslema salem lyoum ghodwa mta3 w fi ma3 chnowa chnoua 9adech kadech qadech 9addech famma fama andkom 3andkom ya3tik ya3tikom 3aychek aaychek aychek behi mrigel sahbi khouya okhti labes chbik kifech win wa9tech waktech bel lel lil zouz tletha kilou nos rob3 hedhi hedha ken mouch mech inchallah yezi zid na7i zidni a3tini aatini n3addi nekhou nhar yaatik choukran chokran brabi yezzi ma n7ebch kaddech qaddech gaddech soum bahi barka ey eyh le7kaya mta3i mte3i mta3kom famech fammech mafamech bikom aslama tawa taw chnia chneya nji nekhou na5ou na5tha commandi ncommandi torta fel mel mouch brcha sbe7 sbeh la3chiya felil'.split(
    ' ',
  ),
);

/** "3kg", "5eme", "7pm": a count and its unit, not a letter written as a digit. */
const COUNTED = /^\d(?:kg|gr|cl|ml|dl|pm|am|eme|ieme|er|th|rd|pcs?|pers?|parts?|min|eur|euros?|dt|bis|ter|pieces?)$/;

/** fr | en | ar | arabizi. `hint` breaks a tie (the shop's or the customer's language). */
export function languageOf(text: string, hint?: string): Language {
  const arabic = text.match(/[\u0600-\u06ff]/g)?.length ?? 0;
  const latin = text.match(/[a-zà-ÿ]/gi)?.length ?? 0;
  if (arabic > latin || arabic > 12) return 'ar';
  const words = fold(text).s.match(/[a-z][a-z0-9']*|[2356789][a-z][a-z0-9]*/g) ?? [];
  let fr = 0;
  let en = 0;
  let tn = 0;
  for (const w of words) {
    if (EN.has(w)) en++;
    if (FR.has(w)) fr++;
    if (TN.has(w)) tn += 1.5;
    else if (!COUNTED.test(w) && /[a-z][3579][a-z]|^[3579][a-z]{2}/.test(w)) tn += 1;
  }
  const base: Language = hint?.startsWith('en')
    ? 'en'
    : hint?.startsWith('ar')
      ? 'ar'
      : hint === 'arabizi' || hint?.startsWith('tn')
        ? 'arabizi'
        : 'fr';
  if (tn > fr && tn > en) return 'arabizi';
  if (en > fr) return 'en';
  if (fr > en) return 'fr';
  return base === 'ar' ? 'fr' : base;
}
