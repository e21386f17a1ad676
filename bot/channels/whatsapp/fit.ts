/** Making words fit WhatsApp's limits without cutting a letter, an emoji or a sense in two. Lengths in UTF-16 units. */

const ELLIPSIS = '…';
const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** One line of at most `max`, cut at a whole grapheme with "…"; line breaks and runs of spaces become one space. */
export function fitLine(text: string, max: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= max) return line;
  return `${head(line, max - ELLIPSIS.length).trimEnd()}${ELLIPSIS}`;
}

/** A text of at most `max`: cut after the last whole paragraph, line, sentence or word that leaves most of it. */
export function fitText(text: string, max: number): string {
  const whole = text.trim();
  if (whole.length <= max) return whole;
  const room = head(whole, max - ELLIPSIS.length - 1);
  for (const [end, mark] of [
    ['\n\n', '\n'],
    ['\n', '\n'],
    ['. ', ' '],
    [' ', ''],
  ] as const) {
    const at = room.lastIndexOf(end);
    const kept = end === '. ' ? at + 1 : at;
    if (kept >= room.length / 2) return `${room.slice(0, kept).trimEnd()}${mark}${ELLIPSIS}`;
  }
  return `${room.trimEnd()}${ELLIPSIS}`;
}

/**
 * A text of at most `max` that keeps its end: on a card the total and the question come last, and a button under a
 * text without them would ask for a yes to something unseen.
 */
export function fitKeepingEnd(text: string, max: number): string {
  const whole = text.trim();
  if (whole.length <= max) return whole;
  const lines = whole.split('\n');
  let end = lines.pop() ?? '';
  while (lines.length > 1 && end.length + (lines.at(-1)?.length ?? 0) + 1 <= max / 2) end = `${lines.pop()}\n${end}`;
  if (end.length > max / 2) return fitText(whole, max);
  return `${fitText(lines.join('\n'), max - end.length - 1)}\n${end}`;
}

/** As many whole graphemes as fit in `max`. */
function head(text: string, max: number): string {
  let end = 0;
  for (const { index, segment } of graphemes.segment(text.slice(0, max + 64))) {
    if (index + segment.length > max) break;
    end = index + segment.length;
  }
  return text.slice(0, end);
}

/** One line of at most `max` that keeps both ends: what tells two long names apart is often the last word. */
function fitEnds(line: string, max: number): string {
  if (line.length <= max) return line;
  const end = tail(line, Math.floor(max / 2)).trimStart();
  return `${head(line, max - end.length - ELLIPSIS.length).trimEnd()}${ELLIPSIS}${end}`;
}

/** As many whole graphemes from the end as fit in `max`. */
function tail(text: string, max: number): string {
  const segments = [...graphemes.segment(text)];
  let start = text.length;
  for (const { index } of segments.reverse()) {
    if (text.length - index > max) break;
    start = index;
  }
  return text.slice(start);
}

/** Titles of at most `max`, all different even where the cut made them equal, none empty. */
export function fitTitles(titles: string[], max: number): string[] {
  const plain = titles.map((given, at) => fitLine(given.replace(/[*_~`]/g, ''), given.length + 1) || String(at + 1));
  const cut = plain.map((title) => fitLine(title, max));
  const taken = new Set<string>();
  return plain.map((whole, at) => {
    const alone = cut.every((other, place) => place === at || other !== cut[at]);
    let title = alone ? fitLine(whole, max) : fitEnds(whole, max);
    for (let number = 2; taken.has(title); number++) {
      const suffix = ` ${number}`;
      title = `${fitLine(whole, max - suffix.length)}${suffix}`;
    }
    taken.add(title);
    return title;
  });
}
