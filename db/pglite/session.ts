import type pg from 'pg';

/** What a query is asked as: pg's `query(text, values)` or `query({ text, values })`. */
export type Asked = [query: string | pg.QueryConfig, values?: unknown[]];

/** Settings of a pool's connections, such as its search_path. One object per pool: it is compared by identity. */
export type Settings = Readonly<Record<string, string>>;

export const NO_SETTINGS: Settings = {};

/**
 * The one connection there is, shared in turns. An owner keeps its turn from the first statement of a transaction to
 * the end of it, as the server itself reports it.
 */
export type Session = {
  query(owner: object, settings: Settings, asked: Asked): Promise<pg.QueryResult>;
  /** Ends what the owner left open. */
  leave(owner: object): Promise<void>;
  /** Calls back with every notification of the connection. */
  onNotification(listener: (message: pg.Notification) => void): void;
};

type Waiting = { owner: object; go: () => void };

export function openSession(client: pg.Client, waitMs: number): Session {
  const waiting: Waiting[] = [];
  let holder: object | null = null;
  let underWay = 0;
  let applied: Settings = NO_SETTINGS;
  client.on('error', () => undefined);

  const isOpen = () => ['T', 'E'].includes(client.getTransactionStatus() ?? 'I');

  const take = (owner: object): Promise<void> => {
    if (holder === null || holder === owner) {
      holder = owner;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const mine: Waiting = {
        owner,
        go: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        waiting.splice(waiting.indexOf(mine), 1);
        reject(
          new Error(
            `PGlite has one connection and a transaction has held it for ${waitMs} ms: ` +
              'does it wait for a query made outside of it?',
          ),
        );
      }, waitMs);
      waiting.push(mine);
    });
  };

  const give = (): void => {
    if (underWay > 0 || isOpen()) return;
    const next = waiting.shift();
    holder = next?.owner ?? null;
    next?.go();
    // The same owner may have asked several things at once.
    for (const other of waiting.filter((one) => one.owner === holder)) {
      waiting.splice(waiting.indexOf(other), 1);
      other.go();
    }
  };

  const ask = async ([query, values]: Asked): Promise<pg.QueryResult> => {
    try {
      return await (typeof query === 'string' ? client.query(query, values) : client.query(query));
    } catch (error) {
      // The error comes before the state of the transaction does; an empty query brings that, in a failed one too.
      await client.query('').catch(() => undefined);
      throw error;
    }
  };

  /** Another pool's settings replace the ones in force, between transactions only. */
  const apply = async (settings: Settings): Promise<void> => {
    if (applied === settings || isOpen()) return;
    const resets = Object.keys(applied).map((name) => `reset "${name}"`);
    const sets = Object.entries(settings).map(([name, value]) => `set "${name}" to ${client.escapeLiteral(value)}`);
    applied = settings;
    const all = [...resets, ...sets];
    if (all.length === 0) return;
    await ask([all.join('; ')]).catch((error) => {
      // Neither the old nor the new ones are in force now.
      applied = {};
      throw error;
    });
  };

  const query = async (owner: object, settings: Settings, asked: Asked): Promise<pg.QueryResult> => {
    await take(owner);
    underWay++;
    try {
      await apply(settings);
      return await ask(asked);
    } finally {
      underWay--;
      give();
    }
  };

  return {
    query,
    async leave(owner) {
      if (holder === owner && isOpen()) await query(owner, applied, ['rollback']);
    },
    onNotification(listener) {
      client.on('notification', listener);
    },
  };
}
