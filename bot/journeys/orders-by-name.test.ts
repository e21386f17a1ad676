/** A member names an order by its customer, as people behind a counter do. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { SentMessage } from '../fakes/graph.ts';
import { aShop, OWNER_PHONE } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk({ shops: [aShop('maison')] });
});
after(() => walk?.close());

const says = async (text: string) => {
  await walk.quiet();
  const answer = await walk.says(OWNER_PHONE, text);
  await walk.quiet();
  return answer;
};
const taps = async (on: SentMessage, title: string) => {
  const answer = await walk.taps(OWNER_PHONE, on, title);
  await walk.quiet();
  return answer;
};
const titles = (message: SentMessage) => message.choices.map((choice) => choice.title);

test('an order is named by its customer: one of that name is meant, of several which one is asked', async () => {
  const named = await walk.confirmed();
  await walk.look('maison', (trx) =>
    trx.updateTable('orders').set({ customer_name: 'Karim Haddad' }).where('short', '=', named).execute(),
  );
  const card = await says('la commande de karim est prête');
  assert.match(card.text, new RegExp(`1\\. /prete ${named}\\n.*Karim`));
  assert.match((await says('ok')).text, new RegExp(`Commande ${named} prête`));
  assert.match((await says('Karim a payé en espèces')).text, new RegExp(`1\\. /payee ${named} especes`));
  await says('non');
  const [one, two] = [await walk.confirmed(), await walk.confirmed()];
  const asked = await says('rappelle à Marie Lefebvre de payer');
  assert.match(asked.text, /^Quelle commande de Marie Lefebvre/);
  const mine = titles(asked).filter((title) => [one, two].some((short) => title.startsWith(`${short} · `)));
  assert.equal(mine.length, 2);
  assert.ok(titles(asked).every((title) => !title.startsWith(`${named} · `)));
  assert.match((await taps(asked, mine[0]!)).text, /1\. \/lien \d+/);
  await says('non');
});

test('a bare "ok" after the only card that waits shows it again with its buttons', async () => {
  const waiting = await walk.orders();
  await walk.quiet();
  const shown = await says('ok');
  assert.deepEqual(titles(shown), titles(waiting.card));
  await walk.approves(shown);
});
