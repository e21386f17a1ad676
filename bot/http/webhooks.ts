import { Hono } from 'hono';
import type { Arrival } from '../../tools/conversations/message.ts';
import { handshake, metaChannelOf } from '../channels/meta.ts';
import type { Parts } from '../road/parts.ts';
import type { Receiver } from '../road/receive.ts';
import { isOfTheData } from './of-the-data.ts';
import { createPaymentHooks } from './payment-hooks.ts';
import { phone } from './phone.ts';
import { sizeLimit } from './size-limit.ts';
import { tiktok } from './tiktok.ts';

/** Meta's bodies are at most 3 MB; anything above is not theirs. */
const MOST_BYTES = 4 * 1024 * 1024;

export type WebhookOptions = { verifyToken: string | null };

/**
 * What the providers call. Each request is verified on its raw bytes, stored, and answered; nothing is understood
 * inside a request. 401: the signature is not the provider's, nothing was stored.
 */
export function createWebhooks(parts: Parts, receiver: Receiver, options: WebhookOptions): Hono {
  const app = new Hono();
  app.use('*', sizeLimit(MOST_BYTES));

  app.get('/meta', (c) => {
    const challenge = handshake(c.req.query(), options.verifyToken ?? '');
    return challenge === null ? c.text('verify_token does not match META_VERIFY_TOKEN', 403) : c.text(challenge);
  });

  app.post('/meta', async (c) => {
    const { whatsapp } = parts.channels;
    const raw = new Uint8Array(await c.req.arrayBuffer());
    if (!whatsapp) return c.text('META_APP_SECRET is not set: the channel is off', 401);
    // One app secret signs the bodies of all three.
    if (!whatsapp.verify({ headers: c.req.raw.headers, raw })) return c.text('signature does not match', 401);
    await take(parts, receiver, { name: 'meta', text: new TextDecoder().decode(raw) }, (text) => {
      const body: unknown = JSON.parse(text);
      return (parts.channels[metaChannelOf(body)] ?? whatsapp).read(body);
    });
    return c.text('EVENT_RECEIVED');
  });

  app.post('/phone/:shop', (c) =>
    phone(parts, c, (text, read) => take(parts, receiver, { name: 'phone', text }, read)),
  );
  app.route('/', createPaymentHooks(parts, receiver));
  app.post('/tiktok', (c) => tiktok(parts, c, (text, read) => take(parts, receiver, { name: 'tiktok', text }, read)));
  return app;
}

/**
 * Reads a verified body and stores what it says; what cannot be read, or not be held by any row, is kept as it came.
 * Throws when the body was fine and storing failed: the provider must send it again.
 */
async function take(
  parts: Parts,
  receiver: Receiver,
  { name, text }: { name: string; text: string },
  read: (text: string) => Arrival[],
): Promise<void> {
  let stored = false;
  try {
    const arrivals = read(text);
    stored = true;
    await receiver.receive(arrivals);
    parts.passing('arrivals stored');
  } catch (error) {
    if (stored && !isOfTheData(error)) throw error;
    parts.log.warn('a webhook body could not be read; it is kept', { channel: name, error });
    await receiver.keep(name, String(error), text);
  }
}
