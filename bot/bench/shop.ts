import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { aShop } from '../testing/shop.ts';
import type { Place } from './place.ts';

export const APP_SECRET = 'bench-app-secret';
export const SHOP = 'bench';

/** The environment of a hub with one shop on a new database; not yet started. */
export async function hubEnvironment(place: Place, more: Record<string, string> = {}): Promise<Record<string, string>> {
  const databaseUrl = await place.database();
  const dir = join(place.dir, new URL(databaseUrl).pathname.slice(1));
  await mkdir(dir);
  const file = join(dir, 'shop.json');
  await writeFile(file, JSON.stringify(aShop(SHOP)));
  return {
    PORT: '0',
    DATA_DIR: join(dir, 'data'),
    DATABASE_URL: databaseUrl,
    SECRET_KEY: 'bench-secret-key-0123456789abcdefghij',
    SHOP: file,
    DEMO: '0',
    META_APP_SECRET: APP_SECRET,
    LOG_LEVEL: 'error',
    ...more,
  };
}
