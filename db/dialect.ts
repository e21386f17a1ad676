import { type Dialect, type Driver, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from 'kysely';
import type pg from 'pg';
import { Connection } from './connection.ts';

/** Kysely's dialect for PostgreSQL over a pool, with a connection that saves round trips instead of its own. */
export function dialectOver(pool: pg.Pool): Dialect {
  return {
    createDriver: () => driverOver(pool),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (db) => new PostgresIntrospector(db),
  };
}

function driverOver(pool: pg.Pool): Driver {
  const connections = new WeakMap<pg.PoolClient, Connection>();
  return {
    async init() {},
    async acquireConnection() {
      const client = await pool.connect();
      const known = connections.get(client) ?? new Connection(client);
      connections.set(client, known);
      return known;
    },
    async beginTransaction(connection) {
      (connection as Connection).begin();
    },
    commitTransaction: (connection) => (connection as Connection).commit(),
    rollbackTransaction: (connection) => (connection as Connection).rollback(),
    async releaseConnection(connection) {
      (connection as Connection).release();
    },
    destroy: () => pool.end(),
  };
}
