import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keptJsonSchema, shopFileJsonSchema } from './shop-file-schema.ts';

test('the kept JSON schema is the one of the code', async () => {
  const wanted = JSON.parse(JSON.stringify(shopFileJsonSchema()));
  assert.deepEqual(await keptJsonSchema(), wanted, 'out of date: npm run schema');
});
