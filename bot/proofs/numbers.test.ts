/**
 * The numbers of invoices are without a gap (CGI ann. II art. 242 nonies A): 64 invoices issued at once by four processes
 * on the embedded PostgreSQL, three of them killed (SIGKILL) with a number in hand, and the hub that prints killed too.
 */
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type Database, openDatabase, openPool } from '../../db/database.ts';
import { forShop, type Trx } from '../../db/shop.ts';
import type { Hub } from '../../tools/context.ts';
import { insertOrder } from '../../tools/orders/place.ts';
import { inShop } from '../../tools/perform.ts';
import { createSealer, digest } from '../../tools/sealing.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { commandLine, processEnvironment } from '../testing/process.ts';
import { onlyShop } from './order.ts';
import { openSite, type Site, until } from './site.ts';

const INVOICES = 64;
const PROCESSES = 4;
/** At which of its issues each process stops until it is killed; the last one is not. */
const HANGS = [1, 6, 11, null];
const ISSUING = fileURLToPath(new URL('./issuing.ts', import.meta.url));
const AUDIT = fileURLToPath(new URL('../cli/audit.ts', import.meta.url));

describe('numbers without a gap, whoever dies', { concurrency: 1 }, () => {
  let site: Site;
  let database: Database;
  let shopId: number;
  const children: ChildProcess[] = [];
  before(async () => {
    site = await openSite();
    database = await openDatabase(openPool(site.databaseUrl, 2));
    shopId = await onlyShop(database);
  });
  after(async () => {
    for (const child of children) child.kill('SIGKILL');
    await database?.close();
    await site?.close();
  });

  const read = <T>(work: (trx: Trx) => Promise<T>) => forShop(database, shopId, work);
  const numbers = async () =>
    (await read((trx) => trx.selectFrom('paper').select('number').orderBy('id').execute())).map((row) => row.number);
  const prints = () =>
    read((trx) =>
      trx.selectFrom('paper_file').selectAll().where('mime', '=', 'application/pdf').orderBy('paper_id').execute(),
    );

  async function orders(): Promise<number[]> {
    const hub: Hub = {
      database,
      now: site.now,
      ring: () => {},
      sealer: createSealer('a test key of thirty-two characters'),
      publicUrl: site.url,
      linksOff: null,
    };
    const shop = await shopFacts(hub, shopId);
    const ctx = { hub, shop, actor: { kind: 'system' as const }, language: shop.language, cause: 'orders' };
    return inShop(ctx, async (run) => {
      const customer = await run.trx
        .insertInto('customer')
        .values({ shop_id: shopId, name: 'Amel', phone: null, email: null, address: null, language: null, note: null })
        .returning('id')
        .executeTakeFirstOrThrow();
      const ids: number[] = [];
      for (let index = 0; index < INVOICES; index++) {
        const price = 1000 + 37 * index;
        const order = await insertOrder(run, {
          content: { name: 'Amel', date: '2026-12-12', time: null, fulfilment: 'pickup', address: null, note: null },
          lines: [
            {
              sku: 'A',
              name: 'Gâteau',
              unit: 'piece',
              options: {},
              qty: 1,
              vatRate: 550,
              unitPrice: price,
              total: price,
            },
          ],
          ...{ customerId: customer.id, conversationId: null, channel: 'manual', draftId: null },
        });
        await run.trx.updateTable('orders').set({ status: 'confirmed' }).where('id', '=', order.id).execute();
        ids.push(order.id);
      }
      return ids;
    });
  }

  /** Issues these orders in a process of its own; the number it held when it was killed, or null when it ended well. */
  async function issueIn(ids: number[], hangAt: number | null): Promise<string | null> {
    const env = processEnvironment({
      DATABASE_URL: site.databaseUrl,
      SHOP: 'maison',
      NOW: String(site.now()),
      ORDERS: JSON.stringify(ids),
      ...(hangAt === null ? {} : { HANG_AT: String(hangAt) }),
    });
    const child = spawn(process.execPath, commandLine(ISSUING), {
      cwd: site.dir,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let said = '';
    let held: string | null = null;
    child.stderr.on('data', (bytes) => (said += bytes));
    child.stdout.on('data', (bytes) => {
      said += bytes;
      held = /^TAKEN (\S+)$/m.exec(said)?.[1] ?? null;
      if (held) child.kill('SIGKILL');
    });
    const [code, signal] = await once(child, 'close');
    if (signal !== 'SIGKILL' && code !== 0) throw new Error(`issuing ended (${signal ?? code}):\n${said}`);
    return held;
  }

  test('64 at once by four processes, three killed with a number in hand and started again', async () => {
    // The hub prints meanwhile, and dies with the twentieth paper in hand.
    site.crashAt('paper printed', 20);
    const ids = await orders();
    const shares = Array.from({ length: PROCESSES }, (_, one) => ids.filter((_id, index) => index % PROCESSES === one));
    const held = await Promise.all(
      shares.map(async (share, index) => {
        const number = await issueIn(share, HANGS[index] ?? null);
        if (number !== null) assert.equal(await issueIn(share, null), null);
        return number;
      }),
    );
    assert.equal(held.filter(Boolean).length, PROCESSES - 1, 'three died with a number in hand');
    // What each held went to somebody else.
    const issued = await numbers();
    assert.deepEqual(
      issued,
      Array.from({ length: INVOICES }, (_, index) => `F-2026-${String(index + 1).padStart(4, '0')}`),
    );
    for (const number of held) if (number) assert.ok(issued.includes(number));
  });

  test('the hub that prints them is killed in the middle; in the end each number has its PDF, once', async () => {
    // What another process asked for is found by the sweep; the hub that died comes back after its leases ended.
    await until('a death', () => site.deaths() === 1);
    await until('64 PDFs', async () => (await prints()).length === INVOICES);
    const files = await prints();
    assert.equal(new Set(files.map((file) => file.paper_id)).size, INVOICES);
    for (const file of files) {
      const bytes = Buffer.from(file.bytes);
      assert.equal(bytes.subarray(0, 5).toString('latin1'), '%PDF-');
      assert.equal(digest(bytes), file.sha256, 'what is stored is what was printed');
    }
    assert.deepEqual(
      files.map((file) => file.filename).sort(),
      (await numbers()).map((number) => `${number}.pdf`),
    );
  });

  test('npm run audit finds the chain whole', async () => {
    const child = spawn(process.execPath, commandLine(AUDIT), {
      cwd: site.dir,
      env: processEnvironment(site.env),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (bytes) => (said += bytes));
    const [code] = await once(child, 'close');
    assert.equal(code, 0, said);
    assert.match(said, /maison: intact \(.*64 papers/);
  });
});
