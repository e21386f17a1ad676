/** Cutting a long text into messages where a reader would, without cutting a letter, an emoji or an address in two. */

/** How long a text is to the provider: UTF-16 units, or UTF-8 bytes. */
export type Size = (text: string) => number;
export const characters: Size = (text) => text.length;
export const bytes: Size = (text) => Buffer.byteLength(text, 'utf8');

/** Where a text may be cut, best first: between paragraphs, lines, sentences, words. */
const CUTS = [/\n\n+/g, /\n/g, /(?<=[.!?…]) /g, /\s+/g];

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/**
 * A text as one or more pieces of at most `max` each, the last of at most `lastMax` (buttons go under that one). Nothing
 * is lost but the white space at the cuts. Pieces are trimmed and never empty; none for a text without words.
 */
export function split(text: string, max: number, lastMax: number, size: Size): string[] {
  const pieces: string[] = [];
  let rest = text.trim();
  while (size(rest) > max) {
    const end = headEnd(rest, max, size);
    pieces.push(rest.slice(0, end).trim());
    rest = rest.slice(end).trim();
  }
  while (size(rest) > lastMax) {
    const start = tailStart(rest, lastMax, size);
    pieces.push(rest.slice(0, start).trim());
    rest = rest.slice(start).trim();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
}

/** Where the first piece ends: the last good cut that leaves at least half of it, else the last whole letter. */
function headEnd(text: string, max: number, size: Size): number {
  const room = text.slice(0, lettersWithin(text, max, size));
  for (const cut of CUTS) {
    const at = [...room.matchAll(cut)].at(-1)?.index ?? 0;
    if (at >= room.length / 2) return at;
  }
  return room.length;
}

/** Where the last piece starts: the first good cut after which it fits. Whatever is before it fits in one message. */
function tailStart(text: string, max: number, size: Size): number {
  for (const cut of CUTS) {
    for (const { index, 0: gap } of text.matchAll(cut)) {
      const tail = text.slice(index + gap.length).trim();
      if (index > 0 && tail !== '' && size(tail) <= max) return index;
      // Later cuts of this kind only leave less: too little of the end under its buttons says nothing.
      if (size(tail) < max / 4) break;
    }
  }
  const start = text.length - max;
  return Math.max(1, lettersWithin(text, Math.max(1, start), characters));
}

/** How many UTF-16 units of whole letters fit in `max`; a letter too long for it is cut between its code points. */
function lettersWithin(text: string, max: number, size: Size): number {
  let [end, used] = [0, 0];
  for (const { index, segment } of graphemes.segment(text)) {
    used += size(segment);
    if (used > max) break;
    end = index + segment.length;
  }
  if (end > 0) return end;
  used = 0;
  for (const point of text) {
    used += size(point);
    if (used > max && end > 0) break;
    end += point.length;
  }
  return end;
}
