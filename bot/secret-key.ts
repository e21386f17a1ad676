import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../db/database.ts';
import { forHub } from '../db/shop.ts';
import { createSealer, type Sealer } from '../tools/sealing.ts';

/** The key of the installation: SECRET_KEY, or one made at first start and kept in DATA_DIR/secret.key (mode 0600). */
export async function secretKeyOf(given: string | null, dataDir: string): Promise<string> {
  if (given) return given;
  const path = join(dataDir, 'secret.key');
  await mkdir(dataDir, { recursive: true });
  const kept = () =>
    readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
      error.code === 'ENOENT' ? null : Promise.reject(error),
    );
  if ((await kept()) === null) await makeKey(path);
  const key = ((await kept()) ?? '').trim();
  if (key.length < 32) throw new Error(`${path} holds no usable key; restore it from your backup, or set SECRET_KEY`);
  return key;
}

/** Written beside its place: a first start that is killed leaves a whole key or none; of two at once, one makes it. */
async function makeKey(path: string): Promise<void> {
  const draft = `${path}.${process.pid}`;
  try {
    const file = await open(draft, 'w', 0o600);
    await file.writeFile(`${randomBytes(32).toString('base64url')}\n`);
    await file.sync();
    await file.close();
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** A sealer for the key, refused when this database was sealed with another one: its secrets could not be opened. */
export async function openSealer(database: Database, key: string): Promise<Sealer> {
  const sealer = createSealer(key);
  const known = await forHub(database, async (trx) => {
    await trx
      .insertInto('installation')
      .values({ key: 'secret_fingerprint', value: sealer.fingerprint() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    return trx
      .selectFrom('installation')
      .select('value')
      .where('key', '=', 'secret_fingerprint')
      .executeTakeFirstOrThrow();
  });
  if (known.value !== sealer.fingerprint()) {
    throw new Error(
      'SECRET_KEY is not the one this database was made with; set the former key, or its stored credentials cannot be read',
    );
  }
  return sealer;
}
