import { type Check, fail, ok, warn } from '../../tools/connections/checkup.ts';
import { providerOf } from '../../tools/payments/providers/index.ts';
import {
  PROVIDER_CURRENCIES,
  PROVIDER_NAMES,
  type ProviderName,
  ProviderRefusal,
} from '../../tools/payments/providers/provider.ts';
import { takesTransfers } from '../../tools/payments/transfer.ts';
import { inShop } from '../../tools/perform.ts';
import { inEveryLanguage } from '../../tools/texts/index.ts';
import type { ShopExaminer, Visit } from './visit.ts';

/** Examines a payment provider: its keys by a call that changes nothing, its currency, and whether its word comes in. */
export function paymentExaminer(name: ProviderName): ShopExaminer {
  return { subject: name, examine: (visit) => examine(visit, name) };
}

async function examine(visit: Visit, name: ProviderName): Promise<Check[] | null> {
  const { hub, shop } = visit;
  const provider = providerOf({ hub, shop }, name);
  if (!provider) return null;
  const called = PROVIDER_NAMES[name];
  const checks: Check[] = [];
  try {
    await provider.check();
    checks.push(
      ok(
        'keys',
        inEveryLanguage((texts) => texts.paying.doctor.keysGood(called)),
      ),
    );
  } catch (error) {
    const refused = error instanceof ProviderRefusal && (error.status === 401 || error.status === 403);
    checks.push(
      fail(
        'keys',
        inEveryLanguage((texts) =>
          refused ? texts.paying.doctor.keysRefused(called) : texts.paying.doctor.away(called),
        ),
        inEveryLanguage((texts) => (refused ? texts.paying.doctor.keysNext(called) : texts.paying.doctor.awayNext)),
      ),
    );
  }
  if (!PROVIDER_CURRENCIES[name].includes(shop.currency)) {
    checks.push(
      fail(
        'currency',
        inEveryLanguage((texts) => texts.paying.doctor.currency(called, shop.currency)),
        inEveryLanguage((texts) => texts.paying.doctor.currencyNext),
      ),
    );
  }
  checks.push(await webhook(visit, name));
  return checks;
}

async function webhook({ hub, shop }: Visit, name: ProviderName): Promise<Check> {
  const ctx = { hub, shop, actor: { kind: 'system' as const }, language: shop.language, cause: 'doctor' };
  const last = await inShop(ctx, (run) =>
    run.trx.selectFrom('provider_event').select('received_at').where('provider', '=', name).limit(1).executeTakeFirst(),
  );
  const url = `${hub.publicUrl}/webhooks/${name}/${shop.slug}`;
  const called = PROVIDER_NAMES[name];
  if (last)
    return ok(
      'webhook',
      inEveryLanguage((texts) => texts.paying.doctor.heard(called)),
    );
  return warn(
    'webhook',
    inEveryLanguage((texts) => texts.paying.doctor.unheard(called)),
    inEveryLanguage((texts) => texts.paying.doctor.unheardNext(url)),
  );
}

/** Examines the shop's bank details: a wrong digit would send customers' transfers nowhere. */
export const transferExaminer: ShopExaminer = {
  subject: 'transfer',
  examine: async ({ shop }) => {
    if (!shop.settings.legal.iban) return null;
    if (takesTransfers(shop))
      return [
        ok(
          'iban',
          inEveryLanguage((texts) => texts.paying.doctor.ibanGood),
        ),
      ];
    const next = inEveryLanguage((texts) => texts.paying.doctor.ibanNext);
    return [
      fail(
        'iban',
        inEveryLanguage((texts) => texts.paying.doctor.ibanWrong),
        next,
      ),
    ];
  },
};
