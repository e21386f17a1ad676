/** Phone numbers as they are dictated: "zéro six, douze, trente-quatre, cinquante-six, soixante-dix-huit". */
import { cardinal } from './numbers.ts';
import { type Token, tokenise } from './text.ts';

/** A number below a hundred with its leading zero, as two figures: "12", "douze", "zéro trois"; null when there is none. */
function pairAt(tokens: readonly Token[], i: number): { figures: string; next: number } | null {
  const t = tokens[i];
  if (t?.kind === 'num') return /^\d{2}$/.test(t.t) ? { figures: t.t, next: i + 1 } : null;
  if (t?.t === 'zero') {
    const n = cardinal(tokens as Token[], i + 1, 'fr');
    return n && n.value <= 9 ? { figures: `0${n.value}`, next: n.next } : null;
  }
  const n = cardinal(tokens as Token[], i, 'fr');
  return n && Number.isInteger(n.value) && n.value >= 10 && n.value < 100
    ? { figures: String(n.value), next: n.next }
    : null;
}

/** Dictated French numbers of a text, in E.164: "zéro" and five pairs in words or figures. */
export function spokenPhones(text: string): { e164: string; start: number; end: number }[] {
  if (!/\bz[eé]ro\b/i.test(text)) return [];
  const tokens = tokenise(text);
  const out: { e164: string; start: number; end: number }[] = [];
  for (let i = 0; i < tokens.length; i++) {
    if (tokens[i]!.t !== 'zero') continue;
    let figures = '';
    let k = i;
    for (let pairs = 0; pairs < 5; pairs++) {
      if (pairs > 0 && (tokens[k]?.t === ',' || tokens[k]?.t === '-')) k++;
      const pair = pairAt(tokens, k);
      if (!pair) break;
      figures += pair.figures;
      k = pair.next;
    }
    if (figures.length !== 10 || !/^0[1-9]/.test(figures)) continue;
    out.push({ e164: `+33${figures.slice(1)}`, start: tokens[i]!.start, end: tokens[k - 1]!.end });
    i = k - 1;
  }
  return out;
}
