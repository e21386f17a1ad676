/** `npm run --silent export -- SHOP > shop.json`: a shop as its file, without any secret. */
import { pathToFileURL } from 'node:url';
import type { Hub } from '../../tools/context.ts';
import { exportShop } from '../../tools/shops/export.ts';
import { allShops, shopOf } from '../../tools/shops/facts.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { openHubData } from './open-hub.ts';

const USAGE = 'npm run --silent export -- SHOP > shop.json';

/** What the command needs from outside; `print` is the file itself, `note` goes beside it. */
export type Surroundings = {
  open(): Promise<{ hub: Hub; close(): Promise<void> }>;
  print(text: string): void;
  note(line: string): void;
};

/** Runs the command; the exit code: 0 done, 1 no such shop, 2 the command itself is wrong. */
export async function exportCommand(args: string[], around: Surroundings): Promise<0 | 1 | 2> {
  const [slug, ...others] = args;
  if (slug === undefined || slug.startsWith('-') || others.length > 0) {
    around.note(`Name one shop.\n\n${USAGE}`);
    return 2;
  }
  const { hub, close } = await around.open();
  try {
    const id = await shopOf(hub, 'shop', slug);
    if (id === null) {
      const known = (await allShops(hub)).map((shop) => shop.slug).join(', ');
      around.note(`there is no shop "${slug}"; ${known ? `there is: ${known}` : 'there is none at all'}`);
      return 1;
    }
    const { file, leftOut } = await exportShop(hub, id);
    around.print(JSON.stringify(file, null, 2));
    if (leftOut.length > 0)
      around.note(`left out, because they are secret: ${leftOut.join(', ')}. An import keeps them.`);
    return 0;
  } finally {
    await close();
  }
}

async function main(): Promise<void> {
  const settings = readSettings(process.env, process.cwd());
  const log = openLog({ level: 'warn', now: settings.now });
  process.exitCode = await exportCommand(process.argv.slice(2), {
    open: () => openHubData(settings, log),
    print: (text) => process.stdout.write(`${text}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  main().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
