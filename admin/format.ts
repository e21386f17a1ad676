/** Amounts, days and times as a page prints them, in the reader's language and the shop's time zone. Pure. */

import { type Currency, formatMoney } from '../tools/money.ts';

export type Lang = 'fr' | 'en' | 'ar';

/** An amount in the currency's minor units (EUR 2 decimals, TND 3). */
export type Money = { amount: number; currency: Currency };

/** The direction a language is written in. */
export const directionOf = (lang: Lang): 'ltr' | 'rtl' => (lang === 'ar' ? 'rtl' : 'ltr');

// Tunisian Arabic writes Latin digits, as `formatMoney` does.
const LOCALES = { fr: 'fr-FR', en: 'en-GB', ar: 'ar-TN' } as const;

/** Prints an amount: 4500 EUR is "45,00 €", 45000 TND is "45,000 DT". */
export const money = ({ amount, currency }: Money, lang: Lang): string => formatMoney(amount, currency, lang);

/** Prints a calendar day (`YYYY-MM-DD`) with its weekday, and the time (`HH:MM`) when there is one. */
export function dueDay(due: { date: string; time?: string }, lang: Lang): string {
  const day = new Intl.DateTimeFormat(LOCALES[lang], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  });
  const printed = day.format(new Date(`${due.date}T12:00:00Z`));
  if (!due.time) return printed;
  if (lang === 'fr') return `${printed} à ${due.time.replace(':', '\u00a0h\u00a0')}`;
  return `${printed}${lang === 'ar' ? '،' : ','} ${due.time}`;
}

/** Prints the day of an instant (milliseconds since the epoch) in the shop's time zone: "samedi 14 novembre". */
export function dayOf(at: number, timeZone: string, lang: Lang): string {
  return new Intl.DateTimeFormat(LOCALES[lang], { weekday: 'long', day: 'numeric', month: 'long', timeZone }).format(
    at,
  );
}

/** Prints the day of an instant with its year, for lists: "14 nov. 2026". */
export function shortDay(at: number, timeZone: string, lang: Lang): string {
  return new Intl.DateTimeFormat(LOCALES[lang], { day: 'numeric', month: 'short', year: 'numeric', timeZone }).format(
    at,
  );
}

/** Prints a month (`YYYY-MM`): "novembre 2026". */
export function monthName(month: string, lang: Lang): string {
  const format = new Intl.DateTimeFormat(LOCALES[lang], { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-15T12:00:00Z`));
}

/** Prints the time of an instant in the shop's time zone: "14:05". */
export function timeOf(at: number, timeZone: string, lang: Lang): string {
  return new Intl.DateTimeFormat(LOCALES[lang], {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).format(at);
}

const STEPS: [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** Prints how long ago an instant was, in whole units: "il y a 5 minutes"; under a minute, "à l'instant" in each language. */
export function ago(at: number, now: number, lang: Lang): string {
  const past = Math.max(0, now - at);
  const format = new Intl.RelativeTimeFormat(LOCALES[lang], { numeric: 'always' });
  for (const [unit, ms] of STEPS) if (past >= ms) return format.format(-Math.floor(past / ms), unit);
  return { fr: 'à l’instant', en: 'just now', ar: 'الآن' }[lang];
}

/** Prints a count: "1 840". */
export const count = (n: number, lang: Lang): string => new Intl.NumberFormat(LOCALES[lang]).format(n);

/** How today stands against yesterday, in whole percent with its sign: "+22 %"; null when yesterday was zero. */
export function growth(today: number, yesterday: number, lang: Lang): string | null {
  if (yesterday === 0) return null;
  const format = new Intl.NumberFormat(LOCALES[lang], {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: 0,
  });
  return format.format((today - yesterday) / yesterday);
}
