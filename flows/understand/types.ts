/** The shapes the reader takes and gives. Structural: a shop file read from JSON fits without conversion. */

export type ReaderVariant = { sku: string; name: string; price?: number };

export type ReaderOption = { name: string; kind: string; choices?: string[]; price?: number };

export type ReaderProduct = {
  sku: string;
  name: string;
  unit: string;
  price: number;
  aliases?: string[];
  description?: string;
  variants?: ReaderVariant[];
  options?: ReaderOption[];
  pack_size?: number | string;
  season?: string;
};

/** What the reader needs of a shop file; further keys are ignored. */
export type ReaderShop = {
  shop: string;
  currency?: string;
  timezone?: string;
  language?: string;
  opening_hours?: Record<string, string>;
  closures?: string[];
  products: ReaderProduct[];
};

export type ReaderTurn = { from: 'customer' | 'shop'; text: string; id?: string };

export type ReaderInput = {
  turns: ReaderTurn[];
  /** ISO 8601; without an offset it is local time of the shop. */
  refTime: string;
  lang?: string;
  /** The language spoken so far, taken where the words tell none. */
  speaks?: string;
  channel?: string;
  speaker?: 'customer' | 'member';
};

export const INTENTS = [
  'order',
  'modify_order',
  'cancel_order',
  'order_status',
  'price_question',
  'availability_question',
  'quote_request',
  'hours_question',
  'payment_question',
  'invoice_request',
  'complaint',
  'human_request',
  'greeting',
  'thanks',
  'other',
] as const;

export type Intent = (typeof INTENTS)[number];

export type Language = 'fr' | 'en' | 'ar' | 'arabizi';

export type Part = 'morning' | 'midday' | 'afternoon' | 'evening' | 'night';

export type Clarification = 'product' | 'variant' | 'quantity' | 'date' | 'address';

export type OptionValue = string | number | string[];

export type ReadItem = {
  sku: string;
  /** In the catalogue's unit; null when it was not said or cannot be converted. */
  qty: number | null;
  unit?: string;
  options?: Record<string, OptionValue>;
  note?: string;
  /** Only for changes to an order that is not in the conversation. */
  op?: 'add' | 'set' | 'remove';
};

export type Unresolved = { text: string; qty: number | null; candidates: string[] };

export type NumberRead = {
  value: number;
  unit?: string;
  currency?: string;
  ordinal?: boolean;
  start: number;
  end: number;
};

export type EvidenceField =
  | 'intent'
  | 'item'
  | 'unresolved'
  | 'date'
  | 'time'
  | 'fulfilment'
  | 'address'
  | 'customer_name'
  | 'phone'
  | 'note';

/** Where a field was read: characters [start, end) of the text of one turn. `ref` is the sku of an item. */
export type Evidence = {
  field: EvidenceField;
  turn: number;
  messageId?: string;
  start: number;
  end: number;
  ref?: string;
};

export type TimeIs = 'exact' | 'around' | 'before' | 'after';

/** The postal parts of an address, as typed. */
export type AddressParts = { housenumber?: string; street?: string; postcode?: string; city?: string };

/** A day, hour or part of day read from words; local to the shop. */
export type WhenRead = {
  date: string | null;
  time: string | null;
  part?: Part;
  endDate?: string;
  endTime?: string;
  timeIs?: TimeIs;
  /** The words name a day that cannot be tied to one date ("vendredi ou samedi", "la semaine pro"). */
  unclear: boolean;
  /** The day was not said: it follows from an hour ("18h" = today). */
  implied: boolean;
  /** Two delivery days are named. */
  several: boolean;
  /** Only a day's number was said ("le 24"): its month is the next one that has it still to come. */
  monthDay?: number;
  start: number;
  end: number;
  /** Where the day and the hour stand, when both are said. */
  dateAt?: { start: number; end: number };
  timeAt?: { start: number; end: number };
};

export type Reading = {
  intent: Intent;
  /** Secondary intents of the same message. */
  also: Intent[];
  items: ReadItem[];
  unresolved: Unresolved[];
  date: string | null;
  time: string | null;
  time_is?: TimeIs | 'morning' | 'afternoon' | 'evening';
  part?: Part;
  end_date?: string;
  end_time?: string;
  numbers?: NumberRead[];
  phone?: string;
  fulfilment: 'pickup' | 'delivery' | null;
  address: string | null;
  address_parts?: AddressParts;
  customer_name: string | null;
  note?: string;
  needs_clarification: Clarification[];
  confidence: number;
  language: Language;
  evidence: Evidence[];
  /** Only for a member: the command that would be run, or null. */
  command?: string | null;
};
