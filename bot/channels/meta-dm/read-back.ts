/**
 * Reading conversations back (`GET /{page}/conversations`): what a webhook that never came would have said, in the
 * webhook's own shape, so that it takes the same road under the same ids.
 */
import { z } from 'zod';
import type { Connection } from '../channel.ts';
import type { GraphAddress } from '../whatsapp/graph.ts';
import { get } from './graph.ts';
import { hostOf, isPageToken } from './host.ts';
import { DIRECT_OBJECTS, type DirectName } from './payload.ts';

/** The most conversations and messages of each that are looked at. */
const MOST_CONVERSATIONS = 50;
const MOST_MESSAGES = 20;

const who = z.object({ id: z.string() }).optional().catch(undefined);
const attachment = z.object({
  mime_type: z.string().optional().catch(undefined),
  image_data: z.object({ url: z.string() }).optional().catch(undefined),
  video_data: z.object({ url: z.string() }).optional().catch(undefined),
  file_url: z.string().optional().catch(undefined),
});
const message = z.object({
  id: z.string(),
  created_time: z.string(),
  from: who,
  message: z.string().optional().catch(undefined),
  attachments: z
    .object({ data: z.array(attachment) })
    .optional()
    .catch(undefined),
});
type Message = z.output<typeof message>;

const answer = z.object({
  data: z.array(
    z.object({
      updated_time: z.string(),
      messages: z
        .object({ data: z.array(z.unknown()) })
        .optional()
        .catch(undefined),
    }),
  ),
});

/**
 * A webhook body with what contacts wrote since `since` (milliseconds) and nobody of the shop has answered; null when
 * there is nothing. Throws what `failureOf` understands.
 */
export async function readBack(
  address: GraphAddress,
  channel: DirectName,
  connection: Connection,
  since: number,
): Promise<object | null> {
  const token = connection.secrets.access_token ?? '';
  const whose = channel === 'instagram' && isPageToken(token) ? 'me' : connection.account;
  const fields = `updated_time,messages.limit(${MOST_MESSAGES}){id,created_time,from,message,attachments}`;
  const query = new URLSearchParams({ platform: channel, fields, limit: String(MOST_CONVERSATIONS) });
  const { data } = answer.parse(await get(hostOf(address, channel, token), token, `${whose}/conversations?${query}`));
  const messaging = data
    .filter(({ updated_time }) => Date.parse(updated_time) >= since)
    .flatMap(({ messages }) => unanswered(messages?.data ?? [], connection.account, since))
    .map((one) => eventOf(one, connection.account));
  if (messaging.length === 0) return null;
  messaging.sort((a, b) => a.timestamp - b.timestamp);
  return { object: DIRECT_OBJECTS[channel], entry: [{ id: connection.account, messaging }] };
}

/** The newest come first; what stands under an answer of the page's side has been dealt with. */
function unanswered(list: unknown[], account: string, since: number): Message[] {
  const messages = list.flatMap((one) => message.safeParse(one).data ?? []);
  const newest = messages.sort((a, b) => Date.parse(b.created_time) - Date.parse(a.created_time));
  const answered = newest.findIndex(({ from }) => from === undefined || from.id === account);
  const open = answered < 0 ? newest : newest.slice(0, answered);
  return open.filter(({ created_time }) => Date.parse(created_time) >= since);
}

function eventOf({ id, created_time, from, message: text, attachments }: Message, account: string) {
  const carried = (attachments?.data ?? []).flatMap(({ mime_type, image_data, video_data, file_url }) => {
    const url = image_data?.url ?? video_data?.url ?? file_url;
    if (url === undefined) return [];
    const type = image_data ? 'image' : video_data ? 'video' : mime_type?.startsWith('audio/') ? 'audio' : 'file';
    return [{ type, payload: { url } }];
  });
  return {
    sender: { id: from?.id },
    recipient: { id: account },
    timestamp: Date.parse(created_time),
    message: { mid: id, ...(text ? { text } : {}), ...(carried.length > 0 ? { attachments: carried } : {}) },
  };
}
