/** WhatsApp, by Meta's Cloud API, as a channel. */
import type { Channel, Connection } from '../channel.ts';
import { verifySignature } from '../meta.ts';
import { WHATSAPP_LIMITS } from './compose.ts';
import type { GraphAddress } from './graph.ts';
import { fetchMedia, type Media } from './media.ts';
import { readWhatsApp } from './read.ts';
import { acknowledge, send } from './send.ts';

export { isMediaError, type Media, type MediaError } from './media.ts';

export type WhatsAppOptions = GraphAddress & {
  /** Signs the webhooks; empty: every webhook is refused. */
  appSecret: string;
  /** Dates events that name no time of their own. */
  now?: () => number;
};

export type WhatsAppChannel = Channel & {
  acknowledge(connection: Connection, messageId: string): Promise<void>;
  /** The bytes of a media a contact sent; throws a `MediaError` that says whether to try again. */
  fetchMedia(connection: Connection, ref: { id?: string; url?: string }): Promise<Media>;
};

/**
 * The WhatsApp channel. A connection's `account` is its phone_number_id and its secret `access_token` the token.
 * `graphUrl` and `graphVersion` name the Graph API; `fetch` and `timeoutMs` are for tests.
 */
export function createWhatsApp(options: WhatsAppOptions): WhatsAppChannel {
  const { appSecret, now = Date.now, ...address } = options;
  return {
    name: 'whatsapp',
    limits: WHATSAPP_LIMITS,
    verify: ({ headers, raw }) => verifySignature(raw, headers.get('x-hub-signature-256'), appSecret),
    read: (body) => readWhatsApp(body, now()),
    send: (connection, message) => send(address, connection, message),
    acknowledge: (connection, messageId) => acknowledge(address, connection, messageId),
    fetchMedia: (connection, ref) => fetchMedia(address, connection, ref),
  };
}
