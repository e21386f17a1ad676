/** A hub in a process of its own, killed (SIGKILL) when it passes the step named by CRASH_AT for the CRASH_NTH time. */
import { startHub } from '../hub.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';

const { CRASH_AT, CRASH_NTH = '1', ...env } = process.env;
let passed = 0;
const settings = readSettings(env, process.cwd());
const hub = await startHub(settings, openLog({ level: settings.logLevel, now: settings.now }), (step) => {
  if (step === CRASH_AT && ++passed === Number(CRASH_NTH)) process.kill(process.pid, 'SIGKILL');
});
process.stdout.write(`READY ${hub.url}\n`);
process.on('SIGTERM', () => void hub.close().then(() => process.exit(0)));
