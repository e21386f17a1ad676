/**
 * Every real body beside the project goes in by the door of its provider, then 10,000 copies that nobody wrote: nothing is
 * answered as a fault of ours, no turn fails, nothing blank is said to a customer, told to a member or shown in the office.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { dice, mutated } from '../channels/contract/fuzz.ts';
import { samplesOf } from '../channels/contract/samples.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { type Door, type Doors, knock, openDoors } from './doors.ts';

/** How many files each folder holds; a new one is to be looked at. */
const FILES = {
  whatsapp: 95,
  whatsapp_outbound: 50,
  messenger: 10,
  instagram: 22,
  email: 4,
  tiktok: 16,
  stripe: 45,
  paypal: 1,
  flouci: 3,
  konnect: 2,
};
const BODIES = 10_000;
const AT_ONCE = 24;
const here = samplesOf('whatsapp').skip;

let open: Doors;
before(async () => {
  open = await openDoors();
});
after(() => open?.close());

const filesOf = (door: Door) =>
  door.folders.flatMap((folder) =>
    samplesOf(folder)
      .read()
      .map((one) => ({ ...one, folder, door })),
  );

/** Answers of an API, kept beside the webhooks, name no account or payment of anybody's, and nobody could have signed them. */
const isNobodys = (folder: string, file: string) =>
  folder === 'flouci' || folder === 'konnect' || (folder === 'tiktok' && /api_response|developer_ping/.test(file));

/** What is left once everything was looked at: all done, nothing failed, nothing blank anywhere. */
async function endedWell(): Promise<void> {
  const { walk } = open;
  await walk.quiet();
  const threads = await walk.look('maison', async (trx) => {
    const left = await trx.selectFrom('message').select('arrival').where('state', '!=', 'done').execute();
    assert.deepEqual(left, []);
    assert.deepEqual(await trx.selectFrom('turn').select('error').where('error', 'is not', null).execute(), []);
    for (const { reply } of await trx.selectFrom('outgoing').select('reply').execute())
      assert.ok((reply as Reply).text.trim() !== '', JSON.stringify(reply));
    return trx.selectFrom('conversation').select('id').where('customer_id', 'is not', null).execute();
  });
  const owner = officeVisitor(walk.url, { email: 'olivia@maison.example', password: 'correct-horse-battery' });
  await owner.signIn();
  for (const page of ['/admin', '/admin/conversations', '/admin/catalogue/publications', '/admin/canaux'])
    assert.equal((await owner.go(page)).status, 200, page);
  for (const { id } of threads) {
    const { status, html } = await owner.go(`/admin/conversations/${id}`);
    assert.equal(status, 200, `conversation ${id}`);
    assert.doesNotMatch(html, /class="said-(?:text|heard|bubble)"[^>]*>\s*<\/(?:p|div)>/, `conversation ${id}`);
  }
}

test('every real body is taken by its provider’s door', { skip: here, timeout: 600_000 }, async () => {
  const counted: Record<string, number> = {};
  const refused: string[] = [];
  for (const { door, folder, file, text } of open.doors.flatMap(filesOf)) {
    counted[folder] = (counted[folder] ?? 0) + 1;
    for (const copy of [1, 2]) {
      const status = await knock(open.walk, door.call(door.ours(text)));
      if (status >= 300 && !(status === 401 && isNobodys(folder, file)))
        refused.push(`${folder}/${file} (${copy}): ${status}`);
    }
  }
  assert.deepEqual(refused, []);
  assert.deepEqual(counted, FILES);
  await endedWell();
});

test('ten thousand mutated bodies over all doors break nothing', { timeout: 1_500_000 }, async () => {
  const { walk, doors } = open;
  const own: Record<string, string[]> = {
    whatsapp: [
      walk.graph.inboundText({ phoneNumberId: '100000000000001', from: '33655000001', text: '3 éclairs pour samedi' })
        .body,
    ],
    messenger: [walk.graph.direct.text({ account: '200000000000009', from: '71', text: 'Bonjour' }).body],
    instagram: [walk.graph.direct.text({ account: '17841400000000009', from: '72', text: 'Bonjour' }).body],
    email: [JSON.stringify({ From: 'a@b.example', To: 'bonjour@maison.example', Subject: 's', TextBody: 'Bonjour' })],
    phone: ['CallSid=CA1&From=%2B33612340000&To=%2B33180000001&Body=Bonjour&MessageSid=SM1'],
    tiktok: [
      '{"type":1,"tts_notification_id":"1","shop_id":"7494049642642441621","timestamp":1,"data":{"order_id":"1"}}',
    ],
    stripe: [
      JSON.stringify({
        id: 'evt_1',
        object: 'event',
        type: 'checkout.session.completed',
        data: { object: { id: 'cs_1' } },
      }),
    ],
    paypal: [JSON.stringify({ id: 'WH-1', event_type: 'CHECKOUT.ORDER.APPROVED', resource: { id: 'X' } })],
    flouci: ['{"payment_id":"x"}'],
    konnect: ['{"payment_ref":"x"}'],
  };
  const seeds = doors.map((door) => ({
    door,
    bodies: [...own[door.name]!, ...filesOf(door).map(({ text }) => door.ours(text))],
  }));
  const drawn = fc.sample(fc.nat(), BODIES);
  const faults: string[] = [];
  let sent = 0;
  const next = async (): Promise<void> => {
    for (let at = sent++; at < drawn.length; at = sent++) {
      const random = dice(drawn[at]!);
      const { door, bodies } = seeds[at % seeds.length]!;
      const raw = mutated(bodies[random(bodies.length)]!, random);
      const status = await knock(walk, door.call(raw));
      if (status >= 500) faults.push(`${door.name}, seed ${drawn[at]}: ${status} ${raw.slice(0, 500)}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  assert.deepEqual(faults.slice(0, 5), []);
  await endedWell();
  assert.match((await walk.says('33655000999', 'Bonjour')).text, /./, 'it still answers');
});
