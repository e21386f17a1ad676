import type { Run } from '../tool.ts';
import { changeSettings } from './change-settings.ts';
import type { LegalIdentity, ShopSettings } from './settings.ts';
import { frenchVat } from './siren.ts';

/**
 * Makes what was said of the company its legal identity. A French VAT number is built on the SIREN: one that belongs to
 * another SIREN than the SIRET's is written anew, so that no invoice shows two companies. Returns the settings after.
 */
export async function becomeIdentity(run: Run, said: LegalIdentity): Promise<ShopSettings> {
  const { after } = await changeSettings(run, (now) => {
    const legal: LegalIdentity = { ...now.legal, company: now.legal.company ?? run.shop.name, ...said };
    const siren = said.siret?.slice(0, 9);
    const stale = siren && legal.vat_number && !legal.vat_number.endsWith(siren);
    return { legal: stale ? { ...legal, vat_number: frenchVat(siren) } : legal };
  });
  return after;
}
