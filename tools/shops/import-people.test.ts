import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { forShop } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import { signInByPassword } from '../team/sign-in.ts';
import { shopFacts, shopOf } from './facts.ts';
import { importShop } from './import.ts';
import { apply, aShop, look, openTestShops, paths, refused } from './testing-shops.ts';

let hub: Hub;
let close: () => Promise<void>;
before(async () => {
  ({ hub, close } = await openTestShops());
});
after(() => close());

test('members are recognised, leave, come back and keep their passwords', async () => {
  const { id, file } = await aShop(hub);
  const [olivia, max] = file.members!;
  const { password, ...known } = olivia!;
  const lea = { name: 'Léa', role: 'staff' as const, phone: '+33633333333' };
  const next = { ...file, members: [{ ...known, name: 'Olivia Roy', phone: '+33644444444' }, lea] };
  assert.deepEqual(paths(await importShop(hub, next, apply)), [
    'changed members[Olivia Roy].name',
    'changed members[Olivia Roy].phone',
    'added members[Léa]',
    'removed members[Max]',
  ]);
  assert.ok(await signInByPassword(hub, olivia!.email!, password!), 'her password was lost');
  const renewed = { ...file, members: [{ ...next.members[0]!, password: 'another-long-word' }, lea, max!] };
  assert.deepEqual(paths(await importShop(hub, renewed, apply)), [
    'changed members[Olivia Roy].password',
    'added members[Max]',
  ]);
  assert.equal(await signInByPassword(hub, olivia!.email!, password!), null);
  assert.ok(await signInByPassword(hub, olivia!.email!, 'another-long-word'));
  const rows = await forShop(hub.database, id, (trx) => trx.selectFrom('member').select('name').execute());
  assert.equal(rows.length, 3, 'the member who came back was made twice');
});

test('two members may exchange their numbers', async () => {
  const { file } = await aShop(hub);
  const [olivia, max] = file.members!;
  const swapped = {
    ...file,
    members: [
      { ...olivia!, phone: max!.phone! },
      { ...max!, phone: olivia!.phone! },
    ],
  };
  await importShop(hub, swapped, apply);
  assert.deepEqual(paths(await importShop(hub, swapped, look)), []);
});

test('a phone that changes hands takes the thread away from its former holder', async () => {
  const { id, file } = await aShop(hub);
  const [olivia, max] = file.members!;
  const memberOfThread = () =>
    forShop(hub.database, id, (trx) => trx.selectFrom('conversation').select('member_id').executeTakeFirstOrThrow());
  await forShop(hub.database, id, async (trx) => {
    const connection = await trx.selectFrom('connection').select('id').executeTakeFirstOrThrow();
    const member = await trx.selectFrom('member').select('id').where('name', '=', 'Max').executeTakeFirstOrThrow();
    await trx
      .insertInto('conversation')
      .values({
        shop_id: id,
        connection_id: connection.id,
        channel: 'whatsapp',
        contact: '33622222222',
        customer_id: null,
        member_id: member.id,
        language: null,
        last_inbound_at: null,
        last_message_id: null,
        bot_off_until: null,
        introduced_at: null,
      })
      .execute();
  });
  await importShop(hub, { ...file, members: [olivia!, { ...max!, role: 'staff' }] }, apply);
  assert.notEqual((await memberOfThread()).member_id, null);
  await importShop(hub, { ...file, members: [olivia!, { ...max!, phone: '+33655555555' }] }, apply);
  assert.equal((await memberOfThread()).member_id, null);
});

test('secrets: absent ones stay, given ones are taken and never shown', async () => {
  const { id, file } = await aShop(hub);
  const connection = { ...file.connections![0]!, access_token: 'token-2' };
  const next = {
    ...file,
    connections: [connection],
    payments: { stripe: { secret_key: 'sk_2' } },
    api_key: 'another-key-0123456789',
  };
  const result = await importShop(hub, next, apply);
  assert.deepEqual(paths(result).slice(0, 4), [
    `changed connections[whatsapp:${(connection as { phone_number_id: string }).phone_number_id}].access_token`,
    `removed connections[email:${file.connections![1]!.channel === 'email' ? file.connections![1]!.address.toLowerCase() : ''}]`,
    'changed payments.stripe.secret_key',
    'changed api_key',
  ]);
  assert.doesNotMatch(JSON.stringify(result), /token-|sk_|another-key/);
  const kept = await forShop(hub.database, id, async (trx) => ({
    connection: await trx
      .selectFrom('connection')
      .selectAll()
      .where('channel', '=', 'whatsapp')
      .executeTakeFirstOrThrow(),
    mail: await trx.selectFrom('connection').select('state').where('channel', '=', 'email').executeTakeFirstOrThrow(),
    keys: await trx.selectFrom('directory').select('key').where('kind', '=', 'api_key').execute(),
  }));
  assert.equal(JSON.parse(hub.sealer.open(kept.connection.secrets_sealed)).access_token, 'token-2');
  assert.equal(kept.mail.state, 'off');
  assert.equal(kept.keys.length, 1);
  const { stripe } = (await shopFacts(hub, id)).settings.payments;
  assert.deepEqual(JSON.parse(hub.sealer.open(stripe!)), { secret_key: 'sk_2', webhook_secret: 'whsec_1' });
  assert.deepEqual(paths(await importShop(hub, next, look)), []);
});

test('what belongs to another shop is not taken from it', async () => {
  const theirs = await aShop(hub);
  const { file } = await aShop(hub);
  const greedy = { ...file, connections: theirs.file.connections!, api_key: theirs.file.api_key! };
  assert.equal((await refused(importShop(hub, greedy, apply))).length, 3);
  assert.equal((await refused(importShop(hub, { ...greedy, shop: 'not-yet' }, apply))).length, 3);
  assert.equal(await shopOf(hub, 'shop', 'not-yet'), null);
});
