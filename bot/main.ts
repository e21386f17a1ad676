import { startHub } from './hub.ts';
import { openLog } from './log.ts';
import { loadSettings, SettingsError } from './settings.ts';
import { printWelcome } from './welcome.ts';

async function main(): Promise<void> {
  const settings = loadSettings();
  const log = openLog({ level: settings.logLevel, now: settings.now });
  const hub = await startHub(settings, log);
  let stopping = false;
  let welcome = Promise.resolve();
  const stop = (signal: string) => {
    if (stopping) return;
    stopping = true;
    log.info(`${signal}: finishing what is running, then stopping`);
    // The welcome says some things once: it is let finish first.
    const said = welcome.catch(() => {});
    said.then(hub.close).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGINT', () => stop('SIGINT'));
  welcome = printWelcome(hub, settings);
  await welcome;
}

main().catch((error: unknown) => {
  const text = error instanceof Error ? error.message : String(error);
  for (const line of text.split('\n'))
    process.stderr.write(`${error instanceof SettingsError ? 'setting: ' : 'cannot start: '}${line}\n`);
  process.exit(1);
});
