/** Chooses the day meant among the days named in a message: corrections, negations, alternatives, two deliveries. */
import { partsOf } from './calendar.ts';
import type { DayPiece, WhenContext } from './when-context.ts';

export type PlacedDay = DayPiece & { i: number; rel?: number };

export type PickedDay = {
  day: number | null;
  end?: number;
  unclear: boolean;
  several: boolean;
  ask: boolean;
  corrected: boolean;
  /** Token positions of the days that were taken back. */
  dropped: number[];
};

const NEGATED =
  /(?:\bpas|\bnot|\bni|\blieu de|\binstead of|\bplutot que|\bmouch|\bmech|\bmoch|\bmahouch|\bموش|\bno)(?: (?:le|la|pour|du|de|on|for|ce|a|the|livrez|demain|venir|passer|etre|la|dispo|disponible|pouvoir)){0,3} $/;
const CORRECTION =
  /\b(?:non|nan|enfin|pardon|plutot|finalement|au final|not|actually|rather|sorry|oups|erreur|reporter|decaler|repousser|deplacer|changer|passer|mettre|wala non|la la|ou plutot)\b/;

const MOVE = /(?:decal|report|deplac|repouss|avanc|chang|pass|modif|move|postpone|reschedul|push|bring|nbad|na5er)/;

/** Right after a day: it takes the place of the one before. */
const INSTEAD =
  /^(?:matin |soir |midi |apres midi |a \d+ h )?(?:a la place|au lieu|plutot|finalement|instead|fi blaset)/;

/** Null when no day is named. */
export function pickDay(ctx: WhenContext, all: PlacedDay[]): PickedDay | null {
  const dropped: number[] = [];
  // "à bientôt" takes leave.
  const leave = (d: PlacedDay) => ctx.words[d.i] === 'bientot' && ctx.words[d.i - 1] === 'a';
  let days = all.filter((d) => !d.past && (d.day !== null || d.unclear) && !leave(d));
  if (days.length === 0) return null;
  const kept = days.filter((d) => {
    const before = `${ctx.words.slice(Math.max(0, d.i - 5), d.i).join(' ')} `;
    const negated = NEGATED.test(before);
    if (negated) dropped.push(d.i);
    return !negated;
  });
  if (kept.length > 0) days = kept;
  else return null;
  let corrected = dropped.length > 0;
  const first = days[0]!;
  if (!ctx.order) {
    // "fin novembre, le 30": the day inside the span said first.
    const inner = days.find(
      (d) => first.end !== undefined && d.end === undefined && d.day! >= first.day! && d.day! < first.end,
    );
    return { ...settle(inner ?? first), several: false, corrected, dropped };
  }
  let current = first;
  let several = false;
  for (const d of days.slice(1)) {
    const between = ` ${ctx.words.slice(current.next, d.i).join(' ')} `;
    if (d.day !== null && d.day === current.day) {
      // "samedi prochain (le 27)": said twice, it is no longer open.
      if (current.ask && d.monthDay !== undefined) current = { ...current, ask: false };
      continue;
    }
    if (
      /^ (?:ou|or|wala|ولا|w ella|ou bien) (?:le |la |bien |alors |plutot |)?$/.test(between) &&
      !/plutot/.test(between)
    ) {
      return { day: null, unclear: true, several: false, ask: false, corrected, dropped };
    }
    const span = /^(?:entre|between|بين)$/.test(ctx.words.slice(0, current.i).findLast((w) => w !== 'le') ?? '');
    if (span && /^ (?:et|and|و) (?:le )?$/.test(between))
      return { day: null, unclear: true, several: false, ask: false, corrected, dropped };
    const moved =
      /^ (?:a|au|pour|vers|to|l|lel) (?:le |la |the )?$/.test(between) &&
      MOVE.test(ctx.words.slice(0, current.i).join(' '));
    // "le 23 plutôt, je pars le 24": the word that takes back stands behind the day it is for.
    const kept = INSTEAD.test(`${between.trim()} `) && between.trim().split(' ').length > 3;
    if (kept && current.day !== null) {
      if (!CORRECTION.test(between.trim().replace(INSTEAD, ''))) continue;
    }
    const instead = INSTEAD.test(`${ctx.words.slice(d.next, d.next + 4).join(' ')} `);
    if (moved || instead || d.instead || CORRECTION.test(between) || (current.unclear && d.day !== null)) {
      corrected = true;
      dropped.push(current.i);
      current = d;
      continue;
    }
    // "Pour Noël, une bûche ; je viens le 24": the feast is what it is for, the other day is when it is fetched.
    const fetched = beforeFeast(ctx, current, d, between);
    if (fetched !== null) {
      corrected = true;
      dropped.push(current.i);
      current = { ...d, day: fetched };
      continue;
    }
    if (d.unclear && current.day !== null) continue;
    if (d.wd !== undefined && current.day !== null && d.i - current.next <= 1 && current.rel !== undefined) continue;
    if (d.named || d.rel === 0) continue;
    several = true;
  }
  return { ...settle(current), several, corrected, dropped };
}

/** What a party or a feast is called; a day said with it is the day of the party. */
const OCCASION =
  /\b(?:anniversaire|anniv|mariage|bapteme|communion|obseques|enterrement|ceremonie|fete|soiree|repas|diner|dejeuner|reunion|seminaire|cocktail|reception|birthday|wedding|party)\b/;
const FETCHED =
  /\b(?:passe|passerai|passerais|passerons|passera|passer|viens|viendrai|viendrais|viendra|viendrons|vient|venir|chercher|cherche|recupere|recuperer|recupererai|recuperera|retrait|retire|retirer|prendre|livrer|livre|livree|livres|livrez|livraison|pick|collect|come|deliver|delivered|delivery|dispo|disponible|pret|prete|prets|avoir|faudrait|faut)\b/;

/** The day before is a feast's or a party's, and this one, at most a week earlier, is that of fetching; else null. */
function beforeFeast(ctx: WhenContext, feast: PlacedDay, d: PlacedDay, between: string): number | null {
  if (feast.day === null || d.day === null || d.named || !FETCHED.test(between)) return null;
  const before = ctx.words.slice(Math.max(0, feast.i - 6), feast.i).join(' ');
  if (!feast.named && (!OCCASION.test(before) || FETCHED.test(before))) return null;
  const day = d.monthDay === undefined ? d.day : lastSuchDay(feast.day, d.monthDay);
  return day <= feast.day && feast.day - day <= 7 ? day : null;
}

/** The last day with that number in its month, up to a day. */
function lastSuchDay(until: number, monthDay: number): number {
  let day = until;
  while (partsOf(day).d !== monthDay && until - day < 31) day--;
  return day;
}

function settle(d: PlacedDay): Pick<PickedDay, 'day' | 'unclear' | 'ask'> & { end?: number } {
  return {
    day: d.day,
    unclear: d.unclear ?? false,
    ask: d.ask ?? false,
    ...(d.end === undefined ? {} : { end: d.end }),
  };
}
