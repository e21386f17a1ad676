import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from 'kysely';
import type { Query } from './gathered.ts';
import type { Tables } from './tables/index.ts';

/** Writes statements, runs none. */
const writer = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** Stands in a statement where a value will be. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/**
 * A statement that comes often: `build` writes it once, at its first use, with a place for each value; after that only
 * the values are filled in. Writing one with Kysely costs more than sending it. `build` must take each value as it is:
 * what is computed from one (a text of JSON, a date) is computed by the caller.
 */
export function prepared<Values extends object, Row>(
  build: (db: Kysely<Tables>, values: Values) => Query<Row>,
): (values: Values) => Compilable<Row> {
  let written: CompiledQuery<Row> | undefined;
  const write = (): CompiledQuery<Row> => {
    const places = new Proxy({}, { get: (_, name) => new Place(String(name)) }) as Values;
    return (build(writer, places) as RawBuilder<Row>).compile(writer);
  };
  return (values) => {
    written ??= write();
    const { parameters, ...rest } = written;
    const filled = parameters.map((one) => (one instanceof Place ? values[one.name as keyof Values] : one));
    return { compile: () => ({ ...rest, parameters: filled }) };
  };
}
