import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { Kysely, PostgresDialect, sql } from 'kysely';
import { openPglitePool } from './pglite/index.ts';
import { claimRole, HUB_ROLE, NoSafeRole } from './role.ts';

// A cluster of its own: roles belong to a whole server, and others are tested on the shared one.
const dir = await mkdtemp(join(tmpdir(), 'role-'));
let db: Kysely<object>;
before(async () => {
  db = new Kysely<object>({ dialect: new PostgresDialect({ pool: await openPglitePool(dir) }) });
});
after(async () => {
  await db.destroy();
  await rm(dir, { recursive: true });
});

const run = (text: string) => sql.raw(text).execute(db);

/** Claims as a login with these rights, whose name tells them apart; leaves the login in place. */
async function claimAs(login: string, rights: string): Promise<string | null> {
  await run(`do $$ begin create role ${login} ${rights}; exception when duplicate_object then null; end $$`);
  await run(`set role ${login}`);
  try {
    return await claimRole(db);
  } finally {
    await run('reset role');
  }
}

/** The statements that the refusal asks an administrator to run: the first way it names, or the second. */
function remedies(error: unknown): [string, string] {
  assert.ok(error instanceof NoSafeRole, String(error));
  assert.doesNotMatch(error.message, /\n/);
  const [, first, second] = /administrator: (CREATE .*?;) or: (ALTER .*;)$/.exec(error.message) ?? [];
  assert.ok(first && second, error.message);
  return [first, second];
}

async function refusalFor(login: string, rights: string): Promise<unknown> {
  return claimAs(login, rights).then(
    (role) => assert.fail(`${login} was given ${role}`),
    (error: unknown) => error,
  );
}

test('a plain login is bound by row security itself', async () => {
  assert.equal(await claimAs('plain', 'login nosuperuser nobypassrls'), null);
});

test('a login above row security that may not create a role is refused, and the SQL it is told mends it', async () => {
  const [create] = remedies(await refusalFor('above', 'login bypassrls nocreaterole'));
  await run(create);
  assert.equal(await claimAs('above', ''), HUB_ROLE);
});

test('the other way it is told mends it too: the login itself comes under row security', async () => {
  const [, alter] = remedies(await refusalFor('other', 'login bypassrls nocreaterole'));
  await run(alter);
  assert.equal(await claimAs('other', ''), null);
});

test('a role of that name that is above row security itself is refused', async () => {
  await run(`alter role ${HUB_ROLE} bypassrls`);
  const error = await refusalFor('above', '');
  assert.match(String(error), new RegExp(`role ${HUB_ROLE} is above row security`));
  await run(`alter role ${HUB_ROLE} nobypassrls`);
  assert.equal(await claimAs('above', ''), HUB_ROLE);
});

test('a login that may create roles makes the role, and a transaction can take it', async () => {
  await run(`drop owned by ${HUB_ROLE}`);
  await run(`drop role ${HUB_ROLE}`);
  assert.equal(await claimAs('creator', 'login bypassrls createrole'), HUB_ROLE);
  assert.equal(await claimAs('creator', ''), HUB_ROLE, 'and finds it at the next start');
  await run('set role creator');
  const me = await db.transaction().execute(async (trx) => {
    await sql`select set_config('role', ${HUB_ROLE}, true)`.execute(trx);
    const { rows } = await sql<{ me: string; above: boolean; login: boolean }>`
      select rolname as me, rolsuper or rolbypassrls as above, rolcanlogin as login from pg_roles where rolname = current_user`.execute(
      trx,
    );
    return rows[0];
  });
  await run('reset role');
  assert.deepEqual({ ...me }, { me: HUB_ROLE, above: false, login: false });
});
