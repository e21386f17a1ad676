/** TikTok Shop: sold and paid there, made here, invoiced, handed over, cancelled; whatever is told how often. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { type FakeTikTok, startFakeTikTok } from '../fakes/tiktok.ts';
import { SUNDAY } from '../testing/hub.ts';
import { aShop, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { looksAgain } from './clock-look.ts';
import { only, startWalk, type Walk } from './walk.ts';

const ACCOUNT = '7494049642642441621';
const ECLAIRS = { sku: 'eclair-chocolat', name: 'Éclair au chocolat — pâtisserie artisanale', price: '3.50', qty: 2 };
let walk: Walk;
let tiktok: FakeTikTok;
before(async () => {
  const started = Date.now();
  const now = () => Date.parse(SUNDAY) + Date.now() - started;
  tiktok = await startFakeTikTok({
    appKey: 'key',
    appSecret: 'app-secret',
    token: 'token-1',
    refreshToken: 'refresh-1',
    shopId: ACCOUNT,
    now,
  });
  const connections = [
    { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' },
    {
      channel: 'tiktok' as const,
      shop_id: ACCOUNT,
      app_key: 'key',
      app_secret: 'app-secret',
      access_token: 'token-1',
      refresh_token: 'refresh-1',
    },
  ];
  walk = await startWalk({ shops: [aShop('maison', { connections })], more: { TIKTOK_URL: tiktok.url, WATCH: '0' } });
  await walk.says(OWNER_PHONE, '/aide');
  await walk.quiet();
});
after(async () => {
  await walk?.close();
  await tiktok?.close();
});

const post = async ({ body, headers }: ReturnType<FakeTikTok['signs']>) => {
  const response = await fetch(`${walk.url}/webhooks/tiktok`, { method: 'POST', body, headers });
  assert.equal(response.status, 200, await response.text());
};
/** TikTok tells of an order; everything that follows is over; what the owner read since. */
const told = async (...notifications: ReturnType<FakeTikTok['signs']>[]) => {
  const since = walk.graph.sent.length;
  for (const one of notifications) await post(one);
  await walk.quiet();
  return walk.graph.sent.slice(since).filter(({ to }) => to === OWNER_PHONE);
};
const changes = (id: string, status: string, more = {}) => {
  tiktok.put(id, { status, ...more });
  return tiktok.statusChange(id, status);
};
const marketOrder = (id: string) =>
  walk.look('maison', (trx) =>
    trx
      .selectFrom('market_order')
      .leftJoin('orders', 'orders.id', 'market_order.order_id')
      .select([
        'market_order.state',
        'orders.id',
        'orders.short',
        'orders.status',
        'orders.payment_status',
        'orders.total',
        'orders.paid',
        'orders.shipping',
        'orders.channel',
        'orders.address',
        'orders.due_date',
        'orders.customer_id',
      ])
      .where('external_id', '=', id)
      .executeTakeFirstOrThrow(),
  );
const papers = (orderId: number) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('paper').select(['kind', 'total']).where('order_id', '=', orderId).orderBy('id').execute(),
  );
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');
/** The clock's look at the shop. */
const polls = async () => {
  const since = walk.graph.sent.length;
  await looksAgain(walk, 'market_poll');
  return walk.graph.sent
    .slice(since)
    .filter(({ to }) => to === OWNER_PHONE)
    .map(({ text }) => text)
    .join('\n');
};

test('bought there, made here: the order, its payment, its invoice, and the way to the buyer', async () => {
  tiktok.buys('5001', [ECLAIRS, { sku: 'fraisier-8', name: 'Fraisier', price: '32.00' }].slice(0, 1), {
    status: 'UNPAID',
  });
  assert.deepEqual(await told(tiktok.statusChange('5001', 'UNPAID')), []);
  assert.equal((await marketOrder('5001')).state, 'waiting');
  const [notice] = await told(changes('5001', 'AWAITING_SHIPMENT'));
  const order = await marketOrder('5001');
  assert.match(plain(notice!.text), new RegExp(`Commande ${order.short} de Chloé Petit sur TikTok Shop, déjà payée`));
  assert.match(plain(notice!.text), /2 × Éclair au chocolat — 7,00 €[\s\S]*Total : 11,90 €/);
  assert.doesNotMatch(notice!.text, /⚠️/);
  assert.deepEqual(
    [order.state, order.channel, order.status, order.payment_status, order.total, order.paid, order.shipping],
    ['imported', 'tiktok', 'confirmed', 'paid', 1190, 1190, 490],
  );
  assert.deepEqual([order.address, order.due_date], ['3 rue des Fleurs, 69001 Lyon', '2026-11-25']);
  const payment = only(
    await walk.look('maison', (trx) =>
      trx.selectFrom('payment').selectAll().where('order_id', '=', order.id!).execute(),
    ),
  );
  assert.deepEqual([payment.provider, payment.provider_ref, payment.amount], ['tiktok', '5001', 1190]);
  const links = await walk.look('maison', (trx) =>
    trx.selectFrom('payment_link').selectAll().where('order_id', '=', order.id!).execute(),
  );
  assert.deepEqual(links, [], 'no link for what is paid');
  assert.deepEqual(await papers(order.id!), [{ kind: 'invoice', total: 1190 }]);
  await walk.until('the invoice is printed', () =>
    walk.look('maison', async (trx) => (await trx.selectFrom('paper_file').select('id').execute())[0]),
  );
  await walk.says(OWNER_PHONE, `/commande ${order.short}`);
  await walk.says(OWNER_PHONE, `/prete ${order.short}`);
  await walk.quiet();
  assert.deepEqual(tiktok.handedOver, ['pkg-5001']);
  assert.ok(walk.graph.sentTo(OWNER_PHONE).some(({ text }) => /TikTok sait qu’elle est prête/.test(text)));
  await told(changes('5001', 'IN_TRANSIT'));
  await told(changes('5001', 'DELIVERED'));
  assert.equal((await marketOrder('5001')).status, 'delivered');
});

test('told twice, at once, and in the wrong order: one order, one payment, and the state only goes forward', async () => {
  tiktok.buys('5002', [ECLAIRS]);
  const late = tiktok.statusChange('5002', 'AWAITING_SHIPMENT', { notification: 'n-1' });
  await Promise.all([post(late), post(late), post(tiktok.statusChange('5002', 'AWAITING_SHIPMENT'))]);
  await walk.quiet();
  await told(changes('5002', 'DELIVERED'));
  // What TikTok said before comes after: the order as it is now says more.
  await told(tiktok.statusChange('5002', 'UNPAID'), late, tiktok.statusChange('5002', 'IN_TRANSIT'));
  const order = await marketOrder('5002');
  assert.equal(order.status, 'delivered');
  const rows = await walk.look('maison', (trx) =>
    trx.selectFrom('payment').selectAll().where('order_id', '=', order.id!).execute(),
  );
  assert.equal(only(rows).amount, 1190);
  const orders = await walk.look('maison', (trx) =>
    trx.selectFrom('orders').select('customer_id').where('channel', '=', 'tiktok').execute(),
  );
  assert.deepEqual([orders.length, new Set(orders.map((one) => one.customer_id)).size], [2, 1], 'one buyer');
});

test('an article nobody knows: asked once, remembered', async () => {
  const box = { sku: 'COFFRET-12', name: 'Coffret 12 éclairs', price: '39.00' };
  tiktok.buys('5003', [box]);
  const [question] = await told(tiktok.statusChange('5003', 'AWAITING_SHIPMENT'));
  assert.match(question!.text, /1 × Coffret 12 éclairs \(réf\. COFFRET-12\)[\s\S]*\/associer COFFRET-12/);
  assert.equal((await marketOrder('5003')).state, 'unmatched');
  assert.deepEqual(await told(changes('5003', 'AWAITING_COLLECTION')), [], 'not asked again');
  assert.match((await walk.says(OWNER_PHONE, '/associer INCONNU éclair')).text, /Aucun article TikTok/);
  const since = walk.graph.sent.length;
  await walk.says(OWNER_PHONE, '/associer coffret-12 Éclair au chocolat');
  await walk.quiet();
  const said = walk.graph.sent
    .slice(since)
    .map(({ text }) => plain(text))
    .join('\n');
  assert.match(said, /« COFFRET-12 » est Éclair au chocolat/);
  const order = await marketOrder('5003');
  assert.deepEqual(
    [order.state, order.total, order.payment_status],
    ['imported', 4390, 'paid'],
    'at the price of there',
  );
  tiktok.buys('5004', [box]);
  await told(tiktok.statusChange('5004', 'AWAITING_SHIPMENT'));
  assert.equal((await marketOrder('5004')).state, 'imported');
});

test('cancelled there: a credit note, the money noted as given back by TikTok; never cancelled here', async () => {
  tiktok.buys('5005', [ECLAIRS]);
  await told(tiktok.statusChange('5005', 'AWAITING_SHIPMENT'));
  const { short, id } = await marketOrder('5005');
  await walk.says(OWNER_PHONE, `/commande ${short}`);
  assert.match(
    (await walk.says(OWNER_PHONE, `/annuler ${short}`)).text,
    /annulez-la ou remboursez-la dans votre boutique TikTok/,
  );
  assert.match((await walk.says(OWNER_PHONE, `/rembourser ${short}`)).text, /dans votre boutique TikTok/);
  await walk.quiet();
  assert.equal((await marketOrder('5005')).status, 'confirmed');
  const cancelled = changes('5005', 'CANCELLED');
  const notices = await told(cancelled, cancelled, tiktok.statusChange('5005', 'AWAITING_SHIPMENT'));
  assert.equal(notices.filter(({ text }) => /annulée sur TikTok/.test(text)).length, 1);
  const order = await marketOrder('5005');
  assert.deepEqual([order.status, order.payment_status, order.paid], ['cancelled', 'refunded', 0]);
  const issued = await papers(id!);
  assert.deepEqual(
    issued.map(({ kind, total }) => [kind, Math.abs(total)]),
    [
      ['invoice', 1190],
      ['credit_note', 1190],
    ],
  );
  tiktok.buys('5006', [ECLAIRS], { status: 'CANCELLED' });
  assert.deepEqual(await told(tiktok.statusChange('5006', 'CANCEL')), []);
  assert.equal((await marketOrder('5006')).state, 'dropped');
});

test('amounts that do not agree are shown, and what was paid is what is booked', async () => {
  tiktok.buys('5007', [ECLAIRS], {
    payment: { currency: 'EUR', sub_total: '7.00', shipping_fee: '4.90', total_amount: '10.90' },
  });
  const [notice] = await told(tiktok.statusChange('5007', 'AWAITING_SHIPMENT'));
  assert.match(plain(notice!.text), /⚠️ TikTok annonce 10,90 € payés, les lignes font 11,90 €/);
  const order = await marketOrder('5007');
  assert.deepEqual([order.total, order.paid, order.payment_status], [1190, 1090, 'partial']);
  tiktok.buys('5008', [ECLAIRS], { payment: { currency: 'GBP', total_amount: '10.90' } });
  assert.match((await told(tiktok.statusChange('5008', 'AWAITING_SHIPMENT')))[0]!.text, /en GBP/);
});

test('what no webhook told of is found by reading, counted, and found once', async () => {
  await polls();
  for (const id of ['6001', '6002']) tiktok.buys(id, [ECLAIRS]);
  // They changed half an hour ago, between two looks.
  const ago = Math.floor(walk.parts.hub.now() / 1_000) - 1_800;
  for (const id of ['6001', '6002']) tiktok.orders.get(id)!.update_time = ago;
  await walk.look('maison', (trx) =>
    trx.updateTable('market_poll').set({ read_until: sql<Date>`read_until - interval '1 hour'` }).execute(),
  );
  assert.match(await polls(), /annonce s’était perdue, retrouvées\s: 2/);
  assert.equal((await marketOrder('6002')).state, 'imported');
  assert.doesNotMatch(await polls(), /perdue/);
  await told(tiktok.statusChange('6001', 'AWAITING_SHIPMENT'));
  const orders = await walk.look('maison', (trx) =>
    trx.selectFrom('payment').select('provider_ref').where('provider_ref', '=', '6001').execute(),
  );
  assert.equal(orders.length, 1);
});

test('a token that ended is renewed and kept; one that cannot be is told, and the channel says so', async () => {
  tiktok.endsToken();
  tiktok.buys('7001', [ECLAIRS]);
  await told(tiktok.statusChange('7001', 'AWAITING_SHIPMENT'));
  assert.equal((await marketOrder('7001')).state, 'imported');
  const secrets = await walk.look('maison', async (trx) => {
    const row = await trx
      .selectFrom('connection')
      .select('secrets_sealed')
      .where('channel', '=', 'tiktok')
      .executeTakeFirstOrThrow();
    return JSON.parse(walk.parts.hub.sealer.open(row.secrets_sealed)) as Record<string, string>;
  });
  assert.match(secrets.access_token!, /^renewed-/);
  await walk.look('maison', (trx) =>
    trx
      .updateTable('connection')
      .set({ secrets_sealed: walk.parts.hub.sealer.seal(JSON.stringify({ ...secrets, refresh_token: 'used-up' })) })
      .where('channel', '=', 'tiktok')
      .execute(),
  );
  tiktok.endsToken();
  tiktok.buys('7002', [ECLAIRS]);
  const notices = await told(tiktok.statusChange('7002', 'AWAITING_SHIPMENT'));
  assert.match(notices.map(({ text }) => text).join('\n'), /TikTok[\s\S]*Expired credentials/);
  assert.match((await walk.says(OWNER_PHONE, '/sante')).text, /TikTok[\s\S]*Expired credentials/);
  const [warning] = await told(
    tiktok.notifies(7, { expiration_time: String(Math.floor(walk.parts.hub.now() / 1_000) + 5 * 86_400) }),
  );
  assert.match(warning!.text, /se termine vendredi 27 novembre/);
  await walk.look('maison', (trx) =>
    trx.updateTable('connection').set({ state: 'on' }).where('channel', '=', 'tiktok').execute(),
  );
  const [cut] = await told(tiktok.notifies(6, { message: 'Shop_id is deauthorized from your APP by merchant.' }));
  assert.match(cut!.text, /DISCONNECTED/);
});
