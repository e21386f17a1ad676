import { sql } from 'kysely';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import { ask, type ErrandPayload } from '../../tools/errands.ts';
import { applyOrder } from '../../tools/marketplace/apply.ts';
import { type MarketOrder, type MarketRefund, marketOrderSchema } from '../../tools/marketplace/order.ts';
import { tell } from '../../tools/marketplace/tell.ts';
import { inShop } from '../../tools/perform.ts';
import type { Run } from '../../tools/tool.ts';
import type { Connection } from '../channels/channel.ts';
import { renew } from '../channels/tiktok/api.ts';
import { TikTokError } from '../channels/tiktok/index.ts';
import { connectionOfAccount } from './connections.ts';
import { tellOfBreak } from './deliver.ts';
import type { Parts } from './parts.ts';
import { carriesAgain } from './waiting.ts';

/** How often a marketplace is read by itself, and how much of what was read is read again: its clock is not ours. */
const POLL_MS = 10 * 60_000;
const OVERLAP_MS = 15 * 60_000;
/** A shop that was never read begins here. */
const FIRST_LOOK_MS = 24 * 3_600_000;
const PAGE = 50;

type Fetching = Extract<ErrandPayload, { kind: 'fetch_market_order' }>;
type Polling = Extract<ErrandPayload, { kind: 'poll_market' }>;
type Telling = Extract<ErrandPayload, { kind: 'tell_market' }>;
type Result = (run: Run) => Promise<void>;

/** Fetches one order as it is now; what is done with it, in the errand's transaction. */
export async function marketOrderFetched(parts: Parts, shop: ShopFacts, errand: Fetching): Promise<Result> {
  const read = await withShop(parts, shop, errand.account, (connection) => ordersOf(parts, connection, [errand.order]));
  return async (run) => {
    for (const { order, refunds } of read ?? [])
      await applyOrder(provided(run), { channel: 'tiktok', account: errand.account }, order, refunds);
  };
}

/** Reads everything that changed since the last look, and says how many orders nobody had told us of. */
export async function marketPolled(parts: Parts, shop: ShopFacts, errand: Polling): Promise<Result> {
  const now = parts.hub.now();
  const orders = await withShop(parts, shop, errand.account, async (connection) => {
    const since = errand.since - OVERLAP_MS;
    const changed = await parts.tiktok.changed(connection, since, now);
    // Money given back need not change the order.
    const refunds = await parts.tiktok.refunds(connection, { since, until: now }, unreadIn(parts, connection));
    const ids = [...new Set([...changed, ...(refunds ?? []).map(({ order }) => order)])];
    const pages = Array.from({ length: Math.ceil(ids.length / PAGE) }, (_, at) =>
      ids.slice(at * PAGE, (at + 1) * PAGE),
    );
    const read: Read[] = [];
    for (const page of pages) read.push(...(await ordersOf(parts, connection, page)));
    return read;
  });
  if (!orders) return async () => {};
  return async (run) => {
    let missed = 0;
    for (const { order, refunds } of orders) {
      const changed = await applyOrder(provided(run), { channel: 'tiktok', account: errand.account }, order, refunds);
      // What has just happened may still be on its way to us.
      if (changed && order.stage !== 'waiting' && order.changedAt < now - OVERLAP_MS && !errand.first) missed++;
    }
    if (missed > 0) await tell(run, 'caught_up', (texts) => texts.market.caughtUp(String(missed)));
    await run.trx
      .updateTable('market_poll')
      .set({ read_until: new Date(now) })
      .where('connection_id', '=', errand.connectionId)
      .execute();
    await carriesAgain(run, errand.connectionId);
  };
}

/** Asks for the looks that are due: called by the clock, in a transaction of its own. */
export async function pollMarkets(run: Run): Promise<void> {
  const connections = await run.trx
    .selectFrom('connection')
    .leftJoin('market_poll', 'market_poll.connection_id', 'connection.id')
    .select(['connection.id', 'account', 'read_until', 'asked_at'])
    .where('channel', '=', 'tiktok')
    .where('state', '!=', 'off')
    .execute();
  for (const { id, account, read_until, asked_at } of connections) {
    if (asked_at && asked_at.getTime() > run.at - POLL_MS) continue;
    const since = read_until?.getTime() ?? run.at - FIRST_LOOK_MS;
    const row = { shop_id: run.shop.id, connection_id: id, read_until: new Date(since), asked_at: new Date(run.at) };
    await run.trx
      .insertInto('market_poll')
      .values(row)
      .onConflict((conflict) => conflict.columns(['shop_id', 'connection_id']).doUpdateSet({ asked_at: row.asked_at }))
      .execute();
    const first = read_until === null;
    await ask(run, `poll:${id}:${run.at}`, { kind: 'poll_market', connectionId: id, account, since, first });
  }
}

/** Tells the marketplace that an order is ready to leave, where its own carrier fetches it; the members read how it went. */
export async function marketTold(parts: Parts, shop: ShopFacts, errand: Telling): Promise<Result> {
  const ctx: Ctx = { hub: parts.hub, shop, actor: { kind: 'system' }, language: shop.language, cause: 'look' };
  const row = await inShop(ctx, ({ trx }) =>
    trx
      .selectFrom('market_order')
      .innerJoin('orders', 'orders.id', 'market_order.order_id')
      .select(['account', 'content', 'orders.short'])
      .where('order_id', '=', errand.orderId)
      .executeTakeFirstOrThrow(),
  );
  const short = String(row.short);
  const { carrier, packages } = marketOrderSchema.parse(row.content);
  if (carrier === 'seller' || packages.length === 0)
    return (run) => tell(run, 'seller_ships', (texts) => texts.market.sellerShips(short));
  try {
    await withShop(parts, shop, row.account, async (connection) => {
      for (const id of packages) await parts.tiktok.handOver(connection, id);
    });
    return (run) => tell(run, 'told_ready', (texts) => texts.market.toldReady(short));
  } catch (error) {
    if (!(error instanceof TikTokError) || error.failure.action === 'retry') throw error;
    return (run) => tell(run, 'not_told', (texts) => texts.market.notTold(short, error.failure.details));
  }
}

/** An order with what its buyer was given back; null: that may not be read. */
type Read = { order: MarketOrder; refunds: MarketRefund[] | null };

async function ordersOf(parts: Parts, connection: Connection, ids: string[]): Promise<Read[]> {
  const unread = unreadIn(parts, connection);
  const orders = await parts.tiktok.orders(connection, ids, unread);
  const ours = orders.filter(({ stage }) => stage !== 'waiting').map(({ id }) => id);
  const refunds = ours.length > 0 ? await parts.tiktok.refunds(connection, { orders: ours }, unread) : [];
  return orders.map((order) => ({
    order,
    refunds: refunds?.filter((refund) => refund.order === order.id) ?? null,
  }));
}

const unreadIn = (parts: Parts, connection: Connection) => (order: string, error: unknown) =>
  parts.log.error('an order of TikTok Shop could not be read', { order, shop: connection.shopId, error });

/** What is done with the orders is done in the marketplace's name. */
const provided = (run: Run): Run => ({ ...run, actor: { kind: 'provider', provider: 'tiktok' } });

/**
 * Works with an account's API: a token that ended is renewed once where it can be, else the connection is broken and the
 * members are told. Null: there is nothing to work with for now.
 */
async function withShop<T>(
  parts: Parts,
  shop: ShopFacts,
  account: string,
  work: (connection: Connection) => Promise<T>,
): Promise<T | null> {
  const connection = await connectionOfAccount(parts.hub, shop.id, { channel: 'tiktok', account });
  if (!connection) return null;
  try {
    return await work(connection);
  } catch (error) {
    if (!(error instanceof TikTokError) || error.failure.action !== 'reconnect') throw error;
    const renewed = error.tokenEnded ? await renewal(parts, connection) : null;
    if (renewed) return work(await keepSecrets(parts, shop, connection, renewed));
    await broken(parts, shop, connection, error);
    return null;
  }
}

async function renewal(parts: Parts, connection: Connection): Promise<Record<string, string> | null> {
  const { tiktokUrl } = parts;
  return renew({ tiktokUrl, now: parts.hub.now }, connection).catch((error: unknown) => {
    if (error instanceof TikTokError && error.failure.action === 'retry') throw error;
    return null;
  });
}

async function keepSecrets(
  parts: Parts,
  shop: ShopFacts,
  connection: Connection,
  renewed: Record<string, string>,
): Promise<Connection> {
  const secrets = { ...connection.secrets, ...renewed };
  await inShop(contextOf(parts, shop, `token:${connection.id}`), (run) =>
    run.trx
      .updateTable('connection')
      .set({ secrets_sealed: parts.hub.sealer.seal(JSON.stringify(secrets)) })
      .where('id', '=', connection.id)
      .execute(),
  );
  return { ...connection, secrets };
}

async function broken(parts: Parts, shop: ShopFacts, connection: Connection, { failure }: TikTokError): Promise<void> {
  await inShop(contextOf(parts, shop, `broken:${connection.id}:${parts.hub.now()}`), async (run) => {
    const broke = await run.trx
      .updateTable('connection')
      .set({ state: 'reconnect', state_reason: sql<string>`${failure.details}` })
      .where('id', '=', connection.id)
      .where('state', '=', 'on')
      .executeTakeFirst();
    if (broke.numUpdatedRows > 0n) await tellOfBreak(run, connection, failure);
  });
}

function contextOf(parts: Parts, shop: ShopFacts, cause: string): Ctx {
  return { hub: parts.hub, shop, actor: { kind: 'system' }, language: shop.language, cause };
}
