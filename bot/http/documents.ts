import { Hono } from 'hono';
import { forShop } from '../../db/shop.ts';
import type { Hub } from '../../tools/context.ts';
import { documentFile, FILE_KINDS } from '../../tools/day/picture.ts';
import { noteOpening } from '../../tools/papers/traces.ts';
import { noPage } from './reader.ts';

/** GET /doc/:token: a paper's PDF, for whoever holds its address. */
export function createDocuments(hub: Hub): Hono {
  const app = new Hono();
  app.get('/:token', async (c) => {
    const [shopId, fileId, kind] = hub.sealer.verify('document', c.req.param('token'), hub.now()) ?? [];
    if (shopId === undefined || fileId === undefined) return noPage(c, 'document', 404);
    const file = await forShop(hub.database, shopId, (trx) =>
      documentFile(trx, kind ? `${FILE_KINDS[kind]}:${fileId}` : String(fileId)),
    );
    if (file && !kind && c.req.method === 'GET') {
      await forShop(hub.database, shopId, (trx) => noteOpening({ trx }, { shopId, fileId, at: hub.now() }));
    }
    if (!file) return noPage(c, 'document', 404);
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
