import { type PayPalAccess, payPalCall } from './paypal.ts';
import { minorOf, transactionsSchema } from './paypal-shapes.ts';
import { type Movement, ourId, type Period } from './provider.ts';

/** Transaction Search takes at most 31 days at once (developer.paypal.com/docs/api/transaction-search/v1). */
const MOST_DAYS_MS = 31 * 24 * 3_600_000;
const PAGE = 500;

/** PayPal's own list of the account: Transaction Search v1. New transactions take up to three hours to appear there. */
export async function listPayPal(access: PayPalAccess, period: Period): Promise<Movement[]> {
  const movements: Movement[] = [];
  for (let from = period.from; from < period.to; from += MOST_DAYS_MS) {
    const to = Math.min(period.to, from + MOST_DAYS_MS) - 1;
    for (let page = 1; ; page += 1) {
      const query = new URLSearchParams({
        start_date: new Date(from).toISOString(),
        end_date: new Date(to).toISOString(),
        fields: 'transaction_info',
        page_size: String(PAGE),
        page: String(page),
      });
      const { body } = await payPalCall(access, `/v1/reporting/transactions?${query}`);
      const read = transactionsSchema.parse(body);
      movements.push(...read.transaction_details.flatMap(({ transaction_info }) => movementOf(transaction_info) ?? []));
      if (page >= read.total_pages) break;
    }
  }
  return movements;
}

type Info = ReturnType<typeof transactionsSchema.parse>['transaction_details'][number]['transaction_info'];

/** T-codes (developer.paypal.com/docs/reports/reference/tcodes): T00 payments, T04 to the bank, T11 back. */
function movementOf(info: Info): Movement | null {
  const amount = minorOf(info.transaction_amount);
  // D: denied. P: on its way, it will come again as S.
  if (amount === null || info.transaction_status === 'D' || info.transaction_status === 'P') return null;
  const code = info.transaction_event_code;
  const kind = kindOf(code);
  const parent = info.paypal_reference_id ?? null;
  const dispute = kind === 'dispute' && parent !== null;
  return {
    kind,
    ref: dispute ? `${parent}:reversed` : info.transaction_id,
    payment: kind === 'payment' ? info.transaction_id : parent,
    linkId: ourId('link', info.custom_field),
    amount,
    fee: Math.abs((info.fee_amount && minorOf(info.fee_amount)) || 0),
    currency: info.transaction_amount.currency_code.toUpperCase(),
    at: Date.parse(info.transaction_initiation_date),
  };
}

function kindOf(code: string): Movement['kind'] {
  if (code === 'T1107') return 'refund';
  if (/^T(?:1106|1201|1202|1110|1111)$/.test(code)) return 'dispute';
  if (/^T04/.test(code)) return 'payout';
  if (/^T01/.test(code)) return 'fee';
  return /^T00/.test(code) ? 'payment' : 'other';
}
