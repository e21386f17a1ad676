import type { Ctx } from '../context.ts';
import { paysOnline } from '../orders/confirm.ts';
import { type OrderView, orderById } from '../orders/read.ts';
import { inShop } from '../perform.ts';
import type { Run } from '../tool.ts';
import { type Share, shareOf } from './instalments.ts';
import { amountDue, linkUrl, type PaymentLink } from './link.ts';
import { dueLink, scheduleOf, type Term } from './schedule.ts';

/** What stands behind a payment address right now. */
export type PayState =
  /** `tried`: somebody was sent to a provider with it. */
  | {
      kind: 'open';
      link: PaymentLink;
      view: OrderView;
      online: boolean;
      tried: boolean;
      deposit: Term | null;
      /** Where the link stands among the parts the order is paid in. */
      share: Share | null;
    }
  /** The order changed since: its new address, when something is due. */
  | { kind: 'changed'; link: PaymentLink; view: OrderView; newUrl: string | null; newAmount: number }
  | { kind: 'paid' | 'cancelled'; link: PaymentLink; view: OrderView };

/** Reads a link's state; null when the link does not exist. */
export async function payState(ctx: Ctx, linkId: number): Promise<PayState | null> {
  return inShop(ctx, async (run): Promise<PayState | null> => {
    const link = await run.trx.selectFrom('payment_link').selectAll().where('id', '=', linkId).executeTakeFirst();
    if (!link) return null;
    const view = await orderById(run.trx, link.order_id);
    const { order } = view;
    if (link.state === 'paid' || order.payment_status === 'paid') return { kind: 'paid', link, view };
    if (order.status === 'cancelled') return { kind: 'cancelled', link, view };
    // Never more than is due: part of it may have been paid by an older session meanwhile.
    if (link.state === 'open' && link.order_version === order.version && link.amount <= amountDue(order)) {
      const tried = await wasTried(run, link.id);
      return { kind: 'open', link, view, online: paysOnline(run), tried, ...(await partOf(run, view, link)) };
    }
    const fresh = order.status === 'pending' ? null : await dueLink(run, order);
    return { kind: 'changed', link, view, newUrl: fresh ? linkUrl(run, fresh) : null, newAmount: fresh?.amount ?? 0 };
  });
}

async function wasTried(run: Run, linkId: number): Promise<boolean> {
  const session = await run.trx
    .selectFrom('payment_session')
    .select('id')
    .where('link_id', '=', linkId)
    .executeTakeFirst();
  return session !== undefined;
}

/** What a link asks of an order that is paid in parts: a deposit of some kind, or which instalments. */
async function partOf(
  run: Run,
  view: OrderView,
  link: PaymentLink,
): Promise<{ deposit: Term | null; share: Share | null }> {
  const found = await scheduleOf(run, view.order);
  if (!found) return { deposit: null, share: null };
  const { schedule, instalments } = found;
  if (schedule.kind === 'instalments') return { deposit: null, share: shareOf(instalments, link.amount) };
  const asked = link.amount < amountDue(view.order) && (instalments[0]?.open ?? 0) > 0;
  return { deposit: asked ? schedule.term : null, share: null };
}
