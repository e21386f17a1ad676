/** Catalogue and stock from the member's thread: what she types, what customers then see, what the database holds. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aShop, CUSTOMER_PHONE, MANAGER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { officeVisitor } from '../testing/visitor.ts';
import { only, startWalk, type Walk } from './walk.ts';

const STAFF_PHONE = '33644444444';
const SOLD_BY_COUNT = { 'eclair-chocolat': { stock: 10, low_stock: 3 } } as Record<string, object>;
let walk: Walk;
before(async () => {
  const { members = [], products = [], ...shop } = aShop('maison');
  walk = await startWalk({
    shops: [
      {
        ...shop,
        members: [...members, { name: 'Sami', role: 'staff', phone: `+${STAFF_PHONE}` }],
        products: products.map((product) => ({ ...product, ...SOLD_BY_COUNT[product.sku] })),
      },
    ],
  });
});
after(() => walk.close());

const says = async (text: string, member = OWNER_PHONE) => {
  const answer = await walk.says(member, text);
  await walk.quiet();
  return answer.text.replace(/[\u202f\u00a0]/g, ' ');
};
const productRow = (sku: string) =>
  walk.look('maison', (trx) => trx.selectFrom('product').selectAll().where('sku', '=', sku).executeTakeFirstOrThrow());
const stockOf = async (sku: string) => {
  const { stock } = await productRow(sku);
  return stock === null ? null : Number(stock);
};
const movements = (sku: string) =>
  walk.look('maison', (trx) =>
    trx.selectFrom('stock_movement').selectAll().where('sku', '=', sku).orderBy('id').execute(),
  );

/** Whatever happened, what is kept is the sum of what moved. */
async function kept(sku: string, expected: number | null): Promise<void> {
  assert.equal(await stockOf(sku), expected);
  const sum = (await movements(sku)).reduce((total, row) => total + Number(row.qty), 0);
  assert.equal(sum, expected ?? 0, `the movements of ${sku}`);
}

test('/stock shows, adds, takes, counts and keeps depots apart; each change is a movement', async () => {
  await kept('eclair-chocolat', 10);
  assert.match(await says('/stock eclair chocolat'), /Éclair au chocolat : 10 en stock/);
  assert.match(await says('/stock éclair chocolat +5'), /15 en stock \(avant : 10\)[\s\S]*\/annule-ca/);
  assert.match(await says('stock eclair-chocolat -2'), /13 en stock/);
  assert.match(await says('/stock éclair chocolat -1 perte'), /12 en stock/);
  assert.match(await says('/stock éclair chocolat +6 réserve'), /18 en stock[\s\S]*réserve : 6/);
  assert.match(await says('/stock éclair chocolat =4 Reserve'), /16 en stock[\s\S]*réserve : 4/);
  await kept('eclair-chocolat', 16);
  const rows = await movements('eclair-chocolat');
  assert.deepEqual(
    rows.map((row) => [Number(row.qty), row.reason, row.location]),
    [
      [10, 'count', null],
      [5, 'purchase', null],
      [-2, 'correction', null],
      [-1, 'waste', null],
      [6, 'purchase', 'réserve'],
      [-2, 'count', 'réserve'],
    ],
  );
  assert.match(await says('/stock éclair chocolat =10'), /10 en stock/);
});

test('what cannot be is refused with what to type instead, and moves nothing', async () => {
  const before = (await movements('eclair-chocolat')).length;
  assert.match(await says('/stock éclair chocolat -40'), /il n’en reste que 10[\s\S]*\/stock Éclair au chocolat =0/);
  assert.match(await says('/stock éclair +5'), /\/stock Éclair au café \+5/);
  assert.match(await says('/stock éclair chocolat +1,2345'), /n’est pas une quantité/);
  assert.match(await says('/stock framboisier =4'), /\/stock Framboisier 8 parts =4/);
  assert.match(await says('/stock flan -2'), /n’est pas compté[\s\S]*\/stock Flan vanille =12/);
  assert.match(await says('/stock chaussettes =4'), /Je ne trouve pas « chaussettes »/);
  assert.equal((await movements('eclair-chocolat')).length, before);
  await kept('flan', null);
});

test('a movement is never changed or taken away', async () => {
  const rewritten = walk.look('maison', (trx) => trx.updateTable('stock_movement').set({ qty: '1' }).execute());
  await assert.rejects(rewritten, /append-only/);
  await assert.rejects(
    walk.look('maison', (trx) => trx.deleteFrom('stock_movement').execute()),
    /append-only/,
  );
});

test('a confirmed order takes its stock once, a change moves the difference, cancelling gives it back', async () => {
  await says('/stock éclair chocolat =10');
  const { short, card } = await walk.orders();
  await kept('eclair-chocolat', 10);
  await walk.approves(card);
  await walk.quiet();
  await kept('eclair-chocolat', 7);
  await says(`/confirmer ${short}`);
  await kept('eclair-chocolat', 7);
  await says(`/modifier ${short} 5 éclairs au chocolat`);
  await kept('eclair-chocolat', 5);
  await says(`/modifier ${short} 1 éclair au chocolat`);
  await kept('eclair-chocolat', 9);
  await says(`/annuler ${short} four en panne`);
  await kept('eclair-chocolat', 10);
  await says(`/annuler ${short}`);
  await kept('eclair-chocolat', 10);
  const rows = (await movements('eclair-chocolat')).filter((row) => row.order_id !== null);
  assert.deepEqual(
    rows.map((row) => [Number(row.qty), row.reason]),
    [
      [-3, 'sale'],
      [-2, 'sale'],
      [4, 'return'],
      [1, 'return'],
    ],
  );
});

test('an order that takes more than there is: the card warns, the yes is hers', async () => {
  await says('/stock éclair chocolat =2');
  const { short, card } = await walk.orders();
  assert.match(card.text, /Stock de Éclair au chocolat.*2.*3/);
  await walk.approves(card);
  await walk.quiet();
  await kept('eclair-chocolat', -1);
  const echo = walk.graph.sentTo(OWNER_PHONE).findLast((message) => message.text.includes(`${short} confirmée`));
  assert.match(echo!.text, /Stock de Éclair au chocolat.*-1/);
  await says(`/annuler ${short}`);
  await says('/stock éclair chocolat =10');
  await kept('eclair-chocolat', 10);
});

test('coming down to the low mark is told and written down once', async () => {
  assert.match(await says('/stock éclair chocolat =3'), /Stock bas/);
  const lows = await walk.look('maison', (trx) =>
    trx.selectFrom('journal').selectAll().where('event', '=', 'stock.low').execute(),
  );
  const before = lows.length;
  assert.doesNotMatch(await says('/stock éclair chocolat =2'), /Stock bas/);
  assert.match(await says('/inventaire'), /Éclair au chocolat : 2 · ⚠️ seuil 3/);
  const after = await walk.look('maison', (trx) =>
    trx.selectFrom('journal').selectAll().where('event', '=', 'stock.low').execute(),
  );
  assert.equal(after.length, before);
  await says('/stock éclair chocolat =10');
});

test('/rupture: customers are asked for another choice; /retour sells it again', async () => {
  assert.match(await says('/rupture flan'), /Flan vanille est en rupture[\s\S]*\/retour Flan vanille/);
  assert.ok((await productRow('flan')).sold_out_at);
  await kept('flan', null);
  assert.match(await says('/rupture flan'), /déjà en rupture/);
  const asked = await walk.says(CUSTOMER_PHONE, 'Bonjour, 2 flans et 2 religieuses pour samedi svp');
  await walk.quiet();
  assert.match(asked.text, /« ?\s?Flan vanille\s?»? ?.*n’est plus disponible/);
  const placed = await walk.says(CUSTOMER_PHONE, 'alors juste les religieuses');
  await walk.quiet();
  assert.match(placed.text, /n° \d+/);
  assert.doesNotMatch(placed.text, /Flan/);
  assert.match(placed.text, /2 × Religieuse/);
  assert.match(await says('/retour flan'), /de nouveau en vente/);
  assert.equal((await productRow('flan')).sold_out_at, null);
  assert.match(await says('/retour flan'), /n’est pas en rupture/);
  assert.match(await says('/rupture éclair'), /\/rupture Éclair au café/);
});

test('/retour of a product that is counted at zero says how to count it', async () => {
  await says('/stock éclair chocolat =0');
  await says('/rupture éclair chocolat');
  assert.match(await says('/retour éclair chocolat'), /\/stock Éclair au chocolat =12/);
  await says('/rupture éclair chocolat');
  assert.match(await says('/stock éclair chocolat =10'), /de nouveau en vente/);
  assert.equal((await productRow('eclair-chocolat')).sold_out_at, null);
});

test('/inventaire counts several at once, or none when one is not understood', async () => {
  assert.match(
    await says('/inventaire éclair chocolat 12, croissants 40'),
    /Éclair au chocolat : 12[\s\S]*Croissant : 40/,
  );
  await kept('eclair-chocolat', 12);
  await kept('croissant', 40);
  assert.match(await says('/inventaire croissants 30, éclair 4'), /\/inventaire Éclair au café 4/);
  await kept('croissant', 40);
  const list = await says('/inventaire');
  assert.match(list, /Croissant : 40/);
  assert.doesNotMatch(list, /Flan/);
  assert.match(await says('/annule-ca'), /Croissant : stock non compté/);
  await kept('croissant', null);
  await kept('eclair-chocolat', 10);
});

test('/produits lists with price, stock and mark, page by page or by a word', async () => {
  const list = await says('/produits');
  assert.match(list, /Gâteau aux fraises[\s\S]*8 parts · /);
  assert.match(list, /Éclair au chocolat · 3,50 € · stock \d+ · eclair-chocolat/);
  const tarts = await says('/produits tarte');
  assert.match(tarts, /Tarte citron meringuée[\s\S]*Tarte aux pommes/);
  assert.doesNotMatch(tarts, /Éclair/);
  assert.match(await says('/produits chaussettes'), /Je ne trouve pas/);
});

test('/produit creates with the usual VAT, or shows what exists already', async () => {
  assert.match(
    await says('/produit Tarte aux figues 18€ stock 10'),
    /« Tarte aux figues » est en vente à 18,00 €[\s\S]*TVA : 5,5 %[\s\S]*10 en stock/,
  );
  const row = await productRow('tarte-aux-figues');
  assert.deepEqual([row.price, row.vat_rate, row.unit], [1800, 550, 'piece']);
  await kept('tarte-aux-figues', 10);
  const again = await says('/produit tartes aux figues 19€');
  assert.match(again, /existe déjà[\s\S]*\/prix Tarte aux figues 19€/);
  assert.equal((await productRow('tarte-aux-figues')).price, 1800);
  assert.match(await says('/produit paris-brest'), /Paris-Brest[\s\S]*\/prix Paris-Brest 4 parts 18/);
  assert.match(await says('/produit Pavlova'), /il manque un prix[\s\S]*\/produit Pavlova 18€/);
  assert.match(await says('/produit Gratuit 0'), /n’est pas un prix/);
  const ordered = await walk.says(CUSTOMER_PHONE, 'Bonjour, 2 tartes aux figues pour samedi svp');
  await walk.quiet();
  assert.match(ordered.text, /2 × Tarte aux figues[\s\S]*36,00/);
  assert.match(await says('/produit Tarte aux figues 18€', STAFF_PHONE), /réservée/);
});

test('/prix: owner and manager only; orders keep theirs; undone by one word', async () => {
  const { short } = await walk.orders();
  await walk.quiet();
  assert.match(
    await says('/prix éclair chocolat 4,20', MANAGER_PHONE),
    /4,20 € au lieu de 3,50 €[\s\S]*gardent leur prix/,
  );
  assert.equal((await productRow('eclair-chocolat')).price, 420);
  const line = await walk.look('maison', (trx) =>
    trx
      .selectFrom('order_line')
      .innerJoin('orders', 'orders.id', 'order_line.order_id')
      .select('unit_price')
      .where('orders.short', '=', short)
      .where('sku', '=', 'eclair-chocolat')
      .execute(),
  );
  assert.equal(only(line).unit_price, 350);
  assert.match(await says('/annule-ca', MANAGER_PHONE), /3,50 € au lieu de 4,20 €/);
  assert.equal((await productRow('eclair-chocolat')).price, 350);
  assert.match(await says('/prix éclair chocolat 5', STAFF_PHONE), /réservée à la direction ou aux responsables/);
  assert.match(await says('/prix framboisier 40'), /\/prix Framboisier 8 parts 40/);
  assert.match(await says('/prix framboisier 8p 40'), /Framboisier \(8 parts\) : 40,00 €/);
  const size = await walk.look('maison', (trx) =>
    trx.selectFrom('variant').select('price').where('sku', '=', 'framboisier-8p').executeTakeFirstOrThrow(),
  );
  assert.equal(size.price, 4000);
  assert.match(await says('/prix'), /\/prix fraisier 24/);
  assert.match(await says('/prix flan'), /Flan vanille coûte[\s\S]*\/prix Flan vanille 24/);
  assert.equal((await productRow('eclair-chocolat')).price, 350);
});

test('/photo: the picture whose caption names the product is kept; anything else is said', async () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]);
  const id = walk.graph.keepMedia({ mime: 'image/png', bytes: png });
  const send = (mediaId: string, caption: string) =>
    walk.deliver(
      walk.graph.inboundMedia({
        phoneNumberId: '100000000000001',
        from: OWNER_PHONE,
        media: 'image',
        mediaId,
        mime: 'image/png',
        caption,
      }),
    );
  await walk.quiet();
  const since = walk.graph.sent.length;
  assert.equal(await send(id, '/photo paris brest'), 200);
  await walk.until('the photo', async () =>
    walk.graph.sent.slice(since).some((message) => message.text.includes('enregistrée')),
  );
  const photo = only(await walk.look('maison', (trx) => trx.selectFrom('product_photo').selectAll().execute()));
  assert.deepEqual([photo.mime, photo.bytes.length], ['image/png', png.length]);
  const text = walk.graph.keepMedia({ mime: 'image/png', bytes: new TextEncoder().encode('not a picture') });
  await send(text, '/photo paris brest');
  await walk.until('the refusal', async () =>
    walk.graph.sent.slice(since).some((message) => /JPEG/.test(message.text)),
  );
  assert.match(await says('/photo paris brest'), /Envoyez une image/);
  const shown = walk.graph.sent.findLast((message) => message.to === OWNER_PHONE);
  const sent = walk.graph.uploads.find((one) => one.id === shown?.documentId);
  assert.deepEqual([shown?.type, sent?.mime, sent?.bytes.length], ['image', 'image/png', png.length]);
  assert.doesNotMatch(await says('/photo fraisier'), /Paris/);
  const kept = only(await walk.look('maison', (trx) => trx.selectFrom('product_photo').selectAll().execute()));
  assert.equal(kept.sha256, photo.sha256);
  const owner = officeVisitor(walk.url, { email: 'olivia@maison.example', password: 'correct-horse-battery' });
  await owner.signIn();
  const src = /<img class="goods-photo" src="([^"]+)"/.exec((await owner.go('/admin/catalogue?q=paris')).html)?.[1];
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const shownThere = await fetch(`${walk.url}${src}`, { headers: { cookie } });
  assert.deepEqual([shownThere.status, shownThere.headers.get('content-type')], [200, 'image/png']);
  assert.equal((await shownThere.arrayBuffer()).byteLength, png.length);
});
