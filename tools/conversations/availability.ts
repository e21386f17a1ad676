import type { CatalogueProduct, CatalogueVariant } from '../catalog/catalogue.ts';
import { earliestDay, isClosed, nearestOpenDays, noticeOf } from '../drafts/open-days.ts';
import { dayOf, formatDay, formatQuantity } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { hoursText, intervalsOf } from './hours.ts';

type Place = Pick<Run, 'shop' | 'at' | 'language'>;

/** Up to here the number that is left is told. */
const FEW = 5;
const DAYS_OFFERED = 3;

/** "en stock", "plus que 3", "épuisé", "sur commande, 24 h de délai"; null when nothing is counted or known. */
export function stockText(
  product: CatalogueProduct,
  variant: CatalogueVariant | null,
  language: Run['language'],
): string | null {
  const texts = textsFor(language).conversation;
  const { stock, soldOut } = variant ?? product;
  if (soldOut) return texts.soldOut;
  if (stock !== null) return stock > FEW ? texts.inStock : texts.left(formatQuantity(stock, product.unit, language));
  const hours = product.details.lead_time_hours;
  return hours ? texts.toOrder(delayText(hours, language)) : null;
}

/** Hours up to two days, whole days beyond. */
export function delayText(hours: number, language: Run['language']): string {
  const texts = textsFor(language).conversation;
  return hours > 48 && hours % 24 === 0 ? texts.delayDays(hours / 24) : texts.delayHours(hours);
}

/** Whether products can be had on a day: the shop's hours and closures, then each product's notice. */
export function dayAnswer(run: Place, products: CatalogueProduct[], day: string): string {
  const texts = textsFor(run.language).conversation;
  const name = (one: string) => formatDay(one, run.language);
  if (day < dayOf(run.at, run.shop.timezone)) return textsFor(run.language).customer.pastDate(name(day));
  if (isClosed(run, day)) {
    const near = nearestOpenDays(run, day, DAYS_OFFERED);
    const hours = hoursText(intervalsOf(run, day) ?? [], run.language);
    if (hours && near.length > 0)
      return [texts.closedAt(name(day), hours), texts.openDays(near.map(name).join(', '))].join(' ');
    return near.length > 0 ? texts.closedThen(name(day), near.map(name).join(', ')) : texts.closedOn(name(day));
  }
  const late = products.flatMap((product) => {
    const hours = noticeOf(product);
    const earliest = earliestDay(run, hours);
    if (hours === 0 || day >= earliest) return [];
    return [texts.tooSoon(product.name, delayText(hours, run.language), name(earliest))];
  });
  return late.length > 0 ? late.join('\n') : texts.possible(name(day));
}
