import type { ShopFileInput } from '../../../tools/shops/shop-file.ts';
import type { Walk } from '../../journeys/walk.ts';

/** One request as the channel's provider makes it. `path` is under the hub's address. */
export type ProviderCall = { path: string; body: string | Uint8Array; headers: Record<string, string> };

/** One message of ours as the provider took it, and what a reader of it would see. */
export type Heard = { id: string; text: string; choices: { id: string; title: string }[] };

/** What happens to a message of ours, as the provider tells it. */
export type Report = 'sent' | 'delivered' | 'read' | 'failed';

/** A message a customer writes. `at`: milliseconds; the clock's when left out. */
export type Words = { from: string; text: string; id: string; at?: number };

/**
 * A channel's provider in a test: what it calls, and what it was sent. What a provider has no notion of is left out, and
 * the part of the contract that needs it is not asked of the channel.
 */
export type Provider = {
  /** The contact of the n-th customer of the tests: each has never written before. */
  customer(n: number): string;
  /** A customer writes. */
  says(words: Words): ProviderCall | Promise<ProviderCall>;
  /** The same to an account that no shop here has; absent where the address itself names the shop. */
  saysToNobody?(words: Words): ProviderCall;
  /** Calls with a signature that is not the provider's: none, of another key, of other bytes. */
  forgeries(call: ProviderCall): ProviderCall[];
  /** The status a forgery is answered with; 401 when left out. */
  refusal?: number;
  /** The status of a signed body that names no account of ours, where each account signs for itself; else it is taken. */
  bodyOfNobody?: number;
  /** Any body, signed: it need not be one of the provider's. Absent where nothing is signed. */
  signs?(raw: string): ProviderCall;
  /** A well-formed event of a kind that nobody knows yet. It holds `mark`. */
  novelty?(given: { from: string; id: string; mark: string }): ProviderCall;
  /** The provider reports on a message of ours; `customer` got it. */
  reports?(sent: Heard, customer: string, what: Report): ProviderCall | null;
  /** The provider repeats a message of ours to us. */
  echoes?(sent: Heard, customer: string): ProviderCall;
  /** A customer types the answer of a numbered choice, or taps it. Left out: they are typed like any words. */
  taps?(on: Heard, choice: Heard['choices'][number], words: Omit<Words, 'text'>): ProviderCall;
  /** What a customer was sent, oldest first. */
  heard(customer: string): Heard[] | Promise<Heard[]>;
  /** The provider refuses the next message of ours for good. Absent where it can refuse none. */
  refusesNext?(): void;
  /** A sample body with our account wherever it names its own; null when the file is no body of a webhook. */
  ours?(text: string, file: string): string | null;
};

/** How a channel plugs into the contract. */
export type ChannelFixture = {
  channel: string;
  /** The folder of real bodies under the shared samples, where there is one. */
  samples?: string;
  /** The shop that the tests are played in; `maison` when left out, made with `connections`. */
  shop?: string;
  /** False: orders come by it and nobody writes there or is written to. */
  talks?: false;
  connections: NonNullable<ShopFileInput['connections']>;
  /** Starts what must run before the hub; its settings, and how it ends. */
  before?(): Promise<{ more: Record<string, string>; close(): Promise<void> }>;
  /** Opens the provider of a running hub. */
  open(walk: Walk): Provider | Promise<Provider>;
  /** A long text leaves as several messages, as one that is cut, or as it is. */
  long: 'split' | 'cut' | 'whole';
  /** The longest message the provider takes, in its own count (characters, or bytes of UTF-8). */
  most: number;
  size?(text: string): number;
};
