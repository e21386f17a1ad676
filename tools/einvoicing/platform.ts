/**
 * The flow of the e-invoicing reform: an invoice to a business is handed to an approved platform (plateforme agréée), which
 * reports its life. What a platform is to the hub; `afnor.ts` is the one that speaks AFNOR XP Z12-013.
 */

/**
 * A file as a platform takes it: an invoice to a business (Factur-X), or a report of sales to consumers (FRR). `trackingId`:
 * ours, at most 36 characters; the same file always has the same.
 */
export type Handover = {
  what: 'invoice' | 'report';
  trackingId: string;
  name: string;
  file: Uint8Array;
  sha256: string;
};

/** Who hands reports on (TG-2 of flow 10): the platform's number in the list of approved ones, and its name. */
export type PlatformSender = { number: string; name: string };

/** Number and name, or neither. */
export function senderOf(number: string | null | undefined, name: string | null | undefined): PlatformSender | null {
  return number && name ? { number, name } : null;
}

/** What the platform made of a file: taken in, checked, or turned away with its reasons. */
export type Flow = { flowId: string; state: 'pending' | 'ok' | 'error'; why: string };

/** One message about an invoice's life. `code`: of the life cycle (XP Z12-012, annex A), such as 213. */
export type LifeMessage = { invoice: string; seller: string | null; code: number; why: string };

export type ApprovedPlatform = {
  /** Hands a file over. Throws PlatformRefusal when it will never be taken as it is, Error when it may be later. */
  send(handover: Handover): Promise<Flow>;
  /** What became of a file we may have handed over; null: the platform does not know it. */
  find(trackingId: string): Promise<Flow | null>;
  /** Messages since then (milliseconds), oldest first, and up to when they were read. */
  messages(since: number): Promise<{ messages: LifeMessage[]; until: number }>;
  /** Calls it without changing anything. Throws as `send` does. */
  check(): Promise<void>;
};

/** The platform said no. `status`: of HTTP. */
export class PlatformRefusal extends Error {
  override name = 'PlatformRefusal';
  readonly status: number;
  constructor(status: number, why: string) {
    super(why);
    this.status = status;
  }
}

/** It lets us not in: the secrets are wrong, or no longer right. */
export class PlatformLocked extends Error {
  override name = 'PlatformLocked';
}

/**
 * The life of an invoice: a status only ever gives way to one of higher rank, so that messages may come late, twice or in
 * any order. Refused by the buyer and rejected by a platform end it. Names as in XP Z12-012.
 */
const LIFE = {
  waiting: { rank: 0 },
  sent: { rank: 1 },
  deposited: { rank: 10, code: 200 },
  emitted: { rank: 11, code: 201 },
  received: { rank: 12, code: 202 },
  available: { rank: 13, code: 203 },
  taken: { rank: 20, code: 204 },
  suspended: { rank: 21, code: 208 },
  completed: { rank: 22, code: 209 },
  disputed: { rank: 23, code: 207 },
  partly_approved: { rank: 30, code: 206 },
  approved: { rank: 31, code: 205 },
  payment_sent: { rank: 40, code: 211 },
  cashed: { rank: 41, code: 212 },
  refused: { rank: 90, code: 210 },
  rejected: { rank: 91, code: 213 },
} as const satisfies Record<string, { rank: number; code?: number }>;

export type LifeStatus = keyof typeof LIFE;
export const LIFE_STATUSES = Object.keys(LIFE) as LifeStatus[];

/** Nothing follows these. */
export const ENDED: readonly LifeStatus[] = ['cashed', 'refused', 'rejected'];

/** The status a code of the life cycle stands for; null: one that says nothing of the invoice's own life. */
export function statusOf(code: number): LifeStatus | null {
  return LIFE_STATUSES.find((status) => (LIFE[status] as { code?: number }).code === code) ?? null;
}

/** The higher of two statuses. */
export function later(a: LifeStatus, b: LifeStatus): LifeStatus {
  return LIFE[b].rank > LIFE[a].rank ? b : a;
}
