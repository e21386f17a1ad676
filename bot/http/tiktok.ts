import type { Context } from 'hono';
import type { Arrival } from '../../tools/conversations/message.ts';
import { shopOf } from '../../tools/shops/facts.ts';
import { shopOf as shopIn } from '../channels/tiktok/read.ts';
import { connectionOfAccount } from '../road/connections.ts';
import type { Parts } from '../road/parts.ts';

/**
 * POST /webhooks/tiktok: notifications of every shop's. The account a body names tells whose secret must have signed it;
 * an account of nobody has none, so nothing of its is kept.
 */
export async function tiktok(
  parts: Parts,
  c: Context,
  take: (text: string, read: () => Arrival[]) => Promise<void>,
): Promise<Response> {
  const { hub, channels } = parts;
  const raw = new Uint8Array(await c.req.arrayBuffer());
  const text = new TextDecoder().decode(raw);
  const body = parsed(text);
  const account = shopIn(body);
  const shopId = account === null ? null : await shopOf(hub, 'connection', `tiktok:${account}`);
  const connection =
    account === null || shopId === null ? null : await connectionOfAccount(hub, shopId, { channel: 'tiktok', account });
  if (!connection || !channels.tiktok?.verify({ headers: c.req.raw.headers, raw, connection }))
    return c.text('signature does not match', 401);
  await take(text, () => channels.tiktok!.read(body));
  return c.json({ code: 0, message: 'ok' });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
