/** What the payment pages are fed: plain facts about one link, one order, one amount. */
import type { Lang, Money } from '../format.ts';

/** A line as printed on the page; `unit` only where it is not pieces. */
export type PayLine = { qty: string; unit?: string; name: string; detail?: string; total: Money };

export type PayOrder = {
  number: string;
  lines: PayLine[];
  /** Shown between the lines and the total when not zero; `discount` is a positive amount taken off. */
  delivery?: Money;
  discount?: Money;
  total: Money;
  /** What was paid before this link, for a balance. */
  paid?: Money;
  due?: { date: string; time?: string };
};

/** A provider that a customer may choose; it posts as `method`. */
export type PayMethod = 'stripe' | 'paypal' | 'flouci' | 'konnect';

/** `qr`: an image address of the code that banking apps read; null where there is none. */
export type PayTransfer = { name: string; iban: string; bic: string | null; reference: string; qr: string | null };

export type PayState =
  | {
      kind: 'to_pay';
      /** Where the one form posts, and its hidden fields (among them what protects it). */
      action: string;
      fields: Record<string, string>;
      /** The ways to pay online, the first one first; one alone is the page's one button. */
      methods?: PayMethod[];
      /** The bank details for a transfer, when the shop takes them. */
      transfer?: PayTransfer;
      /** What happened the last time the button was pressed. */
      notice?: 'failed' | 'unavailable' | 'tooMany';
      /** The demo shop: no card will be asked for. */
      demo?: boolean;
    }
  | { kind: 'paid'; at?: number; invoice?: string }
  /** Back from the provider, whose word has not arrived yet. `check` is this page's own address. */
  | { kind: 'processing'; check: string }
  | { kind: 'changed'; amount: Money; href: string }
  | { kind: 'cancelled' }
  | { kind: 'expired' };

export type PayData = {
  lang: Lang;
  timeZone: string;
  shopName: string;
  order: PayOrder;
  /** The amount due by this link, frozen with it. */
  amount: Money;
  state: PayState;
  /** What kind of deposit the amount is, when it is one: the law gives each another meaning. */
  deposit?: 'acompte' | 'arrhes';
  /** Which of the parts the order is paid in, by number, and the parts to come. */
  share?: { first: number; last: number; of: number; next: { amount: Money; date: string }[] };
  /** This page in the other languages. */
  languages?: { lang: Lang; href: string }[];
  /** Back to where the customer came from. */
  back?: string;
};

export type DemoPayData = {
  lang: Lang;
  shopName: string;
  number: string;
  amount: Money;
  /** The one form posts here with `fields` and `outcome` = `paid` or `cancelled`. */
  action: string;
  fields: Record<string, string>;
};
