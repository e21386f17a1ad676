import { sql } from 'kysely';
import { forShop } from '../../db/shop.ts';
import { photoLost, pictureKind, storePhoto } from '../../tools/catalog/photo.ts';
import type { ShopFacts } from '../../tools/context.ts';
import { say } from '../../tools/conversations/say.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import type { Run } from '../../tools/tool.ts';
import { cropHtml } from '../vision/crop.ts';
import { connectionFor } from './connections.ts';
import { fetchFile } from './media.ts';
import type { Parts } from './parts.ts';

type Photo = Extract<ErrandPayload, { kind: 'keep_photo' }>;

/**
 * Fetches the picture that a member sent, and gives what is done with it in the errand's own transaction: kept as the
 * product's photo, and her thread told. Throws where another try can help.
 */
export async function photoSent(parts: Parts, shop: ShopFacts, photo: Photo): Promise<(run: Run) => Promise<void>> {
  const connection = await connectionFor(parts.hub, shop.id, photo.conversationId);
  const file = (await keptByRef(parts, shop, photo)) ?? (await fetchFile(parts, connection, photo));
  const bytes = file && (await showable(parts, file.bytes));
  return async (run) => {
    const text = bytes ? await storePhoto(run, photo.productId, bytes) : await photoLost(run, photo.productId);
    await say(run, photo.conversationId, 'photo', { text });
  };
}

/** The picture as it was kept when its message came. */
async function keptByRef(parts: Parts, shop: ShopFacts, { conversationId, ref }: Photo) {
  return forShop(parts.hub.database, shop.id, (trx) =>
    trx
      .selectFrom('attachment')
      .innerJoin('message', 'message.id', 'attachment.message_id')
      .select('attachment.bytes')
      .where('message.conversation_id', '=', conversationId)
      .where(sql<boolean>`message.arrival #> '{what,content,ref}' = ${JSON.stringify(ref)}::jsonb`)
      .orderBy('attachment.id', 'desc')
      .executeTakeFirst(),
  );
}

/** WhatsApp and Instagram show JPEG and PNG alone: a WebP is drawn anew by the browser that prints the papers. */
async function showable(parts: Pick<Parts, 'printer' | 'log'>, bytes: Uint8Array): Promise<Uint8Array> {
  if (pictureKind(bytes) !== 'image/webp') return bytes;
  try {
    const { html, size } = cropHtml({ bytes, mime: 'image/webp' }, null);
    return await parts.printer.picture(html, size);
  } catch (error) {
    // Kept as it came: the other channels show it.
    parts.log.warn('a photo could not be drawn anew', { error });
    return bytes;
  }
}
