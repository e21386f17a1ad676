import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { fc } from '../../../db/testing/properties.ts';
import type { Arrival } from '../../../tools/conversations/message.ts';
import { isNotThisChannel } from '../meta.ts';
import type { DirectName } from './payload.ts';
import { readDirect } from './read.ts';

const NOW = Date.UTC(2026, 10, 22, 10);
const PAYLOADS = resolve(import.meta.dirname, '../../../../shared/payloads');
const missing = existsSync(PAYLOADS) ? false : 'sample payloads are not on this machine';

/** What each sample must come out as, by a part of its name. */
const KINDS: [RegExp, Arrival['what']['kind']][] = [
  [/^chatwoot_story_mention_echo|_echo/i, 'echo'],
  [/delivery|readConf|_seen/, 'status'],
  [/reaction/, 'reaction'],
  [/unsend/, 'revoke'],
  [/official_comment/, 'comment'],
  [/standby|comment|sample_story_mention/, 'other'],
  [/./, 'message'],
];

for (const channel of ['messenger', 'instagram'] as const)
  test(`every sample payload of ${channel} yields what it is, and never a blank message`, { skip: missing }, () => {
    for (const file of readdirSync(resolve(PAYLOADS, channel))) {
      const given: unknown = JSON.parse(readFileSync(resolve(PAYLOADS, channel, file), 'utf8'));
      const arrivals = readDirect(given, channel, NOW);
      assert.equal(arrivals.length, 1, file);
      assert.deepEqual(readDirect(given, channel, NOW), arrivals, `${file} reads the same twice`);
      for (const one of arrivals) {
        whole(one, channel);
        assert.equal(one.what.kind, KINDS.find(([name]) => name.test(file))?.[1], file);
        assert.ok(!('content' in one.what) || one.what.content.kind !== 'unsupported', file);
        assert.ok(one.at < NOW && one.account !== '', file);
        if (!/standby|comment|delivery|seen/.test(file)) assert.ok(one.contact, file);
      }
    }
  });

/** What every arrival must be, whatever the body was. */
function whole(one: Arrival, channel: DirectName): void {
  assert.ok(one.externalId.length > 0 && Number.isFinite(one.at) && one.channel === channel);
  assert.ok(!Number.isNaN(new Date(one.at).getTime()));
  assert.ok(one.contact === undefined || one.contact.id !== '');
  if (one.what.kind === 'other') assert.notEqual(one.what.what, '');
  if (!('content' in one.what)) return;
  const { content } = one.what;
  const said = { text: 'text', tap: 'payload', unsupported: 'what', media: 'ref', location: 'latitude' };
  assert.ok(content.kind in said, content.kind);
  const shown: unknown = Reflect.get(content, said[content.kind as keyof typeof said]);
  assert.ok(shown !== undefined && shown !== '', JSON.stringify(content));
}

const side = { sender: { id: '7' }, recipient: { id: '1' }, timestamp: 1_772_998_024_000 };
const BASE = {
  object: 'page',
  entry: [
    {
      id: '1',
      time: 1_772_998_024_000,
      messaging: [
        { ...side, message: { mid: 'a', text: 'Bonjour', reply_to: { story: { id: '1', url: 'https://x' } } } },
        { ...side, message: { mid: 'b', attachments: [{ type: 'image', payload: { url: 'https://x/a.pdf' } }] } },
        {
          ...side,
          message: { mid: 'c', attachments: [{ type: 'location', payload: { coordinates: { lat: 1, long: 2 } } }] },
        },
        { ...side, message: { mid: 'd', is_echo: true, text: 'x', metadata: 'hub:1:1/1' } },
        { ...side, postback: { mid: 'e', title: 'Suivi', payload: 'X_Y', referral: { ad_id: '1' } } },
        { ...side, read: { watermark: 1_772_998_024_000 } },
        { ...side, message_edit: { mid: 'a', text: 'y', num_edit: 1 } },
      ],
      standby: [{ ...side, message: { mid: 'f' } }],
    },
    { id: '2', field: 'comments', value: {} },
  ],
};

test('no mutation of a body makes it throw anything but "not this channel"', () => {
  const paths: (string | number)[][] = [];
  const walk = (node: unknown, path: (string | number)[]) => {
    if (path.length > 0) paths.push(path);
    if (typeof node === 'object' && node !== null)
      for (const key of Object.keys(node)) walk(Reflect.get(node, key), [...path, key]);
  };
  walk(BASE, []);
  const junk = fc.oneof(fc.jsonValue(), fc.constantFrom(null, '', ' ', 0, -1, 1e300, [], {}, '__proto__', '%E0%A4%A'));
  const change = fc.record({ path: fc.constantFrom(...paths), drop: fc.boolean(), put: junk });
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 5 }), (changes) => {
      const given: unknown = structuredClone(BASE);
      for (const { path, drop, put } of changes) mutate(given, path, drop, put);
      survives(given);
    }),
    { numRuns: 800 },
  );
  fc.assert(fc.property(fc.jsonValue(), survives), { numRuns: 300 });
});

function survives(given: unknown): void {
  try {
    for (const one of readDirect(given, 'messenger', NOW)) whole(one, 'messenger');
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
