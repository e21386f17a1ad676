import { Refusal } from '../errors.ts';
import { fixedNumbers } from '../invoicing/numbering.ts';
import { askOwed } from '../invoicing/owed.ts';
import { record } from '../journal.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { type ShopSettings, settingsSchema } from './settings.ts';

/**
 * Changes a part of the shop's settings under the row's lock, and writes into the journal what became of it. Returns
 * the settings before and after. Throws when `change` gives something no shop can have, and Refusal for a format of
 * numbers that this year's first paper has fixed.
 */
export async function changeSettings(
  run: Run,
  change: (now: ShopSettings) => Partial<ShopSettings>,
  why: object = {},
): Promise<{ before: ShopSettings; after: ShopSettings }> {
  const row = await run.trx.selectFrom('shop').select('settings').forUpdate().executeTakeFirstOrThrow();
  const before = settingsSchema.parse(row.settings);
  const changed = change(before);
  const after = settingsSchema.parse({ ...before, ...changed });
  const [fixed] = await fixedNumbers(run.trx, { now: run.at, timezone: run.shop.timezone }, before, after);
  if (fixed)
    throw new Refusal(
      'wrong_state',
      textsFor(run.language).einvoicing.numbersFixed[fixed.kind](fixed.format, String(fixed.year), fixed.first),
    );
  await run.trx
    .updateTable('shop')
    .set({ settings: JSON.stringify(after) })
    .execute();
  await record(run, 'shop.changed', null, { ...changed, ...why });
  // An invoice may have waited for just this.
  if (changed.legal) await askOwed({ ...run, shop: { ...run.shop, settings: after } });
  return { before, after };
}
