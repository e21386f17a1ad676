import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { prepared } from './prepared.ts';

/** How the statement begins that binds a transaction to a shop (see `bind`): it may travel together with its begin. */
export const BINDING = 'select set_config(';

const NOTHING = { command: 'SELECT' as const, rowCount: 0, rows: [] };

/**
 * The pool as kysely uses it, with one round trip less in every transaction: `begin` waits for the statement after it,
 * and leaves in one message with it when that one binds the transaction to its shop. Should the begin fail, the rest of
 * the message is not run. Any other first statement is sent after its begin, as ever.
 */
export function sparing(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<object, PostgresPoolClient>();
  return {
    async connect() {
      const client = await pool.connect();
      let lent = known.get(client);
      if (!lent) {
        lent = lend(client, pool instanceof pg.Pool);
        known.set(client, lent);
      }
      return lent;
    },
    end: () => pool.end(),
  };
}

/** `keeps`: the server may keep statements; PGlite's one session parses each anyway. */
function lend(client: pg.PoolClient, keeps: boolean): PostgresPoolClient {
  const { ask: run, ended } = keeps
    ? prepared(client)
    : { ask: (text: string, values: unknown[]) => client.query(text, values), ended: () => false };
  let beginning = false;
  const ask = async (text: string, values: unknown[]) => {
    if (text === 'begin') {
      beginning = true;
      return NOTHING;
    }
    if (!beginning) return run(text, values);
    beginning = false;
    // Nothing was asked in it: it never was.
    if (text === 'commit' || text === 'rollback') return NOTHING;
    if (values.length > 0 || !text.startsWith(BINDING)) {
      await client.query('begin');
      return run(text, values);
    }
    await client.query(`begin; ${text}`);
    return NOTHING;
  };
  // Kysely describes a client by overloads, for cursors too; it is only ever asked for a text and its values.
  return { query: ask as unknown as PostgresPoolClient['query'], release: () => client.release(ended()) };
}
