import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fc } from '../db/testing/properties.ts';
import { createSealer, digest, type LinkPurpose, randomSecret } from './sealing.ts';

const KEY = 'a test key of thirty-two characters';
const sealer = createSealer(KEY);
const other = createSealer(`${KEY}.`);
const NOW = Date.parse('2026-11-22T16:00:00Z');
const PURPOSES: LinkPurpose[] = ['pay', 'document', 'product', 'session'];

test('what is sealed opens again, whatever it is, and never looks the same twice', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (plain) => {
      const [one, two] = [sealer.seal(plain), sealer.seal(plain)];
      assert.notEqual(one, two);
      assert.equal(sealer.open(one), plain);
      assert.equal(createSealer(KEY).open(two), plain, 'after a restart too');
      assert.match(one, /^[\w-]{6}\.[\w-]+$/);
    }),
  );
});

test('a sealed text that was altered anywhere, cut, or sealed with another key does not open', () => {
  const sealed = sealer.seal('{"secret_key":"sk_test"}');
  assert.throws(() => other.open(sealed));
  const [id, body] = sealed.split('.');
  const bytes = Buffer.from(body!, 'base64url');
  for (let index = 0; index < bytes.length; index++) {
    const altered = Buffer.from(bytes);
    altered[index]! ^= 1;
    assert.throws(() => sealer.open(`${id}.${altered.toString('base64url')}`), `byte ${index}`);
    assert.throws(() => sealer.open(`${id}.${bytes.subarray(0, index).toString('base64url')}`), `cut at ${index}`);
  }
});

test('a former key opens and verifies what it made; what is new is made by the key in force', () => {
  const changed = createSealer(`${KEY}.`, [KEY]);
  const [before, after] = [sealer.seal('secret'), changed.seal('secret')];
  // The form of the releases before keys had ids.
  const [, bare = ''] = before.split('.');
  for (const sealed of [before, bare, after]) assert.equal(changed.open(sealed), 'secret');
  assert.deepEqual([before, bare, after].map(changed.isCurrent), [false, false, true]);
  assert.equal(other.open(after), 'secret', 'the new key alone is enough for it');
  assert.throws(() => other.open(bare), /neither SECRET_KEY nor a former one/);
  const token = sealer.sign('pay', [7, 156]);
  assert.deepEqual(changed.verify('pay', token, NOW), [7, 156]);
  assert.equal(other.verify('pay', token, NOW), null);
  assert.deepEqual(other.verify('pay', changed.sign('pay', [1]), NOW), [1]);
  assert.deepEqual(changed.fingerprints(), [other.fingerprint(), sealer.fingerprint()]);
});

test('a token gives its numbers back for its purpose, and for no other', () => {
  const ids = fc.array(fc.nat({ max: Number.MAX_SAFE_INTEGER }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(ids, fc.constantFrom(...PURPOSES), (numbers, purpose) => {
      const token = sealer.sign(purpose, numbers);
      assert.deepEqual(sealer.verify(purpose, token, NOW), numbers);
      assert.match(token, /^[\w-]+$/, 'it goes into an address as it is');
      assert.equal(other.verify(purpose, token, NOW), null);
      for (const wrong of PURPOSES) if (wrong !== purpose) assert.equal(sealer.verify(wrong, token, NOW), null);
    }),
  );
});

test('no single change of a token is taken for a token', () => {
  const token = sealer.sign('pay', [7, 156]);
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_';
  for (let index = 0; index < token.length; index++) {
    for (const letter of letters) {
      if (letter === token[index]) continue;
      const altered = token.slice(0, index) + letter + token.slice(index + 1);
      assert.equal(sealer.verify('pay', altered, NOW), null, altered);
    }
    assert.equal(sealer.verify('pay', token.slice(0, index), NOW), null);
  }
  for (const rubbish of ['', '-', 'é', `${token}=`, `${token} `, `0${token}`, token.repeat(2), 'x'.repeat(10_000)]) {
    assert.equal(sealer.verify('pay', rubbish, NOW), null, rubbish.slice(0, 40));
  }
});

test('a token with an end is refused after it', () => {
  const token = sealer.sign('document', [1], NOW);
  assert.deepEqual(sealer.verify('document', token, NOW), [1]);
  assert.equal(sealer.verify('document', token, NOW + 1), null);
  assert.deepEqual(sealer.verify('document', sealer.sign('document', [1]), Number.MAX_SAFE_INTEGER), [1]);
});

test('the fingerprint tells keys apart and gives neither away', () => {
  assert.equal(sealer.fingerprint(), createSealer(KEY).fingerprint());
  assert.notEqual(sealer.fingerprint(), other.fingerprint());
  assert.ok(!sealer.fingerprint().includes(KEY));
});

test('digests and secrets are what they are said to be', () => {
  assert.equal(digest('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  assert.equal(digest(new TextEncoder().encode('abc')), digest('abc'));
  assert.equal(new Set(Array.from({ length: 100 }, () => randomSecret())).size, 100);
  assert.equal(Buffer.from(randomSecret(24), 'base64url').length, 24);
});
