/** All rows of the reader's table, and the thresholds they are held to. */
import { readFileSync } from 'node:fs';
import { type DateCase, scoreDates } from './dates.ts';
import { type MenuCase, scoreMenu, scoreMenus } from './menus-en.ts';
import { scoreOrdersFr, scoreTalks } from './orders-fr.ts';
import { here, scoreOwnOrders, scoreOwnPhrases } from './own.ts';
import {
  type AddressCase,
  type LabelledPhrase,
  labelled,
  type PhoneCase,
  type PhraseCase,
  scoreAddresses,
  scoreCommands,
  scorePhones,
} from './places.ts';
import { type QuantityCase, scoreQuantities } from './quantities.ts';
import { corpus, jsonl, type RowScore } from './score.ts';

/** Percent each row must reach. A row with fewer than 50 cases may have one wrong. */
export const THRESHOLDS = JSON.parse(readFileSync(new URL('./thresholds.json', import.meta.url), 'utf8')) as Record<
  string,
  number
>;

const own = <T>(name: string): T[] => jsonl<T>(here(`${name}.jsonl`));

/** The project's own cases, kind by kind; always here. */
export function ownRows(): RowScore[] {
  const diner = JSON.parse(readFileSync(here('shop-diner.json'), 'utf8'));
  return [
    scoreOwnOrders(),
    scoreOwnPhrases(),
    ...['dates-fr', 'dates-none-fr', 'dates-en', 'dates-none-en', 'dates-ar'].map((name) =>
      scoreDates(`own_${name}`, own<DateCase>(name)),
    ),
    ...['fr', 'en', 'ar'].map((lang) =>
      scoreQuantities(`own_quantities-${lang}`, own<QuantityCase>(`quantities-${lang}`)),
    ),
    scoreMenu('own_menu-en', diner, own<MenuCase>('menu-en')),
    scoreAddresses('own_addresses-fr', own<AddressCase>('addresses-fr')),
    scorePhones('own_phones', own<PhoneCase>('phones')),
    scoreCommands('own_members', own<PhraseCase>('members')),
    ...scoreTalks('fr'),
    // Too few orders among them for a row of their own.
    ...scoreTalks('other').filter((row) => !/exact_order|item_f1/.test(row.name)),
  ];
}

/** The corpora that may stand beside the repository; a row that is not there has n = 0. */
export function corpusRows(): RowScore[] {
  return [
    ...scoreOrdersFr(),
    scoreDates('dates_fr', corpus<DateCase>('dates_fr'), 'core'),
    scoreDates('dates_none_fr', corpus<DateCase>('dates_none_fr')),
    scoreDates('dates_en', corpus<DateCase>('dates_en'), 'core'),
    scoreDates('dates_ar', corpus<DateCase>('dates_ar'), 'core'),
    ...['fr', 'en', 'ar'].map((lang) =>
      scoreQuantities(`quantities_${lang}`, corpus<QuantityCase>(`quantities_${lang}`)),
    ),
    ...scoreMenus(),
    scoreAddresses('addresses', corpus<AddressCase>('addresses_fr')),
    scorePhones('phones', corpus<PhoneCase>('phones_fr_tn')),
    scoreCommands('merchant_phrases', labelled(corpus<LabelledPhrase>('intents_merchant_fr_tn'))),
  ];
}

/** Scores every row. */
export function readerRows(): RowScore[] {
  return [...ownRows(), ...corpusRows()];
}

/** Is the row under its threshold? A small row is read as "at most one wrong"; an absent one is not judged. */
export function fails(row: RowScore): boolean {
  const limit = THRESHOLDS[row.name];
  if (limit === undefined || row.n === 0 || row.percent >= limit) return false;
  return !(row.n < 50 && row.failures.length === 1);
}
