import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { later, together } from './connection.ts';
import type { Database } from './database.ts';
import { prepared } from './prepared.ts';
import { freshDatabase } from './testing/database.ts';

let database: Database;
before(async () => {
  database = await freshDatabase();
});
after(() => database.close());

test('a prepared statement is written once, and each use has its own values, in whatever place they stand', async () => {
  let written = 0;
  const kept = prepared((db, { key, value }: { key: string; value: string }) => {
    written += 1;
    return db
      .insertInto('installation')
      .values({ key, value })
      .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
      .returning(['key', 'value', sql<string>`${value}::text || ${key}::text`.as('both')]);
  });
  const found = prepared((db, { key }: { key: string }) =>
    db.selectFrom('installation').select('value').where('key', '=', key).where('value', '<>', 'never'),
  );
  await database.db.transaction().execute(async (trx) => {
    const answers = [kept({ key: 'a', value: '1' }), kept({ key: 'b', value: '2' }), kept({ key: 'a', value: '3' })];
    const rows = (await together(trx, ...answers)).flat();
    assert.deepEqual(rows, [
      { key: 'a', value: '1', both: '1a' },
      { key: 'b', value: '2', both: '2b' },
      { key: 'a', value: '3', both: '3a' },
    ]);
    await later(trx, kept({ key: 'b', value: '4' }));
    const [one, other, none] = await together(trx, found({ key: 'a' }), found({ key: 'b' }), found({ key: 'c' }));
    assert.deepEqual([one, other, none], [[{ value: '3' }], [{ value: '4' }], []]);
  });
  assert.equal(written, 1);
});

test('a null is a value; a statement without values needs none', async () => {
  const isNull = prepared(
    (_, { one }: { one: string | null }) => sql<{ is: boolean }>`select ${one}::text is null as is`,
  );
  const two = prepared(() => sql<{ two: number }>`select 2 as two`);
  await database.db.transaction().execute(async (trx) => {
    const answers = await together(trx, isNull({ one: null }), isNull({ one: 'x' }), two({}));
    assert.deepEqual(answers, [[{ is: true }], [{ is: false }], [{ two: 2 }]]);
  });
});
