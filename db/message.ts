import pg from 'pg';
import { nameOf } from './kept.ts';

/** One statement as it leaves; `text` holds exactly one, its values apart. */
export type Statement = { text: string; values: readonly unknown[] };
/** `count`: the rows it touched. */
export type Answer = { command: string; count: number; rows: Record<string, unknown>[] };

/** How statements are sent over one connection. */
export type Sender = {
  /**
   * Runs the statements in order and gives their answers. At the first that fails the rest is not run, and its error is
   * thrown; inside a transaction that one has then failed as a whole.
   */
  send(statements: readonly Statement[]): Promise<Answer[]>;
  /** True once the connection must not be used again: another version of the hub changed a table under its statements. */
  ended(): boolean;
};

type Column = { name: string; read(value: string): unknown };
type Ready = { text: string; name: string; isNew: boolean; values: unknown[] };

/** What `pg` hands to a query of somebody's own making (pg-cursor is one); its types leave these parts out. */
type Wire = {
  stream: { cork(): void; uncork(): void };
  parse(what: { name: string; text: string }): void;
  bind(what: { statement: string; values: unknown[] }): void;
  describe(what: { type: 'P' }): void;
  execute(what: object): void;
  close(what: { type: 'S'; name: string }): void;
  sync(): void;
};
type Described = { fields: { name: string; dataTypeID: number }[] };
type Reader = { getTypeParser(type: number, format: 'text'): Column['read'] };
const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): unknown } }).utils;

/**
 * Sends several statements in one message, so in one round trip: PostgreSQL's extended protocol, one Sync at the end.
 * Statements that come often are kept by the connection under a name, with the columns they give.
 */
export function sender(client: pg.PoolClient): Sender {
  const kept = new Map<string, Column[]>();
  let ended = false;
  return {
    async send(statements) {
      // Values become text before anything leaves: one that cannot must not cut a message short.
      const named = new Set(kept.keys());
      const ready = statements.map(({ text, values }): Ready => {
        const name = nameOf(text) ?? '';
        const isNew = name === '' || !named.has(name);
        if (name !== '') named.add(name);
        return { text, name, isNew, values: values.map(prepareValue) };
      });
      try {
        return await new Promise<Answer[]>((done, failed) => {
          client.query(
            new Message(ready, kept, client as unknown as Reader, done, failed) as unknown as pg.Submittable,
          );
        });
      } catch (error) {
        ended ||= isVoid(error);
        throw error;
      }
    },
    ended: () => ended,
  };
}

/** The same for a connection that takes one statement at a time (PGlite), with a round trip for each. */
export function singly(client: pg.PoolClient): Sender {
  return {
    async send(statements) {
      const answers: Answer[] = [];
      for (const { text, values } of statements) {
        const { command, rowCount, rows } = await client.query(text, [...values]);
        answers.push({ command, count: rowCount ?? 0, rows });
      }
      return answers;
    },
    ended: () => false,
  };
}

/** The server no longer has the plan, or the schema under it changed: this connection's statements are void. */
const isVoid = (error: unknown) =>
  error instanceof pg.DatabaseError &&
  (error.code === '26000' || (error.code === '0A000' && /cached plan/.test(error.message)));

/** A message as `pg` submits it; the methods are what it calls for each part of the answer. */
class Message {
  /** In the open, as the text of a plain query is: who listens to a connection hears what is said. */
  readonly statements: readonly Ready[];
  readonly #kept: Map<string, Column[]>;
  readonly #reader: Reader;
  readonly #done: (answers: Answer[]) => void;
  readonly #failed: (error: Error) => void;
  readonly #answers: Answer[] = [];
  #columns: Column[] | undefined;
  #rows: Answer['rows'] = [];
  #unreadable: Error | undefined;

  constructor(
    statements: Ready[],
    kept: Map<string, Column[]>,
    reader: Reader,
    done: (answers: Answer[]) => void,
    failed: (error: Error) => void,
  ) {
    this.statements = statements;
    this.#kept = kept;
    this.#reader = reader;
    this.#done = done;
    this.#failed = failed;
  }

  submit(wire: Wire): void {
    wire.stream.cork();
    for (const { text, name, isNew, values } of this.statements) {
      // One that failed when it was first run may be kept already; closing what is not there is no error.
      if (isNew && name !== '') wire.close({ type: 'S', name });
      if (isNew) wire.parse({ name, text });
      wire.bind({ statement: name, values });
      if (!this.#kept.has(name)) wire.describe({ type: 'P' });
      wire.execute({});
    }
    wire.sync();
    wire.stream.uncork();
  }

  handleRowDescription({ fields }: Described): void {
    this.#columns = fields.map((field) => ({
      name: field.name,
      read: this.#reader.getTypeParser(field.dataTypeID, 'text'),
    }));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.#unreadable) return;
    const columns = this.#columns ?? this.#kept.get(this.#current().name) ?? [];
    const row: Record<string, unknown> = {};
    try {
      columns.forEach(({ name, read }, at) => {
        const value = fields[at];
        row[name] = value === null || value === undefined ? null : read(value);
      });
    } catch (error) {
      this.#unreadable = error as Error;
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { text: string }): void {
    const { name } = this.#current();
    if (name !== '' && !this.#kept.has(name)) this.#kept.set(name, this.#columns ?? []);
    // "INSERT 0 1", "SELECT 5", "BEGIN": the last number is the count.
    const words = text.split(' ');
    this.#answers.push({ command: words[0]!, count: Number(words.at(-1)) || 0, rows: this.#rows });
    this.#columns = undefined;
    this.#rows = [];
  }

  handleEmptyQuery(): void {
    this.handleCommandComplete({ text: '' });
  }

  handleReadyForQuery(): void {
    if (this.#unreadable) this.#failed(this.#unreadable);
    else this.#done(this.#answers);
  }

  handleError(error: Error): void {
    this.#failed(error);
  }

  #current(): Ready {
    return this.statements[this.#answers.length]!;
  }
}
