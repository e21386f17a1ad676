/** What comes in: whose it is, how often it counts, in which order it is read. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Bench } from './bench.ts';

export function arrivalTests(bench: Bench): void {
  test('a signature that is not the provider’s is refused, and nothing is kept', async () => {
    const call = await bench.provider.says({ from: bench.somebody(), text: 'Bonjour', id: bench.id() });
    const before = [(await bench.stored()).length, (await bench.unread()).length];
    const forgeries = bench.provider.forgeries(call);
    assert.ok(forgeries.length > 0);
    for (const forged of forgeries) assert.equal(await bench.post(forged), bench.provider.refusal ?? 401);
    assert.deepEqual([(await bench.stored()).length, (await bench.unread()).length], before);
  });

  test('the same event again, at once and later, is one message and one answer', async () => {
    const from = bench.somebody();
    const call = await bench.provider.says({ from, text: 'Bonjour', id: bench.id() });
    const since = (await bench.stored()).length;
    const statuses = await Promise.all([bench.post(call), bench.post(call), bench.post(call)]);
    assert.ok(
      statuses.every((status) => status < 300),
      statuses.join(),
    );
    await bench.walk.quiet();
    const heard = (await bench.provider.heard(from)).length;
    assert.equal(heard > 0, bench.fixture.talks !== false, 'answered');
    assert.ok((await bench.post(call)) < 300);
    await bench.walk.quiet();
    assert.equal((await bench.stored()).length, since + 1);
    assert.equal((await bench.provider.heard(from)).length, heard);
  });

  if (bench.fixture.talks === false) return;

  test('messages that come in the wrong order are all read, each once', async () => {
    const from = bench.somebody();
    const now = bench.walk.parts.hub.now();
    const said = [
      await bench.provider.says({ from, text: 'et 2 religieuses', id: bench.id(), at: now - 2_000 }),
      await bench.provider.says({ from, text: 'Bonjour, 3 éclairs au chocolat', id: bench.id(), at: now - 4_000 }),
    ];
    for (const call of said) assert.ok((await bench.post(call)) < 300);
    await bench.walk.quiet();
    const { id: conversationId } = await bench.thread(from);
    const mine = (await bench.stored()).filter((row) => row.conversation_id === conversationId);
    assert.equal(mine.length, 2);
    assert.ok(mine.every(({ state }) => state === 'done'));
    assert.ok((await bench.provider.heard(from)).every(({ text }) => text.trim() !== ''));
  });

  test('what we said, repeated to us, neither silences the bot nor counts as the customer’s words', async (t) => {
    if (!bench.provider.echoes) return t.skip('the provider repeats nothing to us');
    const from = bench.somebody();
    for (const sent of await bench.says(from, 'Bonjour'))
      assert.ok((await bench.post(bench.provider.echoes(sent, from))) < 300);
    await bench.walk.quiet();
    const heard = (await bench.provider.heard(from)).length;
    assert.equal((await bench.thread(from)).bot_off_until, null);
    await bench.walk.quiet();
    assert.equal((await bench.provider.heard(from)).length, heard, 'no answer to an echo');
  });
}
