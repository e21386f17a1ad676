/** What goes out: how it fits, what is told of it, what happens when it does not arrive. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival } from '../../../tools/conversations/message.ts';
import { only } from '../../journeys/walk.ts';
import type { Bench } from './bench.ts';

export function replyTests(bench: Bench): void {
  test('reports that come late, twice and out of order only ever raise the state', async (t) => {
    if (!bench.provider.reports) return t.skip('the provider reports on nothing');
    const from = bench.somebody();
    const [first] = await bench.says(from, 'Bonjour');
    assert.ok(first);
    const before = (await bench.outgoing((await bench.thread(from)).id)).at(-1)!.state;
    let highest: string = before;
    for (const what of ['read', 'delivered', 'sent', 'delivered', 'failed', 'read'] as const) {
      const call = bench.provider.reports(first, from, what);
      if (!call) continue;
      assert.ok((await bench.post(call)) < 300);
      await bench.walk.quiet();
      const { state }: { state: string } = (await bench.outgoing((await bench.thread(from)).id)).at(-1)!;
      if (highest !== 'read') highest = state;
      assert.equal(state, highest, `after ${what}`);
    }
    assert.notEqual(highest, before, 'some report was understood');
  });

  test('a long text leaves whole in several messages, or as one that is cut where a reader would', async () => {
    const from = bench.somebody();
    await bench.says(from, 'Bonjour');
    const lines = Array.from({ length: 300 }, (_, n) => `${n + 1} : une ligne assez longue de la carte, à 2,50 €`);
    const text = lines.join('\n');
    const got = await bench.replies(from, { text });
    const size = bench.fixture.size ?? ((one: string) => one.length);
    assert.ok(got.length > 0 && got.every((one) => one.text !== '' && size(one.text) <= bench.fixture.most));
    const words = (one: string) => one.split(/\s+/).join(' ');
    if (bench.fixture.long !== 'cut') {
      assert.equal(got.length > 1, bench.fixture.long === 'split');
      assert.equal(words(got.map((one) => one.text).join(' ')), words(text));
    } else {
      const { text: cut } = only(got);
      assert.ok(text.startsWith(cut.replace(/\s*…$/, '')), 'nothing of it was changed');
    }
  });

  test('ten choices can all be taken: tapped where the channel can, by their number where it cannot', async () => {
    const from = bench.somebody();
    await bench.says(from, 'Bonjour');
    const titles = ['Ananas', 'Banane', 'Cerise', 'Datte', 'Épine', 'Figue', 'Grenade', 'Hysope', 'Igname', 'Jujube'];
    const choices = titles.map((title) => ({ id: `/aide ${title}`, title }));
    const got = await bench.replies(from, { text: 'Lequel ?', choices, choicesLabel: 'Choisir' });
    const last = got.at(-1)!;
    const { numbersFrom } = bench.limits();
    const numbered = numbersFrom !== undefined && choices.length >= numbersFrom;
    const written = got.map((one) => one.text).join('\n');
    for (const [at, { id: wanted, title }] of choices.entries()) {
      const tappable = last.choices.some((one) => one.id === wanted && one.title === title);
      assert.ok(tappable || numbered, `${title} cannot be taken`);
      if (numbered) assert.match(written, new RegExp(`(^|\\n)${at + 1}[.)] ${title}(\\n|$)`));
    }
    if (!numbered) return;
    await bench.says(from, '2');
    const { id: conversationId } = await bench.thread(from);
    const mine = (await bench.stored()).findLast((row) => row.conversation_id === conversationId)!;
    const { what } = mine.arrival as Arrival;
    assert.deepEqual(what.kind === 'message' && what.content, {
      kind: 'tap',
      payload: choices[1]!.id,
      title: choices[1]!.title,
    });
  });

  test('a message that the provider refuses is known as failed, and the merchant is told whose it was', async (t) => {
    if (!bench.provider.refusesNext) return t.skip('the provider refuses nothing');
    const from = bench.somebody();
    bench.provider.refusesNext();
    await bench.says(from, 'Bonjour, quels sont vos horaires ?');
    const failed = only(await bench.outgoing((await bench.thread(from)).id));
    assert.equal(failed.state, 'failed');
    assert.ok(failed.failure && 'details' in failed.failure);
    const told = await bench.look((trx) =>
      trx.selectFrom('alert').selectAll().where('kind', '=', 'undelivered').orderBy('id', 'desc').execute(),
    );
    assert.ok(told.some(({ subject }) => subject === String(failed.id)));
  });
}
