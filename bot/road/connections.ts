import type { Selectable } from 'kysely';
import { forShop, type Trx } from '../../db/shop.ts';
import type { Tables } from '../../db/tables/index.ts';
import { HUB_NUMBER } from '../../tools/connections/hub-number.ts';
import type { Hub } from '../../tools/context.ts';
import type { ChannelName } from '../../tools/conversations/message.ts';
import type { Connection } from '../channels/channel.ts';

type Sealed = Pick<Selectable<Tables['connection']>, 'id' | 'channel' | 'account' | 'secrets_sealed'>;
const COLUMNS = ['connection.id', 'connection.channel', 'connection.account', 'connection.secrets_sealed'] as const;

/** A connection's row with its secrets opened. */
export function openedConnection(hub: Hub, shopId: number, row: Sealed): Connection {
  // The hub's own number: its token is a setting, and only the thread is the shop's.
  if (row.channel === HUB_NUMBER) {
    const secrets: Record<string, string> = hub.ownNumber ? { access_token: hub.ownNumber.accessToken } : {};
    return { id: row.id, shopId, channel: 'whatsapp', account: row.account, secrets, viaHub: true };
  }
  return {
    id: row.id,
    shopId,
    channel: row.channel as ChannelName,
    account: row.account,
    secrets: JSON.parse(hub.sealer.open(row.secrets_sealed)) as Record<string, string>,
  };
}

/** The connection of a conversation. */
export async function connectionFor(hub: Hub, shopId: number, conversationId: number): Promise<Connection> {
  const row = await forShop(hub.database, shopId, (trx) =>
    trx
      .selectFrom('conversation')
      .innerJoin('connection', 'connection.id', 'conversation.connection_id')
      .select(COLUMNS)
      .where('conversation.id', '=', conversationId)
      .executeTakeFirstOrThrow(),
  );
  return openedConnection(hub, shopId, row);
}

/** The connections of a shop on one channel that are in use. */
export async function connectionsOf(hub: Hub, shopId: number, channel: ChannelName): Promise<Connection[]> {
  const rows = await forShop(hub.database, shopId, (trx) => inUse(trx).where('channel', '=', channel).execute());
  return rows.map((row) => openedConnection(hub, shopId, row));
}

/** One account of a shop; null when it is not in use. */
export async function connectionOfAccount(
  hub: Hub,
  shopId: number,
  { channel, account }: { channel: ChannelName; account: string },
): Promise<Connection | null> {
  const row = await forShop(hub.database, shopId, (trx) =>
    inUse(trx).where('channel', '=', channel).where('account', '=', account).executeTakeFirst(),
  );
  return row ? openedConnection(hub, shopId, row) : null;
}

function inUse(trx: Trx) {
  return trx.selectFrom('connection').select(COLUMNS).where('state', '!=', 'off').orderBy('id');
}
