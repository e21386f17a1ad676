import type { Money } from '../format.ts';
import type { FramedData, OfficeChannel, OrderStatus, PaymentStatus } from '../office/data.ts';

export type ThreadItem = {
  href: string;
  channel: OfficeChannel;
  name?: string;
  /** When they last wrote, milliseconds. */
  at: number;
  /** Their last words, or what they sent instead. */
  last: string;
  unread: boolean;
  /** A person has it; `waiting`: and has not answered yet. */
  taken: boolean;
  waiting: boolean;
};

export type ThreadsTab = { key: 'all' | 'waiting' | 'unread'; href: string; count?: number; here: boolean };

export type ThreadsData = FramedData & {
  tabs: ThreadsTab[];
  query: string;
  /** What else the search keeps. */
  kept: Record<string, string>;
  items: ThreadItem[];
  more?: string;
};

export type Attached = { kind: 'image' | 'audio' | 'video' | 'file'; href: string; name: string };

export type Bubble = {
  from: 'contact' | 'assistant' | 'person';
  /** Milliseconds. */
  at: number;
  text: string;
  /** What was heard in a recording. */
  transcript?: string;
  attached?: Attached;
  choices: string[];
  /** Of what we sent: where it is. */
  state?: string;
  takenBack: boolean;
};

export type ThreadOrder = {
  href: string;
  number: string;
  status: OrderStatus;
  payment: PaymentStatus;
  total: Money;
  due?: string;
};

export type ThreadData = FramedData & {
  channel: OfficeChannel;
  name?: string;
  phone?: string;
  email?: string;
  /** The customer's other conversations, when there are some. */
  others?: { href: string; count: number };
  /** The assistant is silent until then. */
  silentUntil?: number;
  switchAction: string;
  answerAction?: string;
  orders: ThreadOrder[];
  bubbles: Bubble[];
  older?: string;
  newest?: string;
  back: string;
};
