import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { sql } from 'kysely';
import type { ShopFacts } from '../context.ts';
import { keepFiles } from '../invoicing/archive/paper-pdf.ts';
import { insertOrder } from '../orders/place.ts';
import { recordPayment, undoPayment } from '../payments/by-hand.ts';
import { till } from '../payments/till.ts';
import { inShop, perform } from '../perform.ts';
import { digest } from '../sealing.ts';
import { openTestTrade, type TestTrade } from '../testing/trade.ts';
import type { Tool } from '../tool.ts';
import { archiveBooks, archiveFault } from './archive.ts';
import { auditBooks } from './audit.ts';
import { closeTill } from './close.ts';
import { closeWhatIsOver } from './closures.ts';
import { exportBooks } from './export.ts';

const OWNER = { kind: 'member' as const, memberId: 1, role: 'owner' as const, name: 'Rose' };

describe('the books of a shop', () => {
  let trade: TestTrade;
  let shop: ShopFacts;
  let causes = 0;
  before(async () => {
    trade = await openTestTrade();
    shop = trade.shop;
  });
  after(() => trade?.close());
  const ctx = () => trade.ctx(`test:${++causes}`, { shop, actor: OWNER });
  const act = (tool: unknown, input: object) => perform(tool as Tool, ctx(), input);
  const audit = () => trade.query((trx) => auditBooks(trx));

  async function paid(total: number, method: string) {
    const short = await inShop(ctx(), async (run) => {
      const customer = await run.trx
        .insertInto('customer')
        .values({ shop_id: shop.id, name: 'Amel', phone: null, email: null, address: null, language: null, note: null })
        .returning('id')
        .executeTakeFirstOrThrow();
      const order = await insertOrder(run, {
        content: { name: 'Amel', date: null, time: null, fulfilment: 'pickup', address: null, note: null },
        lines: [{ sku: 'A', name: 'Tarte', unit: 'piece', options: {}, qty: 1, vatRate: 550, unitPrice: total, total }],
        ...{ customerId: customer.id, conversationId: null, channel: 'manual', draftId: null },
      });
      await run.trx.updateTable('orders').set({ status: 'confirmed' }).where('id', '=', order.id).execute();
      return order.short;
    });
    return act(recordPayment, { order: short, text: method });
  }

  test('payments, corrections, papers and closures are one chain; closures add up for ever', async () => {
    await paid(2000, 'espèces');
    const wrong = await paid(1500, 'cb');
    await act(undoPayment, wrong.undo!.input);
    const first = (await act(closeTill, { text: '' })).reply!.text;
    assert.match(first, /n° 1 \(2026-11-22\)[\s\S]*Total de la période\s: 20,00[\s\S]*perpétuel\s: 20,00/);
    await assert.rejects(act(closeTill, { text: '' }), /Rien à clôturer/);
    await paid(700, 'cb');
    assert.match((await act(closeTill, { text: 'jour' })).reply!.text, /n° 2[\s\S]*7,00[\s\S]*perpétuel\s: 27,00/);
    assert.match((await act(till, { text: '' })).reply!.text, /Clôture journalière n° 2.*7,00/);
    const found = await audit();
    assert.deepEqual([found.fault, found.payments, found.papers, found.closures], [null, 4, 4, 2]);
    assert.equal(found.entries, 10);
  });

  test('the clock closes days, months and years that are over, once', async () => {
    await paid(300, 'cb');
    trade.clock.now = Date.parse('2027-01-01T08:00:00Z');
    const made = await inShop(ctx(), (run) => closeWhatIsOver(run));
    assert.deepEqual(
      made.map(({ kind, period, total, perpetual }) => [kind, period, total, perpetual]),
      [
        ['day', '2026-11-22', 300, 3000],
        ['month', '2026-11', 3000, 3000],
        ['year', '2026', 3000, 3000],
      ],
    );
    assert.deepEqual(await inShop(ctx(), (run) => closeWhatIsOver(run)), []);
    assert.match((await act(closeTill, { text: 'mois' })).reply!.text, /mensuelle n° 1 \(2026-11\)/);
    assert.equal((await audit()).fault, null);
  });

  test('what comes late for a month that is closed belongs to the next one, and nothing stops', async () => {
    // A payment that began before midnight and was written after the closure; or a clock set back.
    trade.clock.now = Date.parse('2026-11-30T22:59:59.900Z');
    await paid(400, 'cb');
    trade.clock.now = Date.parse('2027-01-05T08:00:00Z');
    await paid(50, 'espèces');
    trade.clock.now = Date.parse('2027-02-01T08:00:00Z');
    const made = await inShop(ctx(), (run) => closeWhatIsOver(run));
    assert.deepEqual(
      made.map(({ kind, period, total, perpetual }) => [kind, period, total, perpetual]),
      [
        ['day', '2026-11-30', 400, 3400],
        ['day', '2027-01-05', 50, 3450],
        ['month', '2027-01', 450, 3450],
      ],
    );
    assert.deepEqual(await inShop(ctx(), (run) => closeWhatIsOver(run)), []);
    assert.equal((await audit()).fault, null);
  });

  test('many at once keep one chain', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, index) => paid(100 + index, 'espèces')));
    assert.equal((await audit()).fault, null);
  });

  /** A paper's files as they are kept once it is printed. */
  const printed = (number: string, words: string) =>
    inShop(ctx(), async (run) => {
      const paper = await run.trx
        .selectFrom('paper')
        .selectAll()
        .where('number', '=', number)
        .executeTakeFirstOrThrow();
      await keepFiles(run, paper, { pdf: strToU8(`%PDF ${words}`), xml: `<xml>${words}</xml>` });
    });

  test('what was printed is chained with its hash, once; files from before the chain knew them are let be', async () => {
    // As an earlier release kept them.
    await trade.query((trx) =>
      sql`insert into paper_file (shop_id, paper_id, mime, filename, bytes, sha256)
        select shop_id, id, 'application/pdf', number || '.pdf', 'old', ${digest('old')} from paper
        where number = 'F-2026-0001'`.execute(trx),
    );
    assert.equal((await audit()).fault, null);
    const { entries } = await audit();
    await Promise.all([printed('F-2026-0002', 'one'), printed('F-2026-0002', 'two')]);
    const after = await audit();
    assert.deepEqual([after.fault, after.entries - entries], [null, 2], 'the PDF and the XML, of one print');
    const rows = await trade.query((trx) =>
      trx.selectFrom('ledger').select(['kind', 'canonical']).orderBy('position', 'desc').limit(2).execute(),
    );
    const files = await trade.query((trx) => trx.selectFrom('paper_file').selectAll().orderBy('id', 'desc').execute());
    for (const row of rows) {
      const said = JSON.parse(row.canonical) as { id: number; sha256: string };
      assert.equal(row.kind, 'file');
      assert.equal(digest(files.find(({ id }) => id === said.id)!.bytes), said.sha256);
    }
  });

  test('an archive is whole, sealed, and shows what was changed in it', async () => {
    const zip = await inShop(ctx(), archiveBooks);
    assert.equal(
      archiveFault(zip, (sealed) => trade.hub.sealer.open(sealed)),
      null,
    );
    assert.equal((await audit()).fault, null, 'making one is a row of the chain');
    const files = unzipSync(zip);
    const changed = {
      ...files,
      'payments.jsonl': strToU8(strFromU8(files['payments.jsonl']!).replace('2000', '1000')),
    };
    assert.match(archiveFault(zipSync(changed)) ?? '', /payments\.jsonl was changed/);
    const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as { files: Record<string, string> };
    manifest.files['payments.jsonl'] = digest(changed['payments.jsonl']!);
    const forged = zipSync({ ...changed, 'manifest.json': strToU8(JSON.stringify(manifest)) });
    assert.match(archiveFault(forged, (sealed) => trade.hub.sealer.open(sealed)) ?? '', /seal/);
    // Somebody who rewrites the list of hashes too is held by the chain, even without the hub's key.
    const pdf = { ...files, 'papers/F-2026-0002.pdf': strToU8('%PDF another') };
    manifest.files['payments.jsonl'] = digest(files['payments.jsonl']!);
    manifest.files['papers/F-2026-0002.pdf'] = digest(pdf['papers/F-2026-0002.pdf']);
    const swapped = zipSync({ ...pdf, 'manifest.json': strToU8(JSON.stringify(manifest)) });
    assert.match(archiveFault(swapped) ?? '', /F-2026-0002\.pdf is not what was printed/);
    assert.match(archiveFault(strToU8('nonsense')) ?? '', /ZIP/);
    for (let at = 0; at < zip.length; at += at < zip.length - 1000 ? 211 : 1) {
      const flipped = zip.slice();
      flipped[at]! ^= 1 << (at % 8);
      assert.notEqual(archiveFault(flipped), null, `a bit of byte ${at} of ${zip.length} was flipped`);
    }
  });

  test('an export is a file at an address of its own; a month without anything is said so', async () => {
    const made = await act(exportBooks, { text: 'fec 2026-11' });
    assert.match(made.reply!.text, /000000000FEC20261130\.txt[\s\S]*\/doc\//);
    await assert.rejects(act(exportBooks, { text: 'tva 2025-01' }), /Rien à exporter/);
    await assert.rejects(act(exportBooks, { text: 'excel' }), /\/export fec/);
  });

  /** What the audit says after a change behind the triggers' back; `undone`: the change is then taken back. */
  const tamper = async (table: string, change: string, undone = false): Promise<string> => {
    const { pool } = trade.database;
    await pool.query(`alter table ${table} disable trigger user`);
    let said = 'nothing';
    const back = new Error('taken back');
    await trade
      .query(async (trx) => {
        await sql.raw(change).execute(trx);
        said = (await auditBooks(trx)).fault ?? said;
        if (undone) throw back;
      })
      .catch((error: unknown) => assert.equal(error, back));
    await pool.query(`alter table ${table} enable trigger user`);
    return said;
  };

  test('the audit names what was changed, taken out or put in', async () => {
    assert.match(await tamper('payment', 'update payment set amount = 1999 where id = 1'), /payment 1\) was changed/);
    await tamper('payment', 'update payment set amount = 2000 where id = 1');
    assert.equal((await audit()).fault, null);
    assert.match(
      await tamper('closure', "update closure set canonical = canonical || ' ' where number = 1"),
      /closure 1\) was changed/,
    );
    await tamper('closure', 'update closure set canonical = trim(canonical) where number = 1');
    const columns: [table: string, column: string, to: string, named: RegExp][] = [
      ['paper', 'total', 'total + 1', /total of paper \d+ \(F-2026-0001\) was changed/],
      ['paper', 'number', "number || 'x'", /number of paper/],
      ['paper', 'kind', "'quote'", /kind of paper/],
      ['paper', 'issued_at', "issued_at + interval '1 day'", /issued_at of paper/],
      ['paper', 'hash', "'f' || substr(hash, 2)", /hash of paper/],
      ['paper', 'cancels_id', 'id', /cancels_id of paper/],
      ['closure', 'total', 'total + 1', /total of closure/],
      ['closure', 'perpetual', 'perpetual - 1', /perpetual of closure/],
      ['closure', 'period', "'2020-01-01'", /period of closure/],
      ['ledger', 'at', "at - interval '1 day'", /at of paper/],
      ['ledger', 'hash', 'md5(hash)', /was changed: its hash is another/],
      ['ledger', 'previous_hash', 'md5(hash)', /does not follow/],
      ['ledger_head', 'hash', 'md5(hash)', /end of the chain/],
      ['paper_file', 'sha256', 'md5(sha256)', /file \d+\) was changed after it was chained/],
      ['paper_file', 'paper_id', 'paper_id + 1', /file \d+\) was changed after it was chained/],
      ['paper_file', 'bytes', "bytes || 'x'", /F-2026-0002\.\w+ is no longer what was printed/],
      ['series', 'last', 'last + 1', /the series invoice 2026 counts \d+ numbers/],
    ];
    const one: Record<string, string> = {
      paper: "number = 'F-2026-0001'",
      closure: 'number = 1',
      ledger: "position = (select min(position) from ledger where kind = 'paper')",
      ledger_head: 'true',
      series: "kind = 'invoice'",
      paper_file: "mime = 'text/xml'",
    };
    for (const [table, column, to, named] of columns) {
      const change = `update ${table} set ${column} = ${to} where ${one[table]}`;
      assert.match(await tamper(table, change, true), named, column);
    }
    assert.equal((await audit()).fault, null);
    assert.match(await tamper('ledger', 'delete from ledger where position = 3'), /row 3 of the chain is missing/);
  });
});
