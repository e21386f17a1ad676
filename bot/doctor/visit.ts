import type { Check } from '../../tools/connections/checkup.ts';
import type { Learned } from '../../tools/connections/learn.ts';
import type { Hub, ShopFacts } from '../../tools/context.ts';
import type { Connection } from '../channels/channel.ts';
import type { Settings } from '../settings.ts';

/** What every examination is given. It writes nothing here: what it finds and learns is kept by `examineShop`. */
export type Visit = { hub: Hub; settings: Settings; shop: ShopFacts };

/** One connection of the shop, its secrets opened. */
export type ConnectionVisit = Visit & {
  connection: Connection & { display: string | null; facts: Record<string, string>; expiresAt: number | null };
};

export type Examined = { checks: Check[]; learned?: Learned };

/**
 * Examines a connection of one channel, step by step, in the order a person would mend them. Slow or dead providers must
 * come out as a `fail` within seconds; what is thrown becomes one.
 */
export type ConnectionExaminer = (visit: ConnectionVisit) => Promise<Examined | Check[]>;

/** Examines something of a shop that is no connection: a payment provider, the hub. Null: the shop does not use it. */
export type ShopExaminer = { subject: string; examine(visit: Visit): Promise<Check[] | null> };
