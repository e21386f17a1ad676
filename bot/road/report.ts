import { sql } from 'kysely';
import { countBilled } from '../../tools/connections/billed.ts';
import { alert, customerName } from '../../tools/conversations/index.ts';
import type { Arrival } from '../../tools/conversations/message.ts';
import { noteDelivery, tellMembers } from '../../tools/conversations/say.ts';
import { ask } from '../../tools/errands.ts';
import { dayOf, formatDay } from '../../tools/language.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import type { Channel } from '../channels/channel.ts';
import { accountNews } from './account-news.ts';
import { stepAside } from './echo.ts';
import { ownEcho } from './own-echo.ts';
import type { ConversationRow } from './person.ts';
import { named, renamed } from './renamed.ts';
import { undelivered } from './undelivered.ts';
import { wordsOf } from './words.ts';

/** What happens after which a later report means nothing new. `failed` only counts when it was not delivered. */
const RANK = { queued: 0, sending: 0, waiting: 0, dropped: 0, sent: 1, failed: 2, delivered: 3, read: 4 } as const;

/**
 * Everything that arrives and is not a message: delivery reports, the owner's own words, edits, news of the account.
 * Each acts once; what is nothing to us is kept as it came. `conversation` is null when no person is concerned.
 */
export async function report(
  run: Run,
  arrival: Arrival,
  conversation: ConversationRow | null,
  channel: Channel | undefined,
  connectionId: number,
): Promise<void> {
  const { what } = arrival;
  switch (what.kind) {
    case 'status':
      if (what.upTo === undefined) return delivery(run, what);
      return conversation ? deliveryUpTo(run, conversation.id, what.state, what.upTo) : undefined;
    case 'echo':
      return conversation ? echo(run, arrival, conversation, channel) : undefined;
    case 'edit':
      return tellOfChange(run, conversation, `edit:${arrival.externalId}`, (texts, who) =>
        texts.edited(who, wordsOf(what.content)),
      );
    case 'revoke':
      return tellOfChange(run, conversation, `revoke:${arrival.externalId}`, (texts, who) => texts.revoked(who));
    case 'recorded':
      return recorded(run, arrival);
    case 'market_order':
      return ask(run, 'order', { kind: 'fetch_market_order', account: arrival.account, order: what.order });
    case 'account':
      if (what.event === 'authorisation_expiring') return expiring(run, Number(what.details.until));
      return accountNews(run, what, connectionId);
    case 'renamed':
      return renamed(run, arrival, conversation);
    case 'card':
      return named(run, arrival.externalId, what);
    case 'message':
    case 'reaction':
    case 'comment':
    case 'past':
    case 'other':
      return;
  }
}

type Delivery = Extract<Arrival['what'], { kind: 'status' }>;

/** Reports come late, twice and out of order: the state only ever rises (sent < failed < delivered < read). */
async function delivery(run: Run, status: Delivery): Promise<void> {
  const tracker = status.tracker && /^\d+$/.test(status.tracker) ? Number(status.tracker) : null;
  const row = await run.trx
    .selectFrom('outgoing')
    .selectAll()
    .where((eb) =>
      tracker === null
        ? eb('provider_id', '=', status.of)
        : eb.or([eb('id', '=', tracker), eb('provider_id', '=', status.of)]),
    )
    .forUpdate()
    .executeTakeFirst();
  if (!row) return;
  const rises = RANK[status.state] > RANK[row.state];
  await run.trx
    .updateTable('outgoing')
    .set({
      provider_id: row.provider_id ?? status.of,
      sent_at: sql<Date>`coalesce(sent_at, ${new Date(run.at)})`,
      ...(status.pricing ? { billable: status.pricing.billable } : {}),
      ...(rises ? { state: status.state } : {}),
      ...(status.failure && rises ? { failure: JSON.stringify({ action: 'give_up', ...status.failure }) } : {}),
    })
    .where('id', '=', row.id)
    .execute();
  if (status.pricing && row.billable === null) await countBilled(run, row.conversation_id, status.pricing.billable);
  // It had left after all: what waits behind it need not wait for the time it would have been sent again.
  if (rises && (row.state === 'queued' || row.state === 'sending')) await noteDelivery(run, row.conversation_id);
  if (status.state === 'failed' && rises) {
    await undelivered(run, row, `${status.failure?.title ?? ''} (${status.failure?.code ?? '?'})`);
  }
}

/** Some providers tell only a time: everything that had left by then was delivered, or read. */
async function deliveryUpTo(run: Run, conversationId: number, state: Delivery['state'], upTo: number): Promise<void> {
  const rows = await run.trx
    .selectFrom('outgoing')
    .select('provider_id')
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['sent', 'delivered'])
    .where('sent_at', '<=', new Date(upTo))
    .where('provider_id', 'is not', null)
    .orderBy('id')
    .execute();
  for (const { provider_id } of rows) await delivery(run, { kind: 'status', of: provider_id ?? '', state });
}

async function echo(
  run: Run,
  arrival: Arrival,
  conversation: ConversationRow,
  channel: Channel | undefined,
): Promise<void> {
  const own = await ownEcho(run, arrival, conversation.id, channel);
  if (!own) return stepAside(run, arrival, conversation);
  if (own.left === null) return;
  return delivery(run, { kind: 'status', of: arrival.externalId, state: 'sent', tracker: String(own.left) });
}

async function tellOfChange(
  run: Run,
  conversation: ConversationRow | null,
  key: string,
  words: (texts: ReturnType<typeof textsFor>['member'], who: string) => string,
): Promise<void> {
  if (!conversation?.customer_id) return;
  const who = await customerName(run, conversation.customer_id);
  await tellMembers(run, key, (language) => alert(run, language, words(textsFor(language).member, who)));
}

async function recorded(run: Run, { account, contact, at, what }: Arrival): Promise<void> {
  if (what.kind !== 'recorded' || !contact) return;
  await ask(run, 'recording', { kind: 'fetch_recording', account, contact, recording: what.id, at });
}

/** `until`: milliseconds; not a number where it is not told. */
async function expiring(run: Run, until: number): Promise<void> {
  await tellMembers(run, 'expiring', (language) => {
    const { market } = textsFor(language);
    const today = dayOf(run.at, run.shop.timezone);
    const day = until > 0 ? formatDay(dayOf(until, run.shop.timezone), language, today) : null;
    return alert(run, language, day ? market.expiring(day) : market.expiringSoon);
  });
}
