/** `npm start` as somebody runs it: the program itself in a folder of its own, with only the settings it is given. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { commandLine, processEnvironment } from '../testing/process.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

const folders: string[] = [];
const programs: Program[] = [];

export type Program = {
  /** What it printed so far. */
  out(): string;
  err(): string;
  /** The origin it answers at, once it is ready; rejects when it ends before. */
  ready: Promise<string>;
  /** The signal or exit code it ended with. */
  ended: Promise<string>;
  signal(name: 'SIGTERM' | 'SIGKILL' | 'SIGINT'): Promise<string>;
};

/** Starts it in `cwd`. */
export function run(cwd: string, settings: Record<string, string> = {}): Program {
  const child = spawn(process.execPath, commandLine(MAIN), {
    cwd,
    env: processEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = once(child, 'close').then(([code, name]) => String(name ?? code));
  const ready = new Promise<string>((found, failed) => {
    child.stdout.on('data', (chunk) => {
      out += chunk;
      const url = /^Administration +(http\S+)\/admin$/m.exec(out)?.[1];
      if (url) found(url);
    });
    void ended.then((how) => failed(new Error(`ended (${how}) before it was ready:\n${out}${err}`)));
  });
  ready.catch(() => {});
  const program: Program = {
    out: () => out,
    err: () => err,
    ready,
    ended,
    signal: (name) => {
      child.kill(name);
      return ended;
    },
  };
  programs.push(program);
  return program;
}

/** The lines of a text, without empty ones. */
export const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');

/** Ends every program that was run and removes their folders. */
export async function clear(): Promise<void> {
  await Promise.all(programs.map((program) => program.signal('SIGKILL')));
  for (const dir of folders) await rm(dir, { recursive: true, force: true });
}

/** A folder of its own, with a space and an accent in its name. */
export async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'démarrage du hub-'));
  folders.push(dir);
  return dir;
}

/** What a start that is refused says; it must say nothing else, and leave with a fault. */
export async function refusal(cwd: string, settings: Record<string, string>): Promise<string[]> {
  const program = run(cwd, settings);
  assert.equal(await program.ended, '1', program.out() + program.err());
  assert.doesNotMatch(program.out() + program.err(), /\n\s+at /, 'a stack is nothing for a person');
  return lines(program.err());
}
