/**
 * The typefaces of a paper, from npm, inlined: Inter for Latin, Greek and Cyrillic, Noto Sans Arabic for Arabic. A
 * paper embeds only the subsets its characters need, and knows which characters have no glyph at all.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

const requireFrom = createRequire(import.meta.url);

const SUBSETS = [
  { family: 'Inter', pack: 'inter', subset: 'latin' },
  { family: 'Inter', pack: 'inter', subset: 'latin-ext' },
  { family: 'Inter', pack: 'inter', subset: 'vietnamese' },
  { family: 'Inter', pack: 'inter', subset: 'greek' },
  { family: 'Inter', pack: 'inter', subset: 'cyrillic' },
  { family: 'Inter', pack: 'inter', subset: 'cyrillic-ext' },
  { family: 'Noto Sans Arabic', pack: 'noto-sans-arabic', subset: 'arabic' },
] as const;
type Subset = (typeof SUBSETS)[number];

/** The weights the page uses. */
const WEIGHTS = [400, 600] as const;

function filePath(font: Subset, weight: number, ending: 'woff' | 'woff2'): string {
  return requireFrom.resolve(`@fontsource/${font.pack}/files/${font.pack}-${font.subset}-${weight}-normal.${ending}`);
}

function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    made.set(key, value);
    return value;
  };
}

/** The cmap table of a WOFF 1 file: its directory starts at byte 44, 20 bytes an entry, tables deflated when smaller. */
function cmapTable(woff: Buffer): Buffer {
  for (let entry = 44; entry < 44 + 20 * woff.readUInt16BE(12); entry += 20) {
    if (woff.toString('latin1', entry, entry + 4) !== 'cmap') continue;
    const offset = woff.readUInt32BE(entry + 4);
    const packed = woff.readUInt32BE(entry + 8);
    const bytes = woff.subarray(offset, offset + packed);
    return packed < woff.readUInt32BE(entry + 12) ? inflateSync(bytes) : bytes;
  }
  throw new Error('a font without a cmap table');
}

/** The characters of a format 4 cmap subtable (OpenType 1.9, "Segment mapping to delta values") that have a glyph. */
function charactersOf(table: Buffer): Set<number> {
  const found = new Set<number>();
  for (let record = 4; record < 4 + 8 * table.readUInt16BE(2); record += 8) {
    const start = table.readUInt32BE(record + 4);
    if (table.readUInt16BE(start) !== 4) continue;
    const twice = table.readUInt16BE(start + 6);
    for (let segment = 0; segment < twice; segment += 2) {
      const last = table.readUInt16BE(start + 14 + segment);
      const first = table.readUInt16BE(start + 16 + twice + segment);
      const delta = table.readUInt16BE(start + 16 + 2 * twice + segment);
      const rangeAt = start + 16 + 3 * twice + segment;
      const range = table.readUInt16BE(rangeAt);
      for (let code = first; code <= last && code < 0xffff; code += 1) {
        const glyph = range === 0 ? code : table.readUInt16BE(rangeAt + range + 2 * (code - first));
        if (glyph !== 0 && ((glyph + delta) & 0xffff) !== 0) found.add(code);
      }
    }
    return found;
  }
  throw new Error('a font without a format 4 cmap');
}

const coverage = once((font: Subset) => charactersOf(cmapTable(readFileSync(filePath(font, 400, 'woff')))));

/** The first subset that draws this character, or undefined. */
const subsetOf = once(
  (codePoint: number): Subset | null => SUBSETS.find((font) => coverage(font).has(codePoint)) ?? null,
);

/** True when one of the typefaces draws this character. */
export function hasGlyph(codePoint: number): boolean {
  return subsetOf(codePoint) !== null;
}

/** U+0030-0039,U+0041: a CSS unicode-range of these code points. */
function unicodeRange(codes: Iterable<number>): string {
  const hex = (code: number) => code.toString(16).toUpperCase();
  const ranges: [number, number][] = [];
  for (const code of [...codes].sort((a, b) => a - b)) {
    const open = ranges.at(-1);
    if (open && open[1] + 1 === code) open[1] = code;
    else ranges.push([code, code]);
  }
  return ranges.map(([first, last]) => `U+${hex(first)}${first === last ? '' : `-${hex(last)}`}`).join(',');
}

/** Spaces and direction marks that need no glyph of their own; claimed so that no other font is asked for them. */
const INVISIBLE = [0x2009, 0x200e, 0x200f, 0x202f, 0x2066, 0x2067, 0x2068, 0x2069];

const faceOf = once((font: Subset): string => {
  const own = [...coverage(font)].filter((code) => subsetOf(code) === font);
  const invisible = font.subset === 'latin' ? INVISIBLE.filter((code) => subsetOf(code) === null) : [];
  const range = unicodeRange([...own, ...invisible]);
  return WEIGHTS.map((weight) => {
    const data = readFileSync(filePath(font, weight, 'woff2')).toString('base64');
    const source = `url(data:font/woff2;base64,${data}) format('woff2')`;
    return `@font-face{font-family:'${font.family}';font-weight:${weight};src:${source};unicode-range:${range}}`;
  }).join('\n');
});

/** The @font-face rules (data: addresses) for every subset that `text` has a character of. Read once, then kept. */
export function fontFaces(text: string): string {
  const needed = new Set<Subset>();
  for (const character of new Set(text)) {
    const font = subsetOf(character.codePointAt(0) ?? 0);
    if (font) needed.add(font);
  }
  return SUBSETS.filter((font) => needed.has(font))
    .map(faceOf)
    .join('\n');
}

const MAPPED: Record<string, string> = { '\u2011': '-', '\u2044': '/', '\u2049': '!?', '\u203c': '!!', '❤': '♥' };
/** Joiners shape Arabic; every other invisible mark is a trick or a leftover of an emoji. */
const JOINERS = /[\u200c\u200d]/;

/**
 * One typeface file draws all of it: a letter and its mark from two files come out as an empty box (.notdef), and a mark
 * without its letter would sit on whatever stands before it.
 */
function drawable(text: string): boolean {
  if (/^\p{M}/u.test(text)) return false;
  const [first, ...rest] = [...text].map((character) => subsetOf(character.codePointAt(0) ?? 0));
  return first !== null && rest.every((font) => font === first);
}

const bare = (text: string): string => text.replace(/\p{M}/gu, '');

/** One user-perceived character in a form that can be drawn: itself, a plainer equivalent, its base letter, nothing. */
function drawn(grapheme: string): string {
  if (/\p{Extended_Pictographic}/u.test(grapheme) && !/^[©®™]$/u.test(grapheme)) return '';
  const arabic = /\p{Script=Arabic}/u.test(grapheme);
  const visible = [...grapheme].filter(
    (c) => (arabic && JOINERS.test(c)) || !/[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}]/u.test(c),
  );
  const clean = visible.map((c) => MAPPED[c] ?? c).join('');
  const ways = [clean, clean.normalize('NFKC'), bare(clean), bare(clean.normalize('NFKD'))];
  return ways.find((way) => drawable(way.replace(JOINERS, ''))) ?? '';
}

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/**
 * A name as a paper can print it: emoji, control and direction marks gone, styled letters (𝓛𝓲𝓵𝓪𝓼, ｌｉｌａｓ) plain,
 * characters no typeface draws replaced by their base letter or dropped, spaces single. May be empty.
 */
export function documentText(text: string): string {
  const lines = text.normalize('NFC').replace(/\s+/g, ' ');
  return Array.from(graphemes.segment(lines), ({ segment }) => (segment === ' ' ? ' ' : drawn(segment)))
    .join('')
    .replace(/ +/g, ' ')
    .trim();
}
