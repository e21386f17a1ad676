import type { TurnFacts } from '../agent/facts.ts';
import { readWhen } from '../understand/index.ts';

/** The day, hour or part of day that a question is about. */
export type AskedDay = {
  day?: string;
  time?: string;
  part?: 'morning' | 'midday' | 'afternoon' | 'evening' | 'night';
};

/** Reads the day a question names ("ce soir", "dimanche", "à Noël") in this turn's own words; empty when it names none. */
export function askedDay(facts: Pick<TurnFacts, 'words' | 'refTime' | 'shop' | 'reading'>): AskedDay {
  const { timezone, settings } = facts.shop;
  const found = readWhen(facts.words, {
    refTime: facts.refTime,
    timezone,
    ...(settings.opening_hours ? { openingHours: settings.opening_hours as Record<string, string> } : {}),
    lang: facts.reading.language,
  });
  if (!found || found.unclear) return {};
  const day = found.date ?? (found.part ? facts.refTime.slice(0, 10) : null);
  if (!day) return {};
  return {
    day,
    ...(found.time ? { time: found.time } : {}),
    ...(found.part ? { part: found.part } : {}),
  };
}
