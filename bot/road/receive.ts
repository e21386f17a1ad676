import { keepUnread, type Stored, store } from '../../db/inbox.ts';
import { bind, forHub, forShop } from '../../db/shop.ts';
import { BUSINESS, firstOfBusiness } from '../../tools/connections/business.ts';
import type { Hub } from '../../tools/context.ts';
import { isFleeting } from '../../tools/conversations/attachments.ts';
import type { Arrival } from '../../tools/conversations/message.ts';
import { KEEP_FILE } from '../../tools/errands.ts';
import { digest } from '../../tools/sealing.ts';
import { shopOf } from '../../tools/shops/facts.ts';
import { hubConnectionOf, routed } from './hub-number.ts';

/** How long a connection's owner is remembered; an unknown account is asked for again sooner. */
const KNOWN_MS = 30_000;
const UNKNOWN_MS = 3_000;
/** Batches under way at once: one is being written while the next fills. */
const FLIGHTS = 2;
/** A second batch leaves beside the first only when this many requests wait: small ones cost the most a row. */
const CROWD = 6;
/** What is dated later was not dated. */
const LATEST_MS = Date.UTC(2100, 0, 1);
/** The most rows one transaction stores. */
const MOST_ROWS = 500;

export type Owner = { shopId: number; connectionId: number };
type Waiting = { rows: Map<number, Stored[]>; done: () => void; failed: (error: unknown) => void };

export type Receiver = {
  /** Stores what arrived; resolves when every row is durable. Safe to call twice with the same arrivals. */
  receive(arrivals: Arrival[]): Promise<void>;
  /** Keeps a body that could not be read or claimed. */
  keep(channel: string, reason: string, body: string): Promise<void>;
};

/**
 * The first step of the road: from a channel's arrivals to durable rows. Requests that come at the same time share one
 * transaction (group commit), and each is answered only after it.
 */
export function createReceiver(options: { hub: Hub; burstMs: number }): Receiver {
  const { hub, burstMs } = options;
  const owners = new Map<string, { owner: Owner | null; until: number }>();
  const waiting: Waiting[] = [];
  let flights = 0;

  async function ownerOf(arrival: Arrival): Promise<Owner | null> {
    const key = `${arrival.channel}:${arrival.account}`;
    const known = owners.get(key);
    if (known && known.until > hub.now()) return known.owner;
    const owner = await findOwner(hub, arrival.channel, arrival.account);
    owners.set(key, { owner, until: hub.now() + (owner ? KNOWN_MS : UNKNOWN_MS) });
    return owner;
  }

  function takeOff(): void {
    if (flights >= (waiting.length < CROWD ? 1 : FLIGHTS) || waiting.length === 0) return;
    const batch: Waiting[] = [];
    let size = 0;
    while (waiting.length > 0 && size < MOST_ROWS) {
      const next = waiting.shift()!;
      batch.push(next);
      for (const rows of next.rows.values()) size += rows.length;
    }
    flights++;
    void fly(hub, batch).finally(() => {
      flights--;
      takeOff();
    });
  }

  return {
    async receive(arrivals) {
      const rows = new Map<number, Stored[]>();
      const now = hub.now();
      for (const given of arrivals) {
        const onHub = await routed(hub, given);
        const arrival = onHub?.arrival ?? given;
        const owner = onHub ? await hubOwner(hub, onHub.shopId) : await ownerOf(arrival);
        if (!owner) {
          await keepBody(
            hub,
            arrival.channel,
            `no shop has ${arrival.channel} account ${arrival.account}`,
            JSON.stringify(arrival),
          );
          continue;
        }
        const list = rows.get(owner.shopId) ?? [];
        list.push(toStored(arrival, owner, now, burstMs));
        rows.set(owner.shopId, list);
      }
      if (rows.size === 0) return;
      await new Promise<void>((done, failed) => {
        waiting.push({ rows, done, failed });
        takeOff();
      });
    },
    keep: (channel, reason, body) => keepBody(hub, channel, reason, body),
  };
}

async function findOwner(hub: Hub, channel: string, account: string): Promise<Owner | null> {
  const shopId = await shopOf(hub, 'connection', `${channel}:${account}`);
  if (shopId === null) return businessOwner(hub, channel, account);
  const connection = await forShop(hub.database, shopId, (trx) =>
    trx
      .selectFrom('connection')
      .select('id')
      .where('channel', '=', channel)
      .where('account', '=', account)
      .executeTakeFirst(),
  );
  return connection ? { shopId, connectionId: connection.id } : null;
}

async function hubOwner(hub: Hub, shopId: number): Promise<Owner | null> {
  const connectionId = await hubConnectionOf(hub, shopId);
  return connectionId === null ? null : { shopId, connectionId };
}

/** News of a business account belong to the shop that has a number of it. */
async function businessOwner(hub: Hub, channel: string, account: string): Promise<Owner | null> {
  const shopId = await shopOf(hub, BUSINESS, `${channel}:${account}`);
  if (shopId === null) return null;
  const connection = await forShop(hub.database, shopId, (trx) => firstOfBusiness(trx, channel, account));
  return connection ? { shopId, connectionId: connection.id } : null;
}

/** A batch in one transaction; when that fails, each of its requests on its own, so that one cannot fail the others. */
async function fly(hub: Hub, batch: Waiting[]): Promise<void> {
  try {
    await commit(hub, batch);
    for (const request of batch) request.done();
  } catch {
    for (const request of batch) {
      try {
        await commit(hub, [wellFormed(request)]);
        request.done();
      } catch (error) {
        request.failed(error);
      }
    }
  }
}

async function commit(hub: Hub, batch: Waiting[]): Promise<void> {
  const perShop = new Map<number, Stored[]>();
  for (const request of batch) {
    for (const [shopId, rows] of request.rows) {
      const list = perShop.get(shopId);
      if (list) list.push(...rows);
      else perShop.set(shopId, [...rows]);
    }
  }
  const now = hub.now();
  // Always in the same order: two batches that touch the same shops then cannot block each other.
  const shops = [...perShop].sort(([a], [b]) => a - b);
  const woken: Parameters<Hub['ring']>[0] = [];
  // All of it is one message to the database, from begin to commit.
  await hub.database.db.transaction().execute(async (trx) => {
    for (const [shopId, rows] of shops) {
      await bind(trx, hub.database.role, shopId);
      await store(trx, shopId, rows, now, (works) => {
        for (const { kind, ref, dueAt } of works) woken.push({ work: { kind, shopId, ref }, at: dueAt });
      });
    }
  });
  hub.ring(woken);
}

/** An arrival as its row of the inbox. */
export function toStored(arrival: Arrival, owner: Owner, now: number, burstMs: number): Stored {
  const { raw: _raw, ...kept } = arrival;
  return {
    connectionId: owner.connectionId,
    // What has no person (statuses, account news) shares one lane of its connection.
    lane: `${owner.connectionId}:${arrival.contact?.id ?? ''}`,
    externalId: arrival.externalId,
    kind: arrival.what.kind,
    at: isInstant(arrival.at) ? arrival.at : now,
    arrival: shows(arrival) ? kept : arrival,
    dueAt: isUrgent(arrival) ? now : now + burstMs,
    ...(hasFile(arrival) ? { errand: KEEP_FILE } : {}),
  };
}

/** A time that can be meant: a body may name any number. */
const isInstant = (at: number) => Number.isFinite(at) && at >= 0 && at < LATEST_MS;

/** What we could read whole needs no copy of its raw form; the rest keeps it. */
function shows(arrival: Arrival): boolean {
  if (arrival.what.kind === 'status') return true;
  return arrival.what.kind === 'message' && arrival.what.content.kind !== 'unsupported';
}

/** What its provider keeps for minutes only is fetched while the burst goes on. */
function hasFile({ channel, what }: Arrival): boolean {
  return what.kind === 'message' && isFleeting(channel, what.content);
}

/** A tap, a typed command and everything that is not talk are looked at once; words wait for the burst to end. */
function isUrgent(arrival: Arrival): boolean {
  if (arrival.what.kind !== 'message') return true;
  const { content } = arrival.what;
  return content.kind === 'tap' || (content.kind === 'text' && content.text.trimStart().startsWith('/'));
}

/** PostgreSQL's jsonb takes neither NUL nor lone surrogates; a body with them is stored without. */
function wellFormed(request: Waiting): Waiting {
  const clean = (text: string) => text.replaceAll('\0', '').toWellFormed();
  const rows = new Map(
    [...request.rows].map(([shopId, list]) => [
      shopId,
      list.map((row) => ({
        ...row,
        lane: clean(row.lane),
        externalId: clean(row.externalId),
        arrival: JSON.parse(
          JSON.stringify(row.arrival, (_key, value) => (typeof value === 'string' ? clean(value) : value)),
        ),
      })),
    ]),
  );
  return { ...request, rows };
}

async function keepBody(hub: Hub, channel: string, reason: string, body: string): Promise<void> {
  // A parser's complaint quotes what it could not read.
  const clean = (text: string) => text.replaceAll('\0', '').toWellFormed();
  const unread = { channel, reason: clean(reason), body: clean(body), digest: digest(`${channel}:${body}`) };
  await forHub(hub.database, (trx) => keepUnread(trx, unread));
}
