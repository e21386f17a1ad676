/** Folding: lower case, no accents, plain quotes and digits, with a map back to the characters as they were typed. */

const ARABIC: Record<string, string> = {
  أ: 'ا',
  إ: 'ا',
  آ: 'ا',
  ٱ: 'ا',
  ى: 'ي',
  ة: 'ه',
  ؤ: 'و',
  ئ: 'ي',
  ـ: '',
  '٫': '.',
  '٬': '',
  '،': ',',
  '؟': '?',
  '؛': ';',
  گ: 'ق',
  ڨ: 'ق',
  پ: 'ب',
  ڤ: 'ف',
};
const PLAIN: Record<string, string> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  '’': "'",
  '‘': "'",
  '`': "'",
  ʼ: "'",
  '´': "'",
  '–': '-',
  '—': '-',
  '‑': '-',
  '−': '-',
  '×': 'x',
  '“': '"',
  '”': '"',
  '„': '"',
  '«': '"',
  '»': '"',
  '¼': ' 1/4',
  '½': ' 1/2',
  '¾': ' 3/4',
  '⅓': ' 1/3',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
};

/** Characters beyond ASCII that were folded before: a language has few. */
const folded = new Map<string, string>();

function foldChar(c: string): string {
  let f = folded.get(c);
  if (f === undefined) {
    if (folded.size > 4000) folded.clear();
    f = foldedChar(c);
    folded.set(c, f);
  }
  return f;
}

function foldedChar(c: string): string {
  const code = c.charCodeAt(0);
  const known = PLAIN[c] ?? PLAIN[c.toLowerCase()] ?? ARABIC[c];
  if (known !== undefined) return known;
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660);
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0);
  if (code >= 0x64b && code <= 0x65f) return '';
  if (code > 0xff && code < 0x300) return c.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (code < 0x250) return c.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  if (/\p{M}/u.test(c) && code < 0x2000) return '';
  return c.toLowerCase();
}

/** Lower case, no accents, plain quotes and digits; `at[i]` is the original index of folded character i. */
export function fold(text: string): { s: string; at: number[] } {
  let s = '';
  const at: number[] = [];
  for (let i = 0; i < text.length; ) {
    const code = text.charCodeAt(i);
    if (code < 128) {
      s += code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : text[i];
      at.push(i++);
      continue;
    }
    const c = String.fromCodePoint(text.codePointAt(i) ?? 0);
    const f = foldChar(c);
    for (let k = 0; k < f.length; k++) at.push(i);
    s += f;
    i += c.length;
  }
  at.push(text.length);
  return { s, at };
}

/** Folded text alone, blanks collapsed: for comparing names. */
export function plain(text: string): string {
  return fold(text).s.replace(/\s+/g, ' ').trim();
}
