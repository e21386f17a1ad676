/** `npm start` as somebody runs it: the program itself in a folder of its own, with only the settings it is given. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { commandLine, processEnvironment } from '../testing/process.ts';

const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url));

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

export function start(cwd: string, settings: Record<string, string>): Program {
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
  return {
    out: () => out,
    err: () => err,
    ready,
    ended,
    signal: (name) => {
      child.kill(name);
      return ended;
    },
  };
}

/** The lines of a text, without empty ones. */
export const lines = (text: string) => text.split('\n').filter((line) => line.trim() !== '');
