import { forShop } from '../../db/shop.ts';
import { fail, ok } from '../../tools/connections/checkup.ts';
import { openPlatforms } from '../../tools/einvoicing/access.ts';
import { inEveryLanguage } from '../../tools/texts/index.ts';
import type { ShopExaminer } from './visit.ts';

/** Examines the approved platform of the e-invoicing reform, for shops that hand their invoices to one. */
export const platformExaminer: ShopExaminer = {
  subject: 'platform',
  examine: async ({ settings, hub, shop }) => {
    const platform = await openPlatforms(hub, settings.platform).of(shop.id);
    const { papers } = shop.settings;
    const own = await forShop(hub.database, shop.id, (trx) =>
      trx.selectFrom('platform_access').select('host').executeTakeFirst(),
    );
    if (!papers.platform && !papers.reporting && !own) return null;
    if (!platform) {
      return [
        fail(
          'set',
          inEveryLanguage((texts) => texts.einvoicing.doctor.unset),
          inEveryLanguage((texts) => texts.einvoicing.doctor.unsetNext),
        ),
      ];
    }
    try {
      await platform.check();
      return [
        ok(
          'access',
          inEveryLanguage((texts) => texts.einvoicing.doctor.good),
        ),
      ];
    } catch (error) {
      const why = error instanceof Error ? error.message.slice(0, 200) : '';
      return [
        fail(
          'access',
          inEveryLanguage((texts) => texts.einvoicing.doctor.bad(why)),
          inEveryLanguage((texts) => texts.einvoicing.doctor.badNext),
        ),
      ];
    }
  },
};
