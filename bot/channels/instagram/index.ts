/** Instagram's direct messages as a channel. */
import type { Channel } from '../channel.ts';
import type { DirectOptions } from '../messenger/index.ts';
import { verifySignature } from '../meta.ts';
import { echoesOf, INSTAGRAM_LIMITS } from '../meta-dm/compose.ts';
import { fetchMedia } from '../meta-dm/media.ts';
import { readDirect } from '../meta-dm/read.ts';
import { createSender } from '../meta-dm/send.ts';

/**
 * The Instagram channel. A connection's `account` is the professional account's id, its secret `access_token` a token of
 * Instagram's own login or of the page behind the account.
 */
export function createInstagram(options: DirectOptions): Channel {
  const { appSecret, now = Date.now, ...address } = options;
  const sender = createSender(address, 'instagram');
  return {
    name: 'instagram',
    limits: INSTAGRAM_LIMITS,
    verify: ({ headers, raw }) => verifySignature(raw, headers.get('x-hub-signature-256'), appSecret),
    read: (body) => readDirect(body, 'instagram', now()),
    send: sender.send,
    acknowledge: (connection, _messageId, contact) => sender.acknowledge(connection, contact),
    nameOf: sender.nameOf,
    fetchMedia: (_connection, ref) => fetchMedia(address, ref),
    echoesOf,
  };
}
