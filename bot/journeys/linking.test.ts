/** How an account becomes a member's: her own number by itself, any other by a code, and nobody by guessing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ctx } from '../../tools/context.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { makeLinkCode } from '../../tools/team/link-account.ts';
import { MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
});
after(() => walk.close());

async function codeFor(name: string): Promise<string> {
  const { hub } = walk.parts;
  const shop = await shopFacts(hub, await walk.shopId('maison'));
  const ctx: Ctx = { hub, shop, actor: { kind: 'system' }, language: 'fr', cause: `test:${Math.random()}` };
  return inShop(ctx, async (run) => {
    const member = await run.trx.selectFrom('member').select('id').where('name', '=', name).executeTakeFirstOrThrow();
    return makeLinkCode(run, member.id);
  });
}
const memberOf = (contact: string) =>
  walk.look('maison', async (trx) => {
    const row = await trx
      .selectFrom('conversation')
      .leftJoin('member', 'member.id', 'conversation.member_id')
      .select('member.name')
      .where('contact', '=', contact)
      .executeTakeFirst();
    return row?.name ?? null;
  });
const says = async (from: string, text: string) => {
  const answer = await walk.says(from, text);
  await walk.quiet();
  return answer.text;
};
/** A code that is not the real one. */
const wrong = (code: string, at: number) => String(100_000 + ((Number(code) - 100_000 + 1 + at) % 900_000));

test('a member’s own number is hers at first contact; anybody else is a customer', async () => {
  assert.match(await says(OWNER_PHONE, '/aide'), /\/confirmer/);
  assert.equal(await memberOf(OWNER_PHONE), 'Olivia');
  assert.doesNotMatch(await says('33650000001', '/aide'), /\/confirmer/);
  assert.equal(await memberOf('33650000001'), null);
});

test('a code links another account, once', async () => {
  const [mine, thief] = ['33650000002', '33650000003'];
  const code = await codeFor('Max');
  assert.match(await says(mine, `/lier ${code}`), /Bonjour Max.*\/aide/s);
  assert.equal(await memberOf(mine), 'Max');
  assert.match(await says(mine, '/commandes'), /Commandes|Aucune/);
  assert.match(await says(thief, `/lier ${code}`), /pas valable/);
  assert.equal(await memberOf(thief), null);
});

test('a wrong, malformed, expired or missing code links nothing', async () => {
  const from = '33650000004';
  const code = await codeFor('Olivia');
  assert.match(await says(from, `/lier ${wrong(code, 1)}`), /pas valable/);
  for (const text of ['/lier 12', '/lier abcdef', '/lier']) assert.match(await says(from, text), /six chiffres/, text);
  assert.equal(await memberOf(from), null);
  const other = '33650000005';
  await walk.look('maison', (trx) =>
    trx
      .updateTable('one_time_code')
      .set({ expires_at: new Date(walk.parts.hub.now() - 1) })
      .where('used_at', 'is', null)
      .execute(),
  );
  assert.match(await says(other, `/lier ${code}`), /pas valable/);
  assert.equal(await memberOf(other), null);
});

test('the sixth try within an hour is refused even with the right code, however it is typed', async () => {
  const ways: [string, (code: string) => string][] = [
    ['33650000006', (code) => `/lier ${code}`],
    ['33650000007', (code) => `lier ${code}`],
    ['33650000008', (code) => `  /LIER   ${code} `],
  ];
  for (const [from, typed] of ways) {
    const code = await codeFor('Olivia');
    for (let at = 0; at < 5; at++) assert.match(await says(from, typed(wrong(code, at))), /pas valable/);
    assert.match(await says(from, typed(code)), /pas valable/, typed(code));
    assert.equal(await memberOf(from), null, typed(code));
    const elsewhere = `${from}9`;
    assert.match(await says(elsewhere, `/lier ${code}`), /Olivia/, 'the code itself still works for who has it');
  }
});

test('a member cannot guess her way to another’s rights either, one message or many', async () => {
  const code = await codeFor('Olivia');
  const lines = Array.from({ length: 5 }, (_, at) => `/lier ${wrong(code, at)}`);
  for (const line of lines) await says(MANAGER_PHONE, line);
  assert.match(await says(MANAGER_PHONE, `/leir ${code}`), /pas valable/);
  assert.equal(await memberOf(MANAGER_PHONE), 'Max');
  const used = await walk.look('maison', (trx) =>
    trx.selectFrom('one_time_code').select('id').where('used_at', 'is', null).execute(),
  );
  assert.ok(only(used.slice(-1)), 'the code was not spent');
});
