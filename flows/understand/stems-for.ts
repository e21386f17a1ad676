/** Which stems of the catalogue a word may stand for: exact, the same word in another language, sound and spelling, cut short. */
import type { CompiledShop } from './catalogue.ts';
import { sameStems } from './food-words.ts';
import { numberWord } from './number-words.ts';
import { ORDINARY } from './ordinary.ts';
import { editDistance, lettersOf, soundKey, trigrams } from './phonetic.ts';
import { stem } from './text.ts';
import { CONNECTORS } from './words.ts';

const MEMO_MAX = 5000;

/** Catalogue stems a word may stand for, best first, with a similarity in (0, 1]. */
export function stemsFor(shop: CompiledShop, word: string): { stem: string; sim: number }[] {
  const known = shop.memo.get(word);
  if (known) return known;
  if (shop.memo.size > MEMO_MAX) shop.memo.clear();
  const found = lookUp(shop, word);
  shop.memo.set(word, found);
  return found;
}

function lookUp(shop: CompiledShop, word: string): { stem: string; sim: number }[] {
  const s = stem(word);
  const out: { stem: string; sim: number }[] = [];
  if (shop.byStem.has(s)) out.push({ stem: s, sim: 1 });
  if (/[\u0600-\u06ff]/.test(word)) {
    for (const cut of arabicCuts(word)) {
      if (shop.byStem.has(cut)) out.push({ stem: cut, sim: 0.97 });
      for (const o of sameStems(cut)) if (shop.byStem.has(o)) out.push({ stem: o, sim: 0.9 });
    }
  }
  for (const o of sameStems(s))
    if (shop.byStem.has(o) && !out.some((x) => x.stem === o)) out.push({ stem: o, sim: 0.92 });
  if (out.length > 0 || word.length < 4 || ORDINARY.has(word) || numberWord(word)) return out;
  return near(shop, s, word.length);
}

function arabicCuts(word: string): string[] {
  const out: string[] = [];
  let w = word;
  for (const p of ['وال', 'بال', 'لل', 'ال', 'و', 'ب', 'ل']) {
    if (w.startsWith(p) && w.length - p.length >= 3) {
      out.push(w.slice(p.length));
      out.push(`ال${w.slice(p.length)}`);
    }
  }
  w = word.replace(/(?:ات|ين|ه)$/, '');
  if (w !== word && w.length >= 3) out.push(w, `${w}ه`);
  return out;
}

function near(shop: CompiledShop, s: string, typed: number): { stem: string; sim: number }[] {
  const out: { stem: string; sim: number }[] = [];
  if (/[\u0600-\u06ff]/.test(s)) return out;
  const key = soundKey(s);
  if (key.length >= 3)
    for (const c of shop.bySound.get(key) ?? [])
      if (Math.abs(c.length - s.length) <= 3) out.push({ stem: c, sim: 0.85 });
  if (s.length >= 5)
    for (const c of shop.byLetters.get(lettersOf(s)) ?? [])
      if (!out.some((o) => o.stem === c) && c[0] === s[0] && editDistance(s, c, 1) <= 1)
        out.push({ stem: c, sim: 0.8 });
  const counts = new Map<string, number>();
  const grams = trigrams(s);
  for (const g of grams) for (const c of shop.byTrigram.get(g) ?? []) counts.set(c, (counts.get(c) ?? 0) + 1);
  for (const [c, n] of counts) {
    if (n < Math.max(2, grams.length * 0.3) || out.some((o) => o.stem === c) || c.length < 4) continue;
    const max = s.length >= 8 ? 2 : 1;
    if (
      (s[0] !== c[0] && (s.length < 6 || (s.length === c.length && s.length < 8))) ||
      Math.min(s.length, c.length) < (typed >= 6 && c.length >= 5 && s[0] === c[0] ? 4 : 5)
    )
      continue;
    const d = editDistance(s, c, max);
    if (d <= max) out.push({ stem: c, sim: 0.9 - 0.1 * d });
  }
  return out.sort((a, b) => b.sim - a.sim).slice(0, 4);
}

/** "pains au choc", "tarte framb": a word of a name cut short, behind a word of it. */
export function shortened(word: string, left: readonly string[]): { stem: string; sim: number } | undefined {
  if (word.length < 4 || ORDINARY.has(word) || CONNECTORS.has(word)) return undefined;
  const whole = left.filter((s) => s.startsWith(word) && s.length >= word.length + 2);
  return whole.length === 1 ? { stem: whole[0]!, sim: 0.88 } : undefined;
}
