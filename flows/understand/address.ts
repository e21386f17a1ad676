/** Addresses as customers type them. No gazetteer: what is literally written, split where the form shows it. */
import { numberWord } from './number-words.ts';
import { CONNECT, houseNumber, laterStreet, RISKY, STOP, streetEnd, streetType } from './street.ts';
import { type Token, tokenise } from './text.ts';
import { town } from './town.ts';
import type { AddressParts } from './types.ts';

export type AddressSpan = { address: string; parts: AddressParts; start: number; end: number; named?: boolean };

const PLACES =
  /^(?:clinique|hopital|chu|chru|chr|hopitaux|gare|aeroport|caserne|hotel|ecole|lycee|college|mairie|eglise|salle|chateau|domaine|restaurant|chambre|cimetiere|crematorium|funerarium|residence|villa|immeuble|tour|theatre|gymnase|stade|mosquee|maternite|ehpad|camping|gite|universite|faculte|tribunal|prefecture|centre|espace|temple|synagogue|garderie|creche|usine|entreprise|societe|cafe|agence|maison|cabinet|pharmacie)$/;

function streetAddress(
  text: string,
  tokens: readonly Token[],
  blocked: (i: number) => boolean,
  free: boolean,
): AddressSpan | null {
  for (let i = 0; i < tokens.length; i++) {
    if (blocked(i)) continue;
    const house = houseNumber(tokens, i, text);
    const at = house ? house.next : i;
    const typed =
      streetType(tokens[at], house !== null) ||
      (house !== null && /^grande?$/.test(tokens[at]?.t ?? '') && tokens[at + 1]?.t === 'rue');
    // "3rd", "1st": an ordinal, not a road or a street.
    if (house && /^(?:rd|st)$/.test(tokens[at]?.t ?? '') && !tokens[at]!.sp) continue;
    if (!typed || blocked(at)) continue;
    if (
      !free &&
      RISKY.test(tokens[at]!.t) &&
      !(house && tokens[at + 1]?.up) &&
      !(
        house &&
        CONNECT.test(tokens[at + 1]?.t ?? '') &&
        !/^(?:plateau|montee|lot|mail|cour|cote)$/.test(tokens[at]!.t)
      ) &&
      !(/^(?:residence|villa|cite)$/.test(tokens[at]!.t) && tokens[at + 1]?.up)
    )
      continue;
    if (
      !house &&
      /^(?:residence|villa|cite|domaine|resid|res|lotissement|lot|hameau|quartier|clos|za|zac|zi)$/.test(
        tokens[at]!.t,
      ) &&
      laterStreet(tokens, at + 1, text)
    )
      continue;
    const end = streetEnd(tokens, at + 1, (k) => k !== at && blocked(k), free);
    if (end <= at + 1 && !/^rue.{2,}/.test(tokens[at]!.t)) continue;
    if (
      !house &&
      !free &&
      /^(?:place|cours|route|passage|villa|cite|residence|domaine|ferme|plateau|lot|cote|voie|mail|res|ch|pl)$/.test(
        tokens[at]!.t,
      ) &&
      !/^(?:residence|villa|cite)$/.test(tokens[at]!.t)
    )
      continue;
    if (
      !house &&
      !free &&
      /^(?:residence|villa|cite|rue|avenue|boulevard|route)$/.test(tokens[at]!.t) &&
      !tokens[at + 1]?.up &&
      !CONNECT.test(tokens[at + 1]?.t ?? '')
    )
      continue;
    const streetText = text.slice(tokens[at]!.start, tokens[end - 1]!.end);
    const block = /^,?\s*((?:bloc|bât|bat|bâtiment|batiment|immeuble|tour)\.?\s+[A-Z0-9]+)/i.exec(
      text.slice(tokens[end - 1]!.end),
    );
    let townFrom = end;
    if (block && !free)
      while (townFrom < tokens.length && tokens[townFrom]!.start < tokens[end - 1]!.end + block[0].length) townFrom++;
    const t = town(text, tokens, townFrom, blocked, free);
    const first = house ? i : at;
    const typedHead = text.slice(tokens[first]!.start, tokens[end - 1]!.end);
    const head = house?.told ? `${house.text} ${streetText}` : typedHead;
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

/** "clinique Hannibal", "Villa Bleue": a named place, when something is to be delivered there. */
function namedPlace(
  tokens: readonly Token[],
  blocked: (i: number) => boolean,
): { start: number; end: number; i: number; next: number } | null {
  for (let i = 0; i < tokens.length; i++) {
    const t = tokens[i]!;
    if (t.kind !== 'word' || blocked(i) || !PLACES.test(t.t)) continue;
    let k = i + 1;
    while (k < tokens.length && k - i < 7 && !blocked(k) && !tokens[k]!.nl) {
      const w = tokens[k]!;
      if (w.kind === 'punct' && ((w.t !== '-' && w.t !== "'") || (w.sp && tokens[k + 1]?.sp))) break;
      if (STOP.test(w.t) && !CONNECT.test(w.t)) break;
      const proper = w.up;
      if (
        !proper &&
        !CONNECT.test(w.t) &&
        !/^(?:fetes|funeraire|polyvalente|primaire|maternelle|municipal|culturel|commercial|d|-|')$/.test(w.t)
      )
        break;
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

const NAMED_BY =
  /^(?:clinique|hopital|chu|gare|aeroport|caserne|hotel|ecole|lycee|college|mairie|eglise|cimetiere|funerarium|residence|villa|theatre|gymnase|stade|mosquee|maternite|ehpad|camping|universite|place|passage|cite|quartier)$/;

/** In a text all in small letters, or all in capitals, the two words behind "place" or "clinique" are read as a name. */
function withCapitals(text: string, tokens: readonly Token[]): readonly Token[] {
  const capitals = /\p{Lu}/u.test(text);
  if (capitals && /\p{Ll}/u.test(text)) return tokens;
  let left = 0;
  return tokens.map((t, i) => {
    if (t.nl || (t.kind === 'punct' && t.t !== '-' && t.t !== "'") || STOP.test(t.t) || numberWord(t.t)) left = 0;
    if (t.kind === 'word' && NAMED_BY.test(t.t)) {
      left = 2;
      return { ...t, up: false };
    }
    const name = left > 0 && t.kind === 'word' && (!CONNECT.test(t.t) || /^(?:saint|sidi|el)$/.test(t.t));
    if (name && t.t !== 'saint') left--;
    return name || (capitals && t.up && i > 0) ? { ...t, up: name } : t;
  });
}

/** The first address of a text, or null. */
export function readAddress(text: string, options: AddressOptions = {}, given?: readonly Token[]): AddressSpan | null {
  const found = addressOf(text, options, given);
  return found ? { ...found, address: found.address.replace(/\s+/g, ' ') } : null;
}

function addressOf(text: string, options: AddressOptions, given?: readonly Token[]): AddressSpan | null {
  const tokens = withCapitals(text, given ?? tokenise(text));
  const blocked = options.blocked ?? (() => false);
  const free = options.free ?? false;
  const street = streetAddress(text, tokens, blocked, free);
  const place = options.delivery ? namedPlace(tokens, blocked) : null;
  if (street && place && place.end <= street.start && street.start - place.end < 4) {
    return { ...street, address: `${text.slice(place.start, place.end)}, ${street.address}`, start: place.start };
  }
  if (street) return free ? widen(text, street) : street;
  if (free) {
    const m = /(?<!\d)(\d{5})(?!\d)\s*,?\s*([\p{L}][\p{L}\s'’-]*)?/u.exec(text);
    if (m) {
      const city = m[2]?.trim();
      return {
        address: text.trim(),
        parts: { postcode: m[1]!, ...(city ? { city } : {}) },
        start: 0,
        end: text.length,
      };
    }
  }
  if (place) {
    const t = town(text, tokens, place.next, blocked, false);
    const words = text.slice(place.start, place.end);
    const extra = /^,?\s*((?:bloc|bat|batiment|tour)\s+\w+)/i.exec(text.slice(place.end));
    const tail = t ? [t.postcode, t.city].filter(Boolean).join(' ') : '';
    return {
      address: [words, extra?.[1], tail].filter(Boolean).join(', '),
      parts: tail ? { city: t!.city ?? '' } : {},
      start: place.start,
      end: t ? tokens[t.next - 1]!.end : place.end,
      named: true,
    };
  }
  return null;
}

/** With nothing but an address in the text, the words before the street may be its town. */
function widen(text: string, a: AddressSpan): AddressSpan {
  const before = text.slice(0, a.start).replace(/[\s,]+$/, '');
  const after = text.slice(a.end).replace(/^[\s,]+/, '');
  if (!a.parts.housenumber && before && before.split(/\s+/).length <= 3 && !a.parts.city)
    return {
      ...a,
      address: `${before} ${text.slice(a.start).trim()}`,
      parts: { ...a.parts, city: before },
      start: 0,
      end: text.length,
    };
  if (/^\d{5}\b/.test(after) || (after && after.split(/\s+/).length <= 4))
    return { ...a, address: text.slice(a.start).trim(), end: text.length };
  return a;
}
