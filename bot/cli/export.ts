/** `npm run --silent export -- SHOP > shop.json`: a shop as its file, without any secret. */
import type { Hub } from '../../tools/context.ts';
import { exportShop } from '../../tools/shops/export.ts';
import { allShops, shopOf } from '../../tools/shops/facts.ts';
import { asProgram } from './program.ts';

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

asProgram(import.meta.url, ({ args, open }) =>
  exportCommand(args, {
    open,
    print: (text) => process.stdout.write(`${text}\n`),
    note: (line) => process.stderr.write(`${line}\n`),
  }),
);
