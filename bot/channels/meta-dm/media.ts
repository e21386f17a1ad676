/** Downloads what a contact sent by Messenger or Instagram: signed addresses of Meta's, good for a short while. */
import { noAnswer } from '../meta.ts';
import type { GraphAddress } from '../whatsapp/graph.ts';
import { bytesOf, failureOfStatus, isMediaError, type Media, mediaError } from '../whatsapp/media.ts';

/** Hosts Meta serves attachments from. What a webhook names besides is never fetched: it could be our own network. */
const MEDIA_HOSTS = /(^|\.)(fbsbx\.com|fbcdn\.net|cdninstagram\.com|facebook\.com|instagram\.com)$/;

const TIMEOUT_MS = 60_000;
const UNAVAILABLE = 131052;

/**
 * The bytes behind an attachment's address; its signature is in the address, so no token goes along. Throws a
 * `MediaError` (too large, gone, no address of Meta's, no answer) that says whether to try again.
 */
export async function fetchMedia(address: GraphAddress, ref: { id?: string; url?: string }): Promise<Media> {
  const { fetch: reach = globalThis.fetch, timeoutMs = TIMEOUT_MS } = address;
  if (ref.url === undefined || !isMetas(ref.url, address))
    throw mediaError({ action: 'give_up', code: UNAVAILABLE, details: 'The media has no address of Meta.' });
  try {
    const response = await reach(ref.url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    if (!response.ok) throw mediaError(failureOfStatus(response.status));
    const mime = response.headers.get('content-type') ?? 'application/octet-stream';
    return { bytes: await bytesOf(response), mime };
  } catch (error) {
    throw isMediaError(error) ? error : mediaError(noAnswer(error));
  }
}

/** Meta's own hosts over https, or the server we were told is Graph. */
function isMetas(url: string, { graphUrl }: GraphAddress): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  return origin === new URL(graphUrl).origin || (protocol === 'https:' && MEDIA_HOSTS.test(hostname));
}
