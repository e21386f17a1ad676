/** What the office's pages about money are fed. Times in milliseconds since the epoch. */
import type { Lang, Money } from '../format.ts';
import type { FramedData, PaymentStatus } from '../office/data.ts';

export type MoneyTab = 'payments' | 'due' | 'accounts' | 'codes';

export type MoneyFrame = FramedData & {
  /** The pages this member may open. */
  tabs: { tab: MoneyTab; href: string }[];
};

export type EntryKind = 'payment' | 'refund' | 'correction' | 'chargeback';

export type PaymentRow = {
  at: number;
  kind: EntryKind;
  /** How it was paid, as the books name it: cash, card, paypal … */
  method: string;
  provider: string;
  amount: Money;
  fee?: Money;
  short: number;
  customer?: string;
  href: string;
};

export type PaymentsData = MoneyFrame & {
  filter: { from: string; to: string; by: string; kind: string; q: string };
  ways: string[];
  sums: { rows: number; received: Money; refunded: Money; disputed: Money; fees: Money; net: Money };
  rows: PaymentRow[];
  more?: string;
  /** The accountant's file of the filter's days. */
  csv: string;
};

export type StoryEntry = {
  at: number;
  kind: EntryKind;
  method: string;
  provider: string;
  ref: string;
  amount: Money;
  fee?: Money;
  by?: string;
  creditNote?: string;
};

export type StoryData = MoneyFrame & {
  short: number;
  number: string;
  customer?: string;
  payment: PaymentStatus | 'part_refunded';
  cancelled: boolean;
  total: Money;
  paid: Money;
  due: Money;
  entries: StoryEntry[];
  refunds: { at: number; amount: Money; state: 'asked' | 'failed'; error?: string; by?: string }[];
  disputes: {
    at: number;
    provider: string;
    amount: Money;
    reason: string;
    state: 'open' | 'won' | 'lost';
    answerBy?: number;
  }[];
  links: { at: number; amount: Money; state: 'open' | 'paid' | 'closed'; url: string; tried: string[] }[];
  papers: { kind: string; number: string; total: Money; at: number }[];
  schedule?: {
    kind: 'deposit' | 'instalments';
    term?: 'acompte' | 'arrhes';
    parts: { dueOn: string; amount: Money; open: Money; when: DueWhen }[];
  };
  /** Present for who may give money back. `asked`: what was typed, to be confirmed, with the sentence that says so. */
  refund?: { action: string; most: Money; typed: string; asked?: { text: string; amount: string; version: number } };
  /** Present while something is due: how a member notes money received by hand. */
  record?: { action: string; typed: string };
  /** Present while something is due and links work. */
  sendLink?: { action: string; qr: string };
};

/** Before today, today, or on a day to come. */
export type DueWhen = 'late' | 'today' | 'to_come';

export type DueData = MoneyFrame & {
  rows: {
    short: number;
    customer?: string;
    due: Money;
    dueOn?: string;
    when: DueWhen;
    href: string;
    parts: { position: number; count: number; open: Money; dueOn: string; when: DueWhen }[];
  }[];
  total: Money;
  late: Money;
};

export type AccountsData = MoneyFrame & {
  compareAction: string;
  providers: string[];
  comparisons: {
    provider: string;
    from: number;
    to: number;
    state: 'asked' | 'done' | 'failed';
    doneAt?: number;
    error?: string;
    entered: number;
    differences: {
      where: 'here' | 'there' | 'amount';
      kind: string;
      ref: string;
      theirs?: Money;
      ours?: Money;
      order?: { short: number; href: string };
    }[];
  }[];
  months: {
    provider: string;
    month: string;
    received: string;
    refunded: string;
    disputed: string;
    fees: string;
    paidOut: string;
  }[];
  payouts: { provider: string; at: number; amount: string; ref: string }[];
  files: { month: string; href: string }[];
};

/** A code to print: what it is, its drawing, and where its files are. */
export type Code = { title: string; lead?: string; svg: string; png: string; print: string };

export type CodesData = MoneyFrame & {
  /** Why codes that lead to this hub cannot be made, when they cannot. */
  off?: string;
  chats: Code[];
  query: string;
  products: Code[];
  found: number;
  more?: string;
  order: { typed: string; code?: Code; wrong?: string };
};

export type PrintData = { lang: Lang; shopName: string; title: string; lead: string; svg: string };
