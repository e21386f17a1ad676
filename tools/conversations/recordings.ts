import type { Trx } from '../../db/shop.ts';
import type { Run } from '../tool.ts';

/** What a customer said, as it came. */
export type Sound = { bytes: Uint8Array; mime: string };

const RECORDING = 'recording:';
const ENDINGS: Record<string, string> = { mpeg: 'mp3', mp3: 'mp3', mp4: 'm4a', aac: 'aac', wav: 'wav', 'x-wav': 'wav' };

/** Keeps a recording beside its message; the first one stays. */
export async function keepRecording(run: Run, messageId: number, { bytes, mime }: Sound): Promise<void> {
  await run.trx
    .insertInto('recording')
    .values({
      shop_id: run.shop.id,
      message_id: messageId,
      mime,
      bytes: Buffer.from(bytes),
      created_at: new Date(run.at),
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'message_id']).doNothing())
    .execute();
}

/** The recording that was kept of a message. */
export async function recordingOf(trx: Trx, messageId: number): Promise<Sound | null> {
  const row = await trx
    .selectFrom('recording')
    .select(['bytes', 'mime'])
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return row ?? null;
}

/** A kept recording as the document of a reply. */
export type RecordingDocument = { fileId: string; filename: string; mime: string };

/** The recordings of some messages, as documents, in their order. */
export async function recordingDocuments(trx: Trx, messageIds: number[]): Promise<RecordingDocument[]> {
  if (messageIds.length === 0) return [];
  const rows = await trx
    .selectFrom('recording')
    .select(['id', 'mime'])
    .where('message_id', 'in', messageIds)
    .orderBy('message_id')
    .execute();
  return rows.map(({ id, mime }) => ({ fileId: RECORDING + id, filename: filenameOf(id, mime), mime: plain(mime) }));
}

/** The file that such a document names; undefined: none of these, or it is gone. */
export async function recordingFile(trx: Trx, fileId: string) {
  if (!fileId.startsWith(RECORDING)) return undefined;
  const id = Number(fileId.slice(RECORDING.length));
  const row = await trx.selectFrom('recording').select(['bytes', 'mime']).where('id', '=', id).executeTakeFirst();
  return row && { bytes: row.bytes, mime: plain(row.mime), filename: filenameOf(id, row.mime) };
}

const plain = (mime: string) => mime.split(';')[0]!.trim().toLowerCase();

function filenameOf(id: number, mime: string): string {
  return `message-vocal-${id}.${ENDINGS[plain(mime).split('/')[1] ?? ''] ?? 'ogg'}`;
}
