/** The street of an address: its number, its type, where its words stop. */
import { numberWord } from './number-words.ts';
import { cardinal } from './numbers.ts';
import { editDistance } from './phonetic.ts';
import type { Token } from './text.ts';

const TYPES = new Set(
  'rue r avenue av ave boulevard bd bld blvd boul place pl impasse imp allee allees all chemin che chem ch route rte rt quai cours cour square sq passage pass psg villa cite residence resid res lotissement lot hameau ham sentier sente ruelle esplanade promenade prom faubourg fbg fg voie venelle traverse montee cote mail parvis galerie rocade rond carrefour quartier domaine clos ferme nahj نهج شارع street st road rd avenue lane drive hent plateau za zac zi ruelles'.split(
    ' ',
  ),
);
const SHORT = new Set(
  'quartier r pl ch all res lot st rt che ham za zi zac av rond cote cours cour mail place route passage villa clos ferme plateau voie domaine rd mail'.split(
    ' ',
  ),
);
/** Street types that are also everyday or shop words: in an order they need a number and a capital. */
export const RISKY =
  /^(?:quartier|plateau|montee|cote|lot|cour|cours|ham|rond|galerie|voie|carrefour|clos|ferme|domaine|mail|za|zi|zac|st|rt|fg|villa|res|resid|cite|r|ch|all|place|pl|passage|hent|road|lane|drive|street|rd)$/;
const LONG_TYPES = [
  'rue',
  'avenue',
  'boulevard',
  'place',
  'impasse',
  'allee',
  'chemin',
  'route',
  'passage',
  'residence',
];
export const SKIPPED =
  /^(?:app|appt|apt|appart|appartement|etage|code|digicode|interphone|porte|esc|escalier|bat|batiment|sonnette|boite|bp|cidex|cs|cedex)$/;
export const STOP =
  /^(?:merci|svp|stp|tel|telephone|code|digicode|interphone|demandez|demander|sonnez|sonner|entre|vers|avant|apres|pour|chez|avec|si|car|et|ou|mais|je|on|nous|vous|elle|il|c|ce|tonight|please|thanks|thank|for|around|before|after|at|le|inchallah|message|carte|siret|livraison|retrait|au|est|sera|y|ou|w|possible|aujourd'hui|demain|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|maison|tomorrow|cordialement|cdt|bien|signe|with|by|i|we|dimanches|3eme|2eme|1er_|mon|ma|mes|numero|portable|appelez|appeler|prevenir|prevenez|sans|que|qu|attention|facture|cordiales|a_)$/;

/** Is the token a type of street ("rue", "bd", "avnue")? `numbered`: a house number stands before it. */
export function streetType(t: Token | undefined, numbered: boolean): boolean {
  if (t?.kind !== 'word') return false;
  if (TYPES.has(t.t))
    return !SHORT.has(t.t) || numbered || /^(?:place|route|passage|villa|av|pl|cours|cour|mail|plateau|ch)$/.test(t.t);
  if (!numbered) return /^(?:boulevart|avenu|alee)$/.test(t.t);
  if (/^rue[a-z]+$/.test(t.t) && t.t.length > 5) return true;
  return LONG_TYPES.some(
    (x) =>
      t.t.length >= 2 &&
      t.t[0] !== undefined &&
      editDistance(t.t, x, 1) <= 1 &&
      (t.t.length > 2 || x === 'rue') &&
      t.t !== 'une',
  );
}

/** `told`: a number in words. */
export type House = { i: number; next: number; text: string; told?: boolean };

/** A house number with its suffix ("28 bis", "4-16") that starts at token i, or null. */
export function houseNumber(tokens: readonly Token[], i: number, text: string): House | null {
  const t = tokens[i];
  const told = t?.kind === 'word' && numberWord(t.t) !== undefined ? cardinal(tokens as Token[], i, 'fr') : null;
  // "au quatorze rue Pargaminières", as it is dictated.
  if (
    told &&
    !told.article &&
    /^(?:rue|avenue|boulevard|place|impasse|allee|allees|chemin|quai|cours|route)$/.test(tokens[told.next]?.t ?? '')
  )
    return { i, next: told.next, text: String(told.value), told: true };
  if (t?.kind !== 'num' || !/^\d{1,4}$/.test(t.t)) return null;
  let next = i + 1;
  let suffix = tokens[next];
  if (suffix?.t === '-' && tokens[next + 1]?.kind === 'num') {
    next += 2;
    suffix = tokens[next];
  }
  if (
    suffix?.kind === 'word' &&
    (/^(?:bis|ter|quater|quinquies)$/.test(suffix.t) ||
      (/^[a-f]$/.test(suffix.t) && (!suffix.sp || streetType(tokens[next + 1], true))))
  )
    next++;
  const last = tokens[next - 1]!;
  let k = next;
  if (tokens[k]?.t === ',') k++;
  return { i, next: k, text: text.slice(t.start, last.end) };
}

/** Five digits. */
export const postcodeAt = (t: Token | undefined): boolean => t?.kind === 'num' && /^\d{5}$/.test(t.t);

const MONTH =
  /^(?:janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|er|e|eme|regiment|ri)$/;

/** "14 rue des Martyrs un panier": a number before a small word begins the goods; "rue du 8 mai" goes on. */
export function countsGoods(tokens: readonly Token[], k: number): boolean {
  const t = tokens[k]!;
  const next = tokens[k + 1];
  if (!next || next.nl || next.up || !t.sp) return false;
  const number = (t.kind === 'word' && numberWord(t.t) !== undefined && !t.up) || (t.kind === 'num' && t.t.length <= 2);
  return number && (next.kind === 'word' || next.kind === 'emoji') && !MONTH.test(next.t) && !numberWord(next.t);
}

/** Where the words of the street stop. */
export function streetEnd(
  tokens: readonly Token[],
  from: number,
  blocked: (i: number) => boolean,
  free: boolean,
): number {
  let k = from;
  while (k < tokens.length && k - from < 9) {
    const t = tokens[k]!;
    if (blocked(k) || (t.nl && k > from)) break;
    if (t.kind === 'punct') {
      if (t.t === '-' || t.t === "'" || t.t === '/') {
        if (t.sp && tokens[k + 1]?.sp) break;
        k++;
        continue;
      }
      if (
        t.t === '.' &&
        tokens[k - 1] &&
        tokens[k - 1]!.t.length <= 3 &&
        tokens[k + 1]?.kind === 'word' &&
        !/^(?:rue|merci)$/.test(tokens[k - 1]!.t)
      ) {
        k++;
        continue;
      }
      break;
    }
    if (t.kind === 'emoji' || postcodeAt(t)) break;
    if (t.kind === 'num' && !/^\d{1,2}$/.test(t.t) && !/^(?:8|11|14|18|19)/.test(t.t)) break;
    if (SKIPPED.test(t.t) && k > from) break;
    if (k > from && !free && countsGoods(tokens, k)) break;
    if (k > from && STOP.test(t.t) && !(t.t === 'le' || t.t === 'au' || t.t === 'et' || t.t === 'bien')) break;
    if (k > from && !free && (t.t === 'le' || t.t === 'au' || t.t === 'et') && !tokens[k + 1]?.up) break;
    k++;
  }
  while (k > from && /^(?:le|la|les|de|a|et|au|-)$/.test(tokens[k - 1]!.t)) k--;
  return k;
}

/** A numbered street after the name, building and flat: the residence before it is the name of the place. */
export function laterStreet(tokens: readonly Token[], from: number, text: string): boolean {
  for (let k = from; k < Math.min(tokens.length, from + 18); k++) {
    const h = houseNumber(tokens, k, text);
    if (h && streetType(tokens[h.next], true)) return true;
  }
  return false;
}

/** Small words that may join the parts of a name. */
export const CONNECT = /^(?:de|du|des|la|le|les|el|al|saint|sidi)$/;
