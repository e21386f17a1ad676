/** All rows of the reader's table, and the thresholds they are held to. */
import { readFileSync } from 'node:fs';
import { scoreDates } from './dates.ts';
import { scoreMenus } from './menus-en.ts';
import { scoreOrdersFr } from './orders-fr.ts';
import { scoreOwnOrders, scoreOwnPhrases } from './own.ts';
import { scoreAddresses, scoreCommands, scorePhones } from './places.ts';
import { scoreQuantities } from './quantities.ts';
import type { RowScore } from './score.ts';

/** Percent each row must reach. A row with fewer than 50 cases may have one wrong. */
export const THRESHOLDS = JSON.parse(readFileSync(new URL('./thresholds.json', import.meta.url), 'utf8')) as Record<
  string,
  number
>;

/** Scores every row; rows of corpora that are not there have n = 0. */
export function readerRows(): RowScore[] {
  return [
    scoreOwnOrders(),
    scoreOwnPhrases(),
    ...scoreOrdersFr(),
    scoreDates('dates_fr', 'dates_fr', 'core'),
    scoreDates('dates_none_fr', 'dates_none_fr'),
    scoreDates('dates_en', 'dates_en', 'core'),
    scoreDates('dates_ar', 'dates_ar', 'core'),
    ...(['fr', 'en', 'ar'] as const).map(scoreQuantities),
    ...scoreMenus(),
    scoreAddresses(),
    scorePhones(),
    scoreCommands(),
  ];
}

/** Is the row under its threshold? A small row is read as "at most one wrong"; an absent one is not judged. */
export function fails(row: RowScore): boolean {
  const limit = THRESHOLDS[row.name];
  if (limit === undefined || row.n === 0 || row.percent >= limit) return false;
  return !(row.n < 50 && row.failures.length === 1);
}
