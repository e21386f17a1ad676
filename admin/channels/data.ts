import type { Lang } from '../format.ts';
import type { Csrf, OfficeChannel, Role } from '../office/data.ts';

export type CheckRow = { state: 'ok' | 'warn' | 'fail'; says: string; next?: string };

/** What the last examination found; absent: none was made yet. Times in milliseconds. */
export type CheckupRow = { at: number; checks: CheckRow[] };

/** What is wrong and what to do, in the page's language; `raw`: the provider's own words. */
export type Told = { says: string; raw?: string };

export type ConnectionCard = {
  id: number;
  channel: OfficeChannel;
  account: string;
  display?: string;
  state: 'on' | 'off' | 'reconnect' | 'secret_missing';
  reason?: Told;
  lastEventAt?: number;
  /** When it was last read to its end, where the hub asks. */
  readAt?: number;
  expiresAt?: number;
  failures: { count: number; last?: Told };
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

/** What every page about one channel shares. */
type OneChannel = Omit<ChannelsData, 'connections' | 'others' | 'ways' | 'checkAction'> & { channel: OfficeChannel };

/** The dialogs of Meta that can be opened from here. */
export type Dialogs = {
  /** Embedded Signup, by the SDK of Meta: the script needs these, and posts `code`, `waba_id` and `phone_number_id`. */
  signup?: { appId: string; configId: string; version: string; sdk: string; action: string };
  /** Facebook Login for pages: an address that leads there. */
  pages?: string;
  /** Instagram's own login, for an account without a page. */
  instagram?: string;
};

export type ConnectData = OneChannel & {
  /** The address the provider must call. */
  webhook: string;
  /** Where the form posts; `fault`: what was wrong with what was typed, `given` what was typed, without secrets. */
  action: string;
  fault?: string;
  given?: Record<string, string>;
  /** The server could not be asked: what was typed may be kept all the same. */
  anyway?: true;
  dialogs: Dialogs;
};

export type ManageData = OneChannel & {
  connection: ConnectionCard;
  /** Where a new token and the cut post; absent for those who may not. */
  actions?: { renew: string; cut: string };
  fault?: string;
  anyway?: true;
  dialogs: Dialogs;
};

/** The pages of the Facebook account that signed in. `sealed` carries their tokens past the browser. */
export type ChoosePageData = OneChannel & {
  action: string;
  sealed: string;
  pages: { id: string; name: string; instagram?: string }[];
};
