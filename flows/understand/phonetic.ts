/** Approximate matching of single words: a sound key for French and Arabizi spellings, and an edit distance. */

/** Words that sound alike in French (or in Latin-letter Tunisian) share a key. */
export function soundKey(w: string): string {
  let x = w
    .replace(/eaux?|aux?|ô/g, 'o')
    .replace(/ph/g, 'f')
    .replace(/[57]/g, 'h')
    .replace(/kh/g, 'h')
    .replace(/9|qu|q|ck|cc(?![ei])/g, 'k')
    .replace(/c(?=[eiy])/g, 's')
    .replace(/ch|sh/g, 'S')
    .replace(/c/g, 'k')
    .replace(/3/g, 'a')
    .replace(/8/g, 'g')
    .replace(/ou|w/g, 'u')
    .replace(/ai|ei|et$|er$|ez$/g, 'e')
    .replace(/y|ie/g, 'i')
    .replace(/g(?=[ei])/g, 'j')
    .replace(/ss|z|x$/g, 's')
    .replace(/(?:an|am|en|em)(?![aeiounm])/g, 'A')
    .replace(/(?:in|im|ain|ein|un)(?![aeiounm])/g, 'I')
    .replace(/h/g, '');
  x = x.replace(/(.)\1+/g, '$1').replace(/[stxdep]+$/, '');
  return x;
}

/** Damerau-Levenshtein distance (insert, delete, replace, swap of neighbours), or `max + 1` as soon as it is larger. */
export function editDistance(a: string, b: string, max = Number.POSITIVE_INFINITY): number {
  if (Math.abs(a.length - b.length) > max) return max + 1;
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    let low = i;
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let d = Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) d = Math.min(d, before[j - 2]! + 1);
      next.push(d);
      if (d < low) low = d;
    }
    if (low > max) return max + 1;
    before = row;
    row = next;
  }
  return row[b.length]!;
}

/** The letters of a word in order: two words of the same letters are one swap apart, or chance. */
export const lettersOf = (w: string): string => [...w].sort().join('');

/** Trigrams of a word with its edges marked. */
export function trigrams(w: string): string[] {
  const x = `_${w}_`;
  const out: string[] = [];
  for (let i = 0; i + 3 <= x.length; i++) out.push(x.slice(i, i + 3));
  return out;
}
