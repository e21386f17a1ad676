import { copyFile, type FileHandle, open, readFile, stat, truncate } from 'node:fs/promises';
import { join } from 'node:path';

const MAX_BYTES = 4_000_000;
const LOOK_MS = 3_600_000;

const fileIn = (dataDir: string) => join(dataDir, 'pg.log');

/** Opens the log for a server that may outlive us; it appends, so the file may be cut under it. */
export async function openLog(dataDir: string): Promise<FileHandle> {
  await shortenLog(dataDir);
  return open(fileIn(dataDir), 'a', 0o600);
}

/** Keeps `pg.log` and one older `pg.log.1`, each of a few megabytes at most. */
export async function shortenLog(dataDir: string): Promise<void> {
  if ((await logSize(dataDir)) <= MAX_BYTES) return;
  await copyFile(fileIn(dataDir), `${fileIn(dataDir)}.1`);
  await truncate(fileIn(dataDir));
}

/** Shortens the log now and then while the server runs. Returns the end of it. */
export function watchLog(dataDir: string): () => void {
  const timer = setInterval(() => void shortenLog(dataDir).catch(() => undefined), LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** Bytes in the log. */
export async function logSize(dataDir: string): Promise<number> {
  return stat(fileIn(dataDir)).then(
    (found) => found.size,
    () => 0,
  );
}

/** PostgreSQL's own words since byte `from` about why it does not run, in one line; null when it said nothing. */
export async function logTail(dataDir: string, from: number): Promise<string | null> {
  const said = (await readFile(fileIn(dataDir)).catch(() => Buffer.alloc(0))).subarray(from).toString('utf8');
  const lines = said.split('\n').filter((line) => line.trim() !== '');
  const reasons = lines.filter((line) => /could not|FATAL|PANIC|HINT/.test(line));
  const words = (reasons.length > 0 ? reasons : lines.slice(-1)).map((line) => line.replace(/^.*?\] (?=[A-Z]+:)/, ''));
  return words.length > 0 ? words.join(' / ') : null;
}
