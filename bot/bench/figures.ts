/** One measured figure, printed as one line of JSON. `floor` is the least that the same work could cost, same run. */
export type Figure = {
  name: string;
  unit: string;
  value: number;
  floor?: number;
  /** How many times the floor ours costs: above 1 is dearer, whatever the unit. */
  ratio?: number;
  /** The ratio to stay within. */
  target?: number;
  /** What else was seen beside the value. */
  [more: string]: string | number | undefined;
};

export type Emit = (figure: Figure) => void;

/** The value below which `share` (0 to 1) of the samples lie; NaN when there is none. */
export function percentile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export const median = (samples: number[]) => percentile(samples, 0.5);

/** Rounded to three significant figures, for people. */
export function rounded(value: number): number {
  return Number.isFinite(value) ? Number(value.toPrecision(3)) : value;
}

/**
 * A figure next to its floor. Ours and the floor's samples are taken alternately, so that what else the machine does
 * falls on both; each is given as its median. `better: 'more'` is for rates.
 */
export function beside(
  name: string,
  unit: string,
  ours: number[],
  floor: number[],
  more: { better?: 'more'; target?: number; [detail: string]: string | number | undefined } = {},
): Figure {
  const { better, target, ...details } = more;
  const value = median(ours);
  const least = median(floor);
  const ratio = better === 'more' ? least / value : value / least;
  return {
    name,
    unit,
    value: rounded(value),
    floor: rounded(least),
    ratio: rounded(ratio),
    ...(target === undefined ? {} : { target }),
    ...details,
  };
}

/** Milliseconds that `work` took. */
export async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const from = performance.now();
  await work();
  return performance.now() - from;
}

/** The figures as a table for people. */
export function table(figures: Figure[]): string {
  const head = ['figure', 'ours', 'floor', 'ratio', 'target', 'unit'];
  const rows = figures.map(({ name, value, floor, ratio, target, unit }) => [
    name,
    String(value),
    String(floor ?? '-'),
    ratio === undefined ? '-' : `${ratio}x`,
    target === undefined ? '-' : `${target}x`,
    unit,
  ]);
  const widths = head.map((_, column) => Math.max(...[head, ...rows].map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd();
  return [head, ...rows].map(line).join('\n');
}
