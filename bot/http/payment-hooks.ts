import { type Context, Hono } from 'hono';
import type { Ctx } from '../../tools/context.ts';
import { providerOf } from '../../tools/payments/providers/index.ts';
import { CertificateAway } from '../../tools/payments/providers/paypal-signature.ts';
import {
  type Hook,
  type News,
  NotGenuine,
  PROVIDERS,
  type ProviderName,
} from '../../tools/payments/providers/provider.ts';
import { receiveNews } from '../../tools/payments/receive.ts';
import { shopFactsOf } from '../../tools/shops/facts.ts';
import type { Parts } from '../road/parts.ts';
import type { Receiver } from '../road/receive.ts';
import { isOfTheData } from './of-the-data.ts';

/**
 * POST /webhooks/<provider>/:shop, and GET for Konnect. 401: not the provider's, nothing was stored; 404: this shop does
 * not use it; 503: it could not be verified just now and should come again.
 */
export function createPaymentHooks(parts: Parts, receiver: Pick<Receiver, 'keep'>): Hono {
  const app = new Hono();
  for (const name of PROVIDERS) app.post(`/${name}/:shop`, (c) => receive(parts, receiver, name, c));
  app.get('/konnect/:shop', (c) => receive(parts, receiver, 'konnect', c));
  return app;
}

async function receive(
  parts: Parts,
  receiver: Pick<Receiver, 'keep'>,
  name: ProviderName,
  c: Context,
): Promise<Response> {
  const { hub } = parts;
  const shop = await shopFactsOf(hub, 'shop', c.req.param('shop') ?? '');
  if (!shop) return c.text('no such shop', 404);
  const provider = providerOf({ hub, shop }, name);
  if (!provider) return c.text('this shop does not use it', 404);
  const raw = await c.req.text();
  const hook: Hook = { header: (one) => c.req.header(one), raw, query: c.req.query(), now: hub.now() };
  /** Genuine, and of a shape nobody knows: kept, since a provider that is refused for days switches the webhook off. */
  const unread = async (error: unknown) => {
    parts.log.warn('a payment webhook could not be read; it is kept', { shop: shop.slug, provider: name, error });
    await receiver.keep(name, `${shop.slug}: ${String(error)}`, raw);
    return c.json({ received: true });
  };
  let news: News;
  try {
    news = await provider.readWebhook(hook);
  } catch (error) {
    if (error instanceof NotGenuine) return c.text('not from the provider', 401);
    if (!(error instanceof CertificateAway)) return unread(error);
    parts.log.warn('a payment webhook could not be verified', { shop: shop.slug, provider: name, error });
    return c.text('the certificate could not be fetched', 503);
  }
  const ctx: Ctx = {
    hub,
    shop,
    actor: { kind: 'provider', provider: name },
    language: shop.language,
    cause: `${name}:${news.eventId}`,
  };
  try {
    await receiveNews(ctx, name, news, raw || JSON.stringify(hook.query));
  } catch (error) {
    if (!isOfTheData(error)) throw error;
    return unread(error);
  }
  parts.passing('payment settled');
  return c.json({ received: true });
}
