/** What members say in plain words against the demo shop: the exact commands it would run, and nothing else. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Ctx } from '../../tools/context.ts';
import { createMind } from '../agent/model.ts';
import { openTestShop, type TestShop } from '../customer/testing-shop.ts';
import { answerMember } from './index.ts';
import { commandsSaid } from './speech.ts';
import { MORE_SENTENCES } from './testing/more-sentences.ts';
import { SENTENCES } from './testing/sentences.ts';

let world: TestShop;
let ctx: Ctx;

before(async () => {
  world = await openTestShop();
  const member = await world.query((trx) => trx.selectFrom('member').select(['id', 'name']).executeTakeFirstOrThrow());
  for (let order = 1; order <= 5; order++) {
    const customer = await world.newCustomer();
    await customer.says(createMind(), 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp');
  }
  ctx = {
    hub: world.hub,
    shop: world.shop,
    language: 'fr',
    cause: 'turn:1',
    actor: {
      kind: 'member',
      memberId: member.id,
      role: 'owner',
      name: member.name,
      conversationId: world.memberThread,
    },
  };
  const conversation = {
    id: world.memberThread,
    channel: 'simulator' as const,
    customerId: null,
    member: { ...member, role: 'owner' as const },
    language: 'fr' as const,
    introduced: true,
  };
  let id = 1;
  for (const text of ['/confirmer 2 3 4 5', '/prete 4 5', '/livree 5']) {
    id += 1;
    const message = { id, externalId: `m${id}`, at: world.clock.now, content: { kind: 'text' as const, text }, text };
    await answerMember({
      hub: world.hub,
      shop: world.shop,
      id,
      cause: `turn:${id}`,
      conversation,
      messages: [message],
      story: [],
    });
  }
});
after(() => world?.close());

for (const [said, meant] of [...SENTENCES, ...MORE_SENTENCES])
  test(`"${said}" is ${meant === '-' ? 'no command' : meant}`, async () => {
    const commands = await commandsSaid(ctx, said);
    assert.equal(commands.join(' · ') || '-', meant);
  });
