/** The fake Stripe's refunds: what `POST /v1/refunds` and the list of them answer, with its checks and its memory. */
import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import { asResponse, type Form, parseForm, partAt, refuse, textAt } from './stripe-checks.ts';
import { type CheckoutSession, newId, type RefundObject } from './stripe-events.ts';

/** What it remembers of refunds. `refusing`: the words with which the next ones are refused for good. */
export type FakeRefunds = {
  refunds: RefundObject[];
  refundKeys: Map<string, { params: string; refund: RefundObject }>;
  refusing: string | null;
};

type Memory = FakeRefunds & {
  sessions: CheckoutSession[];
  refused: string[];
  faults: { left: number; status?: number; drop?: 'before' | 'after' }[];
  nowS(): number;
};

const KNOWN = new Set(['payment_intent', 'amount', 'reason', 'metadata']);
const REASONS = new Set(['duplicate', 'fraudulent', 'requested_by_customer']);

/** Adds the routes; returns how a refund is made in the dashboard. */
export function refundRoutes(app: Hono<{ Bindings: HttpBindings }>, memory: Memory) {
  const make = (intent: string, amount: number, metadata: Record<string, string>): RefundObject => {
    const session = memory.sessions.find((one) => one.payment_intent === intent);
    const refund: RefundObject = {
      id: newId('re'),
      object: 'refund',
      amount,
      charge: newId('ch'),
      created: memory.nowS(),
      currency: session?.currency ?? 'eur',
      metadata,
      payment_intent: intent,
      reason: 'requested_by_customer',
      status: 'succeeded',
    };
    memory.refunds.push(refund);
    return refund;
  };
  app.post('/v1/refunds', async (c) => {
    const form = parseForm(await c.req.text());
    const fault = memory.faults.find((one) => one.left > 0);
    if (fault) fault.left -= 1;
    if (fault && fault.drop !== 'after') return failure(fault.status);
    const answer = create(c, memory, form, make);
    return fault ? failure(fault.status) : answer;
  });
  app.get('/v1/refunds', (c) => {
    const intent = c.req.query('payment_intent');
    const data = memory.refunds.filter((refund) => refund.payment_intent === intent);
    return c.json({ object: 'list', url: '/v1/refunds', has_more: false, data });
  });
  return make;
}

function failure(status = 500): Response {
  return asResponse({ ...refuse('injected failure'), status, type: 'api_error' });
}

function create(
  c: Context,
  memory: Memory,
  form: Form,
  make: (intent: string, amount: number, metadata: Record<string, string>) => RefundObject,
): Response {
  const answerWith = (refusal: ReturnType<typeof refuse>) => {
    memory.refused.push(refusal.message);
    return asResponse(refusal);
  };
  if (memory.refusing !== null) return asResponse(refuse(memory.refusing, 'charge', 'charge_disputed'));
  const key = c.req.header('idempotency-key') ?? '';
  const params = JSON.stringify(form);
  const known = memory.refundKeys.get(key);
  if (known && known.params !== params) {
    return answerWith({
      ...refuse('Keys for idempotent requests can only be used with the same parameters'),
      type: 'idempotency_error',
    });
  }
  if (known) return c.json(known.refund, 200, { 'idempotent-replayed': 'true' });
  const refused = check(form, memory);
  if (refused) return answerWith(refused);
  const metadata = Object.fromEntries(
    Object.entries(partAt(form, 'metadata')).map(([name, value]) => [name, String(value)]),
  );
  const refund = make(textAt(form, 'payment_intent'), Number(textAt(form, 'amount')), metadata);
  if (key) memory.refundKeys.set(key, { params, refund });
  return c.json(refund);
}

function check(form: Form, memory: Memory): ReturnType<typeof refuse> | null {
  const unknown = Object.keys(form).find((name) => !KNOWN.has(name));
  if (unknown) return refuse(`Received unknown parameter: ${unknown}`, unknown, 'parameter_unknown');
  const intent = textAt(form, 'payment_intent');
  const session = memory.sessions.find((one) => one.payment_intent === intent && one.payment_status === 'paid');
  if (!session) return refuse(`No such payment_intent: '${intent}'`, 'payment_intent', 'resource_missing');
  if (!/^[1-9]\d*$/.test(textAt(form, 'amount')))
    return refuse('Invalid positive integer', 'amount', 'parameter_invalid_integer');
  if (!REASONS.has(textAt(form, 'reason'))) return refuse('Invalid reason', 'reason');
  const before = memory.refunds
    .filter((refund) => refund.payment_intent === intent && refund.status !== 'failed')
    .reduce((sum, refund) => sum + refund.amount, 0);
  if (before + Number(textAt(form, 'amount')) > session.amount_total) {
    return refuse('Refund amount is greater than unrefunded amount on charge', 'amount', 'charge_already_refunded');
  }
  return null;
}
