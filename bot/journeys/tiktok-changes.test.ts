/** What changes on TikTok Shop after an order was taken over: put before the owner, booked by one tap, once. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decideMarketChange } from '../../tools/marketplace/decide.ts';
import { perform } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { type FakeTikTok, startFakeTikTok } from '../fakes/tiktok.ts';
import { SUNDAY } from '../testing/hub.ts';
import { aShop, OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { looksAgain } from './clock-look.ts';
import { only, startWalk, type Walk } from './walk.ts';

const ACCOUNT = '7494049642642441621';
const OTHER = '7494049642642441699';
const ECLAIRS = { sku: 'eclair-chocolat', name: 'Éclair au chocolat — pâtisserie artisanale', price: '3.50', qty: 3 };
let walk: Walk;
let tiktok: FakeTikTok;
before(async () => {
  const started = Date.now();
  const now = () => Date.parse(SUNDAY) + Date.now() - started;
  const secrets = { appKey: 'key', appSecret: 'app-secret', token: 'token-1' };
  tiktok = await startFakeTikTok({ ...secrets, shopId: ACCOUNT, now });
  const connections = [
    { channel: 'whatsapp' as const, phone_number_id: PHONE_NUMBER_ID, access_token: 'fake-token' },
    {
      channel: 'tiktok' as const,
      shop_id: ACCOUNT,
      app_key: 'key',
      app_secret: 'app-secret',
      access_token: 'token-1',
    },
  ];
  // The same app opens another shop, whose legal facts are not filled in: no invoice can be issued yet.
  const bare = { ...connections[1]!, shop_id: OTHER };
  const other = { connections: [bare], members: [{ name: 'Nour', role: 'owner' as const }], legal: {} };
  const shops = [aShop('maison', { connections }), aShop('autre', other as Parameters<typeof aShop>[1])];
  walk = await startWalk({ shops, more: { TIKTOK_URL: tiktok.url, WATCH: '0' } });
  await walk.says(OWNER_PHONE, '/aide');
  await walk.quiet();
});
after(async () => {
  await walk?.close();
  await tiktok?.close();
});

type Notice = ReturnType<FakeTikTok['signs']>;
const post = async ({ body, headers }: Notice) => {
  const response = await fetch(`${walk.url}/webhooks/tiktok`, { method: 'POST', body, headers });
  assert.equal(response.status, 200, await response.text());
};
/** TikTok tells of something; everything that follows is over; what the owner read since. */
const told = async (...notices: Notice[]) => {
  const since = walk.graph.sent.length;
  for (const one of notices) await post(one);
  await walk.quiet();
  return walk.graph.sent.slice(since).filter(({ to }) => to === OWNER_PHONE);
};
const plain = (text: string) => text.replace(/[\u202f\u00a0]/g, ' ');
/** A paid order that was taken over. */
const sold = async (id: string) => {
  tiktok.buys(id, [ECLAIRS]);
  await told(tiktok.statusChange(id, 'AWAITING_SHIPMENT'));
  return stands(id);
};
const stands = (id: string, shop = 'maison') =>
  walk.look(shop, async (trx) => {
    const order = await trx
      .selectFrom('market_order')
      .innerJoin('orders', 'orders.id', 'market_order.order_id')
      .selectAll('orders')
      .where('external_id', '=', id)
      .executeTakeFirstOrThrow();
    const of = { order_id: order.id };
    const lines = await trx
      .selectFrom('order_line')
      .select(['sku', 'qty'])
      .where('order_id', '=', of.order_id)
      .execute();
    const papers = await trx
      .selectFrom('paper')
      .selectAll()
      .where('order_id', '=', of.order_id)
      .orderBy('id')
      .execute();
    const payments = await trx.selectFrom('payment').selectAll().where('order_id', '=', of.order_id).execute();
    return { ...order, lines, papers, payments };
  });
const money = ({ total, paid, credited, payment_status }: Awaited<ReturnType<typeof stands>>) => [
  total,
  paid,
  credited,
  payment_status,
];
const papers = (order: Awaited<ReturnType<typeof stands>>) => order.papers.map(({ kind, total }) => [kind, total]);
const accept = async (card: Parameters<Walk['taps']>[1]) => {
  const answer = await walk.taps(OWNER_PHONE, card, 'C’est exact, noter');
  await walk.quiet();
  return answer;
};

test('a cancelled piece: nothing moves before the tap; then the refund, the credit note and a smaller order, once', async () => {
  const order = await sold('8001');
  const cancelled = { order: '8001', pieces: [0], amount: '3.50', status: 'CANCELLATION_REQUEST_COMPLETE' };
  const notice = tiktok.refunds('cancellations', 'c-1', { ...cancelled, reason: 'Erreur de quantité' });
  const card = only(await told(notice, notice, tiktok.statusChange('8001', 'AWAITING_SHIPMENT')));
  const text = plain(card.text);
  assert.match(text, new RegExp(`Commande ${order.short} de Chloé Petit : articles annulés sur TikTok, 3,50 €`));
  assert.match(text, /« Erreur de quantité »\n• 1 × Éclair/);
  assert.match(text, /Avant\s: 3 × Éclair[\s\S]*Après\s: 2 × Éclair[\s\S]*Différence\s: −3,50 €.*11,90 €/);
  assert.match(text, /notés comme rendus par TikTok, et un avoir sur la facture/);
  assert.deepEqual(money(await stands('8001')), [1540, 1540, 0, 'paid'], 'never a silent change');
  const done = await accept(card);
  assert.match(plain(done.text), /mise à jour : 3,50 € rendus par TikTok. Avoir/);
  const now = await stands('8001');
  assert.deepEqual(money(now), [1190, 1190, 0, 'paid']);
  assert.deepEqual(
    now.lines.map(({ sku, qty }) => [sku, Number(qty)]),
    [['eclair-chocolat', 2]],
  );
  assert.deepEqual(papers(now), [
    ['invoice', 1540],
    ['credit_note', 350],
  ]);
  const refund = only(now.payments.filter(({ kind }) => kind === 'refund'));
  assert.deepEqual([refund.provider, refund.amount], ['tiktok', -350], 'as given back by TikTok');
  assert.match((await accept(card)).text, /Aucun changement TikTok n’attend/);
  assert.deepEqual(await told(notice, tiktok.statusChange('8001', 'AWAITING_SHIPMENT')), [], 'told again: nothing');
  assert.deepEqual(money(await stands('8001')), [1190, 1190, 0, 'paid']);
});

test('two refunds of a delivered order: each has its card, a stale one shows itself anew, the goods stay on the order', async () => {
  const order = await sold('8002');
  tiktok.put('8002', { status: 'DELIVERED' });
  await told(tiktok.statusChange('8002', 'DELIVERED'));
  const back = { order: '8002', status: 'RETURN_OR_REFUND_REQUEST_COMPLETE' };
  const [first] = await told(tiktok.refunds('returns', 'r-1', { ...back, pieces: [0], amount: '3.50' }));
  const [second] = await told(
    tiktok.refunds('returns', 'r-2', { ...back, pieces: [], amount: '1.00', reason: 'Écrasé' }),
  );
  assert.match(plain(second!.text), new RegExp(`Commande ${order.short}.* TikTok a remboursé 1,00 € à l’acheteur`));
  const next = await accept(first!);
  assert.match(plain(next.text), /3,50 € rendus par TikTok[\s\S]*TikTok a remboursé 1,00 €/, 'the other one follows');
  const stale = await accept(second!);
  assert.match(plain(stale.text), /TikTok a remboursé 1,00 €/, 'shown for the order as it is now');
  assert.deepEqual(money(await stands('8002')), [1540, 1190, 350, 'paid'], 'nothing by a stale button');
  await accept(next);
  const now = await stands('8002');
  assert.deepEqual(money(now), [1540, 1090, 450, 'paid']);
  assert.deepEqual(
    now.lines.map(({ qty }) => Number(qty)),
    [3],
  );
  assert.deepEqual(papers(now), [
    ['invoice', 1540],
    ['credit_note', 350],
    ['credit_note', 100],
  ]);
});

test('asked, approved, given back: the request is told once, the money only when the buyer has it', async () => {
  const { short } = await sold('8003');
  const request = { order: '8003', pieces: [0, 1, 2], amount: '10.50' };
  const pending = tiktok.refunds('returns', 'r-3', { ...request, status: 'RETURN_OR_REFUND_REQUEST_PENDING' });
  const asked = only(await told(pending, pending));
  assert.match(plain(asked.text), new RegExp(`Commande ${short} : l’acheteur demande un retour[\\s\\S]*3 × Éclair`));
  assert.deepEqual(await told(tiktok.refunds('returns', 'r-3', { ...request, status: 'AWAITING_BUYER_SHIP' })), []);
  const done = tiktok.refunds('returns', 'r-3', { ...request, status: 'RETURN_OR_REFUND_REQUEST_COMPLETE' });
  const card = only(await told(done, pending));
  const answer = await walk.taps(OWNER_PHONE, card, 'Je m’en occupe');
  assert.match(answer.text, /rien n’est changé ici/);
  assert.deepEqual(money(await stands('8003')), [1540, 1540, 0, 'paid']);
  assert.deepEqual(await told(done), []);
  const rejected = { ...request, pieces: [], status: 'REFUND_OR_RETURN_REQUEST_REJECT' };
  assert.deepEqual(await told(tiktok.refunds('returns', 'r-4', rejected)), []);
});

test('where refunds may not be read, cancelled pieces still show; their record later is not a second change', async () => {
  await sold('8004');
  tiktok.mayReadRefunds(false);
  const cancelled = { order: '8004', pieces: [1], amount: '3.50', status: 'CANCELLATION_REQUEST_COMPLETE' };
  const notice = tiktok.refunds('cancellations', 'c-4', cancelled);
  const guess = only(await told(notice));
  assert.match(plain(guess.text), /des articles \(3,50 €\) ont été annulés sur TikTok/);
  tiktok.mayReadRefunds(true);
  const known = only(await told(notice, tiktok.statusChange('8004', 'AWAITING_SHIPMENT')));
  assert.match(plain(known.text), /articles annulés sur TikTok, 3,50 € remboursés/);
  assert.match((await accept(guess)).text, /Aucun changement TikTok n’attend/);
  await accept(known);
  assert.deepEqual(money(await stands('8004')), [1190, 1190, 0, 'paid']);
});

test('what no notification told of is found by reading, and the rest of the order cancelled later takes the rest', async () => {
  await sold('8005');
  const part = { order: '8005', pieces: [2], amount: '3.50', status: 'CANCELLATION_REQUEST_COMPLETE' };
  tiktok.refunds('cancellations', 'c-5', part);
  // A minute ago by the hub's clock, between two looks.
  tiktok.records.get('c-5')!.update_time = Math.floor(walk.parts.hub.now() / 1_000) - 60;
  const since = walk.graph.sent.length;
  await looksAgain(walk, 'market_poll');
  const mine = walk.graph.sent.slice(since).filter(({ to }) => to === OWNER_PHONE);
  const card = only(mine.filter(({ text }) => /articles annulés/.test(text)));
  await accept(card);
  tiktok.put('8005', { status: 'CANCELLED' });
  const whole = { ...part, pieces: [0, 1], amount: '11.90' };
  const notices = await told(tiktok.refunds('cancellations', 'c-6', whole), tiktok.statusChange('8005', 'CANCEL'));
  assert.deepEqual(notices.filter(({ text }) => /annulée sur TikTok/.test(text)).length, 1);
  const now = await stands('8005');
  assert.deepEqual([now.status, now.paid, now.payment_status], ['cancelled', 0, 'refunded']);
  assert.deepEqual(papers(now), [
    ['invoice', 1540],
    ['credit_note', 350],
    ['credit_note', 1190],
  ]);
});

test('other articles: before and after, and by one tap the invoice is made anew and the money follows', async () => {
  await sold('8006');
  const items = tiktok.orders.get('8006')!.line_items as Record<string, unknown>[];
  const other = { ...items[2]!, seller_sku: 'tarte-citron-6p', product_name: 'Tarte au citron', sale_price: '32.00' };
  tiktok.put('8006', {
    line_items: [items[0], items[1], other],
    payment: { currency: 'EUR', sub_total: '39.00', shipping_fee: '4.90', total_amount: '43.90' },
  });
  const notices = await told(tiktok.statusChange('8006', 'AWAITING_SHIPMENT'));
  const card = only(notices);
  assert.match(plain(card.text), /ses articles ont changé sur TikTok[\s\S]*Avant[\s\S]*Après/);
  assert.deepEqual(money(await stands('8006')), [1540, 1540, 0, 'paid']);
  const done = await accept(card);
  assert.match(plain(done.text), /mise à jour/);
  const now = await stands('8006');
  assert.deepEqual(money(now), [4390, 4390, 0, 'paid']);
  assert.deepEqual(papers(now), [
    ['invoice', 1540],
    ['credit_note', 1540],
    ['invoice', 4390],
  ]);
});

test('before any invoice: the order itself becomes smaller or cheaper, so that the invoice to come is right; twice is once', async () => {
  let notices = 0;
  const tells = async (id: string) => {
    const data = { order_id: id, order_status: 'AWAITING_SHIPMENT', is_on_hold_order: false };
    const notification = `n-${id}-${++notices}`;
    const body = { type: 1, tts_notification_id: notification, shop_id: OTHER, timestamp: 1_764_000_000, data };
    await post(tiktok.signs(JSON.stringify(body)));
    await walk.quiet();
  };
  const accepts = async (short: number) => {
    const { hub } = walk.parts;
    const shop = await shopFacts(hub, await walk.shopId('autre'));
    const [row] = await walk.look('autre', (trx) =>
      trx
        .selectFrom('market_change')
        .innerJoin('orders', 'orders.id', 'market_change.order_id')
        .select(['market_change.id', 'orders.version'])
        .where('short', '=', short)
        .where('market_change.state', '=', 'open')
        .execute(),
    );
    const member = await walk.look('autre', (trx) => trx.selectFrom('member').select('id').executeTakeFirstOrThrow());
    const actor = { kind: 'member' as const, memberId: member.id, role: 'owner' as const, name: 'Nour' };
    const ctx = { hub, shop, actor, language: 'fr' as const };
    const input = { order: short, text: `r${row!.id}`, version: row!.version };
    // The same tap from two phones.
    const outcomes = await Promise.allSettled(
      ['tap-1', 'tap-2'].map((cause) => perform(decideMarketChange, { ...ctx, cause: `${cause}:${row!.id}` }, input)),
    );
    assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1, JSON.stringify(outcomes));
    await walk.quiet();
  };
  tiktok.buys('8101', [ECLAIRS]);
  await tells('8101');
  const part = { order: '8101', pieces: [0], amount: '3.50', status: 'CANCELLATION_REQUEST_COMPLETE' };
  tiktok.refunds('cancellations', 'c-7', part);
  await tells('8101');
  const before = await stands('8101', 'autre');
  assert.equal(only(before.papers).kind, 'receipt');
  await accepts(before.short);
  assert.deepEqual(money(await stands('8101', 'autre')), [1190, 1190, 0, 'paid']);
  const crushed = { order: '8101', pieces: [], amount: '1.00', status: 'RETURN_OR_REFUND_REQUEST_COMPLETE' };
  tiktok.refunds('returns', 'r-7', crushed);
  await tells('8101');
  await accepts(before.short);
  const now = await stands('8101', 'autre');
  assert.deepEqual([...money(now), now.discount], [1090, 1090, 0, 'paid', 100]);
  assert.deepEqual(
    now.payments.map(({ amount }) => amount).sort((a, b) => a - b),
    [-350, -100, 1540],
  );
});
