/** Stocks are counted in thousandths, so that 0,1 kg + 0,2 kg is 0,3 kg. */
export const ONE = 1000;
/** What a numeric(12,3) column can hold. */
const MOST = 999_999_999 * ONE;

/** A quantity column ("12.500", null: not counted) in thousandths. */
export function fromColumn(quantity: string): number {
  return Math.round(Number(quantity) * ONE);
}

/** Thousandths as a numeric column takes them: "-2.500". */
export function toColumn(thousandths: number): string {
  const digits = String(Math.abs(thousandths)).padStart(4, '0');
  return `${thousandths < 0 ? '-' : ''}${digits.slice(0, -3)}.${digits.slice(-3)}`;
}

/** "12", "1,5", "0.250" as thousandths; null when it is no quantity, has more than three decimals or is beyond measure. */
export function parseQuantity(text: string): number | null {
  const match = /^(\d{1,9})(?:[.,](\d{1,3}))?$/.exec(text.trim());
  if (!match) return null;
  const value = Number(match[1]) * ONE + Number((match[2] ?? '').padEnd(3, '0'));
  return value <= MOST ? value : null;
}
