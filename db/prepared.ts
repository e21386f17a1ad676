import pg from 'pg';

type Ask = (text: string, values: unknown[]) => Promise<pg.QueryResult>;

/** A statement seen this often is worth keeping; lists of many lengths and other rarities never are. */
const OFTEN = 3;
/** Each kept statement holds its plan on every connection of the pool. */
const MOST_KEPT = 300;
const LONGEST = 4_000;
const MOST_COUNTED = 5_000;

const names = new Map<string, string>();
const seen = new Map<string, number>();

/** The name a statement is kept under on each connection, once it came often enough; undefined until then. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= MOST_KEPT || text.length > LONGEST) return known;
  const times = (seen.get(text) ?? 0) + 1;
  if (times < OFTEN) {
    if (seen.size >= MOST_COUNTED) seen.clear();
    seen.set(text, times);
    return undefined;
  }
  seen.delete(text);
  const name = `hub_${names.size}`;
  names.set(text, name);
  return name;
}

/** The server no longer has the plan, or the schema under it changed: this connection's statements are void. */
const isVoid = (error: unknown) =>
  error instanceof pg.DatabaseError &&
  (error.code === '26000' || (error.code === '0A000' && /cached plan/.test(error.message)));

/**
 * How a connection is asked: a statement that comes often is parsed, rewritten for row security and planned once a
 * connection instead of once a time, which is half of its cost. `ended` tells that the connection must not be used
 * again (another version of the hub changed a table under its statements); the transaction fails and is done again.
 */
export function prepared(client: pg.PoolClient): { ask: Ask; ended(): boolean } {
  let ended = false;
  return {
    async ask(text, values) {
      const name = values.length > 0 ? nameOf(text) : undefined;
      if (name === undefined) return client.query(text, values);
      try {
        return await client.query({ name, text, values });
      } catch (error) {
        ended ||= isVoid(error);
        throw error;
      }
    },
    ended: () => ended,
  };
}
