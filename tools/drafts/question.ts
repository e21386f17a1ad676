import type { Choice, Reply } from '../conversations/message.ts';
import { addDays, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import type { Missing } from './draft.ts';
import { isClosed } from './open-days.ts';

/** The most rows a list can show on any channel. */
const MOST_CHOICES = 10;
/** A day that was not clear may be any of the coming week. */
const A_WEEK = 7;
const WEIGHTS: Record<string, string[]> = {
  kg: ['500 g', '1 kg', '2 kg'],
  g: ['250 g', '500 g', '1 kg'],
  l: ['0,5 l', '1 l', '2 l'],
};

/**
 * The one question that completes a draft, with the real candidates as buttons. A choice's id is what the customer
 * would have typed, so that tapping and typing are read alike.
 */
export function questionFor(missing: Missing, run: Pick<Run, 'shop' | 'at' | 'language'>): Reply {
  const texts = textsFor(run.language).customer;
  switch (missing.kind) {
    case 'lines':
      return { text: texts.askOrder };
    case 'product':
      return withChoices(
        missing.unknown ? texts.askUnknown(missing.words) : texts.askProduct(missing.words),
        missing.candidates,
        run,
      );
    case 'sold_out':
      return withChoices(textsFor(run.language).stock.askInstead(missing.product), missing.candidates, run);
    case 'variant':
      return withChoices(askWhich(missing, texts), missing.candidates, run);
    case 'quantity':
      return { text: texts.askQuantity(missing.product), choices: quantityChoices(missing.unit) };
    case 'date':
      return { text: texts.askDate, choices: dayChoices(nextOpenDays(run, missing.from, 3), run) };
    case 'date_doubtful':
      return {
        text: texts.askDateAgain,
        choices: dayChoices(nextOpenDays(run, missing.from, A_WEEK), run),
        choicesLabel: texts.askVariantButton,
      };
    case 'date_past':
      return {
        text: texts.pastDate(formatDay(missing.day, run.language)),
        choices: dayChoices(nextOpenDays(run, missing.from, 3), run),
      };
    case 'date_closed':
      return {
        text: texts.closedDay(formatDay(missing.day, run.language)),
        choices: dayChoices(missing.nearest, run),
      };
    case 'address':
      return { text: texts.askAddress };
  }
}

/** "6 parts", "8 personnes", "20 cm", "500 g", "grand": names that answer "which size?". */
const SIZE =
  /^(?:pour |for |لـ ?)?(?:\d+(?:[.,]\d+)?\s*(?:p|parts?|pers\.?|personnes?|portions?|slices?|people|persons?|servings?|cm|mm|g|kg|ml|cl|l|شخص|أشخاص|قطعة|قطع|سم|غ|غرام|كغ|ل)\.?|petite?|moyenne?|grande?|small|medium|large|صغيرة?|متوسطة?|كبيرة?|x{0,3}[sl]|m)$/iu;

function askWhich(missing: Extract<Missing, { kind: 'variant' }>, texts: Texts['customer']): string {
  const sizes = missing.candidates.every((variant) => SIZE.test(variant.name.trim()));
  return sizes ? texts.askSize(missing.product) : texts.askVariant(missing.product);
}

/** Amounts as they are ordered: pieces, or weights of what is sold by weight. */
function quantityChoices(unit: string): Choice[] {
  const amounts = WEIGHTS[unit] ?? ['1', '2', '3'];
  return amounts.map((amount) => ({ id: amount, title: amount }));
}

function withChoices(
  text: string,
  candidates: { name: string; price: number }[],
  run: Pick<Run, 'shop' | 'language'>,
): Reply {
  if (candidates.length === 0) return { text };
  const choices = candidates.slice(0, MOST_CHOICES).map(
    (candidate): Choice => ({
      id: candidate.name,
      title: candidate.name,
      description: formatMoney(candidate.price, run.shop.currency, run.language),
    }),
  );
  return { text, choices, choicesLabel: textsFor(run.language).customer.askVariantButton };
}

function dayChoices(days: string[], run: Pick<Run, 'language'>): Choice[] {
  return days.map((day) => ({ id: formatDay(day, run.language), title: formatDay(day, run.language) }));
}

/** The next open days from a day on. */
function nextOpenDays(run: Pick<Run, 'shop' | 'at'>, from: string, count: number): string[] {
  const days: string[] = [];
  for (let ahead = 0, day = from; ahead < 21 && days.length < count; ahead++, day = addDays(day, 1)) {
    if (!isClosed(run, day)) days.push(day);
  }
  return days;
}
