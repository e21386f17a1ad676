/** What the office's pages are fed: plain facts, no database rows, no sessions. */
import type { Lang, Money } from '../format.ts';

/** Every form carries it in a hidden field named `csrf`; the server that made it checks it. */
export type Csrf = string;

export type Role = 'owner' | 'manager' | 'staff';
export type OrderStatus = 'pending' | 'confirmed' | 'preparing' | 'ready' | 'delivered' | 'cancelled';
export type PaymentStatus = 'unpaid' | 'partial' | 'paid' | 'refunded';
export type OfficeChannel =
  | 'whatsapp'
  | 'messenger'
  | 'instagram'
  | 'email'
  | 'phone'
  | 'tiktok'
  | 'simulator'
  | 'manual';

export type SignInData = {
  lang: Lang;
  csrf: Csrf;
  /** Where the form posts (fields `email`, `password`, `csrf`, `next`). */
  action: string;
  /** Where to go afterwards; a path of ours. */
  next?: string;
  /** What was typed before a refusal. */
  email?: string;
  notice?: { kind: 'wrong' | 'expired' | 'signed_out' | 'link_spent' } | { kind: 'too_many'; minutes: number };
};

/** The page a one-time link opens: nothing is consumed until its one button posts (`csrf` and `fields`). */
export type LinkLandingData = { lang: Lang; csrf: Csrf; action: string; name: string; fields?: Record<string, string> };

/** A line of an order. `qty` as printed ("2", "1,5"); `unit` only where it is not pieces; `detail` the chosen options. */
export type OfficeLine = { qty: string; unit?: string; name: string; detail?: string };

export type Due = { date: string; time?: string };

/** An order that waits for a member's yes. */
export type WaitingCard = {
  short: number;
  number: string;
  /** The version on the card: the form posts it, an older one changes nothing. */
  version: number;
  channel: OfficeChannel;
  customer: { name?: string; phone?: string; isNew?: boolean };
  lines: OfficeLine[];
  due?: Due;
  fulfilment?: 'pickup' | 'delivery';
  address?: string;
  note?: string;
  total: Money;
  /** Milliseconds since the epoch. */
  since: number;
  /** Why the card in the thread has not arrived, when it has not. */
  notice?: 'template_not_approved' | 'window_closed' | 'send_failed' | 'sent_by_email';
};

export type OrderRow = {
  short: number;
  number: string;
  at: number;
  channel: OfficeChannel;
  customer?: string;
  lines: OfficeLine[];
  due?: Due;
  total: Money;
  status: OrderStatus;
  payment: PaymentStatus;
};

export type ChannelState = {
  channel: OfficeChannel;
  /** Which account: a number, an address. */
  account?: string;
  state: 'connected' | 'disconnected' | 'secret_missing' | 'unsigned' | 'not_configured';
  lastEventAt?: number;
  /** Sends given up today, and what the provider said of the last one. */
  failures?: { count: number; last?: string };
};

export type SystemState = {
  channels: ChannelState[];
  model: { state: 'off' } | { state: 'on' | 'down'; name: string };
  database: 'embedded' | 'server' | 'pglite';
};

/** A figure of today beside yesterday's, for orders and baskets; null where there was nothing to average. */
export type Versus<T> = { today: T; yesterday: T };

/** What the frame of every page of the office shows. */
export type FramedData = {
  lang: Lang;
  csrf: Csrf;
  /** Milliseconds since the epoch. */
  now: number;
  timeZone: string;
  shopName: string;
  member: { name: string; role: Role };
  signOutAction: string;
  /** What the last act did, or why it did not, in a whole sentence. */
  flash?: { kind: 'good' | 'warn' | 'bad'; text: string };
};

export type TodayData = FramedData & {
  /** Where a card's two forms post: fields `csrf`, `short`, `version`, and `reason` for a refusal. */
  confirmAction: string;
  refuseAction: string;
  /** The address of the two phones, on the demo shop. */
  simulator?: string;
  figures: {
    orders: Versus<number>;
    revenue: Versus<Money>;
    waiting: { count: number; oldestAt?: number };
    basket: Versus<Money | null>;
  };
  waiting: WaitingCard[];
  orders: OrderRow[];
  system: SystemState;
};

/** A word customers use for a product. `learned` tells who confirmed it and when; absent: it stands in the shop file. */
export type CatalogueWord = { said: string; learned?: { by?: string; at?: number } };

/** A price of the catalogue: the product's own, or a variant's. `stock` is a quantity as printed; absent: not counted. */
export type CataloguePrice = { name?: string; price: Money; stock?: string; state: 'on_sale' | 'low' | 'sold_out' };

export type CatalogueItem = {
  /** Where the kept photo is shown. */
  photo?: string;
  sku: string;
  name: string;
  description?: string;
  /** As the shop file writes it: "piece", "kg". */
  unit: string;
  prices: CataloguePrice[];
  /** The deposit it asks for, in words. */
  deposit?: string;
  /** Its VAT rate in percent, and whether that exists where the shop is. */
  vatRate: number;
  knownRate: boolean;
  /** What it is for VAT; absent: as the shop says. */
  operation?: 'goods' | 'services';
  words: CatalogueWord[];
};

export type CatalogueData = FramedData & {
  /** What was searched for; empty: everything. */
  query: string;
  /** Products found in all, of which `items` are this page's. */
  found: number;
  items: CatalogueItem[];
  /** The address of the next items, when there are more. */
  more?: string;
  /** Where a learned word's button posts (fields `csrf`, `said`, `sku`); absent: the member may not. */
  forgetAction?: string;
  /** Where a product's deposit is set (fields `csrf`, `sku`, `deposit`); absent: the member may not. */
  depositAction?: string;
  /** Where its VAT is set (fields `csrf`, `sku`, `rate`, `nature`); absent: the member may not. */
  taxAction?: string;
  /** The VAT rates there are, in percent; none where the shop charges no VAT. */
  rates: readonly number[];
  /** The page of stories and posts, and how many of those have no product yet. */
  posts: { href: string; unlinked: number };
};

/** The form of an order taken by telephone or at the counter. */
export type NewOrderData = FramedData & {
  /** Where the form posts: `csrf`, `once`, `photo`, the fields of `typed`; `more` asks for more lines. */
  action: string;
  /** Where a photo or link is put away: `csrf`, `page`. */
  putAwayAction: string;
  /** The key of this form: sent twice, it acts once. */
  once: string;
  /** The earliest day, YYYY-MM-DD. */
  today: string;
  typed: {
    name: string;
    phone: string;
    lines: { item: string; qty: string }[];
    date: string;
    time: string;
    fulfilment: 'pickup' | 'delivery';
    address: string;
    shipping: string;
    note: string;
  };
  goods: { name: string; price: Money }[];
  /** What was photographed or pasted and waits. */
  pages: { id: number; kind: 'photo' | 'link'; href: string; at: string }[];
  photo?: { id: number; href: string; caption?: string };
};

/** What a shop is asked when it is set up, except its products, which have a page of their own. */
export type ShopAnswer = {
  step: 'name' | 'address' | 'siret' | 'vat' | 'rate' | 'hours' | 'approval' | 'digest';
  /** As the member reads it; may have several lines. */
  shown: string;
  /** As it is typed; of `vat`, 'assujetti' or 'franchise'; of `approval`, 'toujours' or an amount. Empty: not said yet. */
  typed: string;
  /** Why what was typed cannot be taken, in a whole sentence. */
  wrong?: string;
  /** What became of it just now, in a whole sentence. */
  noted?: string;
};

export type ShopData = FramedData & {
  answers: ShopAnswer[];
  country: 'FR' | 'TN';
  /** How many products are on sale. */
  products: number;
  /** Where each answer's form posts: `csrf`, `step`, `text`, of `approval` also `mode`. Absent: the member may only read. */
  action?: string;
};

export type ErrorData = {
  lang: Lang;
  kind:
    | 'not_found'
    | 'forbidden'
    | 'expired'
    | 'broken'
    | 'pay_link'
    | 'product_code'
    | 'document'
    | 'too_many'
    | 'too_large';
  /** Where its one button leads; none for visitors who have nowhere to go. */
  home?: { href: string; to: 'office' | 'sign_in' };
  /** What to quote when asking for help. */
  reference?: string;
};

/** The pages of the office, each a pure function of its data that returns the whole document as HTML. */
export type OfficePages = {
  signIn(data: SignInData): string;
  linkLanding(data: LinkLandingData): string;
  today(data: TodayData): string;
  catalogue(data: CatalogueData): string;
  newOrder(data: NewOrderData): string;
  shop(data: ShopData): string;
  error(data: ErrorData): string;
};
