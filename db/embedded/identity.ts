import { type SpawnOptions, spawn } from 'node:child_process';
import { lchown, lstat, readFile } from 'node:fs/promises';
import { type Binaries, EmbeddedUnavailable, program, walk } from './binaries.ts';

/**
 * As whom PostgreSQL runs: it refuses root. `self`: as we are. `namespace`: still as root outside, so that it reaches
 * what only root reaches, but as an ordinary user inside a user namespace. `service-user`: as an account of the system.
 */
export type Identity = {
  kind: 'self' | 'namespace' | 'service-user';
  /** Who owns the database's files, seen from outside; null where the system has no such numbers. */
  owner: { uid: number; gid: number } | null;
  /** The arguments of `spawn` that run `command` under this identity. */
  as(command: string, args: string[]): { command: string; args: string[]; options: SpawnOptions };
};

export type IdentityWish = 'auto' | Identity['kind'];

const PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
const SERVICE_USERS = ['postgres', 'nobody'];

/** What a program said and how it ended; `code` is null when it could not be started or was killed. */
export type Outcome = { code: number | null; out: string };

/** Runs a program to its end under `identity`, `input` on its standard input. */
export function runAs(
  identity: Identity,
  binaries: Pick<Binaries, 'env'>,
  command: string,
  args: string[],
  input = '',
): Promise<Outcome> {
  return new Promise((resolve) => {
    const call = identity.as(command, args);
    const child = spawn(call.command, call.args, { ...spawnOptions(call.options, binaries), stdio: 'pipe' });
    let out = '';
    child.stdout?.on('data', (chunk) => (out += chunk));
    child.stderr?.on('data', (chunk) => (out += chunk));
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
    child.on('error', (error) => resolve({ code: null, out: error.message }));
    child.on('close', (code) => resolve({ code, out: out.trim() }));
  });
}

/** Our own environment stays with us: PostgreSQL sees only what it needs to load. Windows programs need theirs. */
export function spawnOptions(options: SpawnOptions, binaries: Pick<Binaries, 'env'>): SpawnOptions {
  return process.platform === 'win32'
    ? { ...options, windowsHide: true }
    : { ...options, env: { PATH, ...binaries.env } };
}

/**
 * Chooses by trying: as root, a user namespace that can write into `dir` and load the binaries; where namespaces are
 * refused, a service user. `wish` names one and then only that one is tried.
 * @throws EmbeddedUnavailable when none works, with the reason of each.
 */
export async function chooseIdentity(wish: IdentityWish, binaries: Binaries, dir: string): Promise<Identity> {
  const root = process.getuid?.() === 0;
  if (wish === 'self' || (wish === 'auto' && !root)) return self();
  if (!root) throw new EmbeddedUnavailable(`only root can run PostgreSQL as ${wish}`);
  const refusals: string[] = [];
  if (wish !== 'service-user') {
    const identity = await namespace();
    const refusal = await probeNamespace(identity, binaries, dir);
    if (refusal === null) return identity;
    refusals.push(`user namespace: ${refusal}`);
  }
  if (wish !== 'namespace') {
    const found = await serviceUser(refusals);
    if (found) return found;
  }
  throw new EmbeddedUnavailable(`root may not run PostgreSQL and no other identity works (${refusals.join('; ')})`);
}

function self(): Identity {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  const owner = uid === undefined || gid === undefined ? null : { uid, gid };
  return { kind: 'self', owner, as: (command, args) => ({ command, args, options: {} }) };
}

/** The number inside must be a known account, since initdb looks its name up. */
async function namespace(): Promise<Identity> {
  const accounts = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => Number(fields[2]) > 0);
  const uid = (accounts.find((fields) => fields[0] === 'nobody') ?? accounts[0])?.[2] ?? '1000';
  const flags = ['--user', `--map-user=${uid}`, `--map-group=${uid}`, '--'];
  return {
    kind: 'namespace',
    owner: { uid: 0, gid: 0 },
    as: (command, args) => ({ command: 'unshare', args: [...flags, command, ...args], options: {} }),
  };
}

async function probeNamespace(identity: Identity, binaries: Binaries, dir: string): Promise<string | null> {
  const script = 'test "$(id -u)" != 0 && touch "$1" && rm "$1" && exec "$2" --version';
  const tried = `${dir}/.probe-${process.pid}`;
  const { code, out } = await runAs(identity, binaries, '/bin/sh', [
    '-c',
    script,
    'probe',
    tried,
    program(binaries, 'postgres'),
  ]);
  return code === 0 ? null : out.split('\n')[0] || `ended with ${code}`;
}

async function serviceUser(refusals: string[]): Promise<Identity | null> {
  for (const name of SERVICE_USERS) {
    const uid = await idOf(['-u', name]);
    const gid = await idOf(['-g', name]);
    if (!uid || !gid) {
      refusals.push(`user ${name}: does not exist`);
      continue;
    }
    const identity: Identity = {
      kind: 'service-user',
      owner: { uid, gid },
      as: (command, args) => ({ command, args, options: { uid, gid, cwd: '/' } }),
    };
    const { code, out } = await runAs(identity, { env: {} }, '/bin/sh', ['-c', 'exit 0']);
    if (code === 0) return identity;
    refusals.push(`user ${name}: ${out || `ended with ${code}`}`);
  }
  return null;
}

async function idOf(args: string[]): Promise<number | null> {
  const { code, out } = await runAs(self(), { env: {} }, 'id', args);
  return code === 0 && /^\d+$/.test(out) ? Number(out) : null;
}

/** Whether this identity may enter `dir`, whatever its modes and lists say: it is asked to. */
export async function mayEnter(identity: Identity, dir: string): Promise<boolean> {
  if (identity.kind === 'self') return true;
  return (await runAs(identity, { env: {} }, '/bin/sh', ['-c', 'cd "$1"', 'probe', dir])).code === 0;
}

/**
 * Gives the files below `dir` to the identity; a folder made under another one keeps working. Root only.
 * @throws Error in one line when they belong to someone else and we are not root.
 */
export async function own(identity: Identity, dir: string): Promise<void> {
  if (!identity.owner) return;
  const { uid, gid } = identity.owner;
  const found = (await lstat(dir)).uid;
  if (found === uid) return;
  if (process.getuid?.() !== 0) {
    throw new Error(`${dir} belongs to user ${found}: start as that user, as root, or change its owner to ${uid}`);
  }
  const paths = await walk(dir);
  // The top folder last: an interrupted walk is then seen as unfinished by the next start.
  for (const path of paths.reverse()) await lchown(path, uid, gid);
}
