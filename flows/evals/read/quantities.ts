/** Numbers, amounts and quantities: the value (and the unit, converted) must be among what was read. */
import { compileShop, type NumberRead, read } from '../../understand/index.ts';
import { type RowScore, rowScore } from './score.ts';

type Value = { value: number; unit?: string; type?: string };
type Gold = {
  type: string;
  value?: number;
  unit?: string;
  values?: (number | Value)[];
  op?: string;
  parts?: Record<string, number>;
  what?: string;
};
export type QuantityCase = { id: string; text: string; lang: string; expected: Gold };

const IN_GRAMS: Record<string, number> = { kilogram: 1000, gram: 1, milligram: 0.001 };
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-4 * Math.max(1e-9, Math.abs(b));

function holds(numbers: NumberRead[], value: number, unit: string | undefined): boolean {
  return numbers.some((n) => {
    if (near(n.value, value))
      return unit === undefined || n.unit === undefined || n.currency !== undefined || sameUnit(n.unit, unit);
    const factor = IN_GRAMS[n.unit ?? ''];
    return unit?.toLowerCase() === 'gram' && factor !== undefined && near(n.value * factor, value);
  });
}

const UNIT_NAMES: Record<string, string> = {
  meter: 'metre',
  decimeter: 'decimetre',
  livre: 'pound',
  kilometres: 'kilometre',
};

function sameUnit(a: string, b: string): boolean {
  const plain = (u: string): string => {
    const x = u.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
    return UNIT_NAMES[x] ?? x;
  };
  return plain(a) === plain(b);
}

function right(e: Gold, numbers: NumberRead[]): boolean {
  if (e.type === 'none') {
    if (e.what === 'number') return numbers.every((n) => n.unit !== undefined);
    if (e.what === 'quantity') return numbers.every((n) => n.unit === undefined);
    if (e.what === 'money') return numbers.every((n) => n.currency === undefined);
    return numbers.length === 0;
  }
  if (e.values) {
    const values = e.values.map((v) => (typeof v === 'number' ? v : v.value));
    if (e.op) return values.every((v) => holds(numbers, v, undefined));
    return values.length === numbers.length && values.every((v, i) => near(numbers[i]!.value, v));
  }
  if (e.parts) return duration(e.parts, numbers);
  return e.value !== undefined && numbers.length <= 2 && holds(numbers, e.value, e.unit);
}

const SECONDS: Record<string, number> = {
  years: 31_536_000,
  year: 31_536_000,
  months: 2_592_000,
  month: 2_592_000,
  weeks: 604_800,
  week: 604_800,
  days: 86_400,
  day: 86_400,
  hours: 3600,
  hour: 3600,
  minutes: 60,
  minute: 60,
  seconds: 1,
  second: 1,
};

/** A duration is right when the numbers with units of time add up to it. */
function duration(parts: Record<string, number>, numbers: NumberRead[]): boolean {
  const gold = Object.entries(parts).reduce((sum, [k, n]) => sum + n * (SECONDS[k] ?? 0), 0);
  let last = 0;
  let got = 0;
  for (const n of numbers) {
    const unit = SECONDS[n.unit ?? ''];
    if (unit) {
      got += n.value * unit;
      last = unit;
    } else if (last === 3600) got += n.value * 60;
  }
  return near(got, gold);
}

/** Scores numbers, amounts and quantities. */
export function scoreQuantities(row: string, cases: readonly QuantityCase[]): RowScore {
  const shop = compileShop(null);
  return rowScore(
    row,
    cases.map((c) => {
      const numbers =
        read(shop, { turns: [{ from: 'customer', text: c.text }], refTime: '2026-01-05T10:00:00', lang: c.lang })
          .numbers ?? [];
      return {
        id: c.id,
        ok: right(c.expected, numbers),
        detail: `${c.text} | ${JSON.stringify(c.expected)} | ${JSON.stringify(numbers.map((n) => [n.value, n.unit]))}`,
      };
    }),
  );
}
