/** TikTok Shop's notifications -> arrivals. They carry no amounts: the order itself is always fetched. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Arrival, Happening } from '../../../tools/conversations/message.ts';
import { notThisChannel } from '../meta.ts';

/** Ids are 64 bits wide: strings, never numbers. */
const id = z.string().regex(/^[\w-]{1,64}$/);
const notification = z.object({
  type: z.int(),
  shop_id: id,
  tts_notification_id: id.optional().catch(undefined),
  timestamp: z.number().optional().catch(undefined),
  data: z.record(z.string(), z.unknown()).catch({}),
});

const SELLER_DEAUTHORISED = 6;
const AUTHORISATION_EXPIRING = 7;
const SECOND_MS = 1_000;
/** Beyond it a number is no time a provider means. */
const LATEST_MS = Date.UTC(2100, 0, 1);

/** The shop a body is for, before anything is verified; null when it names none. */
export function shopOf(body: unknown): string | null {
  return notification.safeParse(body).data?.shop_id ?? null;
}

/** What one notification tells. `now` dates it where it names no time. Throws `notThisChannel` when it is none. */
export function readTikTok(body: unknown, now: number): Arrival[] {
  const read = notification.safeParse(body);
  if (!read.success) throw notThisChannel('TikTok Shop', 'type, shop_id');
  const { type, shop_id, tts_notification_id, timestamp, data } = read.data;
  const at = (timestamp ?? 0) * SECOND_MS;
  return [
    {
      channel: 'tiktok',
      account: shop_id,
      externalId: tts_notification_id ?? `${type}:${createHash('sha256').update(JSON.stringify(data)).digest('hex')}`,
      at: at > 0 && at < LATEST_MS ? Math.trunc(at) : now,
      what: happening(type, data),
      raw: body,
    },
  ];
}

function happening(type: number, data: Record<string, unknown>): Happening {
  const order = id.safeParse(data.order_id);
  if (type === SELLER_DEAUTHORISED)
    return { kind: 'account', event: 'account_update', details: { event: 'DISCONNECTED' } };
  if (type === AUTHORISATION_EXPIRING) {
    const until = Number(data.expiration_time) * SECOND_MS;
    const known = Number.isFinite(until) && until > 0 && until < LATEST_MS;
    return { kind: 'account', event: 'authorisation_expiring', details: known ? { until } : {} };
  }
  // Whatever happened to an order, the order itself says how it is now.
  if (order.success) return { kind: 'market_order', order: order.data };
  return { kind: 'other', what: `notification ${type}` };
}
