/** Bodies of every sort: unknown, unreadable, of nobody, real, and mutated. */
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { only } from '../../journeys/walk.ts';
import type { Bench } from './bench.ts';
import { fuzz } from './fuzz.ts';
import { samplesOf } from './samples.ts';

export function bodyTests(bench: Bench): void {
  const samples = samplesOf(bench.fixture.samples);

  test('an event of a kind that nobody knows is kept whole and ends', async (t) => {
    if (!bench.provider.novelty) return t.skip('the channel has one kind of event');
    const mark = randomUUID();
    assert.ok((await bench.post(bench.provider.novelty({ from: bench.somebody(), id: bench.id(), mark }))) < 300);
    await bench.walk.quiet();
    const kept = [
      ...(await bench.stored()).map(({ arrival }) => arrival),
      ...(await bench.unread()).map(({ body }) => body),
    ];
    assert.equal(kept.filter((one) => JSON.stringify(one).includes(mark)).length, 1);
    assert.ok((await bench.stored()).every(({ state }) => state === 'done'));
  });

  test('a body that cannot be read is kept and answered as taken', async (t) => {
    if (!bench.provider.signs) return t.skip('the channel has no webhook');
    for (const raw of ['', '[]', '{', 'not a body at all', '"\\ud800"', `{"x":"${randomUUID()}"}`]) {
      const status = await bench.post(bench.provider.signs(raw));
      assert.ok(status < 300 || status === bench.provider.bodyOfNobody, `${raw}: ${status}`);
    }
    await bench.walk.quiet();
  });

  test('what is sent to an account of nobody is kept, and said to be', async (t) => {
    if (!bench.provider.saysToNobody) return t.skip('the address names the shop');
    const text = randomUUID();
    assert.ok((await bench.post(bench.provider.saysToNobody({ from: bench.somebody(), text, id: bench.id() }))) < 300);
    const kept = only((await bench.unread()).filter(({ body }) => body.includes(text)));
    assert.match(kept.reason, new RegExp(`no shop has ${bench.fixture.channel} account`));
  });

  test('every sample of the provider’s is taken, ends, and nothing blank is said', {
    skip: bench.fixture.samples === undefined ? 'no samples of this channel' : samples.skip,
    timeout: 240_000,
  }, async () => {
    for (const { file, text } of samples.read()) {
      const body = bench.provider.ours!(text, file);
      if (body === null) continue;
      for (let copy = 0; copy < 2; copy++) {
        const status = await bench.post(bench.provider.signs!(body));
        assert.ok(status < 300, `${file}: ${status}`);
      }
    }
    await bench.walk.quiet();
    await bench.wellEnded();
    const talked = (await bench.stored()).filter(({ kind }) => kind === 'message');
    for (const { conversation_id, arrival } of talked) {
      const met = (await bench.outgoing(conversation_id!)).length > 0 || (await bench.isSilent(conversation_id!));
      assert.ok(met, `met with silence: ${JSON.stringify(arrival)}`);
    }
    const unclaimed = (await bench.unread()).filter(({ reason }) => /cannot|Error|expected/.test(reason));
    for (const { file, text } of samples.read()) {
      const body = bench.provider.ours!(text, file);
      assert.ok(!unclaimed.some((row) => row.body === body), `${file} could not be read`);
    }
  });

  test('mutated bodies are answered, all of them, and the hub goes on', { timeout: 300_000 }, async (t) => {
    if (!bench.provider.signs) return t.skip('the channel has no webhook');
    const own = await Promise.all(
      ['Bonjour', '3 éclairs au chocolat pour samedi'].map((text) =>
        bench.provider.says({ from: bench.somebody(), text, id: bench.id() }),
      ),
    );
    const seeds = own.map(({ body }) => (typeof body === 'string' ? body : new TextDecoder().decode(body)));
    if (samples.skip === false && bench.provider.ours)
      for (const { file, text } of samples.read()) seeds.push(bench.provider.ours(text, file) ?? '');
    const { sent, refused } = await fuzz(seeds.filter(Boolean), (raw) => bench.post(bench.provider.signs!(raw)));
    assert.ok(sent >= 300);
    assert.deepEqual(refused, []);
    await bench.walk.quiet();
    await bench.wellEnded();
    if (bench.fixture.talks === false) return;
    assert.ok((await bench.says(bench.somebody(), 'Bonjour')).length > 0, 'it still answers');
  });
}
