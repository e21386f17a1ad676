import type { Database } from '../db/database.ts';
import type { Work } from '../db/work.ts';
import type { PlatformSender } from './einvoicing/platform.ts';
import type { Currency } from './money.ts';
import type { ProviderName } from './payments/providers/provider.ts';
import type { Sealer } from './sealing.ts';
import type { ShopSettings } from './shops/settings.ts';

/** What members, shops, papers, pages and templates are written in. */
export type WrittenLanguage = 'fr' | 'en' | 'ar';

/** What is said: those, and to customers who write it, Tunisian in Latin letters ("Arabizi"; aeb in ISO 639-3). */
export type Language = WrittenLanguage | 'aeb';

/** What every tool works with: the database, the clock, the bell, the keys, our public address. */
export type Hub = {
  database: Database;
  /** Milliseconds since the epoch. Injected so that tests own time. */
  now(): number;
  /** Tells the queue that work was noted; called after commit. A lost bell is found by the sweep. */
  ring(bells: { work: Work; at?: number }[]): void;
  sealer: Sealer;
  publicUrl: string;
  /** Why links cannot be sent (no https address with a real channel connected), or null when they can. */
  linksOff: string | null;
  /**
   * The language model this hub could use, where it answers and under which name, and the model that writes down voice
   * notes; null or absent: there is none.
   */
  /** Where the payment providers' APIs are; absent: their own addresses. */
  providerUrls?: Partial<Record<ProviderName, string>>;
  languageModel?: { host: string; name: string; transcriber?: string; looker?: string } | null;
  /** The hub's own WhatsApp number, on which members of any shop may have their thread; null or absent: none. */
  ownNumber?: { phoneNumberId: string; accessToken: string } | null;
  /** What this installation has beside its channels; for the state that members ask for. */
  facilities?: {
    mail: boolean;
    /** The approved platform shops without one of their own speak to: its host, and who it is where that is known. */
    platform?: { host: string; sender: PlatformSender | null } | null;
    version: string;
  };
};

/** A shop as every tool needs it. */
export type ShopFacts = {
  id: number;
  slug: string;
  name: string;
  currency: Currency;
  timezone: string;
  language: WrittenLanguage;
  demo: boolean;
  settings: ShopSettings;
};

export type Role = 'owner' | 'manager' | 'staff';

/** Who is acting. Decides what a tool lets them do and is written into the journal. */
export type Actor =
  | { kind: 'customer'; customerId: number; conversationId: number }
  | { kind: 'member'; memberId: number; role: Role; name: string; conversationId?: number }
  | { kind: 'provider'; provider: string }
  | { kind: 'system' };

/** One request to act, on one shop, by one actor, for one cause. */
export type Ctx = {
  hub: Hub;
  shop: ShopFacts;
  actor: Actor;
  language: Language;
  /** Names what made this happen (turn:12, stripe:evt_1, admin:uuid); the same cause never acts twice. */
  cause: string;
};
