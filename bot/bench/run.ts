/** npm run bench -- [names]: measures the benches whose name contains one of the words; all when none is given. */
import { type Emit, type Figure, table } from './figures.ts';
import { openPlace, type Place } from './place.ts';

type Bench = (place: Place, emit: Emit) => Promise<void>;

/** Each loaded when it runs: what one bench needs must not weigh on another. */
const BENCHES: Record<string, () => Promise<Bench>> = {
  ingest: async () => (await import('./ingest.ts')).ingest,
  orders: async () => (await import('./order-requests.ts')).orderRequests,
  'orders-in-process': async () => (await import('./orders.ts')).orders,
  reply: async () => (await import('./reply.ts')).reply,
  listing: async () => (await import('./listing.ts')).listing,
  pdf: async () => (await import('./pdf.ts')).pdf,
  start: async () => (await import('./start.ts')).start,
  memory: async () => (await import('./memory.ts')).memory,
  reader: async () => (await import('./reader.ts')).reader,
  'reader-load': async () => (await import('./reader-load.ts')).readerLoad,
};

/** What a program needs of its environment to run; nobody's settings reach a bench. */
const BASICS = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot', 'TEMP', 'CHROME_PATH'];

async function main(words: string[]): Promise<void> {
  const names = Object.keys(BENCHES).filter((name) => words.length === 0 || words.some((word) => name.includes(word)));
  if (names.length === 0)
    throw new Error(`no bench is called ${words.join(' ')}; there are ${Object.keys(BENCHES).join(', ')}`);
  const figures: Figure[] = [];
  const place = await openPlace(
    Object.fromEntries(BASICS.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))),
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void place.close().then(() => process.exit(1)));
  try {
    for (const name of names) {
      process.stderr.write(`${name} ...\n`);
      const bench = await BENCHES[name]!();
      await bench(place, (figure) => {
        figures.push(figure);
        process.stdout.write(`${JSON.stringify(figure)}\n`);
      }).catch((error: unknown) => {
        process.exitCode = 1;
        process.stderr.write(`${name} failed: ${error instanceof Error ? error.stack : String(error)}\n`);
      });
    }
  } finally {
    await place.close();
  }
  process.stderr.write(`\n${table(figures)}\n`);
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
