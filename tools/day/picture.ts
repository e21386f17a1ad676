import type { Trx } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import { attachmentFile } from '../conversations/attachments.ts';
import type { Run } from '../tool.ts';

const PICTURE = 'picture:';
const PHOTO = 'photo:';

/** What names a product's photo in a reply's document. */
export const photoFile = (productId: number): string => PHOTO + productId;

/** Keeps a picture that is about to be sent; what names it in a reply's document. */
export async function keepPicture(run: Run, filename: string, bytes: Uint8Array): Promise<string> {
  const row = await run.trx
    .insertInto('picture')
    .values({
      shop_id: run.shop.id,
      mime: 'image/png',
      filename,
      bytes: Buffer.from(bytes),
      created_at: new Date(run.at),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return PICTURE + row.id;
}

/** The file that a reply's document names: a printed paper, a picture, a product's photo or an attachment. Undefined: it is not there. */
export async function documentFile(
  trx: Trx,
  fileId: string,
): Promise<{ bytes: Buffer; mime: string; filename: string } | undefined> {
  if (fileId.startsWith(PHOTO)) {
    const photo = await trx
      .selectFrom('product_photo')
      .select(['bytes', 'mime'])
      .where('product_id', '=', Number(fileId.slice(PHOTO.length)))
      .executeTakeFirst();
    return photo && { ...photo, filename: `photo.${photo.mime.split('/')[1]}` };
  }
  if (!fileId.startsWith(PICTURE) && !/^\d+$/.test(fileId)) return attachmentFile(trx, fileId);
  const table = fileId.startsWith(PICTURE) ? 'picture' : 'paper_file';
  return trx
    .selectFrom(table)
    .select(['bytes', 'mime', 'filename'])
    .where('id', '=', Number(fileId.replace(PICTURE, '')))
    .executeTakeFirst();
}

/** A document's address works this long, milliseconds; a new one is made each time the paper is shown. */
export const DOCUMENT_LINK_MS = 30 * 24 * 3_600_000;

/** What a signed address is for, by its mark: a paper has none. */
export const FILE_KINDS = [null, 'picture', 'recording', 'photo'];

/** The address of a kept file: signed, expiring. */
export function documentUrl(hub: Hub, shopId: number, fileId: string): string {
  const kind = FILE_KINDS.indexOf(fileId.split(':')[0]!);
  const named = [shopId, Number(fileId.replace(/\D/g, '')), ...(kind > 0 ? [kind] : [])];
  return `${hub.publicUrl}/doc/${hub.sealer.sign('document', named, hub.now() + DOCUMENT_LINK_MS)}`;
}
