/** The town of an address, and the floor or flat words to skip before it. */
import { countsGoods, postcodeAt, SKIPPED, STOP } from './street.ts';
import type { Token } from './text.ts';

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
      if (v && (v.kind === 'num' || (v.kind === 'word' && v.end - v.start <= 2))) k++;
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
  return (
    tokens[k]?.kind === 'num' &&
    (tokens[k + 1]?.t === 'etage' ||
      (/^(?:e|eme|er|ere)$/.test(tokens[k + 1]?.t ?? '') &&
        /^(?:etage|gauche|droite|porte)$/.test(tokens[k + 2]?.t ?? '')))
  );
}

/** A town after the street: "75012 Paris", ", Lyon", "à Colomiers". */
export function town(
  text: string,
  tokens: readonly Token[],
  i: number,
  blocked: (i: number) => boolean,
  free: boolean,
): { postcode?: string; city?: string; start: number; next: number } | null {
  let k = skipFlat(tokens, i);
  const comma = /^(?:,|-|\.)$/.test(tokens[k]?.t ?? '');
  if (comma) k++;
  if (tokens[k]?.nl && !postcodeAt(tokens[k])) return null;
  const start = k;
  if (tokens[k]?.t === 'a' && tokens[k + 1]?.up) k++;
  let postcode: string | undefined;
  if (
    postcodeAt(tokens[k]) ||
    (free && tokens[k]?.kind === 'num' && /^\d{4}$/.test(tokens[k]!.t) && k >= tokens.length - 3)
  ) {
    postcode = tokens[k]!.t;
    k++;
    if (tokens[k]?.t === ',') k++;
  }
  const from = k;
  const small = postcode !== undefined || free;
  while (k < tokens.length && k - from < 6 && !blocked(k)) {
    const t = tokens[k]!;
    if (t.nl && k > from) break;
    if (k > from && !free && countsGoods(tokens, k)) break;
    if (t.t === '-' || t.t === "'") {
      if (t.sp && tokens[k + 1]?.sp) break;
      k++;
      continue;
    }
    if (t.kind === 'num' && k > from && /^\d{1,2}$/.test(t.t) && /^(?:marseille|paris|lyon)$/.test(tokens[k - 1]!.t)) {
      k++;
      continue;
    }
    if (
      t.kind !== 'word' ||
      (STOP.test(t.t) && !(t.t === 'le' && !free) && !(small && t.t === 'le')) ||
      SKIPPED.test(t.t)
    )
      break;
    const upper = t.up;
    if (!upper && !small && !(k > from && /^(?:le|la|les|sur|du|de|des|en|sous|saint)$/.test(t.t) && tokens[k + 1]?.up))
      break;
    k++;
  }
  while (k > from && /^(?:le|la|les|du|de|des|-|sur|en)$/.test(tokens[k - 1]!.t)) k--;
  if (k === from && postcode === undefined) return null;
  if (k === from) return { postcode: postcode!, start, next: k };
  const city = text.slice(tokens[from]!.start, tokens[k - 1]!.end);
  return { ...(postcode === undefined ? {} : { postcode }), city, start, next: k };
}
