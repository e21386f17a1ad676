import type { Lease } from '../../db/work.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import type { ErrandPayload } from '../../tools/errands.ts';
import { closePage, notePage } from '../../tools/payments/close-sessions.ts';
import { lookAtSession, noteSeen } from '../../tools/payments/look.ts';
import { askRefunds } from '../../tools/payments/receive.ts';
import { noteList, readList } from '../../tools/payments/reconcile.ts';
import { tellCompared } from '../../tools/payments/reconcile-thread.ts';
import { askRefund, noteRefund, readRefunds, recordRefund } from '../../tools/payments/refund-news.ts';
import type { Run } from '../../tools/tool.ts';
import type { Parts } from './parts.ts';

/** After so many attempts a page is left to end by itself: what is paid on it is told as an overpayment. */
const CLOSING_ATTEMPTS = 4;

type Complete = (parts: Parts, shop: ShopFacts, lease: Lease, result: (run: Run) => Promise<void>) => Promise<void>;

type Errand<K extends ErrandPayload['kind']> = Extract<ErrandPayload, { kind: K }>;

function contextOf(parts: Parts, shop: ShopFacts, lease: Lease, provider: string): Ctx {
  const actor = { kind: 'provider' as const, provider };
  return { hub: parts.hub, shop, actor, language: shop.language, cause: `errand:${lease.ref}` };
}

/** Gives a payment back at the provider's, outside any transaction, and writes down what came of it. */
export function refundPayment(complete: Complete) {
  return async (parts: Parts, shop: ShopFacts, lease: Lease, errand: Errand<'refund_payment'>): Promise<void> => {
    const ctx = contextOf(parts, shop, lease, 'refund');
    const news = await askRefund(ctx, { refundId: errand.refundId, attempt: lease.attempts - 1 });
    parts.passing('payment settled');
    await complete(parts, shop, lease, (run) => noteRefund(run, errand.refundId, news));
  };
}

/** Reads what was given back of a payment at the provider's, and writes down what we did not know. */
export function readPaymentRefunds(complete: Complete) {
  return async (parts: Parts, shop: ShopFacts, lease: Lease, errand: Errand<'read_refunds'>): Promise<void> => {
    const { provider, payment } = errand;
    const refunds = await readRefunds(contextOf(parts, shop, lease, provider), { provider, payment });
    await complete(parts, shop, lease, async (run) => {
      let early = false;
      for (const refund of refunds) early = (await recordRefund(run, provider, refund)) === 'early' || early;
      if (early) await askRefunds(run, provider, payment, errand.again ?? 0);
    });
  };
}

/** Reads what became of a session at the provider's, and writes down what it found. */
export function lookAtPayment(complete: Complete) {
  return async (parts: Parts, shop: ShopFacts, lease: Lease, errand: Errand<'look_at_session'>): Promise<void> => {
    const seen = await lookAtSession(contextOf(parts, shop, lease, 'look'), errand.sessionId);
    parts.passing('payment settled');
    await complete(parts, shop, lease, (run) => noteSeen(run, seen, errand.again));
  };
}

/** Closes a page on which nothing is to be paid any more. */
export function closePaymentPage(complete: Complete) {
  return async (parts: Parts, shop: ShopFacts, lease: Lease, errand: Errand<'close_session'>): Promise<void> => {
    const closed = closePage(contextOf(parts, shop, lease, 'close'), errand.sessionId);
    const seen = await closed.catch((error: unknown) => {
      if (lease.attempts < CLOSING_ATTEMPTS) throw error;
      return null;
    });
    parts.passing('payment settled');
    await complete(parts, shop, lease, (run) => notePage(run, seen));
  };
}

/** Reads a provider's own list, compares it with our books and tells what differs. */
export function compareBooks(complete: Complete) {
  return async (parts: Parts, shop: ShopFacts, lease: Lease, errand: Errand<'reconcile'>): Promise<void> => {
    const list = await readList(contextOf(parts, shop, lease, 'reconcile'), errand.reconciliationId);
    parts.passing('payment settled');
    await complete(parts, shop, lease, async (run) => {
      if (!list) return;
      await tellCompared(run, errand.reconciliationId, await noteList(run, errand.reconciliationId, list));
    });
  };
}
