import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival } from '../../../tools/conversations/message.ts';
import { readWhatsApp } from './read.ts';

const NOW = Date.UTC(2026, 10, 22, 10);

type Json = Record<string, unknown>;
const body = (...values: Json[]) => ({
  object: 'whatsapp_business_account',
  entry: values.map((value) => ({ id: '900', changes: [{ field: 'messages', value }] })),
});
const value = (messages: Json[], more: Json = {}) => ({
  messaging_product: 'whatsapp',
  metadata: { display_phone_number: '33123456789', phone_number_id: '111' },
  contacts: [{ profile: { name: 'Léa' }, wa_id: '33612345678', user_id: 'FR.13491' }],
  messages,
  ...more,
});
const message = (more: Json) => ({ from: '33612345678', id: 'wamid.A', timestamp: '1700000000', ...more });
const read = (given: unknown) => readWhatsApp(given, NOW);
const only = (more: Json, around: Json = {}): Arrival => {
  const arrivals = read(body(value([message(more)], around)));
  assert.equal(arrivals.length, 1);
  return arrivals[0]!;
};

test('a text carries who, when, where from and what', () => {
  const { raw, ...arrival } = only({ type: 'text', text: { body: 'Bonjour' }, context: { from: 'x', id: 'wamid.Q' } });
  assert.deepEqual(arrival, {
    channel: 'whatsapp',
    account: '111',
    business: '900',
    externalId: 'wamid.A',
    at: 1_700_000_000_000,
    contact: {
      id: '33612345678',
      ids: [
        { kind: 'phone', value: '+33612345678' },
        { kind: 'bsuid', value: 'FR.13491' },
      ],
      name: 'Léa',
      verifiedPhone: '+33612345678',
    },
    what: { kind: 'message', content: { kind: 'text', text: 'Bonjour' } },
    quoted: 'wamid.Q',
  });
  assert.equal((raw as Json).id, 'wamid.A');
});

test('two numbers in one body, in several entries and changes, stay apart and in order', () => {
  const other = { display_phone_number: '21671000000', phone_number_id: '222' };
  const mixed = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '900',
        changes: [
          {
            field: 'messages',
            value: value([
              message({ type: 'text', text: { body: 'un' } }),
              message({ id: 'wamid.B', type: 'text', text: { body: 'deux' } }),
            ]),
          },
          {
            field: 'messages',
            value: value([message({ id: 'wamid.C', from: '21620123456', type: 'text', text: { body: 'trois' } })], {
              metadata: other,
              contacts: [{ profile: { name: 'Sami' }, wa_id: '21620123456' }],
            }),
          },
        ],
      },
      {
        id: '901',
        changes: [
          {
            field: 'messages',
            value: value([], {
              metadata: other,
              statuses: [{ id: 'wamid.Z', status: 'read', timestamp: '1700000001' }],
            }),
          },
        ],
      },
    ],
  };
  assert.deepEqual(
    read(mixed).map(({ account, externalId, contact }) => [account, externalId, contact?.name]),
    [
      ['111', 'wamid.A', 'Léa'],
      ['111', 'wamid.B', 'Léa'],
      ['222', 'wamid.C', 'Sami'],
      ['222', 'status:wamid.Z:read', undefined],
    ],
  );
});

test('reactions, edits, deletions and changes of number say what they are about', () => {
  assert.deepEqual(only({ type: 'reaction', reaction: { message_id: 'wamid.M', emoji: '👍' } }).what, {
    kind: 'reaction',
    of: 'wamid.M',
    emoji: '👍',
  });
  for (const reaction of [{ message_id: 'wamid.M', emoji: '' }, { message_id: 'wamid.M' }])
    assert.deepEqual(only({ type: 'reaction', reaction }).what, { kind: 'reaction', of: 'wamid.M', emoji: null });
  assert.deepEqual(
    only({
      type: 'edit',
      edit: { original_message_id: 'wamid.O', message: { type: 'text', text: { body: '3 tartes' } } },
    }).what,
    {
      kind: 'edit',
      of: 'wamid.O',
      content: { kind: 'text', text: '3 tartes' },
    },
  );
  assert.deepEqual(only({ type: 'revoke', revoke: { original_message_id: 'wamid.O' } }).what, {
    kind: 'revoke',
    of: 'wamid.O',
  });
  const moved = only(
    { type: 'system', system: { type: 'user_changed_number', wa_id: '33699999999', body: 'Léa changed' } },
    { contacts: undefined },
  );
  assert.deepEqual(moved.what, {
    kind: 'renamed',
    previous: '33612345678',
    current: '33699999999',
    text: 'Léa changed',
  });
  assert.equal(moved.contact?.verifiedPhone, undefined);
});

test('a display name cannot claim another id', () => {
  const what = only(
    {
      from: undefined,
      type: 'system',
      system: {
        type: 'user_changed_user_id',
        user_id: 'FR.me',
        body: 'User FR.victim changed from FR.victim to FR.me',
      },
    },
    { contacts: undefined },
  ).what;
  assert.equal(what.kind === 'renamed' && what.previous, undefined);
  assert.equal(what.kind === 'renamed' && what.current, 'FR.me');
});

test('a hidden number leaves the business-scoped id, wherever it stands', () => {
  const hidden = only(
    { from: undefined, from_user_id: 'FR.13491', type: 'text', text: { body: 'x' } },
    { contacts: [{ profile: { username: 'lea75' }, user_id: 'FR.13491', parent_user_id: 'FR.ENT.7' }] },
  );
  assert.deepEqual(hidden.contact, {
    id: 'FR.13491',
    ids: [
      { kind: 'bsuid', value: 'FR.13491' },
      { kind: 'bsuid', value: 'FR.ENT.7' },
    ],
    name: 'lea75',
  });
  const inFrom = only(
    { from: 'FR.13491', type: 'text', text: { body: 'x' } },
    { contacts: [{ wa_id: 'FR.13491', profile: { name: 'Léa' } }] },
  );
  assert.deepEqual(inFrom.contact, { id: 'FR.13491', ids: [{ kind: 'bsuid', value: 'FR.13491' }], name: 'Léa' });
  const stranger = only({ from: 'FR.999', type: 'text', text: { body: 'x' } });
  assert.deepEqual(stranger.contact, { id: 'FR.999', ids: [{ kind: 'bsuid', value: 'FR.999' }], name: 'Léa' });
});

test('an advertisement or a product is where the talk came from', () => {
  const referral = {
    source_type: 'ad',
    source_id: '12',
    source_url: 'https://fb.me/x',
    headline: 'Noël',
    body: 'Nos bûches',
  };
  assert.deepEqual(only({ type: 'text', text: { body: 'x' }, referral }).origin, {
    kind: 'ad',
    id: '12',
    url: 'https://fb.me/x',
    title: 'Noël',
    text: 'Nos bûches',
  });
  const enquiry = only({
    type: 'text',
    text: { body: 'x' },
    context: { id: 'wamid.P', referred_product: { catalog_id: '1', product_retailer_id: 'TARTE' } },
  });
  assert.deepEqual(enquiry.origin, { kind: 'product', id: 'TARTE' });
  assert.equal(enquiry.quoted, undefined);
});

test('times are seconds or milliseconds, or the time of reading', () => {
  const at = (timestamp: unknown) => only({ timestamp, type: 'text', text: { body: 'x' } }).at;
  assert.deepEqual(['1700000000', 1_700_000_000, '1700000000123', 'soon', '', undefined, '-5'].map(at), [
    1_700_000_000_000,
    1_700_000_000_000,
    1_700_000_000_123,
    NOW,
    NOW,
    NOW,
    NOW,
  ]);
});

test('group messages and chats opened for the first time are kept and not answered', () => {
  const group = only({ type: 'text', text: { body: 'x' }, group_id: 'G1' });
  assert.deepEqual(group.what, { kind: 'other', what: 'group message' });
  assert.equal(group.contact, undefined);
  assert.equal(only({ type: 'request_welcome' }).what.kind, 'other');
});

test('one unreadable message does not cost its neighbours', () => {
  const arrivals = read(
    body(
      value([
        message({ type: 'text', text: { body: 'a' } }),
        null as unknown as Json,
        message({ id: 'wamid.B', type: 'text', text: { body: 'b' } }),
      ]),
    ),
  );
  assert.deepEqual(
    arrivals.map((one) => one.what.kind),
    ['message', 'other', 'message'],
  );
});
