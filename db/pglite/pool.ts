import { EventEmitter } from 'node:events';
import type pg from 'pg';
import { type Asked, NO_SETTINGS, type Session, type Settings } from './session.ts';

/** What stands for a `pg.Pool`: promises only (no callbacks, cursors or COPY), any number of clients, one connection. */
export type PglitePool = pg.Pool & {
  /**
   * Another pool over the same database with settings of its own, such as `{ search_path: 'bullmq' }`. Ending it leaves
   * the database open.
   */
  sibling(settings: Settings): pg.Pool;
};

/** The part of a pool's client that is used: by kysely's PostgresDialect and by BullMQ's PostgreSQL backend. */
type Client = EventEmitter & { query(...asked: Asked): Promise<pg.QueryResult>; release(): void };

const ENDED = 'Cannot use a pool after calling end on the pool';
/** More clients than this are a leak in any program; they cost nothing here. */
const MAX = 1_000;

/** A pool over the session; `close` runs when it is ended. */
export function openPool(session: Session, close: () => Promise<void>): PglitePool {
  const channels = openChannels(session);
  const main = poolOver(session, channels, NO_SETTINGS, close);
  const sibling = (settings: Settings) => poolOver(session, channels, settings, async () => undefined);
  return Object.assign(main, { sibling });
}

function poolOver(session: Session, channels: Channels, settings: Settings, close: () => Promise<void>): pg.Pool {
  const events = new EventEmitter();
  const lent = new Set<Client>();
  const busy = new Set<Promise<unknown>>();
  let ended: Promise<void> | null = null;

  /** Ending waits for what is under way, as a pool of connections does. */
  const ask = async (owner: object, asked: Asked): Promise<pg.QueryResult> => {
    const asking = session.query(owner, settings, asked);
    const settled = asking.catch(() => undefined);
    busy.add(settled);
    try {
      return await asking;
    } finally {
      busy.delete(settled);
    }
  };

  const connect = async (): Promise<Client> => {
    if (ended) throw new Error(ENDED);
    const client: Client = Object.assign(new EventEmitter(), {
      query(...asked: Asked) {
        if (!lent.has(client)) return Promise.reject(new Error('Client was released and is not queryable'));
        return channels.query(client, asked, () => ask(client, asked));
      },
      release() {
        if (!lent.delete(client)) throw new Error('Release called on client which has already been released.');
        const left = session.leave(client).then(() => channels.leave(client));
        void left.catch(() => undefined);
      },
    });
    lent.add(client);
    events.emit('connect', client);
    return client;
  };

  const pool = {
    connect,
    query: (...asked: Asked) => (ended ? Promise.reject(new Error(ENDED)) : ask({}, asked)),
    end() {
      if (ended) return Promise.reject(new Error('Called end on pool more than once'));
      ended = finish();
      return ended;
    },
    options: { max: MAX },
    get totalCount() {
      return lent.size;
    },
    get idleCount() {
      return 0;
    },
    get waitingCount() {
      return 0;
    },
    get ended() {
      return ended !== null;
    },
  };
  const finish = async () => {
    while (busy.size > 0) await Promise.all(busy);
    for (const client of [...lent]) client.release();
    await close();
    events.emit('end');
  };
  // Kysely and BullMQ know a pool by pg's type, which describes far more than they use.
  return Object.defineProperties(events, Object.getOwnPropertyDescriptors(pool)) as unknown as pg.Pool;
}

/** Who listens to what: the connection is shared, so each client hears only the channels it asked for. */
type Channels = {
  query(client: Client, asked: Asked, run: () => Promise<pg.QueryResult>): Promise<pg.QueryResult>;
  leave(client: Client): Promise<void>;
};

/** With the comments that may stand before it. */
const LISTENING = /^(?:\s|--.*\n|\/\*[\s\S]*?\*\/)*(listen|unlisten)\s+(?:"((?:[^"]|"")+)"|(\*|\w+))\s*;?\s*$/i;

function openChannels(session: Session): Channels {
  const listeners = new Map<Client, Set<string>>();
  session.onNotification((message) => {
    for (const [client, channels] of listeners) {
      if (channels.has(message.channel)) client.emit('notification', message);
    }
  });
  const heard = (channel: string) => [...listeners.values()].some((channels) => channels.has(channel));

  const drop = async (client: Client, names: string[]): Promise<void> => {
    const mine = listeners.get(client);
    for (const name of names) mine?.delete(name);
    if (mine?.size === 0) listeners.delete(client);
    for (const name of names.filter((one) => !heard(one))) {
      await session.query(client, NO_SETTINGS, [`unlisten "${name.replaceAll('"', '""')}"`]);
    }
  };

  return {
    async query(client, [query], run) {
      const found = LISTENING.exec(typeof query === 'string' ? query : query.text);
      const name = found?.[2]?.replaceAll('""', '"') ?? found?.[3]?.toLowerCase();
      if (!name) return run();
      const mine = listeners.get(client) ?? new Set<string>();
      if (found?.[1]?.toLowerCase() === 'listen') {
        const result = await run();
        listeners.set(client, mine.add(name));
        return result;
      }
      await drop(client, name === '*' ? [...mine] : [name]);
      return { command: 'UNLISTEN', rowCount: null, oid: 0, fields: [], rows: [] };
    },
    async leave(client) {
      await drop(client, [...(listeners.get(client) ?? [])]);
    },
  };
}
