import type { ApprovalTables } from './approvals.ts';
import type { AttachmentTables } from './attachments.ts';
import type { ConnectingTables } from './connecting.ts';
import type { ConversationTables } from './conversation.ts';
import type { MailTables } from './mail.ts';
import type { MarketplaceTables } from './marketplace.ts';
import type { MerchantTables } from './merchant.ts';
import type { ModelTables } from './model.ts';
import type { MoneyTables } from './money.ts';
import type { PageTables } from './pages.ts';
import type { PaperTables } from './papers.ts';
import type { PeopleTables } from './people.ts';
import type { PlatformTables } from './platform.ts';
import type { ProviderTables } from './providers.ts';
import type { RetentionTables } from './retention.ts';
import type { SameCustomerTables } from './same-customer.ts';
import type { StockTables } from './stock.ts';
import type { TalkTables } from './talk.ts';
import type { TradeTables } from './trade.ts';
import type { WatchTables } from './watch.ts';

/** Every table of the hub by name, as Kysely sees it. Ids and money come out as numbers, timestamps as Date. */
export type Tables = MerchantTables &
  MarketplaceTables &
  ApprovalTables &
  ConversationTables &
  StockTables &
  RetentionTables &
  SameCustomerTables &
  AttachmentTables &
  PeopleTables &
  TalkTables &
  TradeTables &
  PaperTables &
  PlatformTables &
  PageTables &
  WatchTables &
  ModelTables &
  ConnectingTables &
  MailTables &
  MoneyTables &
  ProviderTables;
