/**
 * A hub in a process of its own, killed (SIGKILL) when it passes the step named by CRASH_AT for the CRASH_NTH time.
 * Whoever started it may also say so later, and set its clock ahead; it ends when they do. CLOCK_AHEAD_MS is their
 * clock: NOW would start only when this process does.
 */
import { startHub } from '../hub.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import type { Told } from './process.ts';

const { CRASH_AT, CRASH_NTH = '1', CLOCK_AHEAD_MS, ...env } = process.env;
let crash = { at: CRASH_AT, nth: Number(CRASH_NTH) };
let aheadMs = Number(CLOCK_AHEAD_MS ?? 0);
let passed = 0;
const settings = readSettings(env, process.cwd());
const clock = CLOCK_AHEAD_MS === undefined ? settings.now : Date.now;
const now = () => clock() + aheadMs;
const log = openLog({ level: settings.logLevel, now });
const hub = await startHub({ ...settings, now }, log, (step) => {
  if (step === crash.at && ++passed === crash.nth) process.kill(process.pid, 'SIGKILL');
});
process.on('message', (told: Told) => {
  if (told.crashAt) [crash, passed] = [{ at: told.crashAt, nth: told.nth ?? 1 }, 0];
  aheadMs += told.aheadMs ?? 0;
});
process.on('disconnect', () => process.exit(1));
process.on('SIGTERM', () => void hub.close().then(() => process.exit(0)));
process.stdout.write(`READY ${hub.url}\n`);
