import type { Compilable, RawBuilder, Transaction } from 'kysely';
import type { Tables } from './tables/index.ts';

export type Open = Transaction<Tables>;
export type Query<R = unknown> = Compilable<R> | RawBuilder<R>;

/**
 * A kind of row that a transaction gathers and writes at its end, in as few statements as it can: nothing of the
 * transaction has to wait for them, and the rows they lock that many transactions share are locked for a moment only.
 */
export type Gathering<T> = {
  /** The tables it writes. A statement that names one of them finds what was gathered before it. */
  tables: readonly string[];
  /** The statements that write the rows, in the order they were gathered; `answered` gets the rows each returns. */
  write(rows: T[]): { query: Query; answered?: (rows: never[]) => void }[];
};

type Part = { trx: Open; gathering: Gathering<unknown>; rows: unknown[] };

/** What one transaction has gathered so far. */
export class Gathered {
  readonly #parts: Part[];

  constructor(parts: Part[] = []) {
    this.#parts = parts;
  }

  get isEmpty(): boolean {
    return this.#parts.length === 0;
  }

  add<T>(trx: Open, gathering: Gathering<T>, row: T): void {
    const part = this.#parts.find((one) => one.gathering === gathering);
    if (part) part.rows.push(row);
    else this.#parts.push({ trx, gathering: gathering as Gathering<unknown>, rows: [row] });
  }

  /** Takes out what `text` may read or change: the kinds whose tables it names. All of them without a text. */
  take(text?: string): Part[] {
    const isMeant = ({ gathering }: Part) =>
      text === undefined || gathering.tables.some((table) => text.includes(table));
    const meant = this.#parts.filter(isMeant);
    for (const part of meant) this.#parts.splice(this.#parts.indexOf(part), 1);
    return meant;
  }

  /** As it is now, for a part of the transaction that may be taken back. */
  copy(): Gathered {
    return new Gathered(this.#parts.map((part) => ({ ...part, rows: [...part.rows] })));
  }
}
