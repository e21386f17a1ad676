/**
 * `npm run reseal`: after a change of SECRET_KEY, every stored secret sealed anew with the new key, beside the running
 * hub; stopped anywhere, it goes on when it is run again. `npm run reseal -- --new` puts a new key into
 * DATA_DIR/secret.key first, where the key was made by the hub itself.
 */
import type { Hub } from '../../tools/context.ts';
import { resealShop } from '../../tools/resealing.ts';
import { allShops } from '../../tools/shops/facts.ts';
import { noteSealedAnew, prependKey, startedWith } from '../secret-key.ts';
import type { Settings } from '../settings.ts';
import { asProgram } from './program.ts';

const USAGE = `npm run reseal           seals every stored secret with SECRET_KEY; SECRET_KEY_FORMER names the keys before it
npm run reseal -- --new  puts a new key into DATA_DIR/secret.key, where none is set; restart the hub, then run it without`;

export type Surroundings = {
  settings: Settings;
  open(): Promise<{ hub: Hub; close(): Promise<void> }>;
  print(line: string): void;
  complain(line: string): void;
  /** Called before each commit. */
  step?: () => void;
};

/** Runs the command; the exit code: 0 done, 1 not yet possible, 2 the command itself is wrong. */
export async function resealCommand(args: string[], around: Surroundings): Promise<0 | 1 | 2> {
  const [flag, ...others] = args;
  if ((flag !== undefined && flag !== '--new') || others.length > 0) {
    around.complain(USAGE);
    return 2;
  }
  if (flag === '--new') return newKey(around);
  const { hub, close } = await around.open();
  try {
    // A hub that runs with the former key alone could not read what is sealed now.
    if (!(await startedWith(hub.database, hub.sealer))) {
      around.complain(
        'The hub was not started with this key yet: restart it with the new SECRET_KEY and the former one in SECRET_KEY_FORMER, then run this again.',
      );
      return 1;
    }
    for (const { id, slug } of await allShops(hub)) {
      const { anew, already } = await resealShop(hub, id, around.step);
      around.print(`${slug}: ${anew} sealed anew${already > 0 ? `, ${already} were so already` : ''}`);
    }
    await noteSealedAnew(hub.database, hub.sealer);
    around.print(
      'Every stored secret is sealed with the new key. Keep the former one in SECRET_KEY_FORMER as long as links signed with it are out (documents 30 days, unpaid orders until paid), then take it away.',
    );
    return 0;
  } finally {
    await close();
  }
}

async function newKey({ settings, print, complain }: Surroundings): Promise<0 | 1> {
  if (settings.secretKeys.current) {
    complain('The key is SECRET_KEY: set a new one there, and the former one in SECRET_KEY_FORMER.');
    return 1;
  }
  await prependKey(settings.dataDir);
  print(`A new key stands first in ${settings.dataDir}/secret.key. Restart the hub, then: npm run reseal`);
  return 0;
}

asProgram(import.meta.url, ({ args, settings, open }) =>
  resealCommand(args, {
    settings,
    open,
    print: (line) => process.stdout.write(`${line}\n`),
    complain: (line) => process.stderr.write(`${line}\n`),
  }),
);
