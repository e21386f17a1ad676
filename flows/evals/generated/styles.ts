/** The same words as they are typed in haste. What they mean does not change. */
import type { Draw } from './draw.ts';

export const noAccents = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('œ', 'oe').replaceAll('Œ', 'Oe');

const SMS: [RegExp, string][] = [
  [/\bpour\b/gi, 'pr'],
  [/\bdemain\b/gi, '2main'],
  [/\bbonjour\b/gi, 'bjr'],
  [/\bbonsoir\b/gi, 'bsr'],
  [/\bs'il vous plaît\b/gi, 'svp'],
  [/\bc'est\b/gi, 'c'],
  [/\bvous\b/gi, 'vs'],
  [/\bquelques\b/gi, 'qq'],
  [/\bbeaucoup\b/gi, 'bcp'],
  [/\bje voudrais\b/gi, 'jvoudrais'],
  [/\bavec\b/gi, 'avc'],
  [/\bpersonnes\b/gi, 'pers'],
  [/\bparts\b/gi, 'part'],
  [/\baujourd'hui\b/gi, 'auj'],
  [/\bsamedi\b/gi, 'sam'],
  [/\bdimanche\b/gi, 'dim'],
];

/** SMS: some of the short forms, small letters, no apostrophes. */
export function sms(draw: Draw, text: string): string {
  let out = text.toLowerCase();
  for (const [re, to] of SMS) if (draw.chance(0.5)) out = out.replace(re, to);
  out = noAccents(out);
  return draw.chance(0.4) ? out.replace(/\b([jdlcms])'(?=\p{L})/gu, '$1 ') : out;
}

/** One slip of the finger in one long word of the text: two letters exchanged, one left out, one doubled. */
export function slip(draw: Draw, text: string): string {
  const long = [...text.matchAll(/\p{L}{6,}/gu)].filter(
    (m) =>
      !/^(?:bonjour|bonsoir|quatre|quinze|trente|soixante|douzaine|dizaine|quinzaine|quarante|voudrais|combien|commande|livraison|retrait|annulez|enlevez)/i.test(
        m[0],
      ),
  );
  if (long.length === 0) return text;
  const m = draw.of(long);
  const k = 1 + draw.int(m[0].length - 3);
  const w = m[0];
  const slipped = draw.of([
    w.slice(0, k) + w[k + 1]! + w[k]! + w.slice(k + 2),
    w.slice(0, k) + w.slice(k + 1),
    w.slice(0, k) + w[k] + w.slice(k),
  ]);
  return text.slice(0, m.index) + slipped + text.slice(m.index + w.length);
}

export type Style = { name: string; apply: (draw: Draw, text: string) => string };

export const STYLES: Style[] = [
  { name: 'sms', apply: sms },
  { name: 'no accents', apply: (_, text) => noAccents(text) },
  { name: 'small letters', apply: (_, text) => text.toLowerCase() },
  { name: 'slip', apply: slip },
  { name: 'capitals', apply: (_, text) => text.toUpperCase() },
];
