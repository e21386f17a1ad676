/** What PayPal's Transaction Search lists of the account. */
import { type PayPalCapture, type PayPalRefund, payPalId } from './paypal-events.ts';

/** Money that PayPal took back from a capture; milliseconds. */
export type Reversal = { capture: PayPalCapture; amount: number; at: number };

/** "25.00" as cents, and back. */
export const cents = (value: string): number => Number(value.replace('.', ''));
export const euros = (amount: number): string => `${Math.trunc(amount / 100)}.${String(amount % 100).padStart(2, '0')}`;

const row = (id: string, code: string, value: string, at: string, more: object) => ({
  transaction_info: {
    transaction_id: id,
    transaction_event_code: code,
    transaction_status: 'S',
    transaction_initiation_date: at,
    transaction_amount: { currency_code: 'EUR', value },
    ...more,
  },
});

/** Captures (T0006), their refunds (T1107) and reversals (T1106) between two instants, milliseconds. */
export function reportRows(what: {
  captures: PayPalCapture[];
  refundsOf(captureId: string): PayPalRefund[];
  reversed: Reversal[];
  from: number;
  to: number;
}) {
  const rows = [
    ...what.captures.flatMap((one) => [
      row(one.id, 'T0006', one.amount.value, one.create_time, {
        fee_amount: { currency_code: 'EUR', value: `-${one.seller_receivable_breakdown.paypal_fee.value}` },
        custom_field: one.custom_id,
      }),
      ...what
        .refundsOf(one.id)
        .map((refund) =>
          row(refund.id, 'T1107', `-${refund.amount.value}`, refund.create_time, { paypal_reference_id: one.id }),
        ),
    ]),
    ...what.reversed.map(({ capture: one, amount, at }) =>
      row(payPalId(), 'T1106', `-${euros(amount)}`, new Date(at).toISOString(), { paypal_reference_id: one.id }),
    ),
  ];
  return rows.filter(({ transaction_info: { transaction_initiation_date: at } }) => {
    return Date.parse(at) >= what.from && Date.parse(at) <= what.to;
  });
}
