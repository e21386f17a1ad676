/** What a transaction asks, and when it leaves: few messages, many statements. */
import type { CompiledQuery, RawBuilder } from 'kysely';
import type { Connection, Waiting } from './dialect.ts';
import type { Gathering, Open, Query } from './gathered.ts';
import type { Statement } from './message.ts';

export const asStatement = ({ sql, parameters }: CompiledQuery): Statement => ({ text: sql, values: parameters });

/** Either kind of query: a raw one takes the way its parts are written from the transaction. */
const compiled = (trx: Open, query: Query) => asStatement((query as RawBuilder<unknown>).compile(trx));

export const waiting = (trx: Open, { query, answered }: LastStatement): Waiting => ({
  ...compiled(trx, query),
  ...(answered ? { answered: answered as Waiting['answered'] & object } : {}),
});

/**
 * Lets a write wait for the transaction's next statement, or its commit, and leave in one message with it: for what
 * nothing that follows has to know the outcome of. Its error, if any, is thrown there. `answered` gets the rows it
 * returns, at the latest before the commit is done.
 */
export async function later<R>(trx: Open, query: Query<R>, answered?: (rows: R[]) => void): Promise<void> {
  const statement = waiting(trx, { query, ...(answered ? { answered } : {}) });
  await over(trx, async (connection) => connection.later(statement));
}

/**
 * Gathers a row that is written with the others of its kind at the end of the transaction, or before the first statement
 * that names their tables. Its error, if any, is thrown there.
 */
export async function gather<T>(trx: Open, gathering: Gathering<T>, row: T): Promise<void> {
  await over(trx, async (connection) => connection.gather(trx, gathering, row));
}

/**
 * Asks for something that will be needed a little later: the question leaves with the next message. What comes back gives
 * the rows, and sends what waits if that has not happened yet.
 */
export async function ahead<R>(trx: Open, query: Query<R>): Promise<() => Promise<R[]>> {
  let rows: R[] | undefined;
  await later(trx, query, (found) => {
    rows = found;
  });
  return async () => {
    if (!rows) await together(trx);
    // It was asked in a part that was taken back before it left.
    if (!rows) [rows] = (await together(trx, query)) as [R[]];
    return rows;
  };
}

type RowsOf<Queries extends readonly Query[]> = {
  [At in keyof Queries]: Queries[At] extends Query<infer R> ? R[] : never;
};

/**
 * Asks several things in one message, and gives the rows of each. They run one after the other: what the first locks,
 * the second reads as it is then.
 */
export async function together<const Queries extends readonly Query[]>(
  trx: Open,
  ...queries: Queries
): Promise<RowsOf<Queries>> {
  const statements = queries.map((query) => compiled(trx, query));
  const answers = await over(trx, (connection) => connection.ask(statements));
  return answers.map((answer) => answer.rows) as RowsOf<Queries>;
}

/**
 * Asks the last things of a transaction, whose commit leaves in the same message: for a look that is all of it. Nothing
 * can be asked in it after that.
 */
export async function conclude<const Queries extends readonly Query[]>(
  trx: Open,
  ...queries: Queries
): Promise<RowsOf<Queries>> {
  const statements = queries.map((query) => compiled(trx, query));
  const answers = await over(trx, (connection) => connection.conclude(statements));
  return answers.map((answer) => answer.rows) as RowsOf<Queries>;
}

/**
 * Runs a part of a transaction that may fail by itself: when `work` throws, what it wrote is taken back, what was written
 * before stays, and the error goes on to the caller.
 */
export async function apart<T>(trx: Open, work: () => Promise<T>): Promise<T> {
  const savepoint = await over(trx, async (connection) => connection.savepoint());
  try {
    const result = await work();
    await over(trx, (connection) => connection.keep(savepoint));
    return result;
  } catch (error) {
    await over(trx, (connection) => connection.takeBack(savepoint));
    throw error;
  }
}

/** A statement of a last part; `answered` gets the rows it returns, before the commit is done. */
export type LastStatement = { query: Query; answered?: (rows: never[]) => void };

/**
 * Leaves statements to the end of the transaction, as a part that leaves in one message with the commit: what they lock
 * and others wait for is held no longer than that. Where one of them fails the part is taken back, `otherwise` runs in
 * its place, and all that was written before it is committed.
 */
export async function lastly(
  trx: Open,
  part: LastStatement[],
  otherwise: (error: unknown) => Promise<void>,
): Promise<void> {
  const connection = await over(trx, async (own) => own);
  await connection.lastly({ statements: part.map((one) => waiting(trx, one)), otherwise });
}

function over<T>(trx: Open, work: (connection: Connection) => Promise<T>): Promise<T> {
  return trx.getExecutor().provideConnection((connection) => work(connection as Connection));
}
