import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runs } from '../embedded/lock.ts';
import { holdsFolder } from '../embedded/server.ts';

/** The folder of one test run: its servers below `dir`, the temporary files of the tests below `temporary`. */
export type RunFolder = { dir: string; temporary: string };

const PREFIX = 'hub-tests-';
/** The unpacked browser, the one thing worth keeping from run to run. */
const KEPT = /^quelyos-chromium-[\w.-]*\d$/;
const DEPTH = 4;

/** Makes the folder of this run; what killed runs left in theirs is ended and removed. */
export async function openRun(): Promise<RunFolder> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number(name.slice(PREFIX.length)) : 0;
    if (pid && !runs(pid)) await remove(join(tmpdir(), name));
  }
  const dir = join(tmpdir(), `${PREFIX}${process.pid}`);
  await remove(dir);
  const temporary = join(dir, 'tmp');
  await mkdir(dir, { mode: 0o700 });
  await mkdir(temporary);
  for (const name of await readdir(tmpdir())) {
    // Linked, not copied: the browser is large. Without links the tests unpack it again.
    if (KEPT.test(name))
      await promisify(execFile)('cp', ['-al', join(tmpdir(), name), temporary]).catch(() => undefined);
  }
  return { dir, temporary };
}

/** Ends what interrupted tests left running below the folder and removes it. */
export async function closeRun({ dir, temporary }: RunFolder): Promise<void> {
  for (const name of await readdir(temporary)) {
    if (KEPT.test(name)) await rename(join(temporary, name), join(tmpdir(), name)).catch(() => undefined);
  }
  await remove(dir);
}

async function remove(dir: string): Promise<void> {
  await endServers(dir, DEPTH);
  await rm(dir, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
}

/** Servers keep their process number in their folder and work inside it, which tells them from other programs. */
async function endServers(dir: string, depth: number): Promise<void> {
  for (const file of ['postmaster.pid', 'redis.pid']) {
    const pid = Number.parseInt(await readFile(join(dir, file), 'utf8').catch(() => ''), 10);
    if (!(pid > 0 && holdsFolder(pid, dir))) continue;
    process.kill(pid, file === 'redis.pid' ? 'SIGKILL' : 'SIGQUIT');
    return;
  }
  if (depth === 0) return;
  for (const entry of await readdir(dir, { withFileTypes: true }).catch(() => [])) {
    if (entry.isDirectory() && !KEPT.test(entry.name)) await endServers(join(dir, entry.name), depth - 1);
  }
}
