import type { paying as french } from '../fr/paying.ts';

export const paying: typeof french = {
  refundedElsewhere: (short, amount, provider) => `↩️ Order ${short}: ${amount} refunded from ${provider}. Noted.`,
  refundByShop: (provider) => `${provider} has no remote refund: give this sum back from your ${provider} account.`,

  disputes: {
    opened: (short, amount, reason) => `⚠️ Order ${short}: the customer disputes ${amount} with their bank (${reason}).`,
    answer: (provider, by) =>
      by === null
        ? `Answer with your evidence in your ${provider} account.`
        : `Answer with your evidence in your ${provider} account before ${by}.`,
    won: (short, amount) => `✅ Order ${short}: the dispute over ${amount} was decided in your favour.`,
    lost: (short, amount) =>
      `⚠️ Order ${short}: the dispute over ${amount} is lost, the money goes back to the customer.`,
    taken: (provider, amount, short) => `${provider} took ${amount} back on order ${short}.`,
    returned: (provider, amount, short) => `${provider} gave ${amount} back on order ${short}.`,
    reasons: {
      fraudulent: 'payment not recognised',
      duplicate: 'paid twice',
      product_not_received: 'order not received',
      product_unacceptable: 'product not as agreed',
      credit_not_processed: 'refund expected',
      unrecognized: 'payment not recognised',
      general: 'no precise reason',
      merchandise_or_service_not_received: 'order not received',
      merchandise_or_service_not_as_described: 'product not as agreed',
      unauthorised: 'payment not recognised',
      reversed: 'payment taken back by the bank',
    },
  },
};
