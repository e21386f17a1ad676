import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestHub, type TestHub } from '../testing/hub.ts';
import { CUSTOMER_PHONE, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';

let hub: TestHub;
before(async () => {
  hub = await startTestHub();
});
after(() => hub.close());

const to = { phoneNumberId: PHONE_NUMBER_ID };

test('a customer orders, the owner approves in her thread', async () => {
  const { graph } = hub;
  const first = graph.inboundText({ ...to, from: CUSTOMER_PHONE, name: 'Marie Lefebvre', text: 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp' });
  assert.equal(await hub.deliver(first), 200);
  const question = await graph.waitFor((message) => message.to === CUSTOMER_PHONE && (message.choices?.length ?? 0) > 0);
  assert.deepEqual(question.choices?.map((choice) => choice.title), ['6 parts', '8 parts', '10 parts']);
  const tap = graph.inboundTap({ ...to, from: CUSTOMER_PHONE, payload: question.choices![1]!.id, title: '8 parts', contextId: question.id });
  assert.equal(await hub.deliver(tap), 200);
  const recap = await graph.waitFor((message) => message.to === CUSTOMER_PHONE && /n° 1/.test(message.text ?? ''));
  assert.match(recap.text!, /2 × Gâteau aux fraises \(8 parts\)/);
  assert.match(recap.text!, /45,00/);
  assert.match(recap.text!, /samedi 28 novembre/);
  const card = await graph.waitFor((message) => message.to === OWNER_PHONE);
  console.log(JSON.stringify(card));
  await hub.quiet();
});
