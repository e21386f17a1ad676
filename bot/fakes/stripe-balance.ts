/** The fake Stripe's own list of the account (balance transactions) and its disputes. */
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import {
  type CheckoutSession,
  type DisputeObject,
  eventOf,
  newId,
  type RefundObject,
  type StripeEvent,
} from './stripe-events.ts';

type Memory = { sessions: CheckoutSession[]; refunds: RefundObject[]; nowS(): number };

/** What Stripe keeps of each payment: 1.5 % and 25 cents. */
export const feeOf = (amount: number): number => Math.round(amount * 0.015) + 25;
const DISPUTE_FEE = 2000;

/** Adds the routes; returns how a dispute moves and money leaves for the bank. */
export function balanceRoutes(app: Hono<{ Bindings: HttpBindings }>, memory: Memory) {
  const disputes: DisputeObject[] = [];
  const payouts: { id: string; object: 'payout'; amount: number; created: number }[] = [];
  const transactions = () => {
    const row = (type: string, source: object & { id: string }, amount: number, fee: number, created: number) => ({
      id: `txn_${type}_${source.id}`,
      object: 'balance_transaction',
      amount,
      available_on: created,
      created,
      currency: 'eur',
      fee,
      net: amount - fee,
      source,
      status: 'available',
      type,
    });
    return [
      ...memory.sessions
        .filter((session) => session.payment_status === 'paid')
        .map((session) => {
          const { payment_intent, metadata, amount_total } = session;
          const charge = { id: `ch_${payment_intent}`, object: 'charge', payment_intent, metadata };
          return row('charge', charge, amount_total, feeOf(amount_total), session.created);
        }),
      ...memory.refunds.flatMap((refund) => [
        row('refund', refund, -refund.amount, 0, refund.created),
        ...(refund.status === 'failed' ? [row('refund_failure', refund, refund.amount, 0, refund.created)] : []),
      ]),
      ...disputes.flatMap((dispute) => [
        ...(dispute.withdrawn ? [row('adjustment', dispute, -dispute.amount, DISPUTE_FEE, dispute.created)] : []),
        ...(dispute.reinstated
          ? [{ ...row('adjustment', dispute, dispute.amount, 0, dispute.created), id: newId('txn') }]
          : []),
      ]),
      ...payouts.map((payout) => row('payout', payout, -payout.amount, 0, payout.created)),
    ];
  };
  app.get('/v1/balance', (c) => c.json({ object: 'balance', available: [], pending: [], livemode: false }));
  app.get('/v1/balance_transactions', (c) => {
    const [from, to] = [Number(c.req.query('created[gte]')), Number(c.req.query('created[lt]'))];
    const all = transactions().filter(({ created }) => created >= from && created < to);
    const after = c.req.query('starting_after');
    const start = after ? all.findIndex(({ id }) => id === after) + 1 : 0;
    const limit = Number(c.req.query('limit') ?? 10);
    const expand = c.req.query('expand[0]') === 'data.source';
    const data = all.slice(start, start + limit).map((one) => (expand ? one : { ...one, source: one.source.id }));
    return c.json({ object: 'list', url: '/v1/balance_transactions', has_more: start + limit < all.length, data });
  });
  const heldBack = (session: CheckoutSession): boolean =>
    disputes.some((one) => one.payment_intent === session.payment_intent && one.withdrawn && !one.reinstated);
  /** A dispute begins, its money is taken or given back, it ends. Returns the event. */
  const move = (
    session: CheckoutSession,
    step: 'created' | 'funds_withdrawn' | 'funds_reinstated' | 'won' | 'lost',
  ): StripeEvent => {
    let dispute = disputes.find((one) => one.payment_intent === session.payment_intent);
    if (!dispute) {
      dispute = {
        id: newId('dp'),
        object: 'dispute',
        amount: session.amount_total,
        charge: `ch_${session.payment_intent}`,
        created: memory.nowS(),
        currency: session.currency,
        payment_intent: session.payment_intent!,
        reason: 'fraudulent',
        status: 'needs_response',
        evidence_details: { due_by: memory.nowS() + 9 * 24 * 3_600 },
        withdrawn: false,
        reinstated: false,
      };
      disputes.push(dispute);
    }
    if (step === 'funds_withdrawn') dispute.withdrawn = true;
    if (step === 'funds_reinstated') dispute.reinstated = true;
    if (step === 'won' || step === 'lost') dispute.status = step;
    const type = `charge.dispute.${step === 'won' || step === 'lost' ? 'closed' : step}`;
    return eventOf(type, dispute as unknown as CheckoutSession, memory.nowS());
  };
  const payOut = (amount: number): string => {
    payouts.push({ id: newId('po'), object: 'payout', amount, created: memory.nowS() });
    return payouts.at(-1)!.id;
  };
  return { move, heldBack, payOut };
}
