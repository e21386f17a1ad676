import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { fc } from '../../../db/testing/properties.ts';
import type { Arrival } from '../../../tools/conversations/message.ts';
import { isNotThisChannel } from '../meta.ts';
import { readWhatsApp } from './read.ts';

const NOW = Date.UTC(2026, 10, 22, 10);
const PAYLOADS = resolve(import.meta.dirname, '../../../../shared/payloads/whatsapp');
const missing = existsSync(PAYLOADS) ? false : 'sample payloads are not on this machine';

type Json = Record<string, unknown>;
const body = (...values: Json[]) => ({
  object: 'whatsapp_business_account',
  entry: values.map((value) => ({ id: '900', changes: [{ field: 'messages', value }] })),
});
const value = (messages: Json[], more: Json = {}) => ({
  metadata: { display_phone_number: '33123456789', phone_number_id: '111' },
  contacts: [{ profile: { name: 'Léa' }, wa_id: '33612345678', user_id: 'FR.13491' }],
  messages,
  ...more,
});
const message = (more: Json) => ({ from: '33612345678', id: 'wamid.A', timestamp: '1700000000', ...more });
const read = (given: unknown) => readWhatsApp(given, NOW);

/** Samples whose message must come out as what it is. */
const CONTENTS =
  /^(pywa_message_(text|image|video|audio|voice|order|document|location|contacts)|pywa_callback|pywa_flow|meta_openapi_(text|image|order|location|contact|interactive|button)|vercelchat_sample_(text|image|interactive))/;

test('every sample payload yields something, and never a blank message', { skip: missing }, () => {
  for (const file of readdirSync(PAYLOADS)) {
    const given: unknown = JSON.parse(readFileSync(resolve(PAYLOADS, file), 'utf8'));
    const arrivals = read(given);
    assert.ok(arrivals.length > 0, file);
    assert.deepEqual(read(given), arrivals, `${file} reads the same twice`);
    for (const one of arrivals) {
      whole(one);
      if (CONTENTS.test(file)) assert.ok(one.what.kind === 'message' && one.what.content.kind !== 'unsupported', file);
      if (/account_update|template_/.test(file)) assert.equal(one.what.kind, 'account', file);
      if (/message_status|statusUpdate|status_update_message/.test(file)) assert.equal(one.what.kind, 'status', file);
      const [, owner] = /outgoing_message_(text|edit|delete)/.exec(file) ?? [];
      if (owner) assert.equal(one.what.kind, { text: 'echo', edit: 'edit', delete: 'revoke' }[owner], file);
      if (/system_(phone|message_user)|user_changed/.test(file)) assert.equal(one.what.kind, 'renamed', file);
    }
  }
});

/** What every arrival must be, whatever the body was. */
function whole(one: Arrival): void {
  assert.ok(one.externalId.length > 0 && Number.isFinite(one.at) && one.channel === 'whatsapp');
  assert.ok(one.contact === undefined || one.contact.id !== '');
  if (!('content' in one.what)) return;
  const { content } = one.what;
  const said = {
    text: 'text',
    tap: 'payload',
    unsupported: 'what',
    media: 'ref',
    cart: 'lines',
    contacts: 'contacts',
    location: 'latitude',
    form: 'data',
  };
  const shown: unknown = Reflect.get(content, said[content.kind]);
  assert.ok(
    shown !== undefined && shown !== '' && !(Array.isArray(shown) && shown.length === 0),
    JSON.stringify(content),
  );
}

const BASE = body(
  value([
    message({ type: 'text', text: { body: 'Bonjour' }, context: { id: 'wamid.Q' } }),
    message({ id: 'wamid.B', type: 'order', order: { product_items: [{ product_retailer_id: 'a', quantity: 1 }] } }),
    message({ id: 'wamid.C', type: 'image', image: { id: '1', mime_type: 'image/jpeg' } }),
    message({ id: 'wamid.D', type: 'system', system: { type: 'user_changed_number', wa_id: '1' } }),
    message({
      id: 'wamid.E',
      type: 'edit',
      edit: { original_message_id: 'wamid.A', message: { type: 'text', text: { body: 'x' } } },
    }),
  ]),
  value([], { statuses: [{ id: 'wamid.S', status: 'failed', timestamp: '1', errors: [{ code: 1, title: 't' }] }] }),
);

test('no mutation of a body makes it throw anything but "not this channel"', () => {
  const paths: (string | number)[][] = [];
  const walk = (node: unknown, path: (string | number)[]) => {
    if (path.length > 0) paths.push(path);
    if (typeof node === 'object' && node !== null)
      for (const key of Object.keys(node)) walk(Reflect.get(node, key), [...path, key]);
  };
  walk(BASE, []);
  const junk = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(null, '', 0, -1, [], {}, '__proto__', 'FR.x', Number.POSITIVE_INFINITY),
  );
  const change = fc.record({ path: fc.constantFrom(...paths), drop: fc.boolean(), put: junk });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      const given: unknown = structuredClone(BASE);
      for (const { path, drop, put } of changes) mutate(given, path, drop, put);
      survives(given);
    }),
    { numRuns: 1_500 },
  );
  fc.assert(fc.property(fc.jsonValue(), survives), { numRuns: 300 });
});

function survives(given: unknown): void {
  try {
    read(given).forEach(whole);
  } catch (error) {
    assert.ok(isNotThisChannel(error), String(error));
  }
}

function mutate(root: unknown, path: (string | number)[], drop: boolean, put: unknown): void {
  let node = root;
  for (const key of path.slice(0, -1)) {
    if (typeof node !== 'object' || node === null) return;
    node = Reflect.get(node, key);
  }
  if (typeof node !== 'object' || node === null) return;
  if (drop) Reflect.deleteProperty(node, path.at(-1)!);
  else Reflect.set(node, path.at(-1)!, put);
}

test('a body of another channel is refused by name', () => {
  for (const given of [{ object: 'page', entry: [] }, {}, null, 'x', [], { entry: [] }])
    assert.throws(() => read(given), isNotThisChannel);
});
