/** Reads which lines of an invoice a member means: "1 fraisier, 2 éclairs", "livraison". Pure. */
import type { LineLeft } from './credit-lines.ts';
import { thousandths } from './vat.ts';

export type Picked = { left: LineLeft; qty: bigint };
export type PickFault = { words: string; names: string[] };

const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/œ/g, 'oe').toLowerCase();

const stem = (word: string): string => word.replace(/(?:s|x)$/, '');
const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word.length > 2)
    .map(stem);

/** Whether two words are the same but for one letter, or one begins the other. */
function near(a: string, b: string): boolean {
  if (b.startsWith(a) || (a.length >= 4 && a.startsWith(b) && b.length >= 4)) return true;
  if (a.length < 5 || Math.abs(a.length - b.length) > 1) return false;
  let at = 0;
  while (at < a.length && a[at] === b[at]) at += 1;
  const swapped = a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
  return (
    swapped || a.slice(at + 1) === b.slice(at + 1) || a.slice(at) === b.slice(at + 1) || a.slice(at + 1) === b.slice(at)
  );
}

/**
 * Lines named in `text` with their quantities, those of options in proportion; a name without a number means all that
 * is left of it. A fault carries the words and what they may mean: several names, or all of them when none fits.
 */
export function pickLines(lines: readonly LineLeft[], text: string): { picked: Picked[] } | { fault: PickFault } {
  // A reduction is not handed back: its part goes with the goods it was given on.
  const open = lines.filter((row) => row.qty > 0n && row.total >= 0);
  const goods = open.filter((row) => !row.line.sku.endsWith('-options'));
  const picked = new Map<LineLeft, bigint>();
  for (const part of text.split(/,(?!\d)|;|\n|\s+et\s+|\s+and\s+/).map((one) => one.trim())) {
    if (!part) continue;
    const match = /^(\d{1,6}(?:[.,]\d{1,3})?)?\s*(?:x|×)?\s*(.+)$/iu.exec(part);
    const words = wordsOf(match?.[2] ?? '');
    const found = words.length === 0 ? [] : goods.filter((row) => fits(words, row.line.name));
    if (found.length !== 1)
      return { fault: { words: part, names: (found.length ? found : goods).map((row) => row.line.name) } };
    const row = found[0]!;
    const qty = match?.[1] ? thousandths(match[1].replace(',', '.')) : row.qty;
    const sum = (picked.get(row) ?? 0n) + qty;
    if (qty === 0n || sum > row.qty)
      return { fault: { words: part, names: [`${Number(row.qty) / 1000} × ${row.line.name}`] } };
    picked.set(row, sum);
  }
  for (const [row, qty] of [...picked]) {
    const options = open.find((other) => other.line.sku === `${row.line.sku}-options`);
    if (options) picked.set(options, (options.qty * qty) / row.qty);
  }
  return { picked: [...picked].filter(([, qty]) => qty > 0n).map(([left, qty]) => ({ left, qty })) };
}

function fits(words: string[], name: string): boolean {
  const names = wordsOf(name);
  return words.every((word) => names.some((other) => near(word, other)));
}
