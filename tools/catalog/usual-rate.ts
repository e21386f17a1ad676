import type { Run } from '../tool.ts';

/** Where the shop sells nothing yet: the standard rate of its country, in hundredths of a percent. */
const STANDARD_RATE = { EUR: 2000, TND: 1900 } as const;

/**
 * The VAT rate of a product that is added without one, in hundredths of a percent: the one the shop named as usual, else
 * the one most of its products have, else its country's standard rate.
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
  return usual?.vat_rate ?? STANDARD_RATE[run.shop.currency];
}
