import { sql } from 'kysely';
import type { Trx } from '../../db/shop.ts';
import type { ChannelName } from '../conversations/message.ts';
import { type Refused, refusedOf } from './fault.ts';

const DAY_MS = 24 * 3_600_000;

/** A connection as the shop sees it; no secrets. Times in milliseconds. */
export type ConnectionState = {
  id: number;
  channel: ChannelName;
  account: string;
  display: string | null;
  state: 'on' | 'off' | 'reconnect';
  reason: Refused | null;
  lastEventAt: number | null;
  /** When it was last read to its end, where we ask ourselves. */
  readAt: number | null;
  /** When its token ends, where that is known. */
  expiresAt: number | null;
  /** Sends given up in the last day, and what the provider said of the last one. */
  failures: { count: number; last: Refused | null };
};

/** Every connection of the shop with what failed on it since yesterday: one statement. */
export async function connectionStates(trx: Trx, now: number): Promise<ConnectionState[]> {
  const { rows } = await sql<
    Omit<ConnectionState, 'lastEventAt' | 'readAt' | 'expiresAt' | 'failures' | 'reason'> & {
      reason: string | null;
      fault: string | null;
      last_event_at: Date | null;
      read_at: Date | null;
      expires_at: Date | null;
      failed: number;
      last: string | null;
      last_fault: string | null;
    }
  >`
    select c.id, c.channel, c.account, c.display,
      case when c.state = 'on' and m.broken_since is not null then 'reconnect' else c.state end as state,
      coalesce(c.state_reason, m.trouble) as reason,
      case when c.state = 'reconnect' then c.facts->>'fault' end as fault, c.last_event_at, c.expires_at,
      coalesce(m.seen_at, p.read_until) as read_at,
      coalesce(f.failed, 0)::int as failed, f.last, f.last_fault
    from connection c left join mailbox m on m.shop_id = c.shop_id and m.connection_id = c.id
    left join market_poll p on p.shop_id = c.shop_id and p.connection_id = c.id left join lateral (
      select count(*) as failed, (array_agg(coalesce(o.failure->>'details', o.failure->>'title') order by o.id desc))[1] as last,
        (array_agg(o.failure->>'fault' order by o.id desc))[1] as last_fault
      from outgoing o join conversation k on k.id = o.conversation_id
      where k.connection_id = c.id and o.state = 'failed' and o.created_at > ${new Date(now - DAY_MS)}) f on true
    where c.channel <> 'hub' order by c.id`.execute(trx);
  return rows.map(({ last_event_at, read_at, expires_at, failed, last, last_fault, reason, fault, ...row }) => ({
    ...row,
    reason: refusedOf(fault, reason),
    lastEventAt: last_event_at?.getTime() ?? null,
    readAt: read_at?.getTime() ?? null,
    expiresAt: expires_at?.getTime() ?? null,
    failures: { count: failed, last: refusedOf(last_fault, last) },
  }));
}
