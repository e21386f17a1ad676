import { fail, ok } from '../../tools/connections/checkup.ts';
import { createAfnorPlatform } from '../../tools/einvoicing/afnor.ts';
import { inEveryLanguage } from '../../tools/texts/index.ts';
import type { ShopExaminer } from './visit.ts';

/** Examines the approved platform of the e-invoicing reform, for shops that hand their invoices to one. */
export const platformExaminer: ShopExaminer = {
  subject: 'platform',
  examine: async ({ settings, hub, shop }) => {
    if (!shop.settings.papers.platform) return null;
    if (!settings.platform) {
      return [
        fail(
          'set',
          inEveryLanguage((texts) => texts.einvoicing.doctor.unset),
          inEveryLanguage((texts) => texts.einvoicing.doctor.unsetNext),
        ),
      ];
    }
    try {
      await createAfnorPlatform(settings.platform, hub.now).check();
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
