import { Hono } from 'hono';
import { privacyPage } from '../../admin/privacy/index.tsx';
import { pageHeaders } from '../../admin/security.ts';
import type { Hub } from '../../tools/context.ts';
import { KEPT, retentionOf } from '../../tools/retention/rules.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { askedLanguage, noPage } from './reader.ts';

/** GET /confidentialite/:shop: what becomes of a customer's words in this shop, as it is set at this moment. */
export function createPrivacy(hub: Hub): Hono {
  const app = new Hono();
  app.get('/:shop', async (c) => {
    const slug = c.req.param('shop');
    const id = /^[a-z0-9-]{1,100}$/.test(slug) ? await shopOf(hub, 'shop', slug) : null;
    const asked = askedLanguage(c);
    if (id === null) return noPage(c, 'not_found', 404);
    const shop = await shopFacts(hub, id);
    const { legal, assistant } = shop.settings;
    const at = legal.address;
    const lang = asked ?? shop.language;
    const { kinds } = textsFor(lang).customers.retention;
    const days = retentionOf(shop.settings);
    const page = privacyPage({
      lang,
      kept: KEPT.map((kind) => textsFor(lang).customers.retention.deletedAfter(kinds[kind], String(days[kind]))),
      path: `/confidentialite/${slug}`,
      shop: {
        name: shop.name,
        company: legal.company ?? null,
        address: at ? [at.line1, `${at.postcode} ${at.city}`] : [],
      },
      model: assistant.model ? (hub.languageModel ?? null) : null,
    });
    return c.html(page, 200, pageHeaders());
  });
  return app;
}
