/** Draws conversations: so many of each kind, over all shops in turn. The same seed gives the same conversations. */

import { corrected } from './corrections.ts';
import { drawFrom } from './draw.ts';
import { asked, burst, type Kind, message } from './kinds.ts';
import { changed, questioned, quoted } from './others.ts';
import type { Stand } from './shops.ts';
import { STYLES } from './styles.ts';
import type { Talk } from './talks.ts';

const KINDS: Record<string, Kind> = { message, burst, corrected, asked, changed, quoted, questioned };

/** `n` conversations of each kind, and of messages in each style. */
export function generate(stands: Stand[], n: number, seed: number): Talk[] {
  const out: Talk[] = [];
  const styled: [string, Kind, (typeof STYLES)[number] | null][] = [
    ...Object.entries(KINDS).map(([name, kind]) => [name, kind, null] as [string, Kind, null]),
    ...STYLES.map((s) => [`message in ${s.name}`, message, s] as [string, Kind, (typeof STYLES)[number]]),
  ];
  styled.forEach(([name, kind, style], at) => {
    let got = 0;
    for (let tries = 0; got < n && tries < n * 20; tries++) {
      const draw = drawFrom(seed * 1_000_003 + at * 65_537 + tries);
      const stand = stands[tries % stands.length]!;
      const draft = kind(draw, stand);
      if (!draft) continue;
      const turns = style
        ? draft.turns.map((t) => ({ ...t, text: t.from === 'customer' ? style.apply(draw, t.text) : t.text }))
        : draft.turns;
      out.push({ ...draft, turns, id: `${name.replaceAll(' ', '-')}-${tries}`, shop: stand.name, kind: name });
      got++;
    }
  });
  return out;
}
