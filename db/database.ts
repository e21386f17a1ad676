import { Kysely, sql } from 'kysely';
import pg from 'pg';
import { dialectOver } from './dialect.ts';
import { claimRole } from './role.ts';
import type { Tables } from './tables/index.ts';

export type Db = Kysely<Tables>;

/** An open database: its pool, Kysely over it, and the role every transaction takes (null: the login itself is safe). */
export type Database = {
  db: Db;
  pool: pg.Pool;
  role: string | null;
  close(): Promise<void>;
};

const INT8 = 20;
const DATE = 1082;

/**
 * How values come out: bigint as number (money and ids stay far below 2^53; anything above throws rather than rounds),
 * date as the string YYYY-MM-DD (a calendar day has no time zone), numeric as a decimal string.
 */
export const VALUE_TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === INT8) return exactNumber;
    if (oid === DATE) return (value: string) => value;
    return pg.types.getTypeParser(oid, format);
  },
} as pg.CustomTypesConfig;

/** Reads a bigint; throws RangeError above 2^53 - 1. */
export function exactNumber(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${value} does not fit a safe integer`);
  return number;
}

/** A pool with the hub's value types. Idle connections that die are dropped silently; the next query opens another. */
export function openPool(url: string, max = 10): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max, types: VALUE_TYPES, connectionTimeoutMillis: 10_000 });
  pool.on('error', () => {});
  return pool;
}

/** Kysely over a pool (or PGlite's facade of one), with the role its transactions take. Throws when none can be had. */
export async function openDatabase(pool: pg.Pool): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: dialectOver(pool) });
  await sql`select 1`.execute(db);
  const role = await claimRole(db);
  return { db, pool, role, close: () => db.destroy() };
}
