/** Addresses as customers type them. No gazetteer: what is literally written, split where the form shows it. */
import { editDistance } from './phonetic.ts';
import { type Token, tokenise } from './text.ts';
import type { AddressParts } from './types.ts';

export type AddressSpan = { address: string; parts: AddressParts; start: number; end: number; named?: boolean };

const TYPES = new Set(
  'rue r avenue av ave boulevard bd bld blvd boul place pl impasse imp allee allees all chemin che chem ch route rte rt quai cours cour square sq passage pass psg villa cite residence resid res lotissement lot hameau ham sentier sente ruelle esplanade promenade prom faubourg fbg fg voie venelle traverse montee cote mail parvis galerie rocade rond carrefour domaine clos ferme nahj نهج شارع street st road rd avenue lane drive hent plateau za zac zi ruelles'.split(' '),
);
const SHORT = new Set('r pl ch all res lot st rt che ham za zi zac av rond cote cours cour mail place route passage villa clos ferme plateau voie domaine rd mail'.split(' '));
/** Street types that are also everyday or shop words: in an order they need a number and a capital. */
const RISKY = /^(?:plateau|montee|cote|lot|cour|cours|ham|rond|galerie|voie|carrefour|clos|ferme|domaine|mail|za|zi|zac|st|rt|fg|villa|res|resid|cite|r|ch|all|place|pl|passage|hent|road|lane|drive|street|rd)$/;
const LONG_TYPES = ['rue', 'avenue', 'boulevard', 'place', 'impasse', 'allee', 'chemin', 'route', 'passage', 'residence'];
const PLACES =
  /^(?:clinique|hopital|hotel|ecole|lycee|college|mairie|eglise|salle|chateau|domaine|restaurant|chambre|cimetiere|crematorium|funerarium|residence|villa|immeuble|tour|theatre|gymnase|stade|mosquee|maternite|ehpad|camping|gite|universite|faculte|tribunal|prefecture|centre|espace|temple|synagogue|garderie|creche|usine|entreprise|societe|cafe|agence|maison|cabinet|pharmacie)$/;
const SKIPPED = /^(?:app|appt|apt|appart|appartement|etage|code|digicode|interphone|porte|esc|escalier|bat|batiment|sonnette|boite|bp|cidex|cs|cedex)$/;
const STOP =
  /^(?:merci|svp|stp|tel|telephone|code|digicode|interphone|demandez|demander|sonnez|sonner|entre|vers|avant|apres|pour|chez|avec|si|car|et|ou|mais|je|on|nous|vous|elle|il|c|ce|tonight|please|thanks|thank|for|around|before|after|at|le|inchallah|message|carte|siret|livraison|retrait|au|est|sera|y|ou|w|possible|aujourd'hui|demain|samedi|dimanche|lundi|mardi|mercredi|jeudi|vendredi|maison|tomorrow|cordialement|cdt|bien|signe|with|by|i|we|dimanches|3eme|2eme|1er_)$/;

function streetType(t: Token | undefined, numbered: boolean): boolean {
  if (!t || t.kind !== 'word') return false;
  if (TYPES.has(t.t)) return !SHORT.has(t.t) || numbered || /^(?:place|route|passage|villa|av|pl|cours|cour|mail|plateau|ch)$/.test(t.t);
  if (!numbered) return /^(?:boulevart|avenu|alee)$/.test(t.t);
  if (/^rue[a-z]+$/.test(t.t) && t.t.length > 5) return true;
  return LONG_TYPES.some((x) => t.t.length >= 2 && t.t[0] !== undefined && editDistance(t.t, x, 1) <= 1 && (t.t.length > 2 || x === 'rue') && t.t !== 'une');
}

type House = { i: number; next: number; text: string };

function houseNumber(tokens: readonly Token[], i: number, text: string): House | null {
  const t = tokens[i];
  if (t?.kind !== 'num' || !/^\d{1,4}$/.test(t.t)) return null;
  let next = i + 1;
  let suffix = tokens[next];
  if (suffix?.t === '-' && tokens[next + 1]?.kind === 'num') {
    next += 2;
    suffix = tokens[next];
  }
  if (suffix?.kind === 'word' && (/^(?:bis|ter|quater|quinquies)$/.test(suffix.t) || (/^[a-f]$/.test(suffix.t) && (!suffix.sp || streetType(tokens[next + 1], true))))) next++;
  const last = tokens[next - 1]!;
  let k = next;
  if (tokens[k]?.t === ',') k++;
  return { i, next: k, text: text.slice(t.start, last.end) };
}

const postcodeAt = (t: Token | undefined): boolean => t?.kind === 'num' && /^\d{5}$/.test(t.t);

/** Where the words of the street stop. */
function streetEnd(tokens: readonly Token[], from: number, blocked: (i: number) => boolean, free: boolean): number {
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
      if (t.t === '.' && tokens[k - 1] && tokens[k - 1]!.t.length <= 3 && tokens[k + 1]?.kind === 'word' && !/^(?:rue|merci)$/.test(tokens[k - 1]!.t)) {
        k++;
        continue;
      }
      break;
    }
    if (t.kind === 'emoji' || postcodeAt(t)) break;
    if (t.kind === 'num' && !/^\d{1,2}$/.test(t.t) && !/^(?:8|11|14|18|19)/.test(t.t)) break;
    if (SKIPPED.test(t.t) && k > from) break;
    if (k > from && STOP.test(t.t) && !(t.t === 'le' || t.t === 'au' || t.t === 'et' || t.t === 'bien')) break;
    if (k > from && !free && (t.t === 'le' || t.t === 'au' || t.t === 'et') && !/^[A-ZÀ-Ý]/.test(rawFirst(tokens, k + 1))) break;
    k++;
  }
  while (k > from && /^(?:le|la|les|de|a|et|au|-)$/.test(tokens[k - 1]!.t)) k--;
  return k;
}

let rawText = '';
function rawFirst(tokens: readonly Token[], k: number): string {
  const t = tokens[k];
  return t ? rawText.slice(t.start, t.start + 1) : '';
}

/** Floor, flat and code words with their value. */
function skipFlat(tokens: readonly Token[], i: number): number {
  let k = i;
  for (;;) {
    const t = tokens[k];
    if (!t) return k;
    if (/^(?:,|\(|\)|:)$/.test(t.t)) {
      if (SKIPPED.test(tokens[k + 1]?.t ?? '') || ordinalFloor(tokens, k + 1)) {
        k++;
        continue;
      }
      return k;
    }
    if (SKIPPED.test(t.t) && t.t !== 'boite') {
      k++;
      const v = tokens[k];
      if (v && (v.kind === 'num' || (v.kind === 'word' && rawText.slice(v.start, v.end).length <= 2))) k++;
      if (tokens[k]?.kind === 'word' && !tokens[k]!.sp) k++;
      continue;
    }
    if (ordinalFloor(tokens, k)) {
      k += tokens[k + 1]?.t === 'etage' ? 2 : 3;
      continue;
    }
    return k;
  }
}

function ordinalFloor(tokens: readonly Token[], k: number): boolean {
  return tokens[k]?.kind === 'num' && (tokens[k + 1]?.t === 'etage' || (/^(?:e|eme|er|ere)$/.test(tokens[k + 1]?.t ?? '') && /^(?:etage|gauche|droite|porte)$/.test(tokens[k + 2]?.t ?? '')));
}

/** A town after the street: "75012 Paris", ", Lyon", "à Colomiers". */
function town(tokens: readonly Token[], i: number, blocked: (i: number) => boolean, free: boolean): { postcode?: string; city?: string; start: number; next: number } | null {
  let k = skipFlat(tokens, i);
  const comma = /^(?:,|-|\.)$/.test(tokens[k]?.t ?? '');
  if (comma) k++;
  if (tokens[k]?.nl && !postcodeAt(tokens[k])) return null;
  const start = k;
  if (tokens[k]?.t === 'a' && /^[A-ZÀ-Ý]/.test(rawFirst(tokens, k + 1))) k++;
  let postcode: string | undefined;
  if (postcodeAt(tokens[k]) || (free && tokens[k]?.kind === 'num' && /^\d{4}$/.test(tokens[k]!.t) && k >= tokens.length - 3)) {
    postcode = tokens[k]!.t;
    k++;
    if (tokens[k]?.t === ',') k++;
  }
  const from = k;
  const small = postcode !== undefined || free;
  while (k < tokens.length && k - from < 6 && !blocked(k)) {
    const t = tokens[k]!;
    if (t.nl && k > from) break;
    if (t.t === '-' || t.t === "'") {
      if (t.sp && tokens[k + 1]?.sp) break;
      k++;
      continue;
    }
    if (t.kind === 'num' && k > from && /^\d{1,2}$/.test(t.t) && /^(?:marseille|paris|lyon)$/.test(tokens[k - 1]!.t)) {
      k++;
      continue;
    }
    if (t.kind !== 'word' || (STOP.test(t.t) && !(t.t === 'le' && !free) && !(small && t.t === 'le')) || SKIPPED.test(t.t)) break;
    const upper = /^[A-ZÀ-Ý\u0600-\u06ff]/.test(rawText.slice(t.start, t.start + 1));
    if (!upper && !small && !(k > from && /^(?:le|la|les|sur|du|de|des|en|sous|saint)$/.test(t.t) && /^[A-ZÀ-Ý]/.test(rawFirst(tokens, k + 1)))) break;
    k++;
  }
  while (k > from && /^(?:le|la|les|du|de|des|-|sur|en)$/.test(tokens[k - 1]!.t)) k--;
  if (k === from && postcode === undefined) return null;
  if (k === from) return { postcode: postcode!, start, next: k };
  const city = rawText.slice(tokens[from]!.start, tokens[k - 1]!.end);
  return { ...(postcode === undefined ? {} : { postcode }), city, start, next: k };
}

function streetAddress(text: string, tokens: readonly Token[], blocked: (i: number) => boolean, free: boolean): AddressSpan | null {
  rawText = text;
  for (let i = 0; i < tokens.length; i++) {
    if (blocked(i)) continue;
    const house = houseNumber(tokens, i, text);
    const at = house ? house.next : i;
    const typed = streetType(tokens[at], house !== null) || (house !== null && /^grande?$/.test(tokens[at]?.t ?? '') && tokens[at + 1]?.t === 'rue');
    if (!typed || blocked(at)) continue;
    if (!free && RISKY.test(tokens[at]!.t) && !(house && /^[A-ZÀ-Ý]/.test(rawFirst(tokens, at + 1) || ' ')) && !(house && CONNECT.test(tokens[at + 1]?.t ?? '') && !/^(?:plateau|montee|lot|mail|cour|cote)$/.test(tokens[at]!.t)) && !(/^(?:residence|villa|cite)$/.test(tokens[at]!.t) && /^[A-ZÀ-Ý]/.test(rawFirst(tokens, at + 1)))) continue;
    if (!house && /^(?:residence|villa|cite|domaine|resid)$/.test(tokens[at]!.t) && laterStreet(tokens, at + 1, text)) continue;
    const end = streetEnd(tokens, at + 1, (k) => k !== at && blocked(k), free);
    if (end <= at + 1 && !/^rue.{2,}/.test(tokens[at]!.t)) continue;
    if (!house && !free && /^(?:place|cours|route|passage|villa|cite|residence|domaine|ferme|plateau|lot|cote|voie|mail|res|ch|pl)$/.test(tokens[at]!.t) && !/^(?:residence|villa|cite)$/.test(tokens[at]!.t)) continue;
    if (!house && !free && /^(?:residence|villa|cite|rue|avenue|boulevard|route)$/.test(tokens[at]!.t) && !/^[A-ZÀ-Ý]/.test(rawFirst(tokens, at + 1)) && !CONNECT.test(tokens[at + 1]?.t ?? '')) continue;
    const streetText = text.slice(tokens[at]!.start, tokens[end - 1]!.end);
    const block = /^,?\s*((?:bloc|bât|bat|bâtiment|batiment|immeuble|tour)\.?\s+[A-Z0-9]+)/i.exec(text.slice(tokens[end - 1]!.end));
    let townFrom = end;
    if (block && !free) while (townFrom < tokens.length && tokens[townFrom]!.start < tokens[end - 1]!.end + block[0].length) townFrom++;
    const t = town(tokens, townFrom, blocked, free);
    const first = house ? i : at;
    const head = text.slice(tokens[first]!.start, tokens[end - 1]!.end);
    const pieces = [head];
    if (block && !free) pieces.push(block[1]!);
    if (t) pieces.push([t.postcode, t.city].filter(Boolean).join(' '));
    const parts: AddressParts = { street: streetText };
    if (house) parts.housenumber = house.text;
    if (t?.postcode) parts.postcode = t.postcode;
    if (t?.city) parts.city = t.city;
    return { address: pieces.join(', '), parts, start: tokens[first]!.start, end: tokens[(t?.next ?? end) - 1]!.end };
  }
  return null;
}

/** A numbered street within a few words: the residence before it is the name of the place. */
function laterStreet(tokens: readonly Token[], from: number, text: string): boolean {
  for (let k = from; k < Math.min(tokens.length, from + 6); k++) {
    const h = houseNumber(tokens, k, text);
    if (h && streetType(tokens[h.next], true)) return true;
  }
  return false;
}

const CONNECT = /^(?:de|du|des|la|le|les|el|al|saint|sidi)$/;

/** "clinique Hannibal", "Villa Bleue": a named place, when something is to be delivered there. */
function namedPlace(text: string, tokens: readonly Token[], blocked: (i: number) => boolean): { start: number; end: number; i: number; next: number } | null {
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i]!;
    if (t.kind !== 'word' || blocked(i) || !PLACES.test(t.t)) continue;
    let k = i + 1;
    while (k < tokens.length && k - i < 7 && !blocked(k) && !tokens[k]!.nl) {
      const w = tokens[k]!;
      const raw = text.slice(w.start, w.start + 1);
      if (w.kind === 'punct' && w.t !== '-' && w.t !== "'") break;
      const proper = /^[A-ZÀ-Ý\u0600-\u06ff]/.test(raw);
      if (!proper && !CONNECT.test(w.t) && !/^(?:fetes|funeraire|polyvalente|primaire|maternelle|municipal|culturel|commercial|d|-|')$/.test(w.t)) break;
      k++;
    }
    while (k > i + 1 && CONNECT.test(tokens[k - 1]!.t)) k--;
    if (k > i + 1) return { start: t.start, end: tokens[k - 1]!.end, i, next: k };
  }
  return null;
}

export type AddressOptions = {
  /** The whole text is an address, or nothing else is known: read generously. */
  free?: boolean;
  /** Something is to be delivered: a named place counts. */
  delivery?: boolean;
  blocked?: (i: number) => boolean;
};

/** The first address of a text, or null. */
export function readAddress(text: string, options: AddressOptions = {}, given?: readonly Token[]): AddressSpan | null {
  const tokens = given ?? tokenise(text);
  const blocked = options.blocked ?? (() => false);
  const free = options.free ?? false;
  const street = streetAddress(text, tokens, blocked, free);
  rawText = text;
  const place = options.delivery ? namedPlace(text, tokens, blocked) : null;
  if (street && place && place.end <= street.start && street.start - place.end < 4) {
    return { ...street, address: `${text.slice(place.start, place.end)}, ${street.address}`, start: place.start };
  }
  if (street) return free ? widen(text, street) : street;
  if (free) {
    const m = /(?<!\d)(\d{5})(?!\d)\s*,?\s*([\p{L}][\p{L}\s'’-]*)?/u.exec(text);
    if (m) {
      const city = m[2]?.trim();
      return { address: text.trim(), parts: { postcode: m[1]!, ...(city ? { city } : {}) }, start: 0, end: text.length };
    }
  }
  if (place) {
    const t = town(tokens, place.next, blocked, false);
    const words = text.slice(place.start, place.end);
    const extra = /^,?\s*((?:bloc|bat|batiment|tour)\s+\w+)/i.exec(text.slice(place.end));
    const tail = t ? [t.postcode, t.city].filter(Boolean).join(' ') : '';
    return { address: [words, extra?.[1], tail].filter(Boolean).join(', '), parts: tail ? { city: t!.city ?? '' } : {}, start: place.start, end: t ? tokens[t.next - 1]!.end : place.end, named: true };
  }
  return null;
}

/** With nothing but an address in the text, the words before the street may be its town. */
function widen(text: string, a: AddressSpan): AddressSpan {
  const before = text.slice(0, a.start).replace(/[\s,]+$/, '');
  const after = text.slice(a.end).replace(/^[\s,]+/, '');
  if (!a.parts.housenumber && before && before.split(/\s+/).length <= 3 && !a.parts.city)
    return { ...a, address: `${before} ${text.slice(a.start).trim()}`, parts: { ...a.parts, city: before }, start: 0, end: text.length };
  if (/^\d{5}\b/.test(after) || (after && after.split(/\s+/).length <= 4)) return { ...a, address: text.slice(a.start).trim(), end: text.length };
  return a;
}
