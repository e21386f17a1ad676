import { migrate } from '../../db/migrate.ts';
import type { Hub } from '../../tools/context.ts';
import type { Log } from '../log.ts';
import { openDatabaseFor } from '../open-database.ts';
import { openSealer, secretKeysOf } from '../secret-key.ts';
import type { Settings } from '../settings.ts';

/**
 * The hub's data for a short command: the database the settings name, the stored secrets' key, no queue, no channel.
 * Beside a running hub on an embedded PostgreSQL the command joins its server; otherwise it starts one and stops it.
 * Throws an Error of one line when the data cannot be opened.
 */
export async function openHubData(settings: Settings, log: Log): Promise<{ hub: Hub; close(): Promise<void> }> {
  const keys = await secretKeysOf(settings.secretKeys, settings.dataDir);
  const opened = await openDatabaseFor(await besideRunning(settings), log);
  try {
    await migrate(opened.database.db, opened.database.role);
    const hub: Hub = {
      database: opened.database,
      now: settings.now,
      ring: () => {},
      sealer: await openSealer(opened.database, keys),
      publicUrl: settings.publicUrl,
      linksOff: null,
    };
    return { hub, close: opened.close };
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function besideRunning(settings: Settings): Promise<Settings> {
  if (settings.database.kind !== 'embedded') return settings;
  const { joinEmbedded } = await import('../../db/embedded/join.ts');
  const url = await joinEmbedded(settings.dataDir);
  return url === null ? settings : { ...settings, database: { kind: 'server', url } };
}
