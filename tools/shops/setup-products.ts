import { bumpCatalogue } from '../catalog/catalogue.ts';
import { usualRate } from '../catalog/usual-rate.ts';
import type { Choice } from '../conversations/message.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { perUnit } from '../units.ts';
import { plainWords } from './day-words.ts';
import { insertProduct } from './rows.ts';
import { taxPlace } from './setup-country.ts';
import { checkRows, type PriceRow, readProducts, skuOf, type TypedProduct } from './setup-words.ts';
import { productSchema } from './shop-file.ts';
import { ratesOf } from './vat-rates.ts';

/** So many products make a start. */
const FIRST_PRODUCTS = 5;
const MOST_PRODUCTS = 200;
/** The most of a list that is shown before it is accepted; a message with buttons holds 1,024 characters. */
const SHOWN_PRODUCTS = 25;
const SHOWN_CHARACTERS = 700;

/** What became of products said: `stay`, the question goes on; `list`, what is proposed and waits for a tap. */
export type TakenProducts = { noted: string; stay: boolean; list?: TypedProduct[] | null; choices?: Choice[] };

/**
 * Takes products that were typed or pasted, which is a yes of its own. While a list read from a picture waits for its tap,
 * what is typed corrects that list instead: the same name replaces, "sans flan" takes out, a new name is added.
 */
export async function takeProducts(run: Run, text: string, list: TypedProduct[] | undefined): Promise<TakenProducts> {
  const texts = textsFor(run.language).setup;
  const plain = plainWords(text);
  if (list?.length) return correctList(run, text, list);
  if (/^(?:fini|termine|c'est tout|done|stop|انتهى)/.test(plain)) return { noted: texts.noted, stay: false };
  const { products, unread } = readProducts(text, run.shop.currency, taxPlace(run));
  if (products.length === 0) throw new Refusal('invalid', [texts.badProducts, ...rateAdvice(run, unread)].join('\n'));
  return create(run, products, unread);
}

/** What was read on a picture of a price list, as a card to accept or correct. Nothing is created. */
export function proposeList(run: Run, rows: PriceRow[]): TakenProducts {
  const texts = textsFor(run.language).setup;
  const { products, unread } = checkRows(rows, run.shop.currency, taxPlace(run));
  const distinct = [...new Map(products.map((one) => [skuOf(one.name), one])).values()].slice(0, MOST_PRODUCTS);
  if (distinct.length === 0) return { noted: texts.listUnread, stay: true, list: null };
  return showList(run, distinct, unread);
}

/** The tap under a list: its products are created, or it is dropped. */
export async function settleList(run: Run, list: TypedProduct[] | undefined, yes: boolean): Promise<TakenProducts> {
  const texts = textsFor(run.language).setup;
  if (!list?.length) throw new Refusal('wrong_state', texts.listGone);
  if (!yes) return { noted: texts.listDropped, stay: true, list: null };
  return { ...(await create(run, list, [])), list: null };
}

function correctList(run: Run, text: string, list: TypedProduct[]): TakenProducts {
  const texts = textsFor(run.language).setup;
  const out = /^(?:sans|retire[rz]?|enleve[rz]?|supprime[rz]?|without|remove)\s+(.+)$/i.exec(plainWords(text))?.[1];
  if (out) {
    const gone = skuOf(out);
    const kept = list.filter((one) => skuOf(one.name) !== gone && !skuOf(one.name).startsWith(`${gone}-`));
    if (kept.length === list.length) throw new Refusal('not_found', texts.listUnknown(out));
    return kept.length === 0 ? { noted: texts.listDropped, stay: true, list: null } : showList(run, kept, []);
  }
  const { products, unread } = readProducts(text, run.shop.currency, taxPlace(run));
  if (products.length === 0) throw new Refusal('invalid', texts.listHow);
  const changed = new Map(list.map((one) => [skuOf(one.name), one]));
  for (const one of products) changed.set(skuOf(one.name), { ...changed.get(skuOf(one.name)), ...one });
  return showList(run, [...changed.values()].slice(0, MOST_PRODUCTS), unread);
}

function showList(run: Run, list: TypedProduct[], unread: string[]): TakenProducts {
  const texts = textsFor(run.language).setup;
  const rows: string[] = [];
  for (const one of list.slice(0, SHOWN_PRODUCTS)) {
    const row = `• ${said(run, one)}`;
    if (rows.join('\n').length + row.length > SHOWN_CHARACTERS) break;
    rows.push(row);
  }
  const more = list.length > rows.length ? [texts.listMore(String(list.length - rows.length))] : [];
  const left = unread.length > 0 ? [texts.unreadProducts(unread.slice(0, 3).join(' · ').slice(0, 120))] : [];
  left.push(...rateAdvice(run, unread));
  return {
    noted: [texts.listRead(String(list.length)), ...rows, ...more, ...left, texts.listHow].join('\n'),
    stay: true,
    list,
    choices: [
      { id: '/demarrer liste oui', title: texts.listYes },
      { id: '/demarrer liste non', title: texts.listNo },
    ],
  };
}

/** "Fraisier, 32,00 € / kg, TVA 5,5 %": as the owner checks it. */
function said(run: Run, product: TypedProduct): string {
  const price = formatMoney(product.price, run.shop.currency, run.language);
  const unit = product.unit ? ` ${perUnit(product.unit, run.language)}`.trimEnd() : '';
  const rate =
    product.vatRate === undefined ? '' : ` · ${textsFor(run.language).setup.rate(percent(run, product.vatRate))}`;
  return `${product.name} · ${price}${unit}${rate}`;
}

/** Where a row was not read and names a rate: the rates there are. */
function rateAdvice(run: Run, unread: string[]): string[] {
  return unread.some((row) => row.includes('%')) ? [textsFor(run.language).tax.allowedRates(ratesText(run))] : [];
}

/** The rates of the shop's place as they are said: "20, 10, 5,5, 2,1, 0". */
export const ratesText = (run: Pick<Run, 'language' | 'shop'>): string =>
  ratesOf(taxPlace(run))
    .map((rate) => `${percent(run, rate)} %`)
    .join(' · ');

/** A rate in percent as it is written: "5,5". */
export function percent(run: Pick<Run, 'language'>, rate: number): string {
  return new Intl.NumberFormat(run.language === 'en' ? 'en-GB' : 'fr-FR').format(rate);
}

async function create(run: Run, products: TypedProduct[], unread: string[]): Promise<TakenProducts> {
  const texts = textsFor(run.language).setup;
  const kept = await run.trx.selectFrom('product').select(['sku', 'active']).execute();
  const skus = new Set(kept.map((row) => row.sku));
  const known: string[] = [];
  let added = 0;
  await bumpCatalogue(run.trx);
  const usual = (await usualRate(run)) / 100;
  for (const product of products.slice(0, MOST_PRODUCTS)) {
    const sku = skuOf(product.name);
    if (skus.has(sku)) {
      known.push(product.name);
      continue;
    }
    skus.add(sku);
    const { name, price, unit = 'piece' } = product;
    const whole = productSchema.parse({ sku, name, unit, price, vat_rate: product.vatRate ?? usual });
    await insertProduct(run.trx, run.shop.id, whole, kept.length + added++);
  }
  const count = kept.filter((row) => row.active).length + added;
  const last = products.at(-1)!;
  const franchise = run.shop.settings.legal.vat_regime === 'franchise';
  const shown = said(run, franchise ? last : { ...last, vatRate: last.vatRate ?? usual });
  const rows = [texts.notedProducts(String(added), String(count), shown)];
  if (known.length > 0) rows.push(texts.knownProducts(known.slice(0, 3).join(' · ')));
  if (unread.length > 0) rows.push(texts.unreadProducts(unread.slice(0, 3).join(' · ')), ...rateAdvice(run, unread));
  return { noted: rows.join('\n'), stay: count < FIRST_PRODUCTS || unread.length > 0 };
}
