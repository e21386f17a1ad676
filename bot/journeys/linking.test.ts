/** How an account becomes a member's: her own number by itself, any other by a code, and nobody by guessing. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ctx } from '../../tools/context.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { makeLinkCode } from '../../tools/team/link-account.ts';
import { MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { only, SIMPLE_ORDER, startWalk, type Walk } from './walk.ts';

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

test('a member whose number WhatsApp hides everywhere: linked by her code, she commands and taps; nobody else learns', async () => {
  const hidden = 'FR.13491208655302741999';
  const stranger = 'FR.13491208655302741888';
  const before = await says(hidden, '/commandes');
  assert.doesNotMatch(before, /\/confirmer|Commandes/, 'nobody yet');
  assert.match(await says(hidden, `/lier ${await codeFor('Olivia')}`), /Bonjour Olivia/);
  assert.equal(await memberOf(hidden), 'Olivia');
  const since = walk.graph.sent.length;
  await walk.says('33650000077', SIMPLE_ORDER, { name: 'Cliente' });
  await walk.quiet();
  const card = walk.graph.sent.slice(since).find((one) => one.body.recipient === hidden && one.choices.length > 0)!;
  assert.ok(card, 'the card comes to the id she has');
  assert.equal('to' in card.body, false, 'no number is known to send to');
  const confirm = card.choices.find(({ title }) => title === 'Créer commande')!;
  const stolen = await says(stranger, confirm.id);
  assert.doesNotMatch(stolen, /Cliente|confirmée|Total/, 'the same words of somebody else do nothing');
  const done = await walk.taps(hidden, card, 'Créer commande');
  await walk.quiet();
  assert.match(done.text, /confirmée|créée/i);
  const orders = await walk.look('maison', (trx) => trx.selectFrom('orders').select('status').execute());
  assert.deepEqual(only(orders).status, 'confirmed');
  const strangers = walk.graph.sent.filter((one) => one.body.recipient === stranger);
  assert.doesNotMatch(JSON.stringify(strangers), /Cliente|33650000077|Olivia/);
  const members = await walk.look('maison', (trx) =>
    trx.selectFrom('member').select(['name', 'phone']).where('name', '=', 'Olivia').execute(),
  );
  assert.equal(only(members).phone, `+${OWNER_PHONE}`, 'the hidden id is no number of hers');
});
