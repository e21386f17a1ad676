import type { Hub, ShopFacts } from '../../context.ts';
import { flouciKeysSchema, flouciProvider } from './flouci.ts';
import { konnectKeysSchema, konnectProvider } from './konnect.ts';
import { paypalKeysSchema, paypalProvider } from './paypal.ts';
import { PROVIDER_CURRENCIES, PROVIDERS, type Provider, type ProviderName } from './provider.ts';
import { stripeKeysSchema, stripeProvider } from './stripe.ts';

/** Where each provider's API is unless the hub was told otherwise. */
export const PROVIDER_URLS: Record<ProviderName, string> = {
  stripe: 'https://api.stripe.com',
  paypal: 'https://api-m.paypal.com',
  flouci: 'https://developers.flouci.com',
  konnect: 'https://api.konnect.network/api/v2',
};

/** Where a customer's browser is sent: the providers' own pages. */
const PAGES: Record<ProviderName, string[]> = {
  stripe: ['https://checkout.stripe.com'],
  paypal: ['https://www.paypal.com', 'https://www.sandbox.paypal.com'],
  flouci: ['https://flouci.com', 'https://*.flouci.com'],
  konnect: ['https://*.konnect.network'],
};

type Reader = { hub: Pick<Hub, 'sealer' | 'providerUrls'>; shop: Pick<ShopFacts, 'currency' | 'settings'> };

/** The shop's account at a provider, or null when it has none (any more). Throws when its keys cannot be opened. */
export function providerOf(ctx: Reader, name: ProviderName): Provider | null {
  const sealed = ctx.shop.settings.payments[name];
  if (!sealed) return null;
  const keys: unknown = JSON.parse(ctx.hub.sealer.open(sealed));
  const baseUrl = providerUrl(ctx.hub, name);
  switch (name) {
    case 'stripe':
      return stripeProvider({ keys: stripeKeysSchema.parse(keys), baseUrl });
    case 'paypal':
      return paypalProvider({ keys: paypalKeysSchema.parse(keys), baseUrl });
    case 'flouci':
      return flouciProvider({ keys: flouciKeysSchema.parse(keys), baseUrl });
    case 'konnect':
      return konnectProvider({ keys: konnectKeysSchema.parse(keys), baseUrl });
  }
}

/** Where a provider's API is. */
export function providerUrl(hub: Pick<Hub, 'providerUrls'>, name: ProviderName): string {
  return hub.providerUrls?.[name] ?? PROVIDER_URLS[name];
}

/** The providers a shop can be paid through in its currency, in the order they are offered. */
export function providersOf(shop: Pick<ShopFacts, 'currency' | 'settings'>): ProviderName[] {
  return PROVIDERS.filter(
    (name) => shop.settings.payments[name] !== undefined && PROVIDER_CURRENCIES[name].includes(shop.currency),
  );
}

/** The origins a payment page's form may lead to; a provider on this machine (a test) is its own page. */
export function pagesOf(hub: Pick<Hub, 'providerUrls'>): string[] {
  return PROVIDERS.flatMap((name) => {
    const url = new URL(providerUrl(hub, name));
    return url.protocol === 'https:' ? PAGES[name] : [url.origin];
  });
}
