import { sql } from 'kysely';
import { loadCatalogue } from '../catalog/catalogue.ts';
import { percentOf } from '../money.ts';
import type { OrderView } from '../orders/read.ts';
import type { ShopSettings } from '../shops/settings.ts';
import type { Run } from '../tool.ts';
import { amountDue } from './link.ts';
import { depositParts, makeSchedule, type Term } from './schedule.ts';

/** What a product asks for when it is ordered: `percent` of its price or `amount` in minor units for each one. */
export type ProductDeposit = { sku: string; term: Term; percent?: number; amount?: number };

/** The deposits that an order's products ask for, by the sku of its lines; also of those that are not sold any more. */
export async function productDeposits(
  run: Pick<Run, 'trx' | 'shop'>,
  view: Pick<OrderView, 'lines'>,
): Promise<ProductDeposit[]> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const found = view.lines.map(({ sku }) => ({ sku, product: catalogue.find(sku)?.product }));
  const sold = found.flatMap(({ sku, product }) =>
    product?.details.deposit ? [{ sku, ...product.details.deposit }] : [],
  );
  const gone = found.flatMap(({ sku, product }) => (product ? [] : [sku]));
  return gone.length === 0 ? sold : [...sold, ...(await depositsOf(run, gone))];
}

async function depositsOf({ trx }: Pick<Run, 'trx'>, skus: string[]): Promise<ProductDeposit[]> {
  const rows = await trx
    .selectFrom('product')
    .leftJoin('variant', 'variant.product_id', 'product.id')
    .select(sql<string>`coalesce(variant.sku, product.sku)`.as('sku'))
    .select(sql<Omit<ProductDeposit, 'sku'>>`product.details -> 'deposit'`.as('deposit'))
    .where(sql<boolean>`product.details -> 'deposit' is not null`)
    .where(sql<string>`coalesce(variant.sku, product.sku)`, '=', sql<string>`any(${skus}::text[])`)
    .execute();
  return rows.map(({ sku, deposit }) => ({ sku, ...deposit }));
}

export type Deposit = { amount: number; term: Term };

/**
 * The deposit that the shop asks for such an order: the larger of what the first of its rules that fits and what the
 * products themselves ask for. Minor units; null: none.
 */
export function depositAsked(settings: ShopSettings, view: OrderView, products: ProductDeposit[] = []): Deposit | null {
  const asked = [byRule(settings, view), byProducts(view, products)].filter((one) => one !== null);
  const largest = asked.sort((one, other) => other.amount - one.amount)[0];
  if (!largest) return null;
  const amount = Math.min(largest.amount, amountDue(view.order));
  return amount > 0 ? { amount, term: largest.term } : null;
}

type Rule = NonNullable<ShopSettings['deposits']>[number];

function byRule(settings: ShopSettings, { order, lines }: OrderView): Deposit | null {
  const fits = (rule: Rule) =>
    order.total >= (rule.from_total ?? 0) && (!rule.skus || lines.some((line) => rule.skus!.includes(line.sku)));
  const rule = settings.deposits?.find(fits);
  return rule ? { amount: rule.amount ?? percentOf(order.total, rule.percent ?? 0), term: rule.term } : null;
}

/**
 * Each line's own deposit, summed. Where they differ in kind the sum is arrhes: what was not clearly agreed as an acompte
 * is (Code de la consommation art. L214-1).
 */
function byProducts({ lines }: OrderView, products: ProductDeposit[]): Deposit | null {
  const bySku = new Map(products.map((product) => [product.sku, product]));
  const found = lines.flatMap((line) => {
    const rule = bySku.get(line.sku);
    if (!rule) return [];
    const amount =
      rule.amount === undefined
        ? percentOf(line.total, rule.percent ?? 0)
        : Math.min(line.total, Math.ceil(Number(line.qty)) * rule.amount);
    return [{ amount, term: rule.term }];
  });
  if (found.length === 0) return null;
  return {
    amount: found.reduce((sum, { amount }) => sum + amount, 0),
    term: found.every(({ term }) => term === 'acompte') ? 'acompte' : 'arrhes',
  };
}

/** Notes the deposit that the shop asks for a confirmed order; null when it asks for none, or for all of it at once. */
export async function askDeposit(run: Run, view: OrderView, products: ProductDeposit[]): Promise<Deposit | null> {
  const asked = depositAsked(run.shop.settings, view, products);
  if (!asked || asked.amount >= amountDue(view.order)) return null;
  const parts = depositParts(run, view.order, asked.amount);
  await makeSchedule(run, view.order, { kind: 'deposit', term: asked.term, parts });
  return asked;
}
