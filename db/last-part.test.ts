import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { apart, lastly, later } from './connection.ts';
import type { Database } from './database.ts';
import type { Trx } from './shop.ts';
import { freshDatabase } from './testing/database.ts';

let database: Database & { url: string };
before(async () => {
  database = await freshDatabase();
});
after(() => database.close());

let asked = 0;
/** Keys of one test: `key('a')`, written and read in the order of their names. */
function keys() {
  const name = `${++asked}:`;
  const insert = (word: string) =>
    sql<{ key: string }>`insert into installation (key, value) values (${name + word}, 'x') returning key`;
  const kept = async () => {
    const { rows } = await sql<{ key: string }>`
      select key from installation where key like ${`${name}%`} order by key`.execute(database.db);
    return rows.map(({ key }) => key.slice(name.length));
  };
  return { insert, kept };
}
const transaction = (work: (trx: Trx) => Promise<void>) => database.db.transaction().execute(work);
const never = async () => assert.fail('nothing failed');

test('the last part is written with the commit, after everything else, and what it returns is told', async () => {
  const { insert, kept } = keys();
  const told: { key: string }[] = [];
  await transaction(async (trx) => {
    const count = sql`insert into installation (key, value) select 'count', count(*) from installation where key like ${`${asked}:%`}`;
    await lastly(trx, [{ query: insert('last'), answered: (rows) => told.push(...rows) }, { query: count }], never);
    await later(trx, insert('before'));
    assert.deepEqual(await kept(), []);
    await sql`select 1`.execute(trx);
  });
  assert.deepEqual(await kept(), ['before', 'last']);
  assert.equal(told.length, 1);
  const { rows } = await sql`select value from installation where key = 'count'`.execute(database.db);
  assert.deepEqual(rows, [{ value: '2' }]);
});

test('where a statement of it fails, all of it is taken back, the rest is committed, and what was agreed runs in its place', async () => {
  for (const asks of [true, false]) {
    const { insert, kept } = keys();
    const errors: unknown[] = [];
    await transaction(async (trx) => {
      await later(trx, insert('before'));
      if (asks) await sql`select 1`.execute(trx);
      const told = () => assert.fail('it was taken back');
      await lastly(trx, [{ query: insert('one'), answered: told }, { query: insert('before') }], async (error) => {
        errors.push(error);
        await later(trx, insert('instead'));
      });
    });
    assert.deepEqual(await kept(), ['before', 'instead']);
    assert.match(String(errors), /duplicate key/);
    assert.equal(errors.length, 1);
  }
});

test('what fails before it, or in its place, fails the transaction', async () => {
  const { insert, kept } = keys();
  const early = transaction(async (trx) => {
    await later(trx, insert('twice'));
    await later(trx, insert('twice'));
    await lastly(trx, [{ query: insert('last') }], never);
  });
  await assert.rejects(early, /duplicate key/);
  const late = transaction(async (trx) => {
    await lastly(
      trx,
      [{ query: sql`select 1 / 0` }],
      async () =>
        void (await insert('twice')
          .execute(trx)
          .then(() => insert('twice').execute(trx))),
    );
  });
  await assert.rejects(late, /duplicate key/);
  const thrown = transaction(async (trx) => {
    await lastly(trx, [{ query: insert('last') }], never);
    throw new Error('on purpose');
  });
  await assert.rejects(thrown, /on purpose/);
  assert.deepEqual(await kept(), []);
  await transaction(async (trx) => void (await later(trx, insert('after'))));
  assert.deepEqual(await kept(), ['after'], 'and the next transaction has nothing of it');
});

test('of two last parts the first leaves when the second comes; one of them fails by itself', async () => {
  for (const failing of [0, 1]) {
    const { insert, kept } = keys();
    await transaction(async (trx) => {
      for (const [at, word] of ['a', 'b'].entries()) {
        const query = at === failing ? sql`select 1 / 0` : insert(word);
        await lastly(trx, [{ query }], async () => later(trx, insert(`instead of ${word}`)));
      }
    });
    assert.deepEqual(await kept(), failing === 0 ? ['b', 'instead of a'] : ['a', 'instead of b']);
  }
});

test('a last part that was left to the commit in a part that is taken back is none', async () => {
  const { insert, kept } = keys();
  await transaction(async (trx) => {
    const part = apart(trx, async () => {
      await lastly(trx, [{ query: insert('last') }], never);
      throw new Error('on purpose');
    });
    await assert.rejects(part, /on purpose/);
    await later(trx, insert('after'));
  });
  assert.deepEqual(await kept(), ['after']);
  await transaction(async (trx) => {
    await apart(trx, () => lastly(trx, [{ query: insert('kept') }], never));
  });
  assert.deepEqual(await kept(), ['after', 'kept']);
});
