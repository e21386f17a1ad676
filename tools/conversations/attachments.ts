import type { Trx } from '../../db/shop.ts';
import { digest } from '../sealing.ts';
import type { Run } from '../tool.ts';
import type { ChannelName, Content } from './message.ts';

/** What somebody sent with a message, as it came: a recording, a picture, a document, a film. */
export type Attachment = { bytes: Uint8Array; mime: string };

/** What kept attachments are called in a reply's document and in signed addresses; addresses given out last for weeks. */
const MARK = 'recording:';
/** Channels whose provider keeps a file for a while only (WhatsApp: its address 5 minutes, its id 7 days). */
const FLEETING: readonly ChannelName[] = ['whatsapp', 'messenger', 'instagram'];

const MB = 1024 * 1024;
/** The largest that is kept of each kind, bytes. */
export const LARGEST = { image: 8 * MB, sticker: MB, audio: 16 * MB, video: 16 * MB, document: 25 * MB };

/**
 * What is kept, with the ending of its name. Nothing that a browser would run (HTML, SVG) and no program.
 * `sent`: WhatsApp and Messenger carry it as a file; the rest is shown by its address.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media#supported-media-types
 */
const KEPT: Record<string, { ending: string; sent: boolean }> = {
  ...kinds('image', { jpeg: 'jpg', png: 'png' }, true),
  ...kinds('image', { webp: 'webp', gif: 'gif', heic: 'heic', heif: 'heif' }, false),
  ...kinds('video', { mp4: 'mp4', '3gpp': '3gp' }, true),
  ...kinds('video', { quicktime: 'mov', webm: 'webm' }, false),
  ...kinds('audio', { ogg: 'ogg', mpeg: 'mp3', mp4: 'm4a', aac: 'aac', amr: 'amr' }, true),
  ...kinds('audio', { mp3: 'mp3', opus: 'ogg', wav: 'wav', 'x-wav': 'wav', 'x-m4a': 'm4a', webm: 'webm' }, false),
  ...kinds('application', { pdf: 'pdf', msword: 'doc', 'vnd.ms-excel': 'xls', 'vnd.ms-powerpoint': 'ppt' }, true),
  ...kinds(
    'application/vnd.openxmlformats-officedocument.',
    { 'wordprocessingml.document': 'docx', 'spreadsheetml.sheet': 'xlsx', 'presentationml.presentation': 'pptx' },
    true,
  ),
  ...kinds('application/vnd.oasis.opendocument.', { text: 'odt', spreadsheet: 'ods' }, false),
  ...kinds('text', { plain: 'txt' }, true),
  ...kinds('text', { csv: 'csv' }, false),
};

function kinds(prefix: string, endings: Record<string, string>, sent: boolean) {
  const separator = prefix.endsWith('.') ? '' : '/';
  return Object.fromEntries(
    Object.entries(endings).map(([type, ending]) => [`${prefix}${separator}${type}`, { ending, sent }]),
  );
}

/** A file that has to be fetched from its provider while it is there. */
export function isFleeting(channel: string, content: Content): content is Extract<Content, { kind: 'media' }> {
  return content.kind === 'media' && (FLEETING as readonly string[]).includes(channel);
}

/** Why a file is not kept: of no kind that is, larger than its kind may be, or empty; null: it is. */
export function refusal(media: keyof typeof LARGEST, { bytes, mime }: Attachment): 'kind' | 'large' | 'gone' | null {
  if (bytes.byteLength === 0) return 'gone';
  if (bytes.byteLength > LARGEST[media]) return 'large';
  return KEPT[plain(mime)] ? null : 'kind';
}

/** Keeps what came with a message beside it; the first one stays. False: it was kept before. */
export async function keepAttachment(run: Run, messageId: number, { bytes, mime }: Attachment): Promise<boolean> {
  const kept = await run.trx
    .insertInto('attachment')
    .values({
      shop_id: run.shop.id,
      message_id: messageId,
      mime,
      bytes: Buffer.from(bytes),
      sha256: digest(bytes),
      created_at: new Date(run.at),
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'message_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  return kept !== undefined;
}

/** What was kept of a message. */
export async function attachmentOf(trx: Trx, messageId: number): Promise<Attachment | null> {
  const row = await trx
    .selectFrom('attachment')
    .select(['bytes', 'mime'])
    .where('message_id', '=', messageId)
    .executeTakeFirst();
  return row ?? null;
}

/** A kept attachment as the document of a reply. */
export type AttachmentDocument = { fileId: string; filename: string; mime: string };

/** What was kept of some messages, as documents, in their order. */
export async function attachmentDocuments(trx: Trx, messageIds: number[]): Promise<AttachmentDocument[]> {
  if (messageIds.length === 0) return [];
  const rows = await trx
    .selectFrom('attachment')
    .select(['id', 'mime'])
    .where('message_id', 'in', messageIds)
    .orderBy('message_id')
    .execute();
  return rows.map(({ id, mime }) => ({ fileId: MARK + id, filename: filenameOf(id, mime), mime: plain(mime) }));
}

/** Whether channels that send files carry one of this kind; else its address is shown. */
export const isSendable = ({ mime }: AttachmentDocument): boolean => KEPT[plain(mime)]?.sent ?? false;

/** The file that such a document names; undefined: none of these, or it is gone. */
export async function attachmentFile(trx: Trx, fileId: string) {
  if (!fileId.startsWith(MARK)) return undefined;
  const id = Number(fileId.slice(MARK.length));
  const row = await trx.selectFrom('attachment').select(['bytes', 'mime']).where('id', '=', id).executeTakeFirst();
  return row && { bytes: row.bytes, mime: plain(row.mime), filename: filenameOf(id, row.mime) };
}

const plain = (mime: string) => mime.split(';')[0]!.trim().toLowerCase();

const NAMES: Record<string, string> = { image: 'photo', video: 'video', audio: 'message-vocal' };

/** Never the sender's own name for it, which may be anything; `message-vocal-12.ogg`. */
function filenameOf(id: number, mime: string): string {
  const type = plain(mime);
  const name = NAMES[type.split('/')[0]!] ?? 'document';
  return `${name}-${id}.${KEPT[type]?.ending ?? (name === 'message-vocal' ? 'ogg' : 'bin')}`;
}
