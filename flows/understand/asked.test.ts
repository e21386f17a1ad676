/** What a question to the shop is about: topics, goods, people, what is enough for them. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import { compileShop, fitsFor, goodsAsked, peopleIn, questionsIn, read, type Topic, topicsAsked } from './index.ts';

const shop = compileShop(DEMO_SHOP as Parameters<typeof compileShop>[0]);

test('topics of questions, in the languages customers write', () => {
  const asked: [string, Topic[]][] = [
    ['Et vous livrez à Villeurbanne ?', ['delivery']],
    ['do you deliver?', ['delivery']],
    ['توصلوا للمرسى؟', ['delivery']],
    ['il y a des noix dedans ?', ['allergens']],
    ['c’est quoi le framboisier ?', ['contents']],
    ['il y a du lait dans les éclairs ?', ['allergens']],
    ['Vous me conseillez quoi pour 12 personnes ?', ['advice']],
    ['Il faut commander combien de temps à l’avance ?', ['notice']],
    ['vous êtes où ?', ['place']],
    ['winkom ?', ['place']],
    ['C’est quoi votre numéro de téléphone ?', ['contents', 'phone']],
    ['je peux payer en deux fois ?', ['payment']],
    ['vous prenez les tickets resto ?', ['payment']],
    ['vous avez des éclairs ?', []],
    ['c’est combien le flan ?', []],
    ['vous êtes ouverts dimanche ?', []],
    ['je voudrais un café au lait', []],
  ];
  for (const [words, topics] of asked) assert.deepEqual(topicsAsked(words), topics, words);
});

test('a kind of goods is all of them; two words narrow it; a size is no goods', () => {
  assert.deepEqual(goodsAsked(shop, 'vous avez des tartes ?'), [
    'tarte-citron',
    'tarte-citron-meringuee',
    'tarte-pommes',
  ]);
  assert.deepEqual(goodsAsked(shop, 'un gâteau au chocolat ?'), ['gateau-chocolat']);
  assert.deepEqual(goodsAsked(shop, 'le framboisier en 6 parts'), ['framboisier']);
  assert.deepEqual(goodsAsked(shop, 'vous livrez le samedi ?'), []);
});

test('people, and what is enough for them', () => {
  for (const [words, people] of [
    ['on sera une douzaine', 12],
    ['pour 12 personnes', 12],
    ['nous sommes huit', 8],
    ['une vingtaine de convives', 20],
    ['we are 6', 6],
    ['il m’en faut 12', null],
    ['pour samedi', null],
  ] as const)
    assert.equal(peopleIn(words), people, words);
  assert.deepEqual(fitsFor(shop, 7, ['framboisier']), [{ sku: 'framboisier-8p', qty: 1 }]);
  assert.deepEqual(fitsFor(shop, 12, ['framboisier']), [{ sku: 'framboisier-6p', qty: 2 }]);
  assert.deepEqual(fitsFor(shop, 12, ['eclair-chocolat']), []);
});

test('an order and a question in one message: the order is read, the question takes and gives nothing', () => {
  const reading = (...texts: string[]) =>
    read(shop, { turns: texts.map((text) => ({ from: 'customer', text })), refTime: '2026-11-22T17:00' });
  for (const texts of [
    ['Je voudrais un framboisier 6 parts pour samedi. Vous faites aussi des macarons ?'],
    ['un framboisier 6 parts pour samedi', 'y a du gluten dans les macarons ?'],
    ['C’est combien la livraison ? Je voudrais un framboisier 6 parts pour samedi.'],
    ['un framboisier 6 parts pour samedi, y a du gluten dedans ?'],
    ['un framboisier 6 parts pour samedi. Vous êtes ouverts jusqu’à quelle heure dimanche ?'],
  ]) {
    const { intent, items, date, evidence } = reading(...texts);
    assert.deepEqual(
      [intent, items.map(({ sku, qty }) => [sku, qty]), date],
      ['order', [['framboisier-6p', 1]], '2026-11-28'],
      texts.join(' / '),
    );
    const piece = evidence.find(({ field }) => field === 'item')!;
    assert.equal(texts[piece.turn]!.slice(piece.start, piece.end), 'un framboisier 6 parts');
  }
  const wished = reading('2 éclairs café. C’est possible pour samedi ?');
  assert.deepEqual([wished.intent, wished.date], ['order', '2026-11-28'], 'a day asked for is the order’s day');
});

test('only the sentences that ask', () => {
  assert.equal(questionsIn('Un flan svp. Vous livrez ? Merci'), 'Vous livrez ?');
  assert.equal(questionsIn('Un flan svp.'), '');
});

test('what was asked about is ordered by its size alone, or by "je le prends"', () => {
  const answer =
    '• Gâteau au chocolat : 6 parts 19,00 €, 8 parts 24,00 €\nDites-moi combien il vous en faut et pour quel jour.';
  const after = (text: string) =>
    read(shop, {
      turns: [
        { from: 'customer', text: 'vous avez du gâteau au chocolat ?' },
        { from: 'shop', text: answer },
        { from: 'customer', text },
      ],
      refTime: '2026-11-22T17:00',
    });
  for (const [words, sku, qty] of [
    ['ok j’en veux un de 8 parts pour samedi', 'gateau-chocolat-8p', 1],
    ['2 de 6 parts pour samedi', 'gateau-chocolat-6p', 2],
    ['je le prends pour samedi', 'gateau-chocolat', 1],
    ['behi n7eb wa7da 8 parts l ghodwa', 'gateau-chocolat-8p', 1],
  ] as const) {
    const { intent, items } = after(words);
    assert.deepEqual([intent, items.map((item) => [item.sku, item.qty])], ['order', [[sku, qty]]], words);
  }
  for (const words of ['merci, je réfléchis', 'un peu cher non ?']) assert.deepEqual(after(words).items, [], words);
});

test('"2 éclairs" - "lequel ?" - "euh non, 4": the count of what is still open', () => {
  const { items } = read(shop, {
    turns: [
      { from: 'customer', text: '2 éclairs' },
      { from: 'shop', text: 'Pour « 2 éclairs », lequel souhaitez-vous ?' },
      { from: 'customer', text: 'euh non 4' },
      { from: 'shop', text: 'Pour « 2 éclairs », lequel souhaitez-vous ?' },
      { from: 'customer', text: 'au café' },
    ],
    refTime: '2026-11-22T17:00',
  });
  assert.deepEqual(
    items.map(({ sku, qty }) => [sku, qty]),
    [['eclair-cafe', 4]],
  );
});

test('a name said whole is that product, though another begins with it', () => {
  const { items } = read(shop, {
    turns: [{ from: 'customer', text: '2 tartes citron 4 parts pour samedi 11h' }],
    refTime: '2026-11-22T17:00',
  });
  assert.deepEqual(
    items.map(({ sku, qty }) => [sku, qty]),
    [['tarte-citron-4p', 2]],
  );
});
