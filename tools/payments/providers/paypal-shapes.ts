import { z } from 'zod';
import { type Currency, exponentOf, isCurrency } from '../../money.ts';

/** An amount as PayPal writes it. */
export const amountSchema = z.object({ currency_code: z.string(), value: z.string() });

const linkSchema = z.object({ href: z.string(), rel: z.string() });

export const captureSchema = z.object({
  id: z.string(),
  status: z.string(),
  amount: amountSchema,
  custom_id: z.string().optional(),
  supplementary_data: z.object({ related_ids: z.object({ order_id: z.string().optional() }).optional() }).optional(),
  seller_receivable_breakdown: z.object({ paypal_fee: amountSchema.optional() }).optional(),
});

export const refundSchema = z.object({
  id: z.string(),
  status: z.string(),
  amount: amountSchema,
  custom_id: z.string().optional(),
  status_details: z.object({ reason: z.string().optional() }).optional(),
  links: z.array(linkSchema).default([]),
});

export const orderSchema = z.object({
  id: z.string(),
  status: z.string(),
  links: z.array(linkSchema).default([]),
  purchase_units: z
    .array(
      z.object({
        custom_id: z.string().optional(),
        payments: z
          .object({ captures: z.array(captureSchema).default([]), refunds: z.array(refundSchema).default([]) })
          .optional(),
      }),
    )
    .default([]),
});

export const disputeSchema = z.object({
  dispute_id: z.string(),
  reason: z.string().default(''),
  status: z.string(),
  dispute_amount: amountSchema,
  disputed_transactions: z.array(z.object({ seller_transaction_id: z.string().optional() })).default([]),
  dispute_outcome: z
    .object({ outcome_code: z.string().optional(), amount_refunded: amountSchema.optional() })
    .optional(),
  seller_response_due_date: z.string().optional(),
});

export const eventSchema = z.object({
  id: z.string().min(1),
  event_type: z.string(),
  resource: z.unknown(),
});

export const transactionsSchema = z.object({
  total_pages: z.number().default(1),
  transaction_details: z
    .array(
      z.object({
        transaction_info: z.object({
          transaction_id: z.string(),
          paypal_reference_id: z.string().optional(),
          transaction_event_code: z.string(),
          transaction_status: z.string().optional(),
          transaction_initiation_date: z.string(),
          transaction_amount: amountSchema,
          fee_amount: amountSchema.optional(),
          custom_field: z.string().optional(),
        }),
      }),
    )
    .default([]),
});

/** Minor units of an amount as PayPal writes it ("25.00"); null in a currency or a precision that is not ours. */
export function minorOf(amount: z.output<typeof amountSchema>): number | null {
  const code = amount.currency_code.toUpperCase();
  if (!isCurrency(code)) return null;
  const exponent = exponentOf(code);
  const found = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount.value);
  if (!found) return null;
  const decimals = (found[3] ?? '').replace(/0+$/, '');
  if (decimals.length > exponent) return null;
  const minor = Number(`${found[2]}${decimals.padEnd(exponent, '0')}`);
  return Number.isSafeInteger(minor) ? (found[1] ? 0 - minor : minor) : null;
}

/** An amount as PayPal wants it: "25.00". */
export function majorOf(minor: number, currency: Currency): string {
  const exponent = exponentOf(currency);
  const digits = String(minor).padStart(exponent + 1, '0');
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}
