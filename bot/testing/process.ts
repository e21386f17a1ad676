import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Step } from '../road/parts.ts';

/** What a hub in a process of its own can be told while it runs (see child.ts). */
export type Told = {
  /** Die when this step is passed for the `nth` time (default 1) from now on. */
  crashAt?: Step;
  nth?: number;
  /** Set the clock ahead by so much. */
  aheadMs?: number;
};

export type HubProcess = {
  url: string;
  pid: number;
  /** The signal or exit code it ended with. */
  ended: Promise<string>;
  /** Everything it wrote, for a failure's message. */
  said(): string;
  tell(told: Told): void;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; rejects when it does not end well. */
  stop(): Promise<void>;
};

const TSX = fileURLToPath(import.meta.resolve('tsx'));
const TSCONFIG = fileURLToPath(new URL('../../tsconfig.json', import.meta.url));
const CHILD = fileURLToPath(new URL('./child.ts', import.meta.url));
/** What a process needs of this one's environment; settings come from the test alone. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'TMP', 'CHROME_PATH', 'SystemRoot'];

/** The environment of a process of the hub: what every program needs, and `settings`. */
export function processEnvironment(settings: Record<string, string>): Record<string, string> {
  const inherited = INHERITED.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []));
  // It runs in a folder of its own, away from a developer's .env; tsx looks for the compiler's settings there.
  return { ...Object.fromEntries(inherited), TSX_TSCONFIG_PATH: TSCONFIG, ...settings };
}

/** The command line of a module of the hub, as `npm start` has it. */
export const commandLine = (module: string) => ['--import', new URL(`file://${TSX}`).href, module];

/** Starts a hub in a process of its own; resolves when it is ready, rejects with its words when it ends before. */
export async function startHubProcess(settings: Record<string, string>, cwd: string): Promise<HubProcess> {
  const child = spawn(process.execPath, commandLine(CHILD), {
    cwd,
    env: processEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let words = '';
  const ended = once(child, 'exit').then(([code, signal]) => String(signal ?? code));
  const url = await new Promise<string>((ready, failed) => {
    const hear = (chunk: Buffer) => {
      words += chunk.toString();
      const found = /^READY (\S+)$/m.exec(words)?.[1];
      if (found) ready(found);
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    void ended.then((how) => failed(new Error(`the hub ended (${how}) before it was ready:\n${words}`)));
  });
  return {
    url,
    ended,
    pid: child.pid!,
    said: () => words,
    tell: (told) => void (child.connected && child.send(told, () => {})),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async () => {
      child.kill('SIGTERM');
      const how = await ended;
      if (how !== '0') throw new Error(`the hub did not stop well (${how}):\n${words}`);
    },
  };
}
