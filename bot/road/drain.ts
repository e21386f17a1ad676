import { randomUUID } from 'node:crypto';
import { extend, finish, holds, type Lease, postpone, take, type Work, wake } from '../../db/work.ts';
import { answer } from '../../flows/answer.ts';
import type { Answer } from '../../flows/turn.ts';
import { noteBusiness } from '../../tools/connections/business.ts';
import type { Ctx, ShopFacts } from '../../tools/context.ts';
import { isFleeting } from '../../tools/conversations/attachments.ts';
import { alert, customerName } from '../../tools/conversations/index.ts';
import type { Arrival, ChannelName, Contact } from '../../tools/conversations/message.ts';
import { say, tellMembers } from '../../tools/conversations/say.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { acquaint } from './acquaint.ts';
import { askForFiles, dropNotes } from './attachments.ts';
import { asPrivateReply, screenComments } from './comments.ts';
import { offerRead } from './company.ts';
import { connectionFor } from './connections.ts';
import { corrected, withCorrections } from './corrections.ts';
import { isInterrupted, leaveToPerson, readPromises } from './echo.ts';
import { whichShop } from './hub-number.ts';
import { listen } from './listen.ts';
import type { Parts } from './parts.ts';
import { conversationOf } from './person.ts';
import { recognise } from './recognise.ts';
import { isCall } from './recording.ts';
import { report } from './report.ts';
import { see } from './see.ts';
import { type Opened, openTurn } from './turn.ts';

/** Longer than the longest turn (25 s of thinking and its writes); prolonged while it runs. */
const LEASE_MS = 60_000;
const PROLONG_MS = 20_000;
/** A turn that fails this often is given to a person. */
const MOST_ATTEMPTS = 5;

/**
 * Looks at one lane: reports are settled, then everything said since the last answer becomes one turn with one answer.
 * The answer, the end of the turn and the end of the lease commit together; a process killed anywhere before leaves the
 * turn open, and whoever looks next does it again with the same cause, so its effects are told, not repeated.
 */
export async function drainLane(parts: Parts, work: Work): Promise<void> {
  const { hub } = parts;
  const lease = await take(hub.database, work, hub.now(), LEASE_MS);
  if (lease === null) return;
  if (typeof lease === 'number') return hub.ring([{ work, at: lease }]);
  const prolong = setInterval(() => void extend(hub.database, lease, hub.now() + LEASE_MS).catch(() => {}), PROLONG_MS);
  try {
    parts.passing('lane leased');
    const shop = await shopFacts(hub, work.shopId);
    const { opened: begun, echoed } = await open(parts, shop, lease);
    parts.passing('turn opened');
    if (echoed) await readPromises(parts, shop, lease);
    if (begun && !begun.silent) await acknowledge(parts, shop, begun);
    if (begun) await acquaint(parts, shop, begun);
    const opened = begun && (await see(parts, shop, await listen(parts, shop, begun)));
    const reply = opened ? await think(parts, shop, opened) : null;
    parts.passing('turn thought');
    await close(parts, shop, lease, opened, reply);
    parts.passing('turn closed');
  } catch (error) {
    await retry(parts, lease, error);
  } finally {
    clearInterval(prolong);
  }
}

/** `opened` null: nothing to answer. `echoed`: a person of the shop wrote. */
type Found = { opened: Opened | null; echoed: boolean };

/** Sorts what arrived, and opens the turn (or finds the one a dead process left open). */
async function open(parts: Parts, shop: ShopFacts, lease: Lease): Promise<Found> {
  const ctx: Ctx = {
    hub: parts.hub,
    shop,
    actor: { kind: 'system' },
    language: shop.language,
    cause: `lane:${lease.ref}`,
  };
  return inShop(ctx, async (run) => {
    const rows = await run.trx
      .selectFrom('message')
      .select(['id', 'connection_id', 'external_id', 'kind', 'at', 'arrival', 'turn_id'])
      .where('lane', '=', lease.ref)
      .where('state', 'in', ['new', 'taken'])
      .orderBy('at')
      .orderBy('id')
      .execute();
    if (rows.length === 0) return { opened: null, echoed: false };
    const first = rows[0]!;
    const all = rows.map((row) => ({ row, arrival: row.arrival as Arrival }));
    const arrivals = await withCorrections(run, all);
    const contact = arrivals.findLast(({ arrival }) => arrival.contact)?.arrival.contact;
    const channel = (first.arrival as Arrival).channel as ChannelName;
    const conversation = contact
      ? await conversationOf(run.trx, shop, { connectionId: first.connection_id, channel, contact })
      : null;
    if (conversation && contact) await recognise(run, conversation, provedOf(arrivals, contact));
    await touch(run, first.connection_id);
    const business = arrivals.find(({ arrival }) => arrival.business)?.arrival.business;
    if (business) await noteBusiness(run, first.connection_id, business);
    if (arrivals.some(({ row }) => row.kind === 'comment')) await screenComments(run, arrivals);
    for (const entry of arrivals) {
      const { row, arrival } = entry;
      if (row.kind === 'message' && conversation) continue;
      if (conversation && (await corrected({ ...run, cause: `message:${row.id}` }, entry, conversation))) continue;
      await report(
        { ...run, cause: `message:${row.id}` },
        arrival,
        conversation,
        parts.channels[channel],
        row.connection_id,
      );
    }
    // The number a caller shows speaks for no member, even where it was one's by the time it is looked at.
    const isTheirs = ({ row }: (typeof arrivals)[number]) =>
      row.kind === 'message' && !(conversation?.member_id != null && isCall(row.external_id));
    const said = conversation ? arrivals.filter(isTheirs) : [];
    const done = all.map(({ row }) => row.id).filter((id) => !said.some(({ row }) => row.id === id));
    const echoed = rows.some((row) => row.kind === 'echo');
    // An echo whose promise is still to be read stays taken until that is done.
    if (done.length > 0)
      await run.trx
        .updateTable('message')
        .set({ state: 'done' })
        .where('id', 'in', done)
        .where('state', '=', 'new')
        .execute();
    if (!conversation || said.length === 0) return { opened: null, echoed };
    if (said.some(({ arrival }) => arrival.toPerson)) await leaveToPerson(run, conversation, run.at);
    const opened = await openTurn(run, conversation, said, parts.channels[channel]?.limits);
    await askForFiles(run, opened);
    await offerRead(run, conversation, said);
    return { opened, echoed };
  });
}

/** The contact as last named, with what any of its messages proved. */
function provedOf(arrivals: { arrival: Arrival }[], contact: Contact): Contact {
  const verifiedEmail = arrivals.find(({ arrival }) => arrival.contact?.verifiedEmail)?.arrival.contact?.verifiedEmail;
  return verifiedEmail ? { ...contact, verifiedEmail } : contact;
}

async function touch(run: Run, connectionId: number): Promise<void> {
  await run.trx
    .updateTable('connection')
    .set({ last_event_at: new Date(run.at) })
    .where('id', '=', connectionId)
    .execute();
}

/** Read marks and "typing" are a courtesy: they cost nothing and never hold a turn up. */
async function acknowledge(parts: Parts, shop: ShopFacts, opened: Opened): Promise<void> {
  const channel = parts.channels[opened.conversation.channel as ChannelName];
  if (!channel?.acknowledge) return;
  const connection = await connectionFor(parts.hub, shop.id, opened.conversation.id);
  const written = opened.turn.messages.findLast(({ externalId }) => !isCall(externalId));
  if (!written) return;
  void channel.acknowledge(connection, written.externalId, opened.conversation.contact).catch(() => {});
}

async function think(parts: Parts, shop: ShopFacts, opened: Opened): Promise<Answer> {
  if (opened.silent) return { reply: null, language: opened.turn.conversation.language };
  const which = await whichShop(parts, shop, opened);
  if (which) return which;
  return answer(opened.turn, parts.mind);
}

async function close(
  parts: Parts,
  shop: ShopFacts,
  lease: Lease,
  opened: Opened | null,
  result: Answer | null,
): Promise<void> {
  const ctx: Ctx = {
    hub: parts.hub,
    shop,
    actor: { kind: 'system' },
    language: result?.language ?? shop.language,
    cause: opened?.turn.cause ?? `lane:${lease.ref}:${randomUUID()}`,
  };
  const again = await inShop(ctx, async (run) => {
    // The lease ran out and somebody else answers: what was composed here is dropped.
    if (!(await holds(run.trx, lease))) return null;
    const interrupted = opened && result?.reply ? await interruptedBy(parts, run, lease, opened) : false;
    if (opened && result) await settleTurn(run, opened, interrupted ? { ...result, reply: null } : result);
    if (opened?.behind) await wake(run.trx, lease, run.at);
    return finish(run.trx, lease);
  });
  if (again !== null) parts.hub.ring([{ work: lease, at: again }]);
}

function interruptedBy(parts: Parts, run: Run, lease: Lease, { conversation }: Opened): Promise<boolean> {
  return isInterrupted(run, lease, conversation.id, parts.channels[conversation.channel as ChannelName]);
}

async function settleTurn(run: Run, opened: Opened, result: Answer): Promise<void> {
  const { turn } = opened;
  if (result.reply) {
    const reply =
      opened.comment === undefined ? result.reply : asPrivateReply(run, opened, opened.comment, result.reply);
    await say(run, turn.conversation.id, 'answer', reply, result.about);
  }
  if (opened.silent) await forward(run, opened);
  await run.trx.updateTable('message').set({ state: 'done' }).where('turn_id', '=', turn.id).execute();
  await dropNotes(run, opened);
  await run.trx
    .updateTable('turn')
    .set({ done_at: new Date(run.at) })
    .where('id', '=', turn.id)
    .execute();
  await run.trx
    .updateTable('conversation')
    .set({
      language: result.language,
      ...(result.introduces ? { introduced_at: new Date(run.at) } : {}),
    })
    .where('id', '=', turn.conversation.id)
    .execute();
}

/** A person has the conversation: the bot says nothing, and what the customer writes reaches the members. */
async function forward(run: Run, opened: Opened): Promise<void> {
  const { turn } = opened;
  if (turn.conversation.customerId === null) return;
  const who = await customerName(run, turn.conversation.customerId);
  const text = turn.messages
    .map((message) => message.text)
    .filter(Boolean)
    .join('\n');
  // Files without words are shown as they come in.
  if (text === '' && turn.messages.every(({ content }) => isFleeting(turn.conversation.channel, content))) return;
  await tellMembers(run, 'forward', (language) =>
    alert(run, language, textsFor(language).member.showAsSuch(who, text || '…')),
  );
}

/** Back-off between attempts at a turn, milliseconds. */
const backOff = (attempts: number) => Math.min(60_000, 1_000 * 2 ** attempts);

async function retry(parts: Parts, lease: Lease, error: unknown): Promise<void> {
  const { hub, log } = parts;
  log.error('a turn failed', { lane: lease.ref, shop: lease.shopId, attempts: lease.attempts, error });
  if (lease.attempts < MOST_ATTEMPTS) {
    const dueAt = hub.now() + backOff(lease.attempts);
    await postpone(hub.database, lease, dueAt);
    return hub.ring([{ work: lease, at: dueAt }]);
  }
  await giveUp(parts, lease, error);
}

/** The messages stay kept; a person is asked to look. */
async function giveUp(parts: Parts, lease: Lease, error: unknown): Promise<void> {
  const shop = await shopFacts(parts.hub, lease.shopId);
  const ctx: Ctx = {
    hub: parts.hub,
    shop,
    actor: { kind: 'system' },
    language: shop.language,
    cause: `given_up:${lease.ref}:${lease.token}`,
  };
  await inShop(ctx, async (run) => {
    if (!(await holds(run.trx, lease))) return;
    const taken = await run.trx
      .updateTable('message')
      .set({ state: 'done' })
      .where('lane', '=', lease.ref)
      .where('state', 'in', ['new', 'taken'])
      .returning(['conversation_id', 'turn_id'])
      .execute();
    const conversationId = taken.find((row) => row.conversation_id !== null)?.conversation_id;
    const turnIds = [...new Set(taken.flatMap((row) => row.turn_id ?? []))];
    if (turnIds.length > 0) {
      await run.trx
        .updateTable('turn')
        .set({ done_at: new Date(run.at), error: String(error) })
        .where('id', 'in', turnIds)
        .execute();
    }
    if (conversationId) {
      const row = await run.trx
        .selectFrom('conversation')
        .select('customer_id')
        .where('id', '=', conversationId)
        .executeTakeFirst();
      const who = row?.customer_id ? await customerName(run, row.customer_id) : textsFor(shop.language).member.unnamed;
      await tellMembers(run, 'given_up', (language) => alert(run, language, textsFor(language).member.turnFailed(who)));
    }
    await finish(run.trx, lease);
  });
}
