import { searchCatalogue } from './catalog/index.ts';
import { handOver, openingHours, requestChange } from './conversations/index.ts';
import { draftOrder, dropDraft } from './drafts/index.ts';
import { myInvoice, showInvoice } from './invoicing/index.ts';
import {
  cancelOrder,
  confirmOrder,
  deliverOrder,
  ignoreOrder,
  linkOrder,
  listOrders,
  modifyOrder,
  orderStatus,
  placeOrder,
  prepareOrder,
  readyOrder,
  refuseOrder,
  sendPaymentLink,
  showOrderTool,
} from './orders/index.ts';
import { linkAccount } from './team/link-account.ts';
import type { Tool } from './tool.ts';

/** Every verb of the hub. The agent's tools, the chat commands and /aide are derived from this list, in this order. */
export const TOOLS = [
  listOrders,
  showOrderTool,
  confirmOrder,
  refuseOrder,
  ignoreOrder,
  modifyOrder,
  prepareOrder,
  readyOrder,
  deliverOrder,
  cancelOrder,
  linkOrder,
  showInvoice,
  linkAccount,
  searchCatalogue,
  draftOrder,
  dropDraft,
  placeOrder,
  orderStatus,
  sendPaymentLink,
  myInvoice,
  openingHours,
  requestChange,
  handOver,
] as unknown as Tool[];

const words = TOOLS.flatMap((tool) => tool.command?.words ?? []);
if (new Set(words).size !== words.length) throw new Error('two tools answer to the same command word');
if (new Set(TOOLS.map((tool) => tool.name)).size !== TOOLS.length) throw new Error('two tools share a name');
