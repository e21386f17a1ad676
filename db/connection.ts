import type { CompiledQuery, DatabaseConnection, QueryResult, RawBuilder } from 'kysely';
import pg from 'pg';
import { Gathered, type Gathering, type Open, type Query } from './gathered.ts';
import { type Answer, type Sender, type Statement, sender, singly } from './message.ts';

const BEGIN: Statement = { text: 'begin', values: [] };
const COMMIT: Statement = { text: 'commit', values: [] };
const ROLLBACK: Statement = { text: 'rollback', values: [] };

/** A statement that waits for the next message; `answered` gets its rows when that is back. */
type Waiting = Statement & { answered?: (rows: Answer['rows']) => void };
/** The last part of a transaction, which leaves with the commit; what runs in its place where it fails. */
type LastPart = { statements: Waiting[]; otherwise: (error: unknown) => Promise<void> };
/** The begin of a part that may be taken back, and what had been gathered and left to the end until then. */
type Savepoint = { statement: Statement; gathered: Gathered; last: LastPart | undefined };

/**
 * A connection that saves round trips. `begin`, and every write that nobody waits for (`later`), stays here until the
 * next statement that somebody does wait for, and leaves in one message with it; `commit` is such a statement. They run
 * in the order they were asked, so nothing but the moment of an error differs from sending each at once.
 */
export class Connection implements DatabaseConnection {
  readonly #client: pg.PoolClient;
  readonly #sender: Sender;
  #waiting: Waiting[] = [];
  /** What leaves before the commit, or before a statement that names its tables. */
  #gathered = new Gathered();
  #last: LastPart | undefined;
  /** How many savepoints are open. */
  #parts = 0;

  constructor(client: pg.PoolClient) {
    this.#client = client;
    this.#sender = client instanceof pg.Client ? sender(client) : singly(client);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const statement = asStatement(query);
    if (holdsSeveral(statement)) return this.#simple(statement.text);
    const [answer] = await this.ask([statement]);
    return asResult(answer!);
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('this driver does not stream');
  }

  /** Sends the statements, behind those that wait, in one message; their answers. */
  async ask(statements: Statement[]): Promise<Answer[]> {
    for (const { text } of statements) this.#write(text);
    const waiting = this.#waiting;
    this.#waiting = [];
    const answers = await this.#sender.send([...waiting, ...statements]);
    for (const [at, one] of waiting.entries()) one.answered?.(answers[at]!.rows);
    return answers.slice(waiting.length);
  }

  /** Lets the statement wait for the next message. */
  later(statement: Waiting): void {
    this.#write(statement.text);
    this.#waiting.push(statement);
  }

  gather<T>(trx: Open, gathering: Gathering<T>, row: T): void {
    this.#gathered.add(trx, gathering, row);
  }

  /** Leaves the part to the commit; one that was left to it before leaves now. */
  async lastly(part: LastPart): Promise<void> {
    if (this.#last) {
      this.#write();
      await this.#leave(this.#last);
    }
    this.#last = part;
  }

  begin(): void {
    this.#parts = 0;
    this.#gathered = new Gathered();
    this.#last = undefined;
    this.#waiting = [BEGIN];
  }

  async commit(): Promise<void> {
    this.#write();
    if (this.#last) return this.#leave(this.#last, COMMIT);
    // Nothing was asked in it: it never was.
    if (this.#waiting.length === 1 && !this.#isOpen()) this.#waiting = [];
    else await this.ask([COMMIT]);
  }

  async rollback(): Promise<void> {
    const open = this.#isOpen();
    this.#waiting = [];
    this.#gathered = new Gathered();
    this.#last = undefined;
    if (open) await this.ask([ROLLBACK]);
  }

  savepoint(): Savepoint {
    const statement: Statement = { text: `savepoint part_${++this.#parts}`, values: [] };
    this.#waiting.push(statement);
    return { statement, gathered: this.#gathered.copy(), last: this.#last };
  }

  /**
   * Ends the part that a savepoint began. What still waits is sent, so that its errors are the part's; what it gathered
   * goes on to the end of the transaction. Where nothing of it waits, its end does not leave by itself either.
   */
  async keep({ statement }: Savepoint): Promise<void> {
    this.#parts--;
    const release: Statement = { text: `release ${statement.text}`, values: [] };
    if (this.#waiting.at(-1) === statement) this.#waiting.pop();
    else if (this.#waiting.length === 0) this.#waiting.push(release);
    else await this.ask([release]);
  }

  /** Ends the part without a trace. */
  async takeBack({ statement, gathered, last }: Savepoint): Promise<void> {
    this.#parts--;
    this.#last = last;
    // What was gathered before the part and left in the midst of it is taken back with it: it is gathered again.
    this.#gathered = gathered;
    const at = this.#waiting.indexOf(statement);
    if (at >= 0) {
      this.#waiting.length = at;
      return;
    }
    this.#waiting = [];
    const { text } = statement;
    await this.ask([`rollback to ${text}`, `release ${text}`].map((one) => ({ text: one, values: [] })));
  }

  release(): void {
    this.#client.release(this.#sender.ended());
  }

  /** Lets what was gathered leave with the next message: what `text` names, or all of it. */
  #write(text?: string): void {
    if (this.#gathered.isEmpty) return;
    for (const { trx, gathering, rows } of this.#gathered.take(text)) {
      for (const one of gathering.write(rows)) this.#waiting.push(waiting(trx, one));
    }
  }

  /** Sends the last part, and with it the commit if it is time; what runs in its place where one of its own fails. */
  async #leave(part: LastPart, commit?: Statement): Promise<void> {
    this.#last = undefined;
    const savepoint = this.savepoint();
    this.#waiting.push(...part.statements);
    try {
      await this.ask([{ text: `release ${savepoint.statement.text}`, values: [] }, ...(commit ? [commit] : [])]);
      this.#parts--;
    } catch (error) {
      // Without a savepoint to go back to, what failed came before the part.
      await this.takeBack(savepoint).catch(() => {
        throw error;
      });
      await part.otherwise(error);
      if (commit) await this.commit();
    }
  }

  #isOpen(): boolean {
    return this.#waiting[0] !== BEGIN;
  }

  /** Several statements in one text (a migration): PostgreSQL's simple protocol. */
  async #simple<R>(text: string): Promise<QueryResult<R>> {
    if (this.#waiting.length > 0) await this.ask([]);
    const { rows } = await this.#client.query(text);
    return { rows: rows ?? [] };
  }
}

const asStatement = ({ sql, parameters }: CompiledQuery): Statement => ({ text: sql, values: parameters });

/** A text without values may hold several statements, which the extended protocol refuses. */
const holdsSeveral = ({ text, values }: Statement) => values.length === 0 && text.includes(';');

const CHANGES = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'];

function asResult<R>({ command, count, rows }: Answer): QueryResult<R> {
  const numAffectedRows = CHANGES.includes(command) ? { numAffectedRows: BigInt(count) } : {};
  return { ...numAffectedRows, rows: rows as R[] };
}

/** Either kind of query: a raw one takes the way its parts are written from the transaction. */
const compiled = (trx: Open, query: Query) => asStatement((query as RawBuilder<unknown>).compile(trx));

const waiting = (trx: Open, { query, answered }: LastStatement): Waiting => ({
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
