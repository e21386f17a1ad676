import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import pg from 'pg';
import { asStatement, waiting } from './connection.ts';
import { Gathered, type Gathering, type Open } from './gathered.ts';
import { type Answer, type Sender, type Statement, sender, singly } from './message.ts';

const BEGIN: Statement = { text: 'begin', values: [] };
const COMMIT: Statement = { text: 'commit', values: [] };
const ROLLBACK: Statement = { text: 'rollback', values: [] };

/** A statement that waits for the next message; `answered` gets its rows when that is back. */
export type Waiting = Statement & { answered?: (rows: Answer['rows']) => void };
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
  /** The transaction's commit left with its last question: whoever asks more would ask outside of it. */
  #concluded = false;

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
    this.#goesOn();
    for (const { text } of statements) this.#write(text);
    const waiting = this.#waiting;
    this.#waiting = [];
    const answers = await this.#sender.send([...waiting, ...statements]);
    // PostgreSQL answers the commit of a transaction that failed, whoever caught the error, with a rollback.
    if (statements.at(-1) === COMMIT && answers.at(-1)!.command === 'ROLLBACK')
      throw new Error('the transaction had failed: its commit was a rollback');
    for (const [at, one] of waiting.entries()) one.answered?.(answers[at]!.rows);
    return answers.slice(waiting.length);
  }

  /** Lets the statement wait for the next message. */
  later(statement: Waiting): void {
    this.#goesOn();
    this.#write(statement.text);
    this.#waiting.push(statement);
  }

  gather<T>(trx: Open, gathering: Gathering<T>, row: T): void {
    this.#goesOn();
    this.#gathered.add(trx, gathering, row);
  }

  /** Leaves the part to the commit; one that was left to it before leaves now. */
  async lastly(part: LastPart): Promise<void> {
    this.#goesOn();
    if (this.#last) {
      this.#write();
      await this.#leave(this.#last);
    }
    this.#last = part;
  }

  /** Asks the last things of the transaction: its commit leaves with them. */
  async conclude(statements: Statement[]): Promise<Answer[]> {
    if (this.#last) throw new Error('the transaction has a last part: its commit cannot leave with a question');
    this.#write();
    const answers = await this.ask([...statements, COMMIT]);
    this.#concluded = true;
    return answers.slice(0, -1);
  }

  begin(): void {
    this.#concluded = false;
    this.#parts = 0;
    this.#gathered = new Gathered();
    this.#last = undefined;
    this.#waiting = [BEGIN];
  }

  async commit(): Promise<void> {
    if (this.#concluded) return;
    this.#write();
    if (this.#last) return this.#leave(this.#last, COMMIT);
    // Nothing was asked in it: it never was.
    if (this.#waiting.length === 1 && !this.#isOpen()) this.#waiting = [];
    else await this.ask([COMMIT]);
  }

  async rollback(): Promise<void> {
    const open = this.#isOpen() && !this.#concluded;
    this.#concluded = false;
    this.#waiting = [];
    this.#gathered = new Gathered();
    this.#last = undefined;
    if (open) await this.ask([ROLLBACK]);
  }

  savepoint(): Savepoint {
    this.#goesOn();
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
    this.#concluded = false;
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

  #goesOn(): void {
    if (this.#concluded) throw new Error('the transaction is over: its last question was asked');
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

/** A text without values may hold several statements, which the extended protocol refuses. */
const holdsSeveral = ({ text, values }: Statement) => values.length === 0 && text.includes(';');

const CHANGES = ['INSERT', 'UPDATE', 'DELETE', 'MERGE'];

function asResult<R>({ command, count, rows }: Answer): QueryResult<R> {
  const numAffectedRows = CHANGES.includes(command) ? { numAffectedRows: BigInt(count) } : {};
  return { ...numAffectedRows, rows: rows as R[] };
}

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
