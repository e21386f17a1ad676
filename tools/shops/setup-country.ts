import type { Run } from '../tool.ts';
import { type TaxPlace, taxPlaceOf } from './vat-rates.ts';

/** The country whose numbers and addresses the shop is asked for: its address says it, else its currency. */
export const countryOf = (run: Pick<Run, 'shop'>): 'FR' | 'TN' => taxPlace(run).country;

/** Where the shop is, as far as its VAT rates go. */
export const taxPlace = ({ shop }: Pick<Run, 'shop'>): TaxPlace =>
  taxPlaceOf({ legal: shop.settings.legal, currency: shop.currency });
