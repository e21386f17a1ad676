import { acceptQuote } from '../invoicing/accept-quote.ts';
import { askQuote } from '../invoicing/ask-quote.ts';
import { creditOrder } from '../invoicing/credit.ts';
import { quoteOrder } from '../invoicing/quote.ts';
import { recordPayment, undoPayment } from './by-hand.ts';
import { cancelAndKeep, cancelAndRefund } from './cancel-paid.ts';
import { showCode } from './codes.ts';
import { reconcile } from './reconcile-thread.ts';
import { refundOrder } from './refund-order.ts';
import { closeSchedule, depositOrder, scheduleOrder } from './schedule-order.ts';
import { closeLink, linkOrder } from './send-link.ts';
import { statement } from './statement.ts';
import { till } from './till.ts';
import { unpaidOrders } from './unpaid.ts';

/** Money and its papers, in the order of /aide. */
export const MONEY_TOOLS = [
  linkOrder,
  depositOrder,
  scheduleOrder,
  recordPayment,
  refundOrder,
  creditOrder,
  cancelAndRefund,
  cancelAndKeep,
  quoteOrder,
  unpaidOrders,
  till,
  showCode,
  reconcile,
  statement,
  closeLink,
  closeSchedule,
  undoPayment,
  acceptQuote,
  askQuote,
];
