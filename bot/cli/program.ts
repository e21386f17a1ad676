/** What every short command of the hub does around its own work: settings, the hub's data, one line for a fault. */
import { pathToFileURL } from 'node:url';
import type { Hub } from '../../tools/context.ts';
import { openLog } from '../log.ts';
import { readSettings, type Settings } from '../settings.ts';
import { openHubData } from './open-hub.ts';

/** `open` opens the hub's data; whoever opens it closes it. */
export type Started = { args: string[]; settings: Settings; open(): Promise<{ hub: Hub; close(): Promise<void> }> };

/**
 * Runs a command where its file is the program that was started, and not where it is imported. `command` gives the exit
 * code; an error it throws is told in one line, with exit code 1.
 */
export function asProgram(file: string, command: (started: Started) => Promise<number>): void {
  if (process.argv[1] === undefined || file !== pathToFileURL(process.argv[1]).href) return;
  run(command).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}

async function run(command: (started: Started) => Promise<number>): Promise<void> {
  const settings = readSettings(process.env, process.cwd());
  const open = () => openHubData(settings, openLog({ level: 'warn', now: settings.now }));
  process.exitCode = await command({ args: process.argv.slice(2), settings, open });
}
