import type { ShopFacts, WrittenLanguage } from '../../context.ts';
import type { Currency } from '../../money.ts';
import type { OrderView } from '../../orders/read.ts';
import type { PaymentLink } from '../link.ts';

/** Who takes money online for a shop, in the order a customer is offered them. */
export const PROVIDERS = ['stripe', 'paypal', 'flouci', 'konnect'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** Their names as people know them. */
export const PROVIDER_NAMES: Record<ProviderName, string> = {
  stripe: 'Stripe',
  paypal: 'PayPal',
  flouci: 'Flouci',
  konnect: 'Konnect',
};

/** Which currencies each takes for shops in France and Tunisia. */
export const PROVIDER_CURRENCIES: Record<ProviderName, readonly Currency[]> = {
  stripe: ['EUR', 'TND'],
  paypal: ['EUR'],
  flouci: ['TND'],
  konnect: ['TND', 'EUR'],
};

/** Whether a code is one of `PROVIDERS`. */
export function isProvider(code: string): code is ProviderName {
  return (PROVIDERS as readonly string[]).includes(code);
}

/** Whether money is given back through the provider's API; Flouci and Konnect document no such call. */
export function refundsItself(code: string): boolean {
  return code === 'stripe' || code === 'paypal';
}

/** Whether an opened page can be closed before its end. The others' pages end by themselves. */
export function closesPages(code: string): boolean {
  return code === 'stripe';
}

/** What a session is opened for. `count`: the how-manieth of its link at this provider; `now` in milliseconds. */
export type Opening = {
  shop: ShopFacts;
  view: OrderView;
  link: PaymentLink;
  count: number;
  language: WrittenLanguage;
  /** Our payment page; where a browser comes back to; where the provider's word comes in. */
  pageUrl: string;
  webhookUrl: string;
  now: number;
};

/** A provider's page on which a link can be paid, until an instant (milliseconds). */
export type Session = { id: string; url: string; until: number };

/** Money that a provider says it holds for us. `ref` is the provider's own id of the payment. */
export type Money = { provider: string; ref: string; method: string; amount: number; currency: string };

/** What became of a session: it can still be paid, it was, or it never will be. */
export type SessionState = { state: 'open' } | { state: 'paid'; money: Money } | { state: 'over' };

/** A refund as a provider tells it. `ourId` is the refund that we asked for, null when it was made elsewhere. */
export type ProviderRefund = {
  id: string;
  /** The payment it gives back, by the reference it has in our books. */
  payment: string;
  amount: number;
  currency: string;
  status: 'pending' | 'done' | 'failed';
  failure: string | null;
  ourId: number | null;
};

/** A dispute as a provider tells it. `moved`: money it took (negative) or gave back with this news. */
export type DisputeNews = {
  id: string;
  payment: string;
  amount: number;
  currency: string;
  reason: string;
  state: 'open' | 'won' | 'lost';
  /** Until when it must be answered, milliseconds. */
  answerBy: number | null;
  moved: { ref: string; amount: number } | null;
};

/** What a genuine webhook says. `look`: nothing that can be believed by itself; the session is to be read. */
export type Happening =
  | { kind: 'paid'; sessionId: string | null; linkId: number | null; money: Money }
  | { kind: 'look'; sessionId: string; linkId: number | null }
  | { kind: 'refund'; refund: ProviderRefund }
  | { kind: 'refunds_of'; payment: string }
  | { kind: 'dispute'; dispute: DisputeNews }
  | { kind: 'nothing' };

export type News = { eventId: string; type: string; happened: Happening };

/** A request to one of our webhook addresses, as it came. */
export type Hook = {
  header(name: string): string | undefined;
  raw: string;
  query: Record<string, string>;
  now: number;
};

/** One line of a provider's own list of the account. Amounts signed, `fee` positive, minor units. */
export type Movement = {
  kind: 'payment' | 'refund' | 'dispute' | 'payout' | 'fee' | 'other';
  ref: string;
  /** The payment it belongs to, by its reference in our books; null when it is none of ours. */
  payment: string | null;
  /** The link that was paid, when the provider knows it. */
  linkId: number | null;
  amount: number;
  fee: number;
  currency: string;
  at: number;
};

/** A stretch of time, milliseconds, the end excluded. */
export type Period = { from: number; to: number };

/**
 * One shop's account at a provider. Every call goes over the network and is made outside transactions; asked twice with
 * the same ids it acts once. What cannot succeed when tried again throws a ProviderRefusal.
 */
export type Provider = {
  name: ProviderName;
  /** Opens a page for a link. */
  open(what: Opening): Promise<Session>;
  /** Reads a webhook; throws NotGenuine when it is not the provider's. */
  readWebhook(hook: Hook): Promise<News>;
  /** What became of a session. `take`: money that the customer agreed to and that waits for us is collected. */
  readSession(session: { id: string; until: number }, how: { take: boolean; now: number }): Promise<SessionState>;
  /** Closes a page before its end, or tells that it was paid already; null where the provider has no such call. */
  close: ((sessionId: string) => Promise<SessionState>) | null;
  /** Gives a part of a payment back; null where the provider has no such call and the shop does it itself. */
  refund: ((what: RefundAsked) => Promise<ProviderRefund>) | null;
  /** Every refund of a payment, as the provider lists them. */
  refundsOf(payment: string): Promise<ProviderRefund[]>;
  /** The provider's own list; null where it has none and payments are read one by one. */
  list: ((period: Period) => Promise<Movement[]>) | null;
  /** Asks the account for the least there is, to see whether its keys work. */
  check(): Promise<void>;
};

/** A refund that we ask for: `id` is ours, `payment` the provider's. */
export type RefundAsked = {
  id: number;
  shop: string;
  order: string;
  payment: string;
  amount: number;
  currency: string;
};

/** A webhook that the provider did not send: nothing of it is believed or kept. */
export class NotGenuine extends Error {
  override name = 'NotGenuine';
}

/** A provider's no. `final`: asked again it would be refused again. */
export class ProviderRefusal extends Error {
  override name = 'ProviderRefusal';
  readonly final: boolean;
  readonly status: number;
  constructor(
    message: string,
    status: number,
    final = status >= 400 && status < 500 && status !== 408 && status !== 429,
  ) {
    super(message);
    this.status = status;
    this.final = final;
  }
}

/** Our own id in what a provider echoes ("link:12"), or null. */
export function ourId(kind: 'link' | 'refund', text: unknown): number | null {
  const found = typeof text === 'string' ? new RegExp(`(?:^|[ ,;])${kind}:(\\d{1,15})(?![\\d])`).exec(text) : null;
  return found ? Number(found[1]) : null;
}
