import { taxPlace } from '../shops/setup-country.ts';
import { standardRate } from '../shops/vat-rates.ts';
import type { Run } from '../tool.ts';

/**
 * The VAT rate of a product that is added without one, in hundredths of a percent: the one the shop named as usual, else
 * the one most of its products have, else the standard rate of where it is.
 */
export async function usualRate(run: Pick<Run, 'trx' | 'shop'>): Promise<number> {
  const named = run.shop.settings.usual_vat_rate;
  if (named !== undefined) return Math.round(named * 100);
  const usual = await run.trx
    .selectFrom('product')
    .select((eb) => ['vat_rate', eb.fn.countAll<number>().as('count')])
    .where('active', '=', true)
    .groupBy('vat_rate')
    .orderBy('count', 'desc')
    .orderBy('vat_rate')
    .executeTakeFirst();
  return usual?.vat_rate ?? Math.round(standardRate(taxPlace(run)) * 100);
}
