/** Messenger, by a Facebook page, as a channel. */
import type { Channel } from '../channel.ts';
import { verifySignature } from '../meta.ts';
import { MESSENGER_LIMITS } from '../meta-dm/compose.ts';
import { fetchMedia } from '../meta-dm/media.ts';
import { readDirect } from '../meta-dm/read.ts';
import { createSender } from '../meta-dm/send.ts';
import type { GraphAddress } from '../whatsapp/graph.ts';

export type DirectOptions = GraphAddress & {
  /** Signs the webhooks; empty: every webhook is refused. */
  appSecret: string;
  /** Dates events that name no time of their own. */
  now?: () => number;
};

/** The Messenger channel. A connection's `account` is its page id and its secret `access_token` the page's token. */
export function createMessenger(options: DirectOptions): Channel {
  const { appSecret, now = Date.now, ...address } = options;
  const sender = createSender(address, 'messenger');
  return {
    name: 'messenger',
    limits: MESSENGER_LIMITS,
    verify: ({ headers, raw }) => verifySignature(raw, headers.get('x-hub-signature-256'), appSecret),
    read: (body) => readDirect(body, 'messenger', now()),
    send: sender.send,
    acknowledge: (connection, _messageId, contact) => sender.acknowledge(connection, contact),
    nameOf: sender.nameOf,
    fetchMedia: (_connection, ref) => fetchMedia(address, ref),
  };
}
