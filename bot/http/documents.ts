import { Hono } from 'hono';
import { forShop } from '../../db/shop.ts';
import type { Hub } from '../../tools/context.ts';

/** A document's address works this long, milliseconds; a new one is made each time the paper is shown. */
export const DOCUMENT_LINK_MS = 30 * 24 * 3_600_000;

/** The address of a kept file: signed, expiring. */
export function documentUrl(hub: Hub, shopId: number, fileId: number): string {
  return `${hub.publicUrl}/doc/${hub.sealer.sign('document', [shopId, fileId], hub.now() + DOCUMENT_LINK_MS)}`;
}

/** GET /doc/:token: a paper's PDF, for whoever holds its address. */
export function createDocuments(hub: Hub): Hono {
  const app = new Hono();
  app.get('/:token', async (c) => {
    const [shopId, fileId] = hub.sealer.verify('document', c.req.param('token'), hub.now()) ?? [];
    if (shopId === undefined || fileId === undefined)
      return c.text('Ce document n’est plus disponible à cette adresse.', 404);
    const file = await forShop(hub.database, shopId, (trx) =>
      trx.selectFrom('paper_file').select(['bytes', 'mime', 'filename']).where('id', '=', fileId).executeTakeFirst(),
    );
    if (!file) return c.text('Ce document n’est plus disponible à cette adresse.', 404);
    return c.body(new Uint8Array(file.bytes), 200, {
      'Content-Type': file.mime,
      'Content-Disposition': `inline; filename="${file.filename}"`,
      'Cache-Control': 'private, max-age=3600',
      'X-Content-Type-Options': 'nosniff',
      'X-Robots-Tag': 'noindex',
    });
  });
  return app;
}
