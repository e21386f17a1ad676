import { Hono } from 'hono';
import { forShop } from '../../db/shop.ts';
import type { Hub } from '../../tools/context.ts';
import { documentFile } from '../../tools/day/picture.ts';

/** A document's address works this long, milliseconds; a new one is made each time the paper is shown. */
export const DOCUMENT_LINK_MS = 30 * 24 * 3_600_000;

/** What a signed address is for, by its mark: a paper has none. */
const KINDS = [null, 'picture', 'recording'];

/** The address of a kept file: signed, expiring. */
export function documentUrl(hub: Hub, shopId: number, fileId: string): string {
  const kind = KINDS.indexOf(fileId.split(':')[0]!);
  const named = [shopId, Number(fileId.replace(/\D/g, '')), ...(kind > 0 ? [kind] : [])];
  return `${hub.publicUrl}/doc/${hub.sealer.sign('document', named, hub.now() + DOCUMENT_LINK_MS)}`;
}

/** GET /doc/:token: a paper's PDF, for whoever holds its address. */
export function createDocuments(hub: Hub): Hono {
  const app = new Hono();
  app.get('/:token', async (c) => {
    const [shopId, fileId, kind] = hub.sealer.verify('document', c.req.param('token'), hub.now()) ?? [];
    if (shopId === undefined || fileId === undefined)
      return c.text('Ce document n’est plus disponible à cette adresse.', 404);
    const file = await forShop(hub.database, shopId, (trx) =>
      documentFile(trx, kind ? `${KINDS[kind]}:${fileId}` : String(fileId)),
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
