/** The number that stands right before a word: digits, words, fractions, articles. */
import { cardinal, type NumberLang } from './numbers.ts';
import type { Token } from './text.ts';

/** A number that ends just before token `end`, not starting before `from`. */
export function numberEndingAt(
  tokens: readonly Token[],
  end: number,
  from: number,
  lang: NumberLang,
): { value: number; start: number; article: boolean } | null {
  const last = tokens[end - 1];
  if (!last || (last.kind !== 'num' && last.kind !== 'word')) return null;
  // "2k de carottes": kilos, no thousands.
  if (last.t === 'k' && tokens[end - 2]?.kind === 'num') return null;
  const slash = tokens[end - 2];
  if (
    last.kind === 'num' &&
    slash?.t === '/' &&
    !slash.sp &&
    !last.sp &&
    tokens[end - 3]?.kind === 'num' &&
    end - 3 >= from &&
    Number(last.t) > 0
  ) {
    const frac = Number(tokens[end - 3]!.t) / Number(last.t);
    if (frac < 1) return { value: frac, start: end - 3, article: false };
  }
  // "2 mille-feuilles": what follows, a number word or not, is the name's.
  const until = tokens.slice(0, end) as Token[];
  for (let s = Math.max(from, end - 6); s < end; s++) {
    const n = cardinal(until, s, lang);
    if (n && n.next === end) {
      const inside =
        s > from &&
        (tokens[s - 1]?.t === '-' || tokens[s - 1]?.t === "'") &&
        !tokens[s]!.sp &&
        tokens[s - 2]?.kind === 'word' &&
        !tokens[s - 1]!.sp;
      if (inside && cardinal(tokens as Token[], s - 2, lang) === null) return null;
      return { value: n.value, start: s, article: n.article ?? false };
    }
  }
  const t = tokens[end - 1]!;
  if (t.t === 'couple' || t.t === 'pair') return { value: 2, start: end - 1, article: false };
  if (t.t === 'a' || t.t === 'an') return lang === 'en' ? { value: 1, start: end - 1, article: true } : null;
  return null;
}
