import { type Selectable, sql } from 'kysely';
import { forShop, type Trx } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import { finish, type Lease, postpone, prolong, release, take, type Work } from '../../db/work.ts';
import type { Ctx, Hub, ShopFacts } from '../../tools/context.ts';
import { alert } from '../../tools/conversations/index.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { tellMembers } from '../../tools/conversations/say.ts';
import { documentFile, documentUrl } from '../../tools/day/picture.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import type { Connection, Failure, Outbound, Sent } from '../channels/channel.ts';
import { NO_ANSWER } from '../channels/meta.ts';

import { metInPrivate } from './comments.ts';
import { openedConnection } from './connections.ts';
import { markedForShop } from './hub-number.ts';
import { letterheadOf } from './letterhead.ts';
import type { Parts } from './parts.ts';
import { undelivered } from './undelivered.ts';
import { carriesAgain, noteWaiting } from './waiting.ts';

const LEASE_MS = 60_000;
/**
 * A message whose sending was cut off may have left: its delivery report, which carries our tracker, is waited for this
 * long before it is sent again.
 */
const UNCERTAIN_MS = 30_000;
const MOST_ATTEMPTS = 8;

type OutgoingRow = Selectable<Tables['outgoing']>;
type Claimed = { row: OutgoingRow; address: Address };
type Address = { connection: Connection; broken: boolean; contact: string; lastInboundAt: number | null };

/** Delivers a conversation's queued messages, oldest first, one at a time. */
export async function deliverConversation(parts: Parts, work: Work): Promise<void> {
  const { hub } = parts;
  const lease = await take(hub.database, work, hub.now(), LEASE_MS);
  if (lease === null) return;
  if (typeof lease === 'number') return hub.ring([{ work, at: lease }]);
  try {
    parts.passing('delivery leased');
    for (;;) {
      const next = await claimNext(hub, lease);
      if (next === null) return;
      if (typeof next === 'number') return hub.ring([{ work, at: next }]);
      parts.passing('message claimed');
      await deliverOne(parts, lease, next);
    }
  } catch (error) {
    parts.log.error('a delivery failed', { conversation: work.ref, shop: work.shopId, error });
    const dueAt = hub.now() + Math.min(60_000, 1_000 * 2 ** lease.attempts);
    await postpone(hub.database, lease, dueAt);
    hub.ring([{ work, at: dueAt }]);
  }
}

/**
 * Claims the oldest message that is due and prolongs the lease for its sending, in one transaction. When none is due it
 * ends the look there: null, or the time (milliseconds) of the next one.
 */
async function claimNext(hub: Hub, lease: Lease): Promise<Claimed | number | null> {
  return forShop(hub.database, lease.shopId, async (trx) => {
    if (!(await prolong(trx, lease, hub.now() + LEASE_MS))) return null;
    const row = await trx
      .selectFrom('outgoing')
      .selectAll()
      .where('conversation_id', '=', Number(lease.ref))
      .where('state', 'in', ['queued', 'sending'])
      .orderBy('id')
      .limit(1)
      .executeTakeFirst();
    if (!row) return finish(trx, lease);
    const dueAt = row.due_at.getTime();
    if (dueAt > hub.now()) {
      await release(trx, lease, dueAt);
      return dueAt;
    }
    const attempts = row.attempts + 1;
    await trx
      .updateTable('outgoing')
      .set({ state: 'sending', attempts, due_at: new Date(hub.now() + UNCERTAIN_MS) })
      .where('id', '=', row.id)
      .execute();
    return { row: { ...row, attempts }, address: await addressOf(hub, trx, lease) };
  });
}

async function deliverOne(parts: Parts, lease: Lease, { row, address }: Claimed): Promise<void> {
  const { hub } = parts;
  const shop = await shopFacts(hub, lease.shopId);
  const plan = planFor(parts, row, address);
  const ctx: Ctx = { hub, shop, actor: { kind: 'system' }, language: shop.language, cause: `outgoing:${row.id}` };
  if (plan === 'wait') {
    const closed: Failure = { action: 'wait', code: 0, details: 'the 24-hour window is closed' };
    return inShop(ctx, (run) => hold(parts, run, row, closed, true));
  }
  const sent = await send(parts, shop, address, row, plan === 'template');
  parts.passing('message sent');
  await inShop(ctx, (run) => settle(parts, run, row, address, sent, plan === 'template'));
  parts.passing('message settled');
}

/** Free-form inside the channel's window; by template outside it, where the message has one; else it waits. */
function planFor(parts: Parts, row: OutgoingRow, address: Address): 'free' | 'template' | 'wait' {
  const limits = parts.channels[address.connection.channel]?.limits;
  const hasTemplate = (row.reply as Reply).template !== undefined;
  // A comment may get its one message whatever the window says.
  if ((row.reply as Reply).comment) return 'free';
  if (row.by_template) return 'template';
  if (!limits || limits.windowMs === null) return 'free';
  if (isOpen(parts, address, limits.windowMs)) return 'free';
  const theirs = (row.reply as Reply).byPerson ? limits.personWindowMs : undefined;
  if (theirs !== undefined && isOpen(parts, address, theirs)) return 'free';
  return hasTemplate ? 'template' : 'wait';
}

function isOpen(parts: Parts, { lastInboundAt }: Address, windowMs: number): boolean {
  return lastInboundAt !== null && parts.hub.now() < lastInboundAt + windowMs;
}

async function send(
  parts: Parts,
  shop: ShopFacts,
  address: Address,
  row: OutgoingRow,
  asTemplate: boolean,
): Promise<Sent> {
  const channel = parts.channels[address.connection.channel];
  if (!channel) {
    return {
      ok: false,
      failure: { action: 'reconnect', code: 0, details: `${address.connection.channel} is not configured` },
    };
  }
  const { document, ...reply } = row.reply as Reply;
  const message: Outbound = { to: address.contact, tracker: String(row.id), reply, asTemplate, attempt: row.attempts };
  if (channel.letters)
    message.letterhead = await letterheadOf(parts.hub, address.connection.shopId, row.conversation_id);
  const { windowMs } = channel.limits;
  if (reply.byPerson && windowMs !== null && !isOpen(parts, address, windowMs)) message.asPerson = true;
  if (document && !asTemplate) {
    const { hub } = parts;
    const { shopId } = address.connection;
    // Where no file can be sent, its address is: nothing is loaded.
    const file = channel.limits.documents
      ? { bytes: await fileBytes(hub, shopId, document.fileId) }
      : { bytes: new Uint8Array(), url: hub.linksOff ? null : documentUrl(hub, shopId, document.fileId) };
    message.reply = { ...reply, document: { ...file, filename: document.filename, mime: document.mime } };
  }
  return channel.send(
    address.connection,
    address.connection.viaHub ? await markedForShop(parts.hub, shop, message) : message,
  );
}

async function fileBytes(hub: Hub, shopId: number, fileId: string): Promise<Uint8Array> {
  const file = await forShop(hub.database, shopId, (trx) => documentFile(trx, fileId));
  if (!file) throw new Error(`the file ${fileId} of a message is gone`);
  return file.bytes;
}

/** Cut off or timed out: nobody knows. A server that was never reached took nothing. */
function mayHaveLeft(failure: Failure): boolean {
  return failure.code === NO_ANSWER && !/ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(failure.details);
}

async function settle(
  parts: Parts,
  run: Run,
  row: OutgoingRow,
  address: Address,
  sent: Sent,
  asTemplate: boolean,
): Promise<void> {
  if (sent.ok) {
    await run.trx
      .updateTable('outgoing')
      .set({
        provider_id: sent.providerId,
        sent_at: new Date(run.at),
        failure: null,
        // A report may have come before the answer to our call: never lower it.
        state: sql<'sent'>`case when state in ('queued','sending','waiting') then 'sent' else state end`,
      })
      .where('id', '=', row.id)
      .execute();
    if ((row.reply as Reply).comment) await metInPrivate(run, row.conversation_id, sent.contact);
    if (address.broken) await carriesAgain(run, address.connection.id);
    return;
  }
  const { failure } = sent;
  if (failure.action === 'wait') return hold(parts, run, row, failure, asTemplate);
  if (failure.action === 'retry' && row.attempts < MOST_ATTEMPTS) {
    const pause = failure.retryAfterMs ?? Math.min(300_000, 2_000 * 2 ** row.attempts);
    await mark(run, row, 'queued', failure, run.at + (mayHaveLeft(failure) ? Math.max(pause, UNCERTAIN_MS) : pause));
    return;
  }
  if (failure.action === 'reconnect') {
    const broke = await run.trx
      .updateTable('connection')
      .set({
        state: 'reconnect',
        state_reason: failure.details,
        facts: failure.fault ? sql`facts || ${JSON.stringify({ fault: failure.fault })}::jsonb` : sql`facts - 'fault'`,
      })
      .where('id', '=', address.connection.id)
      .where('state', '=', 'on')
      .executeTakeFirst();
    // Members whose thread is elsewhere read it there; the others by e-mail, since theirs cannot leave either.
    if (broke.numUpdatedRows > 0n) await tellOfBreak(run, address.connection, failure);
    parts.log.error('a channel no longer works', {
      channel: address.connection.channel,
      shop: run.shop.slug,
      why: failure.details,
    });
    return hold(parts, run, row, failure, true);
  }
  await mark(run, row, 'failed', failure);
  await undelivered(run, row, `${failure.details} (${failure.code})`);
}

/**
 * The message cannot leave now: once by template when it has one and was not tried so, else it waits, is shown in the
 * admin, and goes by e-mail where an address is known; members hear of a customer's that waits.
 */
async function hold(parts: Parts, run: Run, row: OutgoingRow, failure: Failure, noTemplate: boolean): Promise<void> {
  if (!noTemplate && (row.reply as Reply).template !== undefined) {
    await run.trx.updateTable('outgoing').set({ by_template: true }).where('id', '=', row.id).execute();
    return mark(run, row, 'queued', failure, run.at);
  }
  await mark(run, row, 'waiting', failure);
  await noteWaiting(parts, run, row, failure);
}

async function mark(
  run: Run,
  row: OutgoingRow,
  state: 'queued' | 'waiting' | 'failed',
  failure: Failure,
  dueAt = run.at,
): Promise<void> {
  await run.trx
    .updateTable('outgoing')
    .set({ state, failure: JSON.stringify(failure), due_at: new Date(dueAt) })
    .where('id', '=', row.id)
    .where('state', '=', 'sending')
    .execute();
}

async function addressOf(hub: Hub, trx: Trx, lease: Lease): Promise<Address> {
  const row = await trx
    .selectFrom('conversation')
    .innerJoin('connection', 'connection.id', 'conversation.connection_id')
    .select(['contact', 'last_inbound_at', 'connection.id', 'connection.channel'])
    .select(['connection.state', 'connection.account', 'connection.secrets_sealed'])
    .where('conversation.id', '=', Number(lease.ref))
    .executeTakeFirstOrThrow();
  return {
    connection: openedConnection(hub, lease.shopId, row),
    broken: row.state === 'reconnect',
    contact: row.contact,
    lastInboundAt: row.last_inbound_at?.getTime() ?? null,
  };
}

/** Tells the members that a channel no longer works, and why. */
export async function tellOfBreak(run: Run, connection: Connection, failure: Failure): Promise<void> {
  await tellMembers(run, `reconnect:${connection.id}`, (language) => {
    const texts = textsFor(language);
    return alert(run, language, texts.member.reconnect(texts.channels[connection.channel], failure.details));
  });
}
