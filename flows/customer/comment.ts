import type { Catalogue } from '../../tools/catalog/catalogue.ts';
import { dayOf, timeOf } from '../../tools/language.ts';
import type { Run } from '../../tools/tool.ts';
import { type CompiledShop, type Intent, read } from '../understand/index.ts';

const BUYING: ReadonlySet<Intent> = new Set(['order', 'quote_request', 'price_question', 'availability_question']);
/** What people write under a post when they want what it shows, though a reader of orders sees none in it. */
const WANTS =
  /(?<!\p{L})(?:prix|tarif|combien|dispo\p{L}*|(?:je|j['’]en) (?:veux|voudrais|prends|commande)|commander|r[ée]serv\p{L}*|int[ée]ress[ée]e?|en mp|mp svp|dm|how much|price|available|i want|order)(?!\p{L})|بكم|بقداش|السعر|متوفر|نحب|أريد/iu;
/** Praise is no order, and a laugh neither. */
const LONGEST = 500;

/** Whether words under a post ask to buy. A compliment, a friend's name or an emoji does not. */
export function asksToBuy(
  { compiled }: { compiled: CompiledShop; catalogue: Catalogue },
  text: string,
  run: Pick<Run, 'at' | 'shop'>,
): boolean {
  const words = text.replace(/@[\p{L}\p{N}._]+/gu, ' ').trim();
  if (words === '' || words.length > LONGEST) return false;
  if (WANTS.test(words)) return true;
  const refTime = `${dayOf(run.at, run.shop.timezone)}T${timeOf(run.at, run.shop.timezone)}`;
  const { intent, items } = read(compiled, { turns: [{ from: 'customer', text: words }], refTime });
  // "Trop beau ce fraisier" names a product and wants nothing: an order says how many, or for when.
  return (
    BUYING.has(intent) &&
    (intent !== 'order' ||
      items.some(
        ({ qty }) =>
          qty !== null && qty > 0 && /\d|(?<!\p{L})(?:une?|deux|trois|quatre|cinq|six)(?!\p{L})/iu.test(words),
      ))
  );
}
