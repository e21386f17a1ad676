import { sql } from 'kysely';
import { forShop } from '../../db/shop.ts';
import { readCheckups, subjectOf, worst } from '../../tools/connections/checkup.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import { happened } from '../../tools/day/watch.ts';
import { inShop } from '../../tools/perform.ts';
import { allShops, shopFacts } from '../../tools/shops/facts.ts';
import { type MetaName, subscriber } from '../channels/meta-account/account.ts';
import { readBack } from '../channels/meta-dm/read-back.ts';
import { examineShop } from '../doctor/examine.ts';
import { metaApp, tendSubscription } from '../doctor/meta.ts';
import { openedConnection } from './connections.ts';
import type { Parts } from './parts.ts';
import { createReceiver } from './receive.ts';
import { refreshAccess } from './refresh.ts';

/** The name of the clock's bell, and how often it rings. */
export const TEND = 'tend';
export const TEND_MS = 5 * 60_000;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Each connection is looked at this often: an hour of failures is what Meta cuts a page's app off for. */
const EVERY_MS = 30 * MINUTE_MS;
/** A connection that was not looked at for so long was one of a hub that stood still: messages may be missing. */
const GAP_MS = 2 * EVERY_MS;
/** Nothing came for so long: heard, perhaps, but worth asking. */
const SILENT_MS = 3 * HOUR_MS;
/** What is older is not taken up: it would be answered a day late. */
const MOST_BACK_MS = DAY_MS;
/** The provider's clock and ours may differ. */
const OVERLAP_MS = 5 * MINUTE_MS;

const NAMES: Record<MetaName, string> = { whatsapp: 'WhatsApp', messenger: 'Messenger', instagram: 'Instagram' };

type Due = {
  id: number;
  channel: MetaName;
  account: string;
  display: string | null;
  secrets_sealed: string;
  facts: Record<string, string>;
  last_event_at: Date | null;
  expires_at: Date | null;
  looked_before: Date | null;
};

/** Looks after the connections of every shop that are due; a shop that fails does not keep the others waiting. */
export async function tendAll(parts: Parts): Promise<void> {
  for (const { id } of await allShops(parts.hub))
    await tendShop(parts, id).catch((error: unknown) =>
      parts.log.error('connections could not be tended', { id, error }),
    );
}

/**
 * Asks Meta whether it still sends us what happens on a shop's accounts, takes up what it cut, examines each once a day,
 * and reads Messenger and Instagram back where something may be missing. A connection is claimed by its time, so that of
 * several processes one asks; one that dies leaves it to the next round.
 */
export async function tendShop(parts: Parts, shopId: number): Promise<void> {
  const { hub } = parts;
  const now = hub.now();
  const due = await forShop(hub.database, shopId, async (trx) => {
    const { rows } = await sql<Due>`
      with due as (select id, looked_at from connection where state <> 'off' and channel in ('whatsapp', 'messenger', 'instagram')
        and (looked_at is null or looked_at < ${new Date(now - EVERY_MS)}) for update skip locked)
      update connection c set looked_at = ${new Date(now)} from due where c.id = due.id
      returning c.id, c.channel, c.account, c.display, c.secrets_sealed, c.facts, c.last_event_at, c.expires_at, due.looked_at as looked_before`.execute(
      trx,
    );
    return rows;
  });
  if (due.length === 0) return;
  const shop = await shopFacts(hub, shopId);
  await Promise.all(due.map((one) => tend(parts, shop, one)));
}

async function tend(parts: Parts, shop: ShopFacts, one: Due): Promise<void> {
  const { hub, settings, log } = parts;
  const now = hub.now();
  await refreshAccess(parts, shop, one);
  const checkups = await forShop(hub.database, shop.id, readCheckups);
  const last = checkups.find(({ subject }) => subject === subjectOf(one));
  // What failed is examined each time, so that what was mended shows, and what breaks is known within half an hour.
  const old = !last || last.checkedAt < now - DAY_MS || worst(last.checks) === 'fail';
  let renewed = false;
  const token = openedConnection(hub, shop.id, one).secrets.access_token ?? '';
  const whose = subscriber(one.channel, one.account, token, one.facts.waba);
  try {
    if (whose !== null) renewed = (await tendSubscription(metaApp(settings), one.channel, whose, token)) === 'renewed';
  } catch (error) {
    log.warn('a subscription could not be looked at', { connection: one.id, error });
  }
  if (renewed) await tell(parts, shop, `resubscribed:${one.id}:${now}`, { what: 'resubscribed', name: nameOf(one) });
  if (old || renewed) await examineShop({ hub, settings, shop }, { connectionId: one.id });
  if (one.channel === 'whatsapp' || !mayBeMissing(one, renewed, now)) return;
  await catchUp(parts, shop, one).catch((error: unknown) =>
    log.warn('conversations could not be read back', { connection: one.id, error }),
  );
}

function mayBeMissing({ last_event_at, looked_before }: Due, renewed: boolean, now: number): boolean {
  if (renewed) return true;
  if (looked_before !== null && looked_before.getTime() < now - GAP_MS) return true;
  return last_event_at !== null && last_event_at.getTime() < now - SILENT_MS;
}

/** Fetches what contacts wrote meanwhile; what is known already is ignored by its id. The members hear how many. */
async function catchUp(parts: Parts, shop: ShopFacts, one: Due): Promise<void> {
  const { hub, settings } = parts;
  const channel = parts.channels[one.channel];
  if (!channel || one.channel === 'whatsapp') return;
  const now = hub.now();
  const since = Math.max(now - MOST_BACK_MS, (one.last_event_at?.getTime() ?? now - MOST_BACK_MS) - OVERLAP_MS);
  const body = await readBack(metaApp(settings), one.channel, openedConnection(hub, shop.id, one), since);
  if (body === null) return;
  const arrivals = channel.read(body);
  const ids = arrivals.map(({ externalId }) => externalId);
  const known = await forShop(hub.database, shop.id, (trx) =>
    trx
      .selectFrom('message')
      .select('external_id')
      .where('connection_id', '=', one.id)
      .where('external_id', 'in', ids)
      .execute(),
  );
  const missed = arrivals.filter(({ externalId }) => !known.some((row) => row.external_id === externalId));
  if (missed.length === 0) return;
  await createReceiver({ hub, burstMs: parts.burstMs }).receive(missed);
  const facts = { what: 'caught_up', name: nameOf(one), count: String(missed.length) };
  await tell(parts, shop, `caught_up:${one.id}:${ids.at(-1)}`, facts);
}

function nameOf({ channel, display }: Due): string {
  return [NAMES[channel], display ?? ''].filter(Boolean).join(' ');
}

async function tell(parts: Parts, shop: ShopFacts, cause: string, facts: Record<string, string>): Promise<void> {
  const ctx: Ctx = { hub: parts.hub, shop, actor: { kind: 'system' }, language: shop.language, cause };
  await inShop(ctx, (run) => happened(run, { kind: 'account', subject: cause, facts }));
}
