/** `npm run doctor [-- SHOP]`: examines everything the shops are connected to, and says what to do next. */
import { parseArgs } from 'node:util';
import { type Checkup, worst } from '../../tools/connections/checkup.ts';
import type { Hub, Language } from '../../tools/context.ts';
import { writtenIn } from '../../tools/language.ts';
import { allShops, shopFacts } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { examineShop } from '../doctor/examine.ts';
import type { Settings } from '../settings.ts';
import { asProgram } from './program.ts';

const USAGE = `npm run doctor [-- SHOP] [--lang fr|en|ar]

  SHOP    one shop's name (slug); all of them without it
  --lang  the language of what is said; the shop's own without it`;

export type Surroundings = {
  settings: Settings;
  open(): Promise<{ hub: Hub; close(): Promise<void> }>;
  print(line: string): void;
  complain(line: string): void;
};

/** Runs the command; the exit code: 0 nothing fails, 1 something does, 2 the command itself is wrong. */
export async function doctorCommand(args: string[], around: Surroundings): Promise<0 | 1 | 2> {
  const asked = parse(args);
  if (typeof asked === 'string') {
    around.complain(`${asked}\n\n${USAGE}`);
    return 2;
  }
  const { hub, close } = await around.open();
  try {
    const shops = (await allShops(hub)).filter(({ slug }) => asked.shop === undefined || slug === asked.shop);
    if (shops.length === 0) {
      around.complain(asked.shop === undefined ? 'There is no shop yet.' : `There is no shop "${asked.shop}".`);
      return 2;
    }
    let failed = false;
    for (const { id } of shops) {
      const shop = await shopFacts(hub, id);
      around.print(`\n${shop.name} (${shop.slug})`);
      for (const found of await examineShop({ hub, settings: around.settings, shop })) {
        failed ||= worst(found.checks) === 'fail';
        for (const line of linesOf(found, asked.lang ?? shop.language)) around.print(line);
      }
    }
    return failed ? 1 : 0;
  } finally {
    await close();
  }
}

function parse(args: string[]): { shop: string | undefined; lang: Language | undefined } | string {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { lang: { type: 'string' } } });
    const { lang } = values;
    if (lang !== undefined && lang !== 'fr' && lang !== 'en' && lang !== 'ar') return '--lang: fr, en or ar.';
    return positionals.length > 1 ? 'Name one shop.' : { shop: positionals[0], lang };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const SIGNS = { ok: '✓', warn: '!', fail: '✗' } as const;

function linesOf({ subject, checks }: Checkup, language: Language): string[] {
  const texts = textsFor(language);
  const [channel = '', ...account] = subject.split(':');
  const name =
    subject === 'hub' ? texts.doctor.hub : (texts.channels[channel as keyof typeof texts.channels] ?? channel);
  return [
    `\n  ${[name, account.join(':')].filter(Boolean).join(' ')}`,
    ...checks.flatMap(({ state, says, next }) => [
      `    ${SIGNS[state]} ${says[writtenIn(language)]}`,
      ...(next ? [`      → ${next[writtenIn(language)]}`] : []),
    ]),
  ];
}

asProgram(import.meta.url, ({ args, settings, open }) =>
  doctorCommand(args, {
    settings,
    open,
    print: (text) => console.log(text),
    complain: (text) => console.error(text),
  }),
);
