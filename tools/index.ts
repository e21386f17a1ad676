import { ASSISTANT_TOOLS } from './assistant/index.ts';
import { closeTill } from './books/close.ts';
import { exportBooks } from './books/export.ts';
import { CATALOGUE_TOOLS } from './catalog/commands.ts';
import { searchCatalogue } from './catalog/index.ts';
import { linkPost } from './catalog/posts.ts';
import { showPhoto } from './catalog/show-photo.ts';
import { billedMessages } from './connections/billed.ts';
import { CONVERSATION_TOOLS } from './conversations/tools.ts';
import { CUSTOMER_TOOLS } from './customers/index.ts';
import { DAY_TOOLS } from './day/index.ts';
import { draftOrder, dropDraft } from './drafts/index.ts';
import { draftSoFar } from './drafts/so-far.ts';
import { myInvoice, showInvoice } from './invoicing/index.ts';
import { legalFacts } from './invoicing/legal.ts';
import { decideMarketChange } from './marketplace/decide.ts';
import { matchArticle } from './marketplace/match.ts';
import {
  cancelOrder,
  confirmOrder,
  deliverOrder,
  ignoreOrder,
  inNameOf,
  listOrders,
  modifyOrder,
  ORDER_TOOLS,
  orderStatus,
  placeOrder,
  prepareOrder,
  readyOrder,
  refuseOrder,
  sendPaymentLink,
  showOrderTool,
} from './orders/index.ts';
import { closePage, keepLink, showPage } from './pages/tools.ts';
import { MONEY_TOOLS } from './payments/index.ts';
import { STOCK_TOOLS } from './stock/index.ts';
import { linkAccount } from './team/link-account.ts';
import { showTeam } from './team/members.ts';
import { THREAD_TOOLS } from './thread.ts';
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
  ...MONEY_TOOLS,
  ...ORDER_TOOLS,
  showInvoice,
  legalFacts,
  closeTill,
  exportBooks,
  showTeam,
  linkAccount,
  ...CATALOGUE_TOOLS,
  ...STOCK_TOOLS,
  ...CUSTOMER_TOOLS,
  matchArticle,
  decideMarketChange,
  ...ASSISTANT_TOOLS,
  ...DAY_TOOLS,
  billedMessages,
  showPage,
  keepLink,
  closePage,
  linkPost,
  ...THREAD_TOOLS,
  searchCatalogue,
  showPhoto,
  draftOrder,
  dropDraft,
  draftSoFar,
  placeOrder,
  inNameOf,
  orderStatus,
  sendPaymentLink,
  myInvoice,
  ...CONVERSATION_TOOLS,
] as unknown as Tool[];

const words = TOOLS.flatMap((tool) => tool.command?.words ?? []);
if (new Set(words).size !== words.length) throw new Error('two tools answer to the same command word');
if (new Set(TOOLS.map((tool) => tool.name)).size !== TOOLS.length) throw new Error('two tools share a name');
