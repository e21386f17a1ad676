import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { test } from 'node:test';

type Module = { path: string; text: string };

const ROOT = join(import.meta.dirname, '..');
const LONGEST_LINES = 300;

/** Whom each room may import besides itself. */
const ARROWS: Record<string, string[]> = {
  db: [],
  tools: ['db'],
  flows: ['tools'],
  admin: ['tools'],
  bot: ['admin', 'flows', 'tools', 'db'],
};

/** One door per library. A door is a path prefix; tests and their doubles may knock wherever they stand. */
const DOORS: { library: RegExp; doors: string[] }[] = [
  // The road writes the outbox and the inbox itself: its statements stand beside its steps, not in a drawer of queries.
  { library: /^kysely$/, doors: ['db/', 'tools/', 'bot/road/', 'bot/demo.ts'] },
  { library: /^pg$/, doors: ['db/'] },
  { library: /^@electric-sql\/pglite/, doors: ['db/pglite/'] },
  { library: /^hono\/jsx/, doors: ['admin/', 'bot/http/', 'tools/invoicing/page', 'tools/orders/production-page'] },
  { library: /^(hono(?!\/jsx)|@hono\/)/, doors: ['admin/', 'bot/'] },
  { library: /^(langchain|@langchain\/)/, doors: ['flows/agent/'] },
  { library: /^(bullmq|ioredis)/, doors: ['bot/queue'] },
  { library: /^esbuild$/, doors: ['flows/understand/start.mjs'] },
  { library: /^(puppeteer-core|@sparticuz\/chromium)/, doors: ['tools/invoicing/'] },
  { library: /^fflate$/, doors: ['tools/books/'] },
  { library: /^@cantoo\/pdf-lib$/, doors: ['tools/invoicing/'] },
  { library: /^stripe$/, doors: ['tools/payments/providers/stripe'] },
  { library: /^qr(\/|$)/, doors: ['tools/qr.ts'] },
  { library: /^nodemailer/, doors: ['bot/mail.ts', 'bot/channels/email/smtp.ts'] },
  { library: /^imapflow$/, doors: ['bot/channels/email/imap.ts'] },
  { library: /^mailparser$/, doors: ['bot/channels/email/mime.ts'] },
  { library: /^html-to-text$/, doors: ['bot/channels/email/words.ts'] },
  { library: /^@fastify\/busboy$/, doors: ['bot/channels/email/form.ts'] },
  { library: /^csv-parse/, doors: ['tools/shops/'] },
  { library: /^image-size$/, doors: ['bot/vision/'] },
  { library: /^libphonenumber-js/, doors: ['tools/customers/'] },
];
/** Where the seed of every property test is set. */
const PROPERTIES = 'db/testing/properties.ts';
const ENVIRONMENT = ['bot/settings.ts', 'bot/cli/', 'bot/testing/', 'bot/bench/', 'db/testing/'];

/** The only places that open a transaction: each binds it to a shop (or to the hub) and its role at once. */
const TRANSACTIONS = ['db/shop.ts', 'db/migrate.ts', 'bot/road/receive.ts', 'tools/shops/create.ts'];
/** Who may hold the pool behind those transactions: they, and the schema's migration and its check. */
const DATABASES = [...TRANSACTIONS, 'bot/hub.ts', 'bot/cli/open-hub.ts', 'bot/http/health.ts'];

/** Code of tests: the tests, what they share, the doubles, the measurements. */
const isForTests = (path: string) =>
  /\.test\.tsx?$|(^|\/)(testing|fakes|proofs|journeys|bench|evals)\/|(^|\/)testing-[^/]*$|bot\/queue\/contract\.ts$|bot\/channels\/contract\//.test(
    path,
  );

const isAt = (path: string, places: string[]) => places.some((place) => path.startsWith(place));

/** Everything a module imports, types too; text in strings and comments is not mistaken for it. */
function importsOf({ text }: Module): string[] {
  const statements = text.matchAll(/^(?:import|export)\b[^'"`;]*?\bfrom\s+'([^']+)'|^import\s+'([^']+)'/gm);
  const calls = codeOf(text).matchAll(/\bimport\(\s*'([^']+)'\s*\)/g);
  return [...statements, ...calls].map((found) => found[1] ?? found[2] ?? '');
}

function codeOf(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

function breachesOf(module: Module): string[] {
  const { path, text } = module;
  const found: string[] = [];
  const room = path.split('/')[0]!;
  for (const name of importsOf(module)) {
    if (name.startsWith('.')) {
      const target = posix.normalize(posix.join(posix.dirname(path), name));
      const other = target.split('/')[0]!;
      const allowed = other === room || ARROWS[room]!.includes(other);
      // Tests meet the real thing wherever it stands below them.
      if (!allowed && !(isForTests(path) && (isForTests(target) || other === 'db')))
        found.push(`${path} imports ${target}`);
      if (isForTests(target) && !isForTests(path)) found.push(`${path} needs ${target}, which is there for tests`);
      continue;
    }
    const door = DOORS.find(({ library }) => library.test(name));
    if (name === 'fast-check' && path !== PROPERTIES) found.push(`${path} imports ${name}; its door is ${PROPERTIES}`);
    if (door && !isAt(path, door.doors) && !isForTests(path))
      found.push(`${path} imports ${name}; its door is ${door.doors.join(', ')}`);
  }
  const code = codeOf(text);
  if (/\bprocess\.env\b/.test(code) && !isAt(path, ENVIRONMENT) && !isForTests(path))
    found.push(`${path} reads process.env`);
  if (/\.transaction\(\)/.test(code) && !isAt(path, TRANSACTIONS) && !isForTests(path))
    found.push(`${path} opens a transaction`);
  if (/\bdatabase\.(db|pool)\b/.test(code) && !isAt(path, DATABASES) && !isForTests(path))
    found.push(`${path} goes around forShop`);
  const lines = text.split('\n').length - 1;
  if (lines > LONGEST_LINES) found.push(`${path} has ${lines} lines`);
  if (/(^|\/)(utils?|helpers?|managers?|handlers?|common|misc)(\/|\.|-)/.test(path))
    found.push(`${path} is named after no trade`);
  return found;
}

function readModules(): Module[] {
  return Object.keys(ARROWS).flatMap((room) =>
    readdirSync(join(ROOT, room), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(tsx?|mjs|js)$/.test(entry.name) && !entry.name.endsWith('.min.js'))
      .map((entry) => {
        const file = join(entry.parentPath, entry.name);
        const path = posix.normalize(file.slice(ROOT.length + 1).replaceAll('\\', '/'));
        return { path, text: readFileSync(file, 'utf8') };
      })
      // Its own examples of breaches are not breaches.
      .filter(({ path }) => path !== 'db/rooms.test.ts'),
  );
}

test('no module breaks the rules of the rooms', () => {
  const modules = readModules();
  for (const room of Object.keys(ARROWS)) {
    assert.ok(modules.filter(({ path }) => path.startsWith(`${room}/`)).length > 5, `${room} was not read`);
  }
  assert.ok(modules.flatMap(importsOf).length > modules.length, 'imports were not read');
  assert.deepEqual(modules.flatMap(breachesOf), []);
});

test('every door that is listed is used: the list does not outlive the code', () => {
  const modules = readModules();
  for (const { library, doors } of DOORS) {
    for (const door of doors) {
      const inside = modules.filter(({ path }) => path.startsWith(door));
      const uses = inside.some((module) => importsOf(module).some((name) => library.test(name)));
      // The pages of bot/http are rendered by admin; hono/jsx is allowed there and need not be used.
      if (door !== 'bot/http/') assert.ok(uses, `nothing below ${door} imports ${library}`);
    }
  }
  for (const place of DATABASES)
    assert.ok(
      modules.some(({ path }) => path === place),
      `${place} is gone`,
    );
});

test('each breach is found', () => {
  const breach = (path: string, text: string) => breachesOf({ path, text });
  const cases: [path: string, text: string, says: RegExp][] = [
    ['db/a.ts', "import { a } from '../tools/a.ts';", /db\/a\.ts imports tools\/a\.ts/],
    ['tools/orders/a.ts', "import type { A } from '../../flows/a.ts';", /imports flows/],
    ['flows/a.ts', "export { a } from '../admin/a.ts';", /imports admin/],
    ['flows/a.ts', "import {\n  a,\n  b,\n} from '../db/a.ts';", /imports db/],
    ['admin/a.ts', "const { a } = await import('../bot/a.ts');", /imports bot/],
    ['tools/a.ts', "import '../bot/a.ts';", /imports bot/],
    ['flows/a.test.ts', "import { a } from '../bot/hub.ts';", /imports bot\/hub/],
    ['flows/a.ts', "import { sql } from 'kysely';", /its door/],
    ['bot/a.ts', "import pg from 'pg';", /its door/],
    ['tools/a.ts', "import { Hono } from 'hono';", /its door/],
    ['tools/payments/link.ts', "import { html } from 'hono/html';", /its door/],
    ['tools/payments/link.ts', "import Stripe from 'stripe';", /its door/],
    ['bot/a.ts', "import { HumanMessage } from '@langchain/core/messages';", /its door/],
    ['tools/a.ts', "const { Queue } = await import('bullmq');", /its door/],
    ['bot/a.ts', "import puppeteer from 'puppeteer-core';", /its door/],
    ['tools/a.ts', 'const key = process.env.KEY;', /process\.env/],
    ['bot/a.ts', 'await hub.database.db.transaction().execute(work);', /opens a transaction/],
    ['bot/a.ts', "await hub.database.db.selectFrom('orders').execute();", /around forShop/],
    ['bot/a.ts', "import { graph } from './fakes/graph.ts';", /for tests/],
    ['tools/a.ts', "import { aPaper } from './invoicing/testing-papers.ts';", /for tests/],
    ['db/a.ts', 'x\n'.repeat(LONGEST_LINES + 1), /301 lines/],
    ['tools/utils/a.ts', '', /no trade/],
  ];
  for (const [path, text, says] of cases)
    assert.match(breach(path, text).join('\n'), says, `${path}: ${text.slice(0, 60)}`);
  const fine: [path: string, text: string][] = [
    ['bot/a.ts', "// see process.env in bot/settings.ts\nimport { a } from '../tools/a.ts';"],
    ['tools/invoicing/page.tsx', "import type { Child } from 'hono/jsx';"],
    ['bot/a.test.ts', "import { startFakeGraph } from './fakes/graph.ts';\nimport pg from 'pg';"],
    ['db/a.ts', 'x\n'.repeat(LONGEST_LINES)],
    ['flows/a.ts', "const words = ['import', \"from 'hono'\"];"],
  ];
  for (const [path, text] of fine) assert.deepEqual(breach(path, text), []);
});
