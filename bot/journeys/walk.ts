/** What the journeys do over and over: a hub with its fake Graph and fake Stripe, people who write, an order on its way. */
import assert from 'node:assert/strict';
import type { SentMessage } from '../fakes/graph.ts';
import { type FakeStripe, type StripeEvent, startFakeStripe } from '../fakes/stripe.ts';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { API_KEY, CUSTOMER_PHONE, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';

/** Longer than the slowest machine that runs all suites at once. */
const WAIT_MS = 25_000;

export const ME = { phoneNumberId: PHONE_NUMBER_ID };

export type Walk = TestHub & {
  stripe: FakeStripe;
  /** Somebody writes; the first message they get from then on. */
  says(from: string, text: string, more?: Partial<Said>): Promise<SentMessage>;
  /** Somebody taps a choice of a message; the first message they get from then on. */
  taps(from: string, on: SentMessage, title: string): Promise<SentMessage>;
  /** Somebody writes; nothing is waited for. The HTTP status of the webhook. */
  sends(from: string, text: string, more?: Partial<Said>): Promise<number>;
  /** A customer orders what needs no question; its card as the owner got it. */
  orders(text?: string, from?: string): Promise<{ short: number; card: SentMessage }>;
  /** The owner approves; the recap the customer got. */
  approves(card: SentMessage, customer?: string): Promise<SentMessage>;
  /** An order that was placed and approved, with nothing under way any more; its short number. */
  confirmed(text?: string): Promise<number>;
  /** The customer presses the page's button; the answer (not followed). */
  presses(payUrl: string): Promise<Response>;
  /** The same, on to Stripe; the id of the session it led to. */
  opensSession(payUrl: string): Promise<string>;
  /** Stripe's webhook for a shop, signed; the HTTP status. */
  hooks(event: StripeEvent, more?: { at?: number; secret?: string; shop?: string }): Promise<number>;
  /** GET under /api/v1 with the shop's key. */
  api(path: string, shop?: string): Promise<Response>;
};

type Said = { contextId: string; id: string; name: string; phoneNumberId: string };

/** 18.90 EUR in two lines, with nothing left to ask. */
export const SIMPLE_ORDER = 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp';

/** Starts everything. `close` of the hub closes all of it. */
export async function startWalk(options: Parameters<typeof startTestHub>[0] = {}): Promise<Walk> {
  let clock = Date.now;
  const stripe = await startFakeStripe({ now: () => clock() });
  const hub = await startTestHub({ ...options, more: { STRIPE_URL: stripe.url, ...options?.more } });
  clock = hub.parts.hub.now;
  const close = async () => {
    await hub.close();
    await stripe.close();
  };
  return { ...hub, ...steps(hub, stripe), stripe, close };
}

function steps(hub: TestHub, stripe: FakeStripe): Omit<Walk, keyof TestHub | 'stripe'> {
  const { graph } = hub;
  const next = (to: string, since: number) =>
    graph.waitFor((message) => message.to === to && graph.sent.indexOf(message) >= since, WAIT_MS);
  const sends: Walk['sends'] = (from, text, more = {}) =>
    hub.deliver(graph.inboundText({ ...ME, from, name: nameOf(from), text, ...more }));
  const says: Walk['says'] = async (from, text, more) => {
    const since = graph.sent.length;
    assert.equal(await sends(from, text, more), 200);
    return next(from, since);
  };
  const taps: Walk['taps'] = async (from, on, title) => {
    const since = graph.sent.length;
    assert.equal(await hub.deliver(tapBody(hub, from, on, title)), 200);
    return next(from, since);
  };
  const presses: Walk['presses'] = (payUrl) => fetch(payUrl, { method: 'POST', redirect: 'manual' });
  const orders: Walk['orders'] = async (text = SIMPLE_ORDER, from = CUSTOMER_PHONE) => {
    // What is still on its way to somebody must not be taken for an answer to this.
    await hub.quiet();
    const since = graph.sent.length;
    const placed = await says(from, text);
    const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
    assert.ok(short > 0, `not placed: ${placed.text}`);
    const card = await graph.waitFor(
      (message) => message.to === OWNER_PHONE && graph.sent.indexOf(message) >= since && isCard(message, short),
      WAIT_MS,
    );
    return { short, card };
  };
  const approves: Walk['approves'] = async (card, customer = CUSTOMER_PHONE) => {
    const since = graph.sent.length;
    await taps(OWNER_PHONE, card, 'Créer commande');
    return next(customer, since);
  };
  return {
    sends,
    says,
    taps,
    presses,
    orders,
    approves,
    confirmed: async (text) => {
      const { short, card } = await orders(text);
      await approves(card);
      await hub.quiet();
      return short;
    },
    opensSession: async (payUrl) => {
      const answer = await presses(payUrl);
      assert.equal(answer.status, 303, await answer.text());
      return stripe.sessionAt(answer.headers.get('location') ?? '').id;
    },
    hooks: (event, { shop = 'maison', ...more } = {}) =>
      stripe.deliver(`${hub.url}/webhooks/stripe/${shop}`, stripe.sign(event, more)),
    api: (path, shop = 'maison') =>
      fetch(`${hub.url}/api/v1${path}`, { headers: { authorization: `Bearer ${API_KEY}-${shop}` } }),
  };
}

/** The body of a tap: on a template's quick reply or on a button, as the message was. */
export function tapBody(hub: TestHub, from: string, on: SentMessage, title: string) {
  const choice = on.choices.find((one) => one.title === title);
  assert.ok(choice, `no "${title}" among ${on.choices.map((one) => one.title).join(', ')}`);
  const given = { ...ME, from, name: nameOf(from), payload: choice.id, title, contextId: on.id };
  return on.template ? hub.graph.inboundTemplateTap(given) : hub.graph.inboundTap(given);
}

function isCard(message: SentMessage, short: number): boolean {
  return message.choices.some((choice) => choice.id.startsWith(`/confirmer ${short} `));
}

function nameOf(from: string): string {
  return from === CUSTOMER_PHONE ? 'Marie Lefebvre' : `Client ${from.slice(-4)}`;
}

/** The only row of a query; fails when there is none or more than one. */
export function only<T>(rows: T[]): T {
  assert.equal(rows.length, 1, `one row expected: ${JSON.stringify(rows)}`);
  return rows[0]!;
}
