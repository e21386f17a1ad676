import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakeOpenAI, startFakeOpenAI } from '../fakes/openai.ts';
import { bands } from '../testing/pictures.ts';
import { cropHtml } from './crop.ts';
import { boxOf, createLooker, type LookerOptions } from './looker.ts';

let server: FakeOpenAI;
before(async () => {
  server = await startFakeOpenAI();
});
after(() => server.close());

const PICTURE = { bytes: bands(40, 20, [[1, 2, 3]]), mime: 'image/png' as const };
const look = (kind: 'notebook' | 'price_list', changes: Partial<LookerOptions> = {}) =>
  createLooker({ apiKey: server.apiKey, baseUrl: server.url, model: 'm', ...changes }).look(PICTURE, {
    kind,
    language: 'fr',
    names: 'Fraisier, Flan',
  });
const answers = (lines: unknown) => server.respondWith({ text: JSON.stringify({ lines }) });

test('asks with the picture and a closed schema, and takes only what is a line', async () => {
  answers([{ text: ' Marie \n 2 fraisiers ', box: [0, 0, 500, 100] }, { text: '…', box: null }, { box: [1] }, 3]);
  const { lines, tokens } = await look('notebook');
  assert.deepEqual(lines, [{ text: 'Marie 2 fraisiers', box: [0, 0, 500, 100] }]);
  assert.deepEqual(tokens, { in: 10, out: 5 });
  const asked = server.requests.at(-1)!;
  assert.equal(asked.response_format?.type, 'json_schema');
  assert.match(JSON.stringify(asked.messages), /Fraisier, Flan/);
});

test('prices and rates stay words; numbers become words; what has no name is left out', async () => {
  answers([
    { name: 'Flan', price: 3.2, unit: null, rate: '' },
    { name: 'Cerises', price: '8,50 €', unit: 'kg', rate: '5,5' },
    { price: '3' },
  ]);
  assert.deepEqual((await look('price_list')).lines, [
    { name: 'Flan', price: '3.2', unit: undefined, rate: undefined },
    { name: 'Cerises', price: '8,50 €', unit: 'kg', rate: '5,5' },
  ]);
});

test('a server that knows no schema is asked plainly; one that is down is asked once more; a wrong key never', async () => {
  server.respondWith({ status: 400 }, { text: 'Voici :\n```json\n{"lines":[{"text":"Paul 1 flan","box":null}]}\n```' });
  assert.equal((await look('notebook')).lines.length, 1);
  assert.equal(server.requests.at(-1)!.response_format, undefined);
  server.respondWith({ status: 503 }, { status: 503 });
  const before = server.requests.length;
  await assert.rejects(look('notebook'), /answered 503/);
  assert.equal(server.requests.length, before + 2);
  await assert.rejects(look('notebook', { apiKey: 'wrong' }), /answered 401/);
});

test('an error says nothing of the key or of what was read', async () => {
  server.respondWith({ text: 'Marie 0612345678' }, { text: 'Marie 0612345678' });
  await assert.rejects(look('notebook'), (error: Error) => {
    assert.doesNotMatch(`${error.message} ${error.stack}`, /0612345678|sk-/);
    return true;
  });
  await assert.rejects(look('notebook', { baseUrl: 'http://127.0.0.1:1/v1' }), /can be read/);
});

test('a box is taken only where it lies on the picture and holds something', () => {
  assert.deepEqual(boxOf([0, 10, 1000, 60]), [0, 10, 1000, 60]);
  for (const bad of [null, 'x', [1, 2, 3], [0, 0, 1001, 50], [-1, 0, 50, 50], [500, 0, 400, 50], [0, 0, 1000, 2]])
    assert.equal(boxOf(bad), null, JSON.stringify(bad));
});

test('a crop is as wide as its part of the picture, never larger than the picture nor than a phone shows', () => {
  const photo = { bytes: bands(3000, 2000, [[9, 9, 9]]), mime: 'image/png' as const };
  const part = cropHtml(photo, [0, 100, 1000, 200]);
  assert.equal(part.size.width, 640);
  assert.ok(part.size.height < 90);
  assert.deepEqual(cropHtml(photo, null).size, { width: 640, height: 427 });
  assert.deepEqual(cropHtml(PICTURE, null).size, { width: 40, height: 20 });
  assert.throws(() => cropHtml({ bytes: new Uint8Array([1, 2]), mime: 'image/png' }, null));
});
