/**
 * The shape of Messenger's and Instagram's webhooks, as lenient as can be: a field of the wrong type is as good as
 * absent, so that one odd event never costs the others of its batch.
 */
import { z } from 'zod';
import { notThisChannel } from '../meta.ts';
import { amount, flag, list, part, phrase, several, word } from '../whatsapp/payload.ts';

/** The two channels of direct messages: alike in nearly everything. */
export type DirectName = 'messenger' | 'instagram';

/** What `object` is in the bodies of each. */
export const DIRECT_OBJECTS = { messenger: 'page', instagram: 'instagram' } as const;

const referral = part({
  ref: word,
  source: word,
  type: word,
  ad_id: word,
  referer_uri: word,
  ads_context_data: part({ ad_title: word, photo_url: word, video_url: word, post_id: word, product_id: word }),
  product: part({ id: word }),
});
export type WireReferral = NonNullable<z.infer<typeof referral>>;

/** One of a message's attachments. Old fallbacks carry their title and address beside the payload. */
export const wireAttachment = z.object({
  type: word,
  title: word,
  url: word,
  payload: part({
    url: word,
    title: word,
    sticker_id: word,
    id: word,
    ig_post_media_id: word,
    reel_video_id: word,
    coordinates: part({ lat: amount, long: amount }),
  }),
});
export type WireAttachment = z.infer<typeof wireAttachment>;

const message = part({
  mid: word,
  text: phrase,
  is_echo: flag,
  is_deleted: flag,
  is_unsupported: flag,
  metadata: word,
  quick_reply: part({ payload: word }),
  attachments: several(wireAttachment),
  reply_to: part({ mid: word, story: part({ id: word, url: word }) }),
  referral,
});
export type WireMessage = NonNullable<z.infer<typeof message>>;

/** One element of `messaging[]` or `standby[]`: which part is filled says what happened. */
export const wireEvent = z.object({
  sender: part({ id: word }),
  recipient: part({ id: word }),
  timestamp: word,
  message,
  message_edit: part({ mid: word, text: phrase, num_edit: word }),
  postback: part({ mid: word, title: word, payload: word, referral }),
  reaction: part({ mid: word, action: word, emoji: phrase, reaction: word }),
  read: part({ watermark: word, mid: word }),
  delivery: part({ mids: several(word), watermark: word }),
  policy_enforcement: part({ action: word, reason: word }),
});
export type WireEvent = z.infer<typeof wireEvent>;

const wireEntry = z.object({
  id: word,
  time: word,
  messaging: list,
  standby: list,
  changes: list,
  field: word,
});

/** A change of the account's page or posts (comments and the like), beside the conversations. */
const wireChange = z.object({ field: word });

/** One entry of a body: whose account, when, and what happened there, each element as it came. */
export type Entry = {
  account: string;
  time?: string;
  messaging: unknown[];
  standby: unknown[];
  changes: { field: string; raw: unknown }[];
};

/**
 * The entries of a webhook body, in order. Throws `notThisChannel` when the body is not this channel's; an entry
 * without a readable shape comes out as one change with the field ''.
 */
export function entriesOf(body: unknown, channel: DirectName): Entry[] {
  const object = DIRECT_OBJECTS[channel];
  const envelope = z.object({ object: z.literal(object), entry: z.unknown() }).safeParse(body);
  if (!envelope.success) throw notThisChannel(channel, object);
  const given = envelope.data.entry;
  return (Array.isArray(given) ? given : [given ?? body]).map((raw: unknown) => {
    const entry = wireEntry.safeParse(raw).data;
    const none = { account: '', messaging: [], standby: [] };
    if (!entry) return { ...none, changes: [{ field: '', raw }] };
    const { id, time, messaging, standby } = entry;
    const changes = entry.changes.map((one) => ({ field: wireChange.safeParse(one).data?.field ?? '', raw: one }));
    // Instagram Login puts the one change straight into the entry.
    if (entry.field !== undefined) changes.push({ field: entry.field, raw });
    if (messaging.length + standby.length + changes.length === 0) changes.push({ field: '', raw });
    return { account: id ?? '', ...(time !== undefined && { time }), messaging, standby, changes };
  });
}
