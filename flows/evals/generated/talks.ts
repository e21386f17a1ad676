/** Whole conversations put together from lines, days and small words; what they mean is known because of how they are made. */
import type { ReaderTurn, ReadItem } from '../../understand/index.ts';
import type { Said } from './days.ts';
import type { Draw } from './draw.ts';
import { familyLine, type Line, lineOf, openLine } from './lines.ts';
import type { Stand } from './shops.ts';
import { capital, GREETINGS, WISHES } from './words.ts';

export type Gold = {
  intent: string;
  items: ReadItem[];
  date: string | null;
  time: string | null;
  fulfilment: 'pickup' | 'delivery' | null;
  address: string | null;
  needs_clarification: string[];
};

export type Talk = {
  id: string;
  shop: string;
  kind: string;
  ref_time: string;
  turns: ReaderTurn[];
  expected: Gold;
  /** What it was made of. */
  made: string[];
};

/** The moment of the last message: a day of two years, an hour of the morning half of the time. */
export function moment(draw: Draw, stand: Stand): { ref_time: string; today: string; hour: number } {
  const day = new Date(Date.UTC(2026, 0, 3) + draw.int(700) * 86_400_000).toISOString().slice(0, 10);
  const hour = draw.chance(0.5) ? 7 + draw.int(4) : 11 + draw.int(11);
  const summer = day.slice(5) > '03-31' && day.slice(5) < '10-24' && stand.shop.timezone !== 'Africa/Tunis';
  const ref_time = `${day}T${String(hour).padStart(2, '0')}:${String(draw.int(60)).padStart(2, '0')}:00+0${summer ? 2 : 1}:00`;
  return { ref_time, today: day, hour };
}

/** Between one and five different lines. */
export function linesOf(draw: Draw, stand: Stand, most = 5): Line[] {
  const n = Math.min(most, draw.of([1, 1, 1, 2, 2, 2, 3, 3, 4, 5]));
  const out: Line[] = [];
  const heads = new Set<string>();
  for (const good of draw.some(stand.goods, n * 3)) {
    if (out.length >= n) break;
    const line = lineOf(draw, good);
    if (line) out.push(line);
  }
  if (stand.families.length > 0 && draw.chance(0.12)) {
    const family = draw.of(stand.families);
    const clash = out.some((l) => l.items.some((i) => family.members.some((m) => m.good.product.sku === i.sku)));
    if (!clash && !heads.has(family.head))
      out[draw.int(out.length)] = draw.chance(0.25) ? openLine(draw, family) : familyLine(draw, family);
  }
  return out;
}

/** Lines in one text; a line that is a list of its own is kept apart by a stronger sign. */
export function listed(draw: Draw, lines: Line[]): { text: string; made: string } {
  if (lines.length === 1) return { text: lines[0]!.text, made: 'one line' };
  const texts = lines.map((l) => l.text);
  const inner = texts.some((t) => /[,:]| et /.test(t));
  const ways: [string, string][] = [
    [texts.join('\n'), 'new lines'],
    [texts.map((t) => `- ${t}`).join('\n'), 'dashes'],
    [texts.map((t) => `• ${t}`).join('\n'), 'bullets'],
    [texts.join(' + '), 'plus'],
    [texts.join('; '), 'semicolons'],
  ];
  if (!inner)
    ways.push(
      [texts.join(', '), 'commas'],
      [`${texts.slice(0, -1).join(', ')} et ${texts.at(-1)}`, 'commas and et'],
      [`${texts.slice(0, -1).join(', ')} et ${texts.at(-1)}`, 'commas and et'],
      [texts.join(' et '), 'et'],
      [texts.join(' et aussi '), 'et aussi'],
      [texts.join(' / '), 'slashes'],
      [`${texts.slice(0, -1).join(', ')} puis ${texts.at(-1)}`, 'puis'],
      [`${texts.slice(0, -1).join(', ')} ainsi que ${texts.at(-1)}`, 'ainsi que'],
      [texts.join(' '), 'blanks'],
    );
  const [text, made] = draw.of(ways);
  // Without any sign a number behind a name may belong to either line.
  if (
    made === 'blanks' &&
    (lines.some((l) => l.made.some((m) => /behind|brackets|vague|size|weight kilo bare|family/.test(m))) ||
      lines.some((l) => !/^\d/.test(l.text)) ||
      lines.some((l) => /\d\D*$/.test(l.text.slice(1).replace(/^\d+/, '')) && /\d$/.test(l.text)))
  )
    return { text: texts.join('\n'), made: 'new lines' };
  return { text, made: `list ${made}` };
}

export function goldOf(lines: Line[], said: Said[], intent: string): Gold {
  const date = said.find((s) => s.date)?.date ?? null;
  const asks = new Set<string>([...lines.flatMap((l) => l.asks), ...said.flatMap((s) => s.asks ?? [])]);
  if (intent === 'order' && date === null) asks.add('date');
  return {
    intent,
    items: lines.flatMap((l) => l.items),
    date,
    time: said.find((s) => s.time)?.time ?? null,
    fulfilment: said.find((s) => s.fulfilment)?.fulfilment ?? null,
    address: said.find((s) => s.address)?.address ?? null,
    needs_clarification: [...asks],
  };
}

/** "je voudrais" + lines, with a greeting; "besoin de 2 tartes" and "d'une tarte" take their preposition. */
export function wished(draw: Draw, text: string): { text: string; ungreeted: string; made: string } {
  const greeting = draw.of(GREETINGS);
  const wish = draw.of(WISHES);
  const body = /^(?:j'ai besoin de)$/.test(wish)
    ? /^(?:un|une|des|d)\b/.test(text)
      ? `j'ai besoin d'${text.replace(/^des /, 'e ')}`.replace("d'e ", 'de ')
      : `${wish} ${text}`
    : [wish, text]
        .filter((t) => t !== '')
        .join(/^[-•\n]/.test(text) && wish !== '' ? (wish.endsWith(':') ? '\n' : ' :\n') : ' ');
  const whole = greeting === '' ? body : `${greeting} ${/[.!]$/.test(greeting) ? capital(body) : body}`;
  const asked = /^(?:pouvez|pourriez|tu peux|est-ce|c'est possible|je peux|vous pouvez)/.test(wish);
  return { text: whole, ungreeted: body, made: `wish ${wish || 'none'}${asked ? ' (asked)' : ''}` };
}

const ENDS = /[.!?\n]$/;

/** Phrases behind one another with a sign between them. */
export function chained(draw: Draw, parts: string[]): string {
  return parts
    .filter((p) => p !== '')
    .reduce((all, part) => {
      if (all === '') return part;
      if (ENDS.test(all)) return `${all} ${capital(part)}`;
      if (/\n/.test(all)) return `${all}\n${part}`;
      return draw.of([
        `${all}. ${capital(part)}`,
        `${all}, ${part}`,
        `${all} ${part}`,
        `${all}\n${part}`,
        `${all}, ${part}`,
      ]);
    }, '');
}
