/** Webhook bodies as Messenger and Instagram send them, signed with the app secret, for tests. */
import { createHmac, randomUUID } from 'node:crypto';
import { isInstagram } from './direct-checks.ts';
import type { SentMessage } from './graph-account.ts';
import { at } from './graph-checks.ts';
import type { SignedBody } from './graph-webhooks.ts';

type Json = Record<string, unknown>;

/** Whose message it is (a scoped id), on which page or Instagram account. */
export type DirectFrom = { account: string; from: string; id?: string; timestamp?: number };

/** Builders of signed bodies under one app secret. `now` dates what names no time of its own. */
export function directWebhooksSignedBy(appSecret: string, now: () => number = Date.now) {
  const signed = (object: string, entry: unknown[]): SignedBody => {
    const body = JSON.stringify({ object, entry });
    const signature = createHmac('sha256', appSecret).update(body).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${signature}` };
    return { body, headers, entry };
  };

  /** Any event of `messaging[]`; `out`: the account is its sender. */
  const event = (who: DirectFrom, parts: Json, out = false): SignedBody => {
    const timestamp = who.timestamp ?? now();
    const [sender, recipient] = out ? [who.account, who.from] : [who.from, who.account];
    const messaging = [{ sender: { id: sender }, recipient: { id: recipient }, timestamp, ...parts }];
    const entry = [{ id: who.account, time: timestamp, messaging }];
    return signed(isInstagram(who.account) ? 'instagram' : 'page', entry);
  };
  const mid = (who: DirectFrom) => who.id ?? `m_${randomUUID()}`;

  return {
    signed,
    event,
    text: (given: DirectFrom & { text: string; more?: Json }) =>
      event(given, { message: { mid: mid(given), text: given.text, ...given.more } }),
    /** A button of a template. */
    postback: (given: DirectFrom & { payload: string; title: string }) =>
      event(given, { postback: { mid: mid(given), payload: given.payload, title: given.title } }),
    quickReply: (given: DirectFrom & { payload: string; title: string }) =>
      event(given, { message: { mid: mid(given), text: given.title, quick_reply: { payload: given.payload } } }),
    /** The owner answers from the page's inbox. */
    ownerWrites: (given: DirectFrom & { text: string }) =>
      event(given, { message: { mid: mid(given), text: given.text, is_echo: true } }, true),
    /** She changes or unsends what she wrote. */
    ownerEdits: (given: DirectFrom & { of: string; text: string }) =>
      event(given, { message_edit: { mid: given.of, text: given.text, num_edit: 1 } }, true),
    ownerUnsends: (given: DirectFrom & { of: string }) =>
      event(given, { message: { mid: given.of, is_deleted: true, is_echo: true } }, true),
    /** The contact changes or unsends a message. */
    edits: (given: DirectFrom & { of: string; text: string }) =>
      event(given, { message_edit: { mid: given.of, text: given.text, num_edit: 1 } }),
    unsends: (given: DirectFrom & { of: string }) => event(given, { message: { mid: given.of, is_deleted: true } }),
    /** The echo of a message of ours, as the account's webhook gets it. */
    echoOf: (sent: SentMessage) => {
      const message = { ...(at(sent.body, 'message') as Json), mid: sent.id, is_echo: true, app_id: 123 };
      return event({ account: sent.phoneNumberId, from: sent.to }, { message }, true);
    },
    /** Everything up to `watermark` (milliseconds) was read or delivered. */
    watermark: (given: DirectFrom & { what: 'read' | 'delivery'; watermark: number }) =>
      event(given, { [given.what]: { watermark: given.watermark } }),
    /** Somebody comments a post: Instagram's shape, or a page's feed. */
    comment: (given: DirectFrom & { id: string; text: string; post: string; name?: string }) => {
      const time = given.timestamp ?? now();
      const from = { id: given.from, username: given.name ?? 'lea', name: given.name ?? 'Léa' };
      const value = isInstagram(given.account)
        ? { id: given.id, from, text: given.text, media: { id: given.post, media_product_type: 'FEED' } }
        : { item: 'comment', verb: 'add', comment_id: given.id, post_id: given.post, from, message: given.text };
      const field = isInstagram(given.account) ? 'comments' : 'feed';
      return signed(isInstagram(given.account) ? 'instagram' : 'page', [
        { id: given.account, time, changes: [{ field, value }] },
      ]);
    },
    /** Instagram names the message that was read. */
    seen: (given: DirectFrom & { mid: string }) => event(given, { read: { mid: given.mid } }),
  };
}

export type DirectWebhooks = ReturnType<typeof directWebhooksSignedBy>;
