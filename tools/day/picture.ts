import type { Trx } from '../../db/shop.ts';
import { recordingFile } from '../conversations/recordings.ts';
import type { Run } from '../tool.ts';

const PICTURE = 'picture:';

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

/** The file that a reply's document names: a printed paper, a picture or a recording. Undefined: it is not there. */
export async function documentFile(
  trx: Trx,
  fileId: string,
): Promise<{ bytes: Buffer; mime: string; filename: string } | undefined> {
  if (!fileId.startsWith(PICTURE) && !/^\d+$/.test(fileId)) return recordingFile(trx, fileId);
  const table = fileId.startsWith(PICTURE) ? 'picture' : 'paper_file';
  return trx
    .selectFrom(table)
    .select(['bytes', 'mime', 'filename'])
    .where('id', '=', Number(fileId.replace(PICTURE, '')))
    .executeTakeFirst();
}
