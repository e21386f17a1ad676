/** A payment link is not to be hammered: past its limit it asks to wait, while other links are served. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
});
after(() => walk?.close());

async function payLink(): Promise<string> {
  const { card } = await walk.orders();
  return (await walk.approves(card)).url!;
}

test('too many looks and too many presses are answered 429 and open nothing more; another link is open', async () => {
  const [hammered, other] = [await payLink(), await payLink()];
  const presses: number[] = [];
  for (let press = 0; press < 22; press++) presses.push((await walk.presses(hammered)).status);
  assert.deepEqual([presses[0], presses[19], presses[20], presses[21]], [303, 303, 429, 429]);
  assert.equal(walk.stripe.sessions.length, 1, 'one page at Stripe, however often it is pressed');

  const looks: Response[] = [];
  for (let look = 0; look < 125; look++) looks.push(await fetch(hammered));
  assert.equal(looks[0]!.status, 200);
  assert.equal(looks.at(-1)!.status, 429);
  assert.ok(Number(looks.at(-1)!.headers.get('retry-after')) > 0);
  assert.equal((await fetch(other)).status, 200);
});
