/**
 * The JSON schema of the shop file, for editors and other programs: `npm run schema` writes it beside this file, a test
 * fails when it is out of date.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { standingShopFileSchema } from './shop-file.ts';

const PATH = fileURLToPath(new URL('./shop-file.schema.json', import.meta.url));

/** The schema as it should be. What only code checks (time zones, a sku used twice) is not in it. */
export function shopFileJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(standingShopFileSchema, { io: 'input' });
  return {
    $schema,
    title: 'Shop file',
    description: 'Amounts are whole numbers in minor units of the currency.',
    ...schema,
  };
}

/** The schema as it is kept. */
export async function keptJsonSchema(): Promise<unknown> {
  return JSON.parse(await readFile(PATH, 'utf8'));
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await writeFile(PATH, `${JSON.stringify(shopFileJsonSchema(), null, 2)}\n`);
}
