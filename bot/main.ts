import { startHub } from './hub.ts';
import { openLog } from './log.ts';
import { loadSettings, SettingsError } from './settings.ts';
import { printWelcome } from './welcome.ts';

async function main(): Promise<void> {
  const settings = loadSettings();
  const log = openLog({ level: settings.logLevel, now: settings.now });
  const hub = await startHub(settings, log);
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info(`${signal}: finishing what is running, then stopping`);
    hub.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  await printWelcome(hub, settings);
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  for (const line of text.split('\n'))
    process.stderr.write(`${error instanceof SettingsError ? 'setting: ' : 'cannot start: '}${line}\n`);
  process.exit(1);
});
