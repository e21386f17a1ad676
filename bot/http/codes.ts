import { type Context, Hono } from 'hono';
import { productPage } from '../../admin/product/index.tsx';
import { pageHeaders } from '../../admin/security.ts';
import { forShop } from '../../db/shop.ts';
import { isSoldOut, loadCatalogue } from '../../tools/catalog/catalogue.ts';
import { chatLinks } from '../../tools/connections/chat-link.ts';
import type { Hub } from '../../tools/context.ts';
import { productUrl } from '../../tools/payments/codes.ts';
import { qrPng, qrSvg } from '../../tools/qr.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { askedLanguage, noPage } from './reader.ts';

/** GET /p/:token: a product reached by its QR code; /qr.svg and /qr.png below it are the code itself. */
export function createCodes(hub: Hub): Hono {
  const app = new Hono();
  const named = (c: Context) => hub.sealer.verify('product', c.req.param('token') ?? '', hub.now()) ?? [];
  const missing = (c: Context) => noPage(c, 'product_code', 404);

  app.get('/:token', async (c) => {
    const [shopId, productId] = named(c);
    if (shopId === undefined || productId === undefined) return missing(c);
    const shop = await shopFacts(hub, shopId);
    const lang = askedLanguage(c) ?? shop.language;
    const found = await forShop(hub.database, shopId, async (trx) => {
      const product = (await loadCatalogue(trx, shopId)).products.find(({ id }) => id === productId) ?? null;
      const wish = product ? textsFor(shop.language).paying.codes.wish(product.name) : '';
      return { product, chats: await chatLinks(trx, wish) };
    });
    const { product, chats } = found;
    const page = productPage({
      lang,
      shopName: shop.name,
      product: product && {
        name: product.name,
        ...(product.description ? { description: product.description } : {}),
        price: { amount: product.price, currency: shop.currency },
        unit: product.unit,
        soldOut: isSoldOut({ product, variant: null }),
      },
      chats,
    });
    return c.html(page, product ? 200 : 404, pageHeaders());
  });

  app.get('/:token/:file{qr\\.(?:svg|png)}', (c) => {
    const [shopId, productId] = named(c);
    if (shopId === undefined || productId === undefined) return missing(c);
    return qrImage(c, productUrl({ hub, shop: { id: shopId } }, productId));
  });
  return app;
}

/** A text as the QR image that the path asks for. */
export function qrImage(c: Context, text: string): Response {
  const headers = {
    'Cache-Control': 'private, max-age=3600',
    'X-Content-Type-Options': 'nosniff',
    'X-Robots-Tag': 'noindex',
  };
  if (c.req.path.endsWith('.svg')) return c.body(qrSvg(text), 200, { ...headers, 'Content-Type': 'image/svg+xml' });
  return c.body(new Uint8Array(qrPng(text)), 200, { ...headers, 'Content-Type': 'image/png' });
}
