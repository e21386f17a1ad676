/** Downloads what a contact sent. */
import type { Connection, Failure } from '../channel.ts';
import { failureOf, type GraphAddress, type GraphClient, isGraphId, MEDIA_TIMEOUT_MS } from './graph.ts';
import { brokenConnection, clientFor } from './send.ts';

/** Larger files are refused rather than held in memory. */
export const MEDIA_BYTES = 25 * 1024 * 1024;

/** Hosts Meta serves media from; a direct address anywhere else never gets the token. */
const META_HOSTS = /(^|\.)(fbsbx\.com|fbcdn\.net|facebook\.com|whatsapp\.net|whatsapp\.com)$/;

const UNAVAILABLE = 131052;
const NO_SUCH_OBJECT = 100;

export type Media = { bytes: Uint8Array; mime: string };

/** The error `fetchMedia` throws: `failure` says whether another try can help. */
export type MediaError = Error & { failure: Failure };

/** Whether an error came from `fetchMedia`. */
export function isMediaError(error: unknown): error is MediaError {
  return error instanceof Error && error.name === 'MediaError' && 'failure' in error;
}

/**
 * The bytes of a media a contact sent, by its id (valid 7 days) or its direct address. The token goes along on both
 * calls: Meta's media addresses answer 404 without it. Throws a `MediaError` (too large, gone, no answer).
 */
export async function fetchMedia(
  address: GraphAddress,
  connection: Connection,
  ref: { id?: string; url?: string },
): Promise<Media> {
  const broken = brokenConnection(connection);
  if (broken) throw mediaError(broken);
  try {
    const client = clientFor(address, connection, MEDIA_TIMEOUT_MS);
    const { url, mime } = await locate(client, connection, ref);
    const response = await client.fetch(url);
    if (!response.ok) throw mediaError(failureOfStatus(response.status));
    return {
      bytes: await bytesOf(response),
      mime: mime ?? response.headers.get('content-type') ?? 'application/octet-stream',
    };
  } catch (error) {
    throw isMediaError(error) ? error : mediaError(ofThisFile(failureOf(error, 0)));
  }
}

/** "No such object" is about the file here (its id expired), not about the account. */
function ofThisFile(failure: Failure): Failure {
  return failure.code === NO_SUCH_OBJECT ? { ...failure, action: 'give_up' } : failure;
}

async function locate(client: GraphClient, connection: Connection, ref: { id?: string; url?: string }) {
  if (ref.id !== undefined && isGraphId(ref.id)) {
    const found = await client.media.get({ mediaId: ref.id, phoneNumberId: connection.account });
    if (Number(found.fileSize) > MEDIA_BYTES) throw tooLarge();
    return { url: found.url, mime: found.mimeType };
  }
  if (ref.url !== undefined && isMetaAddress(ref.url)) return { url: ref.url, mime: undefined };
  throw mediaError({
    action: 'give_up',
    code: UNAVAILABLE,
    details: 'The media has neither an id nor an address of Meta.',
  });
}

function isMetaAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' && META_HOSTS.test(hostname);
}

/** The bytes of an answer, read piece by piece: what an answer claims about its length is not to be trusted. */
export async function bytesOf(response: Response): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of response.body ?? []) {
    size += piece.byteLength;
    if (size > MEDIA_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  return new Uint8Array(Buffer.concat(pieces));
}

function tooLarge(): MediaError {
  const details = `The file is larger than ${MEDIA_BYTES / 1024 / 1024} MB.`;
  return mediaError({ action: 'give_up', code: UNAVAILABLE, details });
}

/** What to do about an HTTP status of a media's address. */
export function failureOfStatus(status: number): Failure {
  const temporary = status === 429 || status >= 500;
  const details = `The media's address answered ${status}.`;
  return temporary
    ? { action: 'retry', code: status, details, retryAfterMs: 5_000 }
    : { action: 'give_up', code: status, details };
}

/** The error that says why a media could not be had. */
export function mediaError(failure: Failure): MediaError {
  const error = Object.assign(new Error(failure.details), { failure });
  error.name = 'MediaError';
  return error;
}
