import type { Context } from 'hono';
import type { ShopFacts } from '../../tools/context.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';
import type { TwilioCall } from '../channels/phone/read.ts';
import { farewell, greeting, NOTHING } from '../channels/phone/twiml.ts';
import { connectionsOf } from '../road/connections.ts';
import type { Parts } from '../road/parts.ts';

/** Where the parts of a call come back to, told apart by their address. */
const RECORDED = 'recorded';
const ENDED = 'ended';

/** Where Twilio calls for a shop. */
export const phoneUrl = (publicUrl: string, slug: string) => `${publicUrl}/webhooks/phone/${slug}`;

/**
 * POST /webhooks/phone/:shop: a call, the end of it, its recording, a text message, a report. Verified by the token of the
 * number it is for, on PUBLIC_URL as Twilio knows it; `take` stores it; the answer is what to do with the call.
 */
export async function phone(
  parts: Parts,
  c: Context,
  take: (text: string, read: () => ReturnType<NonNullable<Parts['channels']['phone']>['read']>) => Promise<void>,
): Promise<Response> {
  const { hub, channels } = parts;
  const slug = c.req.param('shop') ?? '';
  const shopId = await shopOf(hub, 'shop', slug);
  const connections = shopId === null ? [] : await connectionsOf(hub, shopId, 'phone');
  if (shopId === null || connections.length === 0) return c.text('this shop has no phone number here', 404);
  const raw = new Uint8Array(await c.req.arrayBuffer());
  const url = phoneUrl(hub.publicUrl, slug) + new URL(c.req.url).search;
  const signed = connections.filter((connection) =>
    channels.phone?.verify({ headers: c.req.raw.headers, raw, url, connection }),
  );
  if (signed.length === 0) return c.text('signature does not match', 401);
  const shop = await shopFacts(hub, shopId);
  const text = new TextDecoder().decode(raw);
  const form = Object.fromEntries(new URLSearchParams(text));
  const query = c.req.query();
  const number = [query.to, form.MessageStatus ? form.From : form.To].find(Boolean) ?? '';
  const connection = signed.find(({ account }) => account === number) ?? signed[0]!;
  const call: TwilioCall = { account: connection.account, form, query };
  // The end of a call tells nothing that its recording does not.
  if (query.step !== ENDED) await take(text, () => channels.phone!.read(call));
  return c.body(answer(shop, call, phoneUrl(hub.publicUrl, slug)), 200, { 'Content-Type': 'text/xml; charset=utf-8' });
}

function answer(shop: ShopFacts, { account, form, query }: TwilioCall, url: string): string {
  if (query.step === ENDED) return farewell(shop);
  if (query.step !== undefined || !form.CallSid || form.RecordingSid || form.MessageSid) return NOTHING;
  // A recording is told of without its call's numbers: they travel in the address, which is signed.
  const about = new URLSearchParams({ to: account, from: form.From ?? '' });
  const at = (step: string) => `${url}?step=${step}&${about}`;
  return greeting(shop, { recorded: at(RECORDED), ended: at(ENDED) });
}
