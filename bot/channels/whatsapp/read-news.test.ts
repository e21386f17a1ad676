import assert from 'node:assert/strict';
import { test } from 'node:test';
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

test('statuses: one arrival per message and state, with tracker, failure and price', () => {
  const status = (more: Json) => ({ id: 'wamid.S', timestamp: '1700000000', recipient_id: '33612345678', ...more });
  const given = [
    status({ status: 'sent', biz_opaque_callback_data: 'out-1', pricing: { billable: true, category: 'service' } }),
    status({ status: 'read' }),
    status({ status: 'played' }),
    status({
      status: 'failed',
      errors: [{ code: 131047, title: 'Re-engagement', error_data: { details: '24 hours' } }],
    }),
    status({ status: 'warmed' }),
    'nonsense',
  ];
  const arrivals = read(body(value([], { statuses: given })));
  assert.equal(new Set(arrivals.map((one) => one.externalId)).size, given.length);
  assert.deepEqual(
    arrivals.map((one) => one.what),
    [
      {
        kind: 'status',
        of: 'wamid.S',
        state: 'sent',
        tracker: 'out-1',
        pricing: { billable: true, category: 'service' },
      },
      { kind: 'status', of: 'wamid.S', state: 'read' },
      { kind: 'status', of: 'wamid.S', state: 'read' },
      {
        kind: 'status',
        of: 'wamid.S',
        state: 'failed',
        failure: { code: 131047, title: 'Re-engagement', details: '24 hours' },
      },
      { kind: 'other', what: 'status warmed' },
      { kind: 'other', what: 'status' },
    ],
  );
  assert.ok(arrivals.every((one) => one.contact === undefined));
});

test('an answer from the shop’s own phone is an echo on the contact’s conversation', () => {
  const echo = (more: Json) => ({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '900',
        changes: [
          {
            field: 'smb_message_echoes',
            value: value([], { message_echoes: [{ id: 'wamid.E', timestamp: '1700000000', ...more }] }),
          },
        ],
      },
    ],
  });
  const said = read(echo({ from: '33123456789', to: '33612345678', type: 'text', text: { body: 'On est fermé' } }))[0];
  assert.deepEqual(said?.what, { kind: 'echo', content: { kind: 'text', text: 'On est fermé' } });
  assert.equal(said?.contact?.id, '33612345678');
  assert.equal(said?.contact?.verifiedPhone, undefined);
  const edited = read(
    echo({
      from: '33612345678',
      to: '33123456789',
      type: 'edit',
      edit: { original_message_id: 'wamid.O', message: { type: 'text', text: { body: 'Ouvert !' } } },
    }),
  )[0];
  const content = { kind: 'text', text: 'Ouvert !' };
  assert.deepEqual(edited?.what, { kind: 'edit', of: 'wamid.O', content, byShop: true });
  assert.equal(edited?.contact?.id, '33612345678');
  const revoke = { original_message_id: 'wamid.O' };
  const deleted = read(echo({ from: '33123456789', to: '33612345678', type: 'revoke', revoke }))[0];
  assert.deepEqual(deleted?.what, { kind: 'revoke', of: 'wamid.O', byShop: true });
});

test('account news have a stable id, another one at another time, and the account they are about', () => {
  const news = (time: number) => ({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '900',
        time,
        changes: [
          {
            field: 'message_template_status_update',
            value: { event: 'APPROVED', message_template_name: 'alert', message_template_language: 'fr' },
          },
        ],
      },
    ],
  });
  const [first] = read(news(1_700_000_000));
  assert.equal(first?.account, '900');
  assert.equal(first?.at, 1_700_000_000_000);
  assert.deepEqual(first?.what, {
    kind: 'account',
    event: 'message_template_status_update',
    details: { event: 'APPROVED', message_template_name: 'alert', message_template_language: 'fr' },
  });
  assert.equal(read(news(1_700_000_000))[0]?.externalId, first?.externalId);
  assert.notEqual(read(news(1_700_000_001))[0]?.externalId, first?.externalId);
});

test('past conversations and threads held by another agent are never taken for new messages', () => {
  for (const field of ['history', 'standby', 'smb_app_state_sync']) {
    const given = {
      object: 'whatsapp_business_account',
      entry: [{ id: '900', changes: [{ field, value: value([message({ type: 'text', text: { body: 'x' } })]) }] }],
    };
    assert.deepEqual(
      read(given).map((one) => one.what),
      [{ kind: 'other', what: field }],
    );
  }
});
