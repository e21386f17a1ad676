/** The language of a message, from its script and its commonest words. */
import { fold } from './fold.ts';
import { tunisian } from './tunisian.ts';
import type { Language } from './types.ts';

const words = (list: string): Set<string> => new Set(list.trim().split(/\s+/));

const EN = words(`
  the is are you your please thanks thank hello hi hey would like want need can could i my for and with of to at on in this
  next tomorrow today what when when's how much do does did have has had will cake order ordered we it it's be from there
  morning evening night day after before week last not no yes get give may me or any cash card free cakes open late name's
  pick up spicy still waiting food nuts sounds good great lovely sure one two three four five half dozen lot gluten deliver
  delivery delivered arrived hasn't haven't isn't where who which so sorry see here that these those an our they he she was
  were just about about some
`);
/** Words that carry French grammar, days, numbers. */
const FR = words(`
  le la les un une des de du d l je j tu vous nous on est et ou pour avec sans svp voudrais veux prends demain oui non au aux ce
  cette ces cet mon ma mes ton votre vos notre nos pas que qui quoi combien quel quelle quels dans sur sous par plus bien tres
  faut c ca ai as avez ont sont etes suis etait y en se si mais donc alors aussi encore deja chez vers quand comment deux
  trois quatre cinq six sept huit neuf dix lundi mardi mercredi jeudi vendredi samedi dimanche semaine soir matin midi rue
  avenue etage porte droite gauche dispo marche nickel arrive retard bancaire espece prete pret gros grand grande petit petite
  il elle ils elles me te se lui leur reste restes faudrait fait serait voulais aimerais sera seront
  est-ce etre avoir faire peut peux pouvez personnes parts fermez ouvert ouverts ouvrez livrez bonne bonjour bonsoir salut
`);
/** French words that Tunisian has made its own, and Tunisian ones that Tunisians put in French: they weigh little. */
const BORROWED = words(`
  commande livraison livreur bonjour bonsoir merci salut svp jour heure heures gateau gateaux carte cheque facture numero slm
  bjr bsr ok adresse anniversaire plateau menu salem salam slem inchallah nchallah labes chef hamdoullah hamdoulillah mabrouk
  machallah kilo kilou brik couscous tajine ramadan aid yezzi sahbi ya
`);
const LOANS_OF_TN = words(
  'salem salam slem inchallah nchallah labes hamdoullah hamdoulillah mabrouk machallah kilou yezzi sahbi ya',
);

/** "3kg", "5eme", "7pm": a count and its unit, not a letter written as a digit. */
const COUNTED = /^\d(?:kg|gr|cl|ml|dl|pm|am|eme|ieme|er|th|rd|pcs?|pers?|parts?|min|eur|euros?|dt|bis|ter|pieces?)$/;

/** fr | en | ar | arabizi. `hint` breaks a tie (the shop's or the customer's language). */
export function languageOf(text: string, hint?: string): Language {
  const arabic = text.match(/[\u0600-\u06ff]/g)?.length ?? 0;
  const latin = text.match(/[a-zà-ÿ]/gi)?.length ?? 0;
  if (arabic > latin || arabic > 12) return 'ar';
  const said = fold(text).s.match(/[a-z][a-z0-9']*|[2356789][a-z][a-z0-9]*/g) ?? [];
  let fr = 0;
  let en = 0;
  let tn = 0;
  for (const whole of said) {
    // "l'anniversaire", "j'arrive": the elided word and its noun.
    const [w, elided] = /^(?:[ldjmntsc]|qu)'/.test(whole) ? [whole.slice(whole.indexOf("'") + 1), 1] : [whole, 0];
    fr += elided;
    const loan = BORROWED.has(w);
    if (EN.has(w)) en++;
    if (loan) fr += 0.4;
    else if (FR.has(w)) fr++;
    if (COUNTED.test(w)) continue;
    if (loan) tn += LOANS_OF_TN.has(w) ? 0.3 : 0;
    else if (!FR.has(w) && !EN.has(w)) tn += tunisian(w);
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
