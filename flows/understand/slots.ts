/** Day, hour, place, name and phone of a burst into the state. */
import type { Burst } from './burst.ts';

import { dayOf, isoDay, partsOf } from './calendar.ts';
import { affirms } from './intent.ts';
import type { ShopSaid } from './shop-said.ts';
import type { State } from './state.ts';
import type { ReaderInput, WhenRead } from './types.ts';
import { readWhen } from './when.ts';

/** Sets one slot with the place it was read. */
export function slot(
  state: State,
  key: 'date' | 'time' | 'address' | 'phone' | 'note' | 'name',
  value: string,
  turn: number,
  at: { start: number; end: number },
): void {
  state[key] = { value, turn, start: at.start, end: at.end };
}

/** "Retrait en boutique ?", "vous passerez les prendre ?". */
const FETCHED =
  /(?:^| )(?:retrait|a emporter|sur place|en boutique|vous (?:passez|passerez|venez|viendrez)|(?:passez|passerez|venez|viendrez) (?:vous )?(?:le|la|les)?|pick(?:ing)? ?up)(?: |$)/;

/** Day, hour, part of day, place, name, phone. A later day replaces the earlier one. */
export function takeSlots(state: State, b: Burst, turn: number, said: ShopSaid | null, input: ReaderInput): void {
  const w = b.when && nearSpokenOf(b.when, state, input);
  if (w) {
    const weak = w.implied && state.date !== null;
    if (w.date && !weak) {
      slot(state, 'date', w.date, turn, w.dateAt ?? w);
      state.dateAsked = w.several || w.unclear;
    } else if (w.unclear) {
      state.date = null;
      state.dateAsked = true;
    }
    if (w.time) {
      slot(state, 'time', w.time, turn, w.timeAt ?? w);
      state.timeIs = w.timeIs ?? 'exact';
      state.endTime = w.endTime ?? null;
      if (!w.part) state.part = null;
    }
    if (w.part) {
      state.part = w.part;
      if (!w.time && (w.date || !state.time)) state.time = null;
    }
    if (w.endDate) state.endDate = w.endDate;
  }
  if (!w?.date && said?.question && affirms(b.words) && !state.date) adoptDay(state, said.text, turn, input);
  if (b.fulfilment)
    state.fulfilment = { value: b.fulfilment.value, turn, start: b.fulfilment.start, end: b.fulfilment.end };
  else if (
    said &&
    /retrait ou livraison|livraison \?|livre|pickup or delivery|delivery \?/.test(said.words) &&
    said.question &&
    affirms(b.words) &&
    /livr|deliver/.test(said.words) &&
    !/retrait/.test(said.words)
  )
    state.fulfilment = { value: 'delivery', turn, start: 0, end: 0 };
  else if (said?.question && affirms(b.words) && !/livr|deliver/.test(said.words) && FETCHED.test(said.words))
    state.fulfilment = { value: 'pickup', turn, start: 0, end: 0 };
  if (b.address && !(b.fulfilment?.value === 'pickup' && !state.address)) {
    slot(state, 'address', b.address.address, turn, b.address);
    if (!b.fulfilment && !state.fulfilment)
      state.fulfilment = { value: 'delivery', turn, start: b.address.start, end: b.address.end };
    if (
      /(?:l autre|le autre|une autre|et une|the other|deuxieme|second)/.test(b.words.slice(b.words.indexOf('rue'))) &&
      /\d+ (?:rue|av|bd|place).*\d+ (?:rue|av|bd|place)/.test(b.words)
    )
      state.secondAddress = true;
  }
  if (b.fulfilment?.value === 'pickup' && state.address && !b.address) state.address = null;
  if (b.facts.phone) slot(state, 'phone', b.facts.phone.e164, turn, b.facts.phone);
  if (b.name) slot(state, 'name', b.name.name, turn, b.name);
}

/** A feast and the day of fetching are this many days apart, at most. */
const NEAR_DAYS = 7;

/** "Pour Noël ?" … "le 24": the 24th next to the day that was spoken of, and not the next one there is. */
function nearSpokenOf(when: WhenRead, state: State, input: ReaderInput): WhenRead {
  const about = state.date?.value ?? state.spokenOf;
  if (when.monthDay === undefined || !about) return when;
  const [y, m, d] = about.split('-').map(Number);
  const middle = dayOf(y!, m!, d!);
  for (let away = 0; away <= NEAR_DAYS; away++)
    for (const day of [middle - away, middle + away]) {
      const date = isoDay(day);
      if (partsOf(day).d === when.monthDay && date >= input.refTime.slice(0, 10)) return { ...when, date };
    }
  return when;
}

/** A yes to the shop's "mardi, ça irait ?". */
function adoptDay(state: State, text: string, turn: number, input: ReaderInput): void {
  const w = readWhen(text, { refTime: input.refTime, timezone: 'Europe/Paris', lang: 'fr' });
  if (w?.date) {
    state.date = { value: w.date, turn, start: 0, end: 0 };
    state.dateAsked = false;
  }
  if (w?.time) state.time = { value: w.time, turn, start: 0, end: 0 };
}
