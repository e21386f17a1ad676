/** A mailbox, a telephone number and a TikTok shop that fall silent are told of, too; when they were read last is said. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { startFakeTikTok } from '../fakes/tiktok.ts';
import { watchOne } from '../road/watch.ts';
import { SUNDAY } from '../testing/hub.ts';
import { aShop, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { startWalk, type Walk } from './walk.ts';

const SHOP = '7494049642642441621';
const CHANNELS = ['email', 'phone', 'tiktok'];
let walk: Walk;
let tiktok: Awaited<ReturnType<typeof startFakeTikTok>>;
const HOUR_MS = 3_600_000;
/** How much later it is than at the start, milliseconds. */
let late = 0;
const started = Date.now();
const clock = () => Date.parse(SUNDAY) + Date.now() - started + late;
before(async () => {
  tiktok = await startFakeTikTok({ appKey: 'key', appSecret: 'secret', token: 'token', shopId: SHOP, now: clock });
  walk = await startWalk({
    shops: [
      aShop('maison', {
        connections: [
          { channel: 'whatsapp', phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' },
          { channel: 'email', address: 'bonjour@maison.example', inbound_key: 'inbound-key-0123456789' },
          { channel: 'phone', number: '+33180000001', auth_token: 'token' },
          { channel: 'tiktok', shop_id: SHOP, app_key: 'key', app_secret: 'secret', access_token: 'token' },
        ],
      }),
    ],
    more: { TIKTOK_URL: tiktok.url },
  });
  walk.parts.hub.now = clock;
  await walk.says(OWNER_PHONE, '/aide');
  await walk.quiet();
  await walk.look('maison', async (trx) => {
    await sql`update connection set last_event_at = ${SUNDAY}::timestamptz where channel = any(${CHANNELS})`.execute(
      trx,
    );
    // Nothing is read meanwhile: what is told is told of what did not come.
    await sql`insert into market_poll (shop_id, connection_id, read_until, asked_at)
      select shop_id, id, ${SUNDAY}::timestamptz, ${SUNDAY}::timestamptz + interval '1 day' from connection
      where channel = 'tiktok' on conflict (shop_id, connection_id) do update set asked_at = excluded.asked_at`.execute(
      trx,
    );
    // This stretch of the last four Sundays was busy.
    await sql`insert into rhythm (shop_id, connection_id, hour)
      select hub_shop(), c.id, date_trunc('hour', ${SUNDAY}::timestamptz) - make_interval(weeks => w, hours => -h)
      from connection c, generate_series(1, 4) w, generate_series(0, 4) h
      where c.channel = any(${CHANNELS}) on conflict do nothing`.execute(trx);
  });
});
after(async () => {
  await walk?.close();
  await tiktok?.close();
});

/** One look at the shop so many hours after the last event; what the owner got. */
async function watchAfter(hours: number): Promise<string> {
  late = hours * HOUR_MS;
  await walk.look('maison', (trx) => trx.updateTable('watch').set({ alerted_at: null }).execute());
  const since = walk.graph.sent.length;
  await watchOne(walk.parts, await walk.shopId('maison'));
  await walk.until('all is delivered', async () => {
    const rows = await walk.look('maison', (trx) =>
      trx.selectFrom('outgoing').select('id').where('state', 'in', ['queued', 'sending']).execute(),
    );
    return rows.length === 0;
  });
  const got = walk.graph.sent.slice(since).filter(({ to }) => to === OWNER_PHONE);
  return got.map(({ text }) => text).join('\n');
}

test('each of them is told of once its silence is longer than usual, and once', async () => {
  assert.doesNotMatch(await watchAfter(1.5), /silencieux/);
  const told = await watchAfter(3.5);
  for (const named of [/E-mail.*silencieux depuis/i, /Téléphone.*silencieux depuis/i, /TikTok.*silencieux depuis/])
    assert.match(told, named);
  assert.doesNotMatch(await watchAfter(3.8), /silencieux/);
});

test('what we read ourselves says when it was read, in the thread and in the office', async () => {
  await walk.look('maison', async (trx) => {
    const at = new Date(clock() - 4 * 60_000);
    await sql`insert into mailbox (shop_id, connection_id, seen_at)
      select shop_id, id, ${at} from connection where channel = 'email'`.execute(trx);
    await sql`insert into market_poll (shop_id, connection_id, read_until, asked_at)
      select shop_id, id, ${at}, ${new Date(clock())} from connection where channel = 'tiktok'
      on conflict (shop_id, connection_id) do update set read_until = excluded.read_until, asked_at = excluded.asked_at`.execute(
      trx,
    );
  });
  const { text } = await walk.says(OWNER_PHONE, '/sante');
  assert.match(text, /E-mail[^\n]*\n• relevé il y a 4\smin/i);
  assert.match(text, /TikTok[^\n]*\n• relevé il y a 4\smin/);
  const owner = officeVisitor(walk.url, { email: 'olivia@maison.example', password: 'correct-horse-battery' });
  await owner.signIn();
  const { html } = await owner.go('/admin/canaux');
  assert.equal(html.match(/relevé il y a 4\smin/g)?.length, 2);
});
