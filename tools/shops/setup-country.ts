import type { Run } from '../tool.ts';

/** The country whose numbers, addresses and VAT rates the shop is asked for: its address says it, else its currency. */
export function countryOf(run: Pick<Run, 'shop'>): 'FR' | 'TN' {
  return run.shop.settings.legal.address?.country ?? (run.shop.currency === 'TND' ? 'TN' : 'FR');
}
