import { randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Database } from '../db/database.ts';
import { forHub, type Trx } from '../db/shop.ts';
import { createSealer, type Sealer } from '../tools/sealing.ts';

/** The key in force, and those before it whose seals are still read. */
export type SecretKeys = { current: string; former: string[] };

const KEY_BYTES = 32;
const SHORTEST = 32;
/** Of the installation: the fingerprints of the keys its secrets may be sealed with, apart by spaces. */
const IN_USE = 'secret_fingerprint';
/** The fingerprint a hub was started with last: only then may secrets be sealed with a new key. */
const STARTED = 'secret_started';

/**
 * The keys of the installation: SECRET_KEY and SECRET_KEY_FORMER, or those in DATA_DIR/secret.key (mode 0600), one a
 * line, the one in force first; made at first start.
 */
export async function secretKeysOf(given: { current: string | null; former: string[] }, dataDir: string) {
  if (given.current) return { current: given.current, former: given.former };
  const path = join(dataDir, 'secret.key');
  await mkdir(dataDir, { recursive: true });
  if ((await kept(path)) === null) await makeKey(path);
  const [current = '', ...former] = ((await kept(path)) ?? '').split('\n').map((line) => line.trim());
  if (current.length < SHORTEST)
    throw new Error(`${path} holds no usable key; restore it from your backup, or set SECRET_KEY`);
  return { current, former: [...former.filter((key) => key.length >= SHORTEST), ...given.former] };
}

/** Puts a new key before the ones in DATA_DIR/secret.key, in one step: a kill leaves the former file or the new one. */
export async function prependKey(dataDir: string): Promise<void> {
  const path = join(dataDir, 'secret.key');
  const before = await kept(path);
  if (before === null) throw new Error(`there is no ${path}: the key is SECRET_KEY; set a new one there`);
  const draft = await drafted(path, `${randomBytes(KEY_BYTES).toString('base64url')}\n${before}`);
  await rename(draft, path);
}

const kept = (path: string) =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? null : Promise.reject(error),
  );

/** A file beside `path` that is whole on the disk. */
async function drafted(path: string, text: string): Promise<string> {
  const draft = `${path}.${process.pid}`;
  await rm(draft, { force: true });
  const file = await open(draft, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
  await file.close();
  return draft;
}

/** Written beside its place: a first start that is killed leaves a whole key or none; of two at once, one makes it. */
async function makeKey(path: string): Promise<void> {
  const draft = await drafted(path, `${randomBytes(KEY_BYTES).toString('base64url')}\n`);
  try {
    await link(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * A sealer for the keys, refused when secrets of this database may be sealed with one that is missing: they could not be
 * opened. A key that is new here is noted before anything is sealed with it.
 */
export async function openSealer(database: Database, keys: SecretKeys): Promise<Sealer> {
  const sealer = createSealer(keys.current, keys.former);
  await forHub(database, async (trx) => {
    await trx
      .insertInto('installation')
      .values({ key: IN_USE, value: sealer.fingerprint() })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const inUse = await inUseOf(trx);
    const missing = inUse.filter((fingerprint) => !sealer.fingerprints().includes(fingerprint));
    if (missing.length > 0) throw new Error(wrongKey(missing.length < inUse.length));
    if (!inUse.includes(sealer.fingerprint())) await note(trx, IN_USE, [...inUse, sealer.fingerprint()].join(' '));
  });
  return sealer;
}

/** The key is not the one of this database: said to whoever starts the hub, in both languages of its makers and owners. */
function wrongKey(changing: boolean): string {
  const [fr, en] = changing
    ? [
        'le changement de clé n’est pas terminé : gardez aussi l’ancienne dans SECRET_KEY_FORMER et lancez « npm run reseal »',
        'the change of the key is not finished: keep the former one in SECRET_KEY_FORMER too, and run "npm run reseal"',
      ]
    : [
        'ce n’est pas celle de cette base, dont les identifiants enregistrés seraient illisibles : remettez l’ancienne, ou donnez-la dans SECRET_KEY_FORMER pour en changer',
        'it is not the one this database was made with, and its stored credentials could not be read: set the former key, or give it in SECRET_KEY_FORMER to change it',
      ];
  return `SECRET_KEY : ${fr}\nSECRET_KEY: ${en}`;
}

async function inUseOf(trx: Trx): Promise<string[]> {
  const row = await trx
    .selectFrom('installation')
    .select('value')
    .where('key', '=', IN_USE)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.value.split(' ');
}

async function note(trx: Trx, key: string, value: string): Promise<void> {
  await trx
    .insertInto('installation')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute();
}

/** A hub runs with this key now, so whatever is sealed with it will be read. */
export async function noteStart(database: Database, sealer: Sealer): Promise<void> {
  await forHub(database, (trx) => note(trx, STARTED, sealer.fingerprint()));
}

/** Whether the hub was last started with the key in force. */
export async function startedWith(database: Database, sealer: Sealer): Promise<boolean> {
  const row = await forHub(database, (trx) =>
    trx.selectFrom('installation').select('value').where('key', '=', STARTED).executeTakeFirst(),
  );
  return row?.value === sealer.fingerprint();
}

/** Nothing is sealed with another key any more. */
export async function noteSealedAnew(database: Database, sealer: Sealer): Promise<void> {
  await forHub(database, (trx) => note(trx, IN_USE, sealer.fingerprint()));
}
