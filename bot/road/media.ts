import { setTimeout as pause } from 'node:timers/promises';
import { forShop } from '../../db/shop.ts';
import { type Attachment, attachmentOf } from '../../tools/conversations/attachments.ts';
import { fileKind } from '../../tools/conversations/file-kind.ts';
import type { Channel, Connection, Failure } from '../channels/channel.ts';
import type { Parts } from './parts.ts';

/** A file as a channel names it; `mime`: what the message called it. */
export type Named = { ref: { id?: string; url?: string }; mime?: string | undefined };

type FetchMedia = NonNullable<Channel['fetchMedia']>;

const AGAIN_MS = 500;
/** Downloads under way: who asks for the same file meanwhile gets the same answer. */
const underWay = new WeakMap<FetchMedia, Map<string, Promise<Attachment>>>();

/**
 * The one way to a file that somebody sent: asked of its channel (which bounds its size and the hosts it is had from), and
 * named by what it is. Null: it is gone, or the channel keeps none. Throws what another try can bring, after `again` tries
 * at once; whoever runs by errands leaves the next one to them.
 */
export async function fetchFile(
  parts: Pick<Parts, 'channels' | 'log'>,
  connection: Connection,
  { ref, mime }: Named,
  again = 0,
): Promise<Attachment | null> {
  const channel = parts.channels[connection.channel];
  if (!channel?.fetchMedia) return null;
  try {
    const file = await download(channel.fetchMedia, connection, ref);
    const told = /octet-stream/.test(file.mime) ? (mime ?? file.mime) : file.mime;
    return { bytes: file.bytes, mime: fileKind(file.bytes, told) };
  } catch (error) {
    const action = failureOf(error)?.action;
    if (action === 'give_up') {
      parts.log.warn('a file could not be fetched', { shop: connection.shopId, channel: connection.channel, error });
      return null;
    }
    if (again === 0 || action !== 'retry') throw error;
    await pause(AGAIN_MS);
    return fetchFile(parts, connection, { ref, mime }, again - 1);
  }
}

function download(fetchMedia: FetchMedia, connection: Connection, ref: Named['ref']): Promise<Attachment> {
  const running = underWay.get(fetchMedia) ?? new Map<string, Promise<Attachment>>();
  underWay.set(fetchMedia, running);
  const key = `${connection.id}:${ref.id ?? ref.url}`;
  const known = running.get(key);
  if (known) return known;
  const begun = fetchMedia(connection, ref).finally(() => running.delete(key));
  running.set(key, begun);
  return begun;
}

/** The file of a stored message: what is kept of it, else what its channel gives. Null and throws as `fetchFile`. */
export async function fileOf(
  parts: Pick<Parts, 'channels' | 'log' | 'hub'>,
  connection: Connection,
  message: { id: number } & Named,
  again = 0,
): Promise<Attachment | null> {
  const kept = await forShop(parts.hub.database, connection.shopId, (trx) => attachmentOf(trx, message.id));
  return kept ?? fetchFile(parts, connection, message, again);
}

/** What a channel says about a file it could not give. */
export function failureOf(error: unknown): Failure | null {
  return error instanceof Error && 'failure' in error ? (error.failure as Failure) : null;
}
