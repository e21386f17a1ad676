import { readdir, readFile } from 'node:fs/promises';

const TICKS_PER_SECOND = 100;

/** CPU milliseconds a process and its children have used so far; null where the system does not tell. */
export async function cpuMs(pid: number): Promise<number | null> {
  const all = await Promise.all([pid, ...(await childrenOf(pid))].map((one) => statOf(one, one === pid)));
  if (all[0] === null) return null;
  return all.reduce<number>((sum, ms) => sum + (ms ?? 0), 0);
}

/** Memory of a process in MB: resident, or (with its children, shared pages counted once) proportional. */
export async function memoryMb(pid: number, kind: 'Rss' | 'Pss', withChildren = false): Promise<number | null> {
  const pids = withChildren ? [pid, ...(await childrenOf(pid))] : [pid];
  const sizes = await Promise.all(pids.map((one) => rollup(one, kind)));
  if (sizes[0] === null) return null;
  return sizes.reduce<number>((sum, size) => sum + (size ?? 0), 0) / 1024;
}

async function statOf(pid: number, withEnded: boolean): Promise<number | null> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  if (stat === null) return null;
  // The program's name, in brackets, may hold anything; after it: state is field 3, utime 14, stime 15, cutime 16, cstime 17.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const own = fields[11]! + fields[12]!;
  const ended = withEnded ? fields[13]! + fields[14]! : 0;
  return ((own + ended) * 1000) / TICKS_PER_SECOND;
}

async function rollup(pid: number, kind: string): Promise<number | null> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '');
  const size = new RegExp(`^${kind}:\\s+(\\d+) kB`, 'm').exec(text)?.[1];
  return size === undefined ? null : Number(size);
}

async function childrenOf(pid: number): Promise<number[]> {
  const tasks = await readdir(`/proc/${pid}/task`).catch(() => []);
  const lists = await Promise.all(
    tasks.map((task) => readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')),
  );
  return lists.flatMap((list) => list.trim().split(' ').filter(Boolean).map(Number));
}
