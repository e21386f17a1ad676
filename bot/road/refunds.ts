import type { Lease } from '../../db/work.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import { askStripe, noteRefund, readRefunds, recordRefund } from '../../tools/payments/stripe-refunds.ts';
import type { Run } from '../../tools/tool.ts';
import type { Parts } from './parts.ts';

type Complete = (parts: Parts, shop: ShopFacts, lease: Lease, result: (run: Run) => Promise<void>) => Promise<void>;

type Errand<K extends ErrandPayload['kind']> = Extract<ErrandPayload, { kind: K }>;

function contextOf(parts: Parts, shop: ShopFacts, lease: Lease): Ctx {
  const actor = { kind: 'provider' as const, provider: 'stripe' };
  return { hub: parts.hub, shop, actor, language: shop.language, cause: `errand:${lease.ref}` };
}

/** Gives a payment back at the provider's, outside any transaction, and writes down what came of it. */
export function refundPayment(complete: Complete) {
  return async (parts: Parts, shop: ShopFacts, lease: Lease, errand: Errand<'refund_payment'>): Promise<void> => {
    const ctx = contextOf(parts, shop, lease);
    const what = { refundId: errand.refundId, stripeUrl: parts.stripeUrl, attempt: lease.attempts - 1 };
    const news = await askStripe(ctx, what);
    parts.passing('payment settled');
    await complete(parts, shop, lease, (run) => noteRefund(run, errand.refundId, news));
  };
}

/** Reads what was given back of a payment at the provider's, and writes down what we did not know. */
export function readPaymentRefunds(complete: Complete) {
  return async (parts: Parts, shop: ShopFacts, lease: Lease, errand: Errand<'read_refunds'>): Promise<void> => {
    const refunds = await readRefunds(contextOf(parts, shop, lease), {
      intent: errand.intent,
      stripeUrl: parts.stripeUrl,
    });
    await complete(parts, shop, lease, async (run) => {
      for (const refund of refunds) await recordRefund(run, refund);
    });
  };
}
