/** Feasts and named days. */
import { type Day, dayOf, easter, frenchMothersDay, islamicDay, nthWeekday, partsOf } from './calendar.ts';
import { knownStem } from './food-words.ts';
import { stem } from './text.ts';
import { type DayPiece, isWord, meaning, skip, type WhenContext } from './when-context.ts';
import { streetOfDay } from './when-counts.ts';

const FIXED: Record<string, [number, number]> = {
  noel: [12, 25],
  reveillon: [12, 24],
  sylvestre: [12, 31],
  newyear: [1, 1],
  valentin: [2, 14],
  muguet: [5, 1],
  bastille: [7, 14],
  toussaint: [11, 1],
  armistice: [11, 11],
  assumption: [8, 15],
  epiphany: [1, 6],
  chandeleur: [2, 2],
  halloween: [10, 31],
  boxing: [12, 26],
  womens: [3, 8],
  nicolas: [12, 6],
  catherine: [11, 25],
  music: [6, 21],
  patrick: [3, 17],
  independence: [7, 4],
  boss: [10, 16],
  ides: [3, 15],
};

const MOVING: Record<string, (y: number) => Day> = {
  easter,
  eastermonday: (y) => easter(y) + 1,
  goodfriday: (y) => easter(y) - 2,
  maundy: (y) => easter(y) - 3,
  palm: (y) => easter(y) - 7,
  ascension: (y) => easter(y) + 39,
  whit: (y) => easter(y) + 49,
  whitmonday: (y) => easter(y) + 50,
  mardigras: (y) => easter(y) - 47,
  ashwed: (y) => easter(y) - 46,
  mothers: frenchMothersDay,
  mothersus: (y) => nthWeekday(y, 5, 0, 2),
  fathers: (y) => nthWeekday(y, 6, 0, 3),
  grandmothers: (y) => nthWeekday(y, 3, 0, 1),
  thanksgiving: (y) => nthWeekday(y, 11, 4, 4),
  blackfriday: (y) => nthWeekday(y, 11, 4, 4) + 1,
  mlk: (y) => nthWeekday(y, 1, 1, 3),
  memorial: (y) => nthWeekday(y, 5, 1, -1),
  laborus: (y) => nthWeekday(y, 9, 1, 1),
  presidents: (y) => nthWeekday(y, 2, 1, 3),
  columbus: (y) => nthWeekday(y, 10, 1, 2),
};

const ISLAMIC: Record<string, [number, number]> = { fitr: [10, 1], adha: [12, 10], mouled: [3, 12], ramadan: [9, 1] };

function feast(name: string, from: Day, year: number | null): Day | null {
  const fixed = FIXED[name];
  const moving = MOVING[name];
  const inYear = (y: number): Day | null => (fixed ? dayOf(y, fixed[0], fixed[1]) : moving ? moving(y) : null);
  if (name === 'reveillon' && year === null && partsOf(from).m === 12 && partsOf(from).d > 24)
    return dayOf(partsOf(from).y, 12, 31);
  if (fixed || moving) {
    if (year !== null) return inYear(year);
    const y = partsOf(from).y;
    const here = inYear(y);
    return here !== null && here >= from ? here : inYear(y + 1);
  }
  const moon = ISLAMIC[name];
  return moon ? islamicDay(year === null ? from : dayOf(year, 1, 1), moon[0], moon[1]) : null;
}

const DECORATION =
  /^(?:sapins?|calendriers?|etoiles?|boules?|decos?|decorations?|cadeaux?|marches?|cartes?|paniers?|coffrets?|colis|assortiments?|plateaux?|menus?|specialites?|pere|chants?|themes?|ambiance|esprit|collections?|vitrines?|gourmandises?|chansons?|pulls?)$/;

const ENGLISH_GOODS =
  /^(?:puddings?|cakes?|eggs?|trees?|cards?|wreaths?|hampers?|bunny|bunnies|stockings?|crackers?|cookies?|logs?|gifts?|presents?|decorations?|bouquets?|baskets?|box|boxes|hams?|menus?|specials?)$/;

/** "une bûche de Noël", "l'étoile de Noël", "des œufs de Pâques": the feast says what kind of thing it is, not when. */
function ofGoods(ctx: WhenContext, k: number, next: number): boolean {
  const noun = isWord(ctx, k - 1, 'de') ? ctx.tokens[k - 2] : undefined;
  if (noun?.kind === 'word' && (DECORATION.test(noun.t) || knownStem(stem(noun.t)))) return true;
  // "a Christmas pudding": in English the goods stand behind the feast.
  const goods = ctx.lang === 'en' ? ctx.tokens[next] : undefined;
  return goods?.kind === 'word' && !goods.nl && (ENGLISH_GOODS.test(goods.t) || knownStem(stem(goods.t)));
}

/** "joyeux Noël", "bonnes fêtes de Pâques", "happy new year": a wish, not a day. */
function wished(ctx: WhenContext, k: number): boolean {
  let before = k - 1;
  while (isWord(ctx, before, 'de', 'fetes', 'fete')) before--;
  return isWord(ctx, before, 'joyeux', 'joyeuse', 'joyeuses', 'bon', 'bonne', 'bonnes', 'happy', 'merry');
}

/** A feast; moon feasts have no fixed day for a shop. "le soir de Noël" is the evening before. */
export function namedDay(ctx: WhenContext, i: number): DayPiece | null {
  let k = skip(ctx, i, 'next', 'prochain', 'prochaine');
  if (k > i + 1) k = i;
  const found = meaning(ctx, k);
  if (found?.m.k !== 'named') return null;
  const { name } = found.m;
  if (wished(ctx, k) || streetOfDay(ctx, k)) return null;
  if (ofGoods(ctx, k, found.next)) return null;
  if (name === 'adha' || name === 'fitr' || name === 'mouled' || name === 'ramadan') {
    if (ctx.order) return { day: null, unclear: true, next: found.next };
  }
  const y = ctx.tokens[found.next];
  const year = y?.kind === 'num' && /^20\d\d$/.test(y.t) ? Number(y.t) : null;
  const evening = isWord(ctx, i - 1, 'de') && meaning(ctx, i - 2)?.m.k === 'part';
  const day = feast(name, ctx.ref.day, year);
  if (day === null) return null;
  return {
    day: evening && name === 'noel' ? day - 1 : day,
    next: year === null ? found.next : found.next + 1,
    named: true,
  };
}
