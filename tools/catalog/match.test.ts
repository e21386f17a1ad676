import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../../db/testing/properties.ts';
import { DEMO_SHOP } from '../shops/demo-shop.ts';
import { parseShopFile } from '../shops/shop-file.ts';
import { amountAtEnd } from './amount.ts';
import type { Catalogue, CatalogueProduct, Found } from './catalogue.ts';
import { matchProducts, sameName, theProduct } from './match.ts';

const products = parseShopFile({ ...DEMO_SHOP }).products.map(
  (product, id): CatalogueProduct => ({
    id,
    sku: product.sku,
    name: product.name,
    aliases: product.aliases,
    description: null,
    unit: product.unit,
    price: product.price,
    vatRate: 550,
    operation: null,
    stock: null,
    soldOut: false,
    options: [],
    variants: product.variants.map(({ sku, name, price }) => ({ sku, name, price, stock: null, soldOut: false })),
    details: {},
  }),
);
const index = new Map<string, Found>();
for (const product of products) {
  index.set(product.sku, { product, variant: null });
  for (const variant of product.variants) index.set(variant.sku, { product, variant });
}
const catalogue: Catalogue = { stamp: 1, products, counts: false, find: (sku) => index.get(sku) ?? null };
const skus = (text: string) => matchProducts(catalogue, text).map((found) => (found.variant ?? found.product).sku);

test('names with accents, plurals, small words and typing errors forgiven', () => {
  assert.deepEqual(skus('eclair au chocolat'), ['eclair-chocolat']);
  assert.deepEqual(skus('les éclairs chocolat'), ['eclair-chocolat']);
  assert.deepEqual(skus('Tarte citron'), ['tarte-citron'], 'said whole it is not the longer name');
  assert.deepEqual(skus('meringuée'), ['tarte-citron-meringuee']);
  assert.deepEqual(skus('framboiser'), ['framboisier']);
  assert.deepEqual(skus('paris brest'), ['paris-brest']);
});

test('a size beside the name; a name that several products share stays open', () => {
  assert.deepEqual(skus('framboisier 8p'), ['framboisier-8p']);
  assert.deepEqual(skus('framboisier 8 parts'), ['framboisier-8p']);
  assert.deepEqual(skus('macarons 12'), ['macarons-12']);
  assert.deepEqual(skus('éclair').sort(), ['eclair-cafe', 'eclair-chocolat']);
  assert.deepEqual(skus('tarte').sort(), ['tarte-citron', 'tarte-citron-meringuee', 'tarte-pommes']);
  assert.deepEqual(skus('chaussettes'), []);
  assert.deepEqual(skus(''), []);
});

test('a refusal names the candidates as they are typed', () => {
  const run = { language: 'fr' as const };
  assert.throws(() => theProduct(run, catalogue, 'éclair', (name) => `/rupture ${name}`), /\/rupture Éclair au café/);
  assert.throws(
    () => theProduct(run, catalogue, 'tarte aux figues', (name) => `/prix ${name} 24`),
    /\/prix Tarte aux pommes 24/,
  );
  assert.throws(() => theProduct(run, catalogue, 'chaussettes', (name) => name), /\/produits/);
});

test('the same name is not a name that merely holds it', () => {
  assert.equal(sameName(catalogue, 'tartes au citron')?.sku, 'tarte-citron');
  assert.equal(sameName(catalogue, 'tarte'), null);
});

test('an amount ends a line; a size before it is not part of it', () => {
  assert.deepEqual(amountAtEnd('fraisier 8 24', 'EUR'), { words: 'fraisier 8', amount: 2400, said: '24' });
  assert.deepEqual(amountAtEnd('fraisier 24,50 €', 'EUR'), { words: 'fraisier', amount: 2450, said: '24,50 €' });
  assert.deepEqual(amountAtEnd('makroudh 12,500 DT', 'TND'), { words: 'makroudh', amount: 12_500, said: '12,500 DT' });
  assert.equal(amountAtEnd('fraisier 8 parts', 'EUR'), null);
  assert.equal(amountAtEnd('', 'EUR'), null);
});

test('whatever is typed is read without a fault, and a name that is found stays found in capitals', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      matchProducts(catalogue, text);
      amountAtEnd(text, 'TND');
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...products), (product) => {
      assert.ok(skus(product.name.toUpperCase()).includes(product.sku), product.name);
      assert.deepEqual(skus(product.sku), [product.sku]);
    }),
  );
});
