import type { Lang } from '../format.ts';
import type { Csrf, OfficeChannel, Role } from '../office/data.ts';

export type CheckRow = { state: 'ok' | 'warn' | 'fail'; says: string; next?: string };

/** What the last examination found; absent: none was made yet. Times in milliseconds. */
export type CheckupRow = { at: number; checks: CheckRow[] };

export type ConnectionCard = {
  id: number;
  channel: OfficeChannel;
  account: string;
  display?: string;
  state: 'on' | 'off' | 'reconnect' | 'secret_missing';
  reason?: string;
  lastEventAt?: number;
  expiresAt?: number;
  failures: { count: number; last?: string };
  checkup?: CheckupRow;
  /** Where this connection's page is, when its channel has one. */
  href?: string;
};

/** What is no channel: a payment provider, the installation. */
export type OtherCard = { name: string; checkup: CheckupRow };

export type ChannelsData = {
  lang: Lang;
  csrf: Csrf;
  now: number;
  timeZone: string;
  shopName: string;
  member: { name: string; role: Role };
  signOutAction: string;
  flash?: { kind: 'good' | 'warn' | 'bad'; text: string };
  /** Where the button that examines everything posts. */
  checkAction: string;
  connections: ConnectionCard[];
  others: OtherCard[];
  /** Channels that can be connected here, with the page that does it. */
  ways: { channel: OfficeChannel; href: string }[];
};
