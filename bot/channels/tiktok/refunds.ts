/** What TikTok Shop gave buyers back (POST /return_refund/202309/returns/search and …/cancellations/search). */
import { z } from 'zod';
import type { MarketRefund } from '../../../tools/marketplace/order.ts';
import type { Connection } from '../channel.ts';
import { call, type TikTokAddress, TikTokError } from './api.ts';
import { minor } from './order.ts';

const SECOND_MS = 1_000;
const PAGE = 50;
/** Pages of one search: 1 000 refunds. */
const MOST_PAGES = 20;
/** The app was not given this part of the API ("Access denied. App does not have the required scopes"). */
const NO_SCOPE = 105005;

const text = z.string().nullish();
const money = z.object({ currency: text, refund_total: text }).nullish();
const lines = z.array(z.object({ order_line_item_id: text })).nullish();
const record = z.object({
  order_id: z.string(),
  return_id: text,
  cancel_id: text,
  return_status: text,
  cancel_status: text,
  return_reason_text: text,
  cancel_reason_text: text,
  refund_amount: money,
  return_line_items: lines,
  cancel_line_items: lines,
});
const page = z.object({
  return_orders: z.array(z.unknown()).nullish(),
  cancellations: z.array(z.unknown()).nullish(),
  next_page_token: text,
});

/** Which refunds: of some orders, or all that changed in a stretch of time (milliseconds). */
export type Which = { orders: string[] } | { since: number; until: number };

/**
 * The refunds of a shop's orders, cancelled lines and returns alike. Null: the app may not read them. What cannot be read
 * is told to `unread` and left out. Throws TikTokError.
 */
export async function refundsOf(
  address: TikTokAddress,
  connection: Connection,
  cipher: string,
  which: Which,
  unread: (id: string, error: unknown) => void,
): Promise<MarketRefund[] | null> {
  const body =
    'orders' in which
      ? { order_ids: which.orders }
      : { update_time_ge: Math.floor(which.since / SECOND_MS), update_time_lt: Math.ceil(which.until / SECOND_MS) };
  const found: MarketRefund[] = [];
  try {
    for (const kind of ['returns', 'cancellations'] as const) {
      for (let pages = 0, token = ''; pages < MOST_PAGES; pages++) {
        const query = { shop_cipher: cipher, page_size: String(PAGE), ...(token ? { page_token: token } : {}) };
        const asked = { method: 'POST' as const, path: `/return_refund/202309/${kind}/search`, query, body };
        const data = page.parse((await call(address, connection, asked)) ?? {});
        for (const given of data.return_orders ?? data.cancellations ?? []) {
          try {
            found.push(readRefund(given, kind === 'returns' ? 'return' : 'cancellation'));
          } catch (error) {
            unread(String((given as { order_id?: unknown })?.order_id ?? '?'), error);
          }
        }
        if (!data.next_page_token) break;
        token = data.next_page_token;
      }
    }
    return found;
  } catch (error) {
    if (error instanceof TikTokError && error.failure.code === NO_SCOPE) return null;
    throw error;
  }
}

/** One record. Throws a ZodError or RangeError when it is none that can be booked. */
export function readRefund(given: unknown, kind: MarketRefund['kind']): MarketRefund {
  const one = record.parse(given);
  const id = kind === 'return' ? one.return_id : one.cancel_id;
  if (!id) throw new RangeError(`a ${kind} without its id`);
  const { currency, refund_total } = one.refund_amount ?? {};
  const items = one.return_line_items ?? one.cancel_line_items ?? [];
  return {
    id: `${kind}:${id}`,
    order: one.order_id,
    kind,
    stage: stageOf(one.return_status ?? one.cancel_status ?? ''),
    units: items.flatMap(({ order_line_item_id }) => order_line_item_id ?? []),
    amount: refund_total ? minor(decimal(refund_total), (currency ?? 'EUR').toUpperCase()) : 0,
    reason: (one.return_reason_text ?? one.cancel_reason_text)?.trim().slice(0, 200) || null,
  };
}

function decimal(amount: string): string {
  if (!/^\d{1,10}(\.\d{1,4})?$/.test(amount)) throw new RangeError(`"${amount}" is no amount of money`);
  return amount;
}

/** Only a completed request means that the buyer has the money; words we do not know are waited for. */
function stageOf(status: string): MarketRefund['stage'] {
  if (/_REQUEST_COMPLETE$/.test(status)) return 'done';
  if (/_REQUEST_PENDING$/.test(status)) return 'asked';
  return /_REQUEST_(REJECT|CANCEL|CANCELLED)$/.test(status) ? 'off' : 'going';
}
