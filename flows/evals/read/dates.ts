/** Dates and hours: the day right, and the hour right where the case has one. */
import { compileShop, read } from '../../understand/index.ts';
import { type CaseScore, type RowScore, rowScore } from './score.ts';

type Gold = {
  type: string;
  date?: string;
  time?: string;
  end_date?: string;
  end_time?: string;
  part?: Part;
  alt_dates?: string[];
  alt_times?: string[];
  alt_end_time?: string[];
};
type Part = 'morning' | 'midday' | 'afternoon' | 'evening' | 'night';
export type DateCase = { id: string; text: string; lang: string; ref_time: string; tags?: string[]; expected: Gold };
type Got = { date: string | null; time: string | null; part?: string };

const WINDOW: Record<Part, [number, number]> = {
  morning: [4, 12],
  midday: [10, 15],
  afternoon: [12, 19],
  evening: [16, 24],
  night: [18, 30],
};
const hours = (t: string): number => {
  const [h, m] = t.split(':').map(Number);
  return (h ?? 0) + (m ?? 0) / 60;
};

function dayRight(e: Gold, p: Got): boolean {
  if (!e.date) return true;
  const strict = p.date === e.date || (e.alt_dates ?? []).includes(p.date ?? '');
  return strict || (e.type === 'date_range' && !!p.date && p.date >= e.date && !!e.end_date && p.date < e.end_date);
}

function hourRight(e: Gold, p: Got): boolean {
  if (!e.time || e.type === 'date' || e.type === 'date_range') return true;
  if (e.part) {
    const [lo, hi] = WINDOW[e.part];
    const low = Math.min(lo, hours(e.time));
    const high = Math.max(hi, e.end_time ? hours(e.end_time) || 24 : 0);
    const t = p.time ? hours(p.time) : null;
    return p.part === e.part || (t !== null && ((t >= low && t <= high) || (t + 24 >= low && t + 24 <= high)));
  }
  const t = p.time?.slice(0, 5);
  if (!t) return false;
  if ([e.time, ...(e.alt_times ?? [])].some((x) => x.slice(0, 5) === t)) return true;
  const limit = e.type === 'datetime_range' && e.time === '00:00' ? [e.end_time, ...(e.alt_end_time ?? [])] : [];
  return limit.some((x) => x?.slice(0, 5) === t);
}

/** Scores dates; `tag` keeps the cases that carry it. */
export function scoreDates(row: string, all: readonly DateCase[], tag?: string): RowScore {
  const shop = compileShop(null);
  const cases = all.filter((c) => !tag || (c.tags ?? []).includes(tag));
  return rowScore(
    row,
    cases.map((c): CaseScore => {
      const r = read(shop, { turns: [{ from: 'customer', text: c.text }], refTime: c.ref_time, lang: c.lang });
      const ok = c.expected.type === 'none' ? !r.date && !r.time : dayRight(c.expected, r) && hourRight(c.expected, r);
      return {
        id: c.id,
        ok,
        detail: `${c.text} | ${c.ref_time} | ${c.expected.type} ${c.expected.date ?? ''} ${c.expected.time ?? ''} | got ${r.date} ${r.time} ${r.part ?? ''}`,
      };
    }),
  );
}
