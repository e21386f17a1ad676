/** `npm run import -- FILE [--apply] [--stock]`: what a shop file would change, and with --apply makes it so. */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Hub } from '../../tools/context.ts';
import type { Difference } from '../../tools/shops/differences.ts';
import { type Imported, importShop } from '../../tools/shops/import.ts';
import { BadShopFile } from '../../tools/shops/shop-file.ts';
import { asProgram } from './program.ts';

const USAGE = `npm run import -- FILE [--apply] [--stock]

  FILE     a shop file (JSON)
  --apply  makes the changes; without it they are only shown
  --stock  takes the file's stock levels too`;

/** What the command needs from outside. */
export type Surroundings = {
  open(): Promise<{ hub: Hub; close(): Promise<void> }>;
  print(line: string): void;
  complain(line: string): void;
};

/** Runs the command; the exit code: 0 done, 1 refused or failed, 2 the command itself is wrong. */
export async function importCommand(args: string[], around: Surroundings): Promise<0 | 1 | 2> {
  const asked = parse(args);
  if (typeof asked === 'string') {
    around.complain(`${asked}\n\n${USAGE}`);
    return 2;
  }
  const json = await readJson(asked.file);
  if ('fault' in json) {
    around.complain(json.fault);
    return 1;
  }
  const { hub, close } = await around.open();
  try {
    tell(await importShop(hub, json.value, asked), around.print);
    if (hasSubscribers(json.value)) around.complain('subscribers are checked but not kept by this version');
    return 0;
  } catch (error) {
    if (!(error instanceof BadShopFile)) throw error;
    around.complain(`${asked.file} was refused whole, nothing was changed:\n${error.message}`);
    return 1;
  } finally {
    await close();
  }
}

function parse(args: string[]): { file: string; apply: boolean; stock: boolean } | string {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { apply: { type: 'boolean', default: false }, stock: { type: 'boolean', default: false } },
    });
    const [file, ...others] = positionals;
    return file === undefined || others.length > 0 ? 'Name one shop file.' : { file, ...values };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

async function readJson(path: string): Promise<{ value: unknown } | { fault: string }> {
  try {
    return { value: JSON.parse((await readFile(path, 'utf8')).replace(/^\uFEFF/, '')) };
  } catch (error) {
    return { fault: `${path} cannot be read: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function hasSubscribers(json: unknown): boolean {
  const { subscribers } = json as { subscribers?: unknown[] };
  return (subscribers?.length ?? 0) > 0;
}

const SIGNS = { added: '+', removed: '-', changed: '~' };

function tell(result: Imported, print: (line: string) => void): void {
  for (const difference of result.differences) print(line(difference));
  if (result.stockLeft.length > 0) {
    print(`stock differs and stays (--stock takes the file's): ${result.stockLeft.join(', ')}`);
  }
  const count = result.differences.length;
  if (result.isNew)
    print(
      result.applied ? `shop "${result.shop}" created` : `shop "${result.shop}" does not exist yet: --apply creates it`,
    );
  else if (count === 0) print(`shop "${result.shop}" is as the file says`);
  else
    print(
      `shop "${result.shop}": ${count} difference${count === 1 ? '' : 's'}${result.applied ? ', applied' : '; --apply makes them so'}`,
    );
}

function line({ kind, path, from, to }: Difference): string {
  if (from !== undefined && to !== undefined) return `${SIGNS[kind]} ${path}: ${from} -> ${to}`;
  const value = to ?? from;
  return `${SIGNS[kind]} ${path}${value === undefined ? '' : `: ${value}`}`;
}

asProgram(import.meta.url, ({ args, open }) =>
  importCommand(args, {
    open,
    print: (text) => console.log(text),
    complain: (text) => console.error(text),
  }),
);
