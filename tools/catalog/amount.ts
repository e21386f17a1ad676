import { type Currency, parseMoney } from '../money.ts';

/** An amount at the end of a line and the words before it: "fraisier 8p 24,50 €". Null: it ends with none. */
export function amountAtEnd(text: string, currency: Currency): { words: string; amount: number; said: string } | null {
  const tokens = text.trim().split(/\s+/);
  // A currency may stand apart from its number; two numbers are a size and a price, never one amount.
  const lengths = /\d/.test(tokens.at(-1) ?? '') ? [1] : [2];
  for (const length of lengths) {
    const said = tokens.slice(-length).join(' ');
    const amount = /\d/.test(said) ? parseMoney(said, currency) : null;
    if (amount !== null) return { words: tokens.slice(0, -length).join(' '), amount, said };
  }
  return null;
}
