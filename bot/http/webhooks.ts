import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Ctx } from '../../tools/context.ts';
import type { Arrival } from '../../tools/conversations/message.ts';
import { ask } from '../../tools/errands.ts';
import { settle } from '../../tools/payments/settle.ts';
import { type StripeKeys, stripeKeysSchema } from '../../tools/payments/stripe.ts';
import { readWebhook, type StripeNews } from '../../tools/payments/stripe-news.ts';
import { recordRefund } from '../../tools/payments/stripe-refunds.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';
import type { Run } from '../../tools/tool.ts';
import { handshake, metaChannelOf } from '../channels/meta.ts';
import type { Parts } from '../road/parts.ts';
import type { Receiver } from '../road/receive.ts';
import { phone } from './phone.ts';

/** Meta's bodies are at most 3 MB; anything above is not theirs. */
const MOST_BYTES = 4 * 1024 * 1024;

export type WebhookOptions = { verifyToken: string | null; stripeUrl: string };

/**
 * What the providers call. Each request is verified on its raw bytes, stored, and answered; nothing is understood
 * inside a request. 401: the signature is not the provider's, nothing was stored.
 */
export function createWebhooks(parts: Parts, receiver: Receiver, options: WebhookOptions): Hono {
  const app = new Hono();
  app.use('*', sizeLimit);

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
  app.post('/stripe/:shop', (c) => stripe(parts, options.stripeUrl, c));
  return app;
}

const countedLimit = bodyLimit({ maxSize: MOST_BYTES });

/**
 * A body that states its length is judged by it: node's parser holds it to that. Only one that does not is counted as it
 * comes, which turns it into a stream and costs a fifth of the whole request.
 */
const sizeLimit: MiddlewareHandler = async (c, next) => {
  const stated = c.req.header('transfer-encoding') ? undefined : c.req.header('content-length');
  if (stated === undefined) return countedLimit(c, next);
  if (Number(stated) > MOST_BYTES) return c.text('Payload Too Large', 413);
  return next();
};

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

/** PostgreSQL's class 22: a value that no column can hold, today or at the tenth copy (postgresql.org, Appendix A). */
function isOfTheData(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && /^22/.test(String(error.code));
}

async function stripe(parts: Parts, stripeUrl: string, c: Context): Promise<Response> {
  const { hub } = parts;
  const shopId = await shopOf(hub, 'shop', c.req.param('shop') ?? '');
  if (shopId === null) return c.text('no such shop', 404);
  const shop = await shopFacts(hub, shopId);
  const sealed = shop.settings.payments.stripe;
  if (!sealed) return c.text('this shop does not use Stripe', 404);
  const keys = stripeKeysSchema.parse(JSON.parse(hub.sealer.open(sealed))) as StripeKeys;
  const raw = await c.req.text();
  let news: StripeNews;
  try {
    news = await readWebhook({ keys, baseUrl: stripeUrl }, raw, c.req.header('stripe-signature') ?? '', hub.now());
  } catch {
    return c.text('signature does not match', 401);
  }
  const ctx: Ctx = {
    hub,
    shop,
    actor: { kind: 'provider', provider: 'stripe' },
    language: shop.language,
    cause: `stripe:${news.eventId}`,
  };
  await inShop(ctx, async (run) => {
    const fresh = await run.trx
      .insertInto('provider_event')
      .values({
        shop_id: shop.id,
        provider: 'stripe',
        event_id: news.eventId,
        type: news.type,
        body: raw,
        outcome: null,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (fresh.numInsertedOrUpdatedRows === 0n) return;
    const outcome = await writeDown(run, news);
    await run.trx
      .updateTable('provider_event')
      .set({ outcome })
      .where('provider', '=', 'stripe')
      .where('event_id', '=', news.eventId)
      .execute();
  });
  parts.passing('payment settled');
  return c.json({ received: true });
}

/** What an event says, into the books. The order in which events come, and how often, makes no difference. */
async function writeDown(run: Run, news: StripeNews): Promise<string> {
  if (news.refund) return recordRefund(run, news.refund);
  if (news.refundsOf) {
    await ask(run, `refunds:${news.refundsOf}`, { kind: 'read_refunds', intent: news.refundsOf });
    return 'asked';
  }
  if (!news.sessionId || !news.money) return 'ignored';
  const link = await run.trx
    .selectFrom('payment_link')
    .selectAll()
    .where((eb) => eb.or([eb('session_id', '=', news.sessionId), eb('id', '=', news.linkId ?? -1)]))
    .executeTakeFirst();
  return link ? settle(run, link, news.money) : 'ignored';
}
