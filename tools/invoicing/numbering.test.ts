import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openTestTrade, type TestTrade } from '../testing/trade.ts';
import { type SeriesKind, written, writtenHere } from './numbering.ts';

let trade: TestTrade;
before(async () => {
  trade = await openTestTrade();
});
after(() => trade?.close());

const FORMATS = [
  null,
  'F-{year}-{n:4}',
  '{n}/{year}',
  'FRA{year}{n:1}',
  'A{n:2}_{n:9}+{year}-{year}',
  '{year}{n:3}{n}',
];
const POSITIONS = [1, 9, 10, 999, 1_000, 9_999, 10_000, 1_234_567];

test('the database writes a number as we do: every format, also positions beyond its width', async () => {
  let year = 2000;
  for (const kind of ['invoice', 'credit_note', 'quote'] satisfies SeriesKind[]) {
    for (const format of FORMATS) {
      for (const last of POSITIONS) {
        year++;
        const number = await trade.query(async (trx) => {
          await trx.insertInto('series').values({ shop_id: trade.shop.id, kind, year, last, format }).execute();
          const query = sql<{ number: string }>`
            select ${writtenHere()} as number from series where kind = ${kind} and year = ${year}`;
          return (await query.execute(trx)).rows[0]?.number;
        });
        assert.equal(number, written({ kind, year }, format, last));
      }
    }
  }
});
