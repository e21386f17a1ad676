import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { link, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';

/** Whoever holds a folder: its process, when that process started, and where process numbers mean the same. */
type Holder = { pid: number; started: string; place: string; host: string };

const BEAT_MS = 2_000;
const SILENT_MS = 8_000;
const OLD_MS = 60_000;
const AGAIN_MS = 20;

/**
 * Takes the lock file `file` for this process, so that one folder has one hub. A lock left by a dead process, even
 * when its number is in use again, is taken over. Returns the release.
 * @throws Error in one line, naming the holder, when a live process has it.
 */
export async function takeLock(file: string, what: string): Promise<() => Promise<void>> {
  const mine = JSON.stringify({ ...describe(process.pid), nonce: randomUUID() });
  const draft = `${file}.${randomUUID()}`;
  await writeFile(draft, mine, { mode: 0o600 });
  try {
    while (!(await linkOnce(draft, file))) {
      const found = await readFile(file, 'utf8').catch(() => null);
      if (found === null) continue;
      const holder = parse(found);
      if (holder && (await alive(holder, file))) {
        const where = holder.host === hostname() ? '' : ` on ${holder.host}`;
        throw new Error(`${what} is in use by another process (${holder.pid}${where}): stop it, or use another folder`);
      }
      if (await replace(file, found, draft)) break;
      await pause(AGAIN_MS);
    }
  } finally {
    await rm(draft, { force: true });
  }
  const beat = setInterval(() => void utimes(file, new Date(), new Date()).catch(() => undefined), BEAT_MS);
  beat.unref();
  return async () => {
    clearInterval(beat);
    if ((await readFile(file, 'utf8').catch(() => '')) === mine) await rm(file, { force: true });
  };
}

/**
 * Puts our lock in the place of the one judged stale. Several may have judged the same one: a guard named after its
 * content lets one at a time look again and replace it, and whoever comes later finds another lock there.
 */
async function replace(file: string, judged: string, draft: string): Promise<boolean> {
  const guard = `${file}.over-${createHash('sha256').update(judged).digest('hex').slice(0, 16)}`;
  const made = await writeFile(guard, '', { flag: 'wx' }).then(
    () => true,
    () => false,
  );
  if (!made) {
    // Its maker needs a millisecond; one that was killed in it must not block us for good.
    const age = Date.now() - ((await touchedAt(guard)) ?? Date.now());
    if (age > SILENT_MS) await rm(guard, { force: true });
    return false;
  }
  try {
    if ((await readFile(file, 'utf8').catch(() => null)) !== judged) return false;
    await rename(draft, file);
    return true;
  } finally {
    await rm(guard, { force: true });
  }
}

async function linkOnce(draft: string, file: string): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * A holder that counts its processes where we do (same boot, same process namespace) is judged by number and start;
 * one in another container or machine, or on a system that does not tell starts, by whether it keeps touching the file.
 */
async function alive(holder: Holder, file: string): Promise<boolean> {
  const here = describe(holder.pid);
  if (holder.place === here.place && here.started !== '') {
    return here.started === holder.started && runs(holder.pid);
  }
  const first = await touchedAt(file);
  if (first === null || Math.abs(Date.now() - first) > OLD_MS) return false;
  for (let waited = 0; waited < SILENT_MS; waited += 500) {
    await pause(500);
    if ((await touchedAt(file)) !== first) return true;
  }
  return false;
}

const touchedAt = (file: string) =>
  stat(file).then(
    (found) => found.mtimeMs,
    () => null,
  );

/** Whether a process of that number exists (it may have ended and wait to be reaped). */
export function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function describe(pid: number): Holder {
  return { pid, started: startOf(pid), place: place(), host: hostname() };
}

function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ');
      return fields[0] === 'Z' ? 'ended' : (fields[19] ?? '');
    }
    if (process.platform === 'win32') return '';
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
  } catch {
    return 'ended';
  }
}

function place(): string {
  try {
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

function parse(text: string): Holder | null {
  try {
    const found = JSON.parse(text) as Partial<Holder> | null;
    return found && Number.isInteger(found.pid) ? ({ started: '', place: '', host: '', ...found } as Holder) : null;
  } catch {
    return null;
  }
}
