import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Arrival, Content } from '../../../tools/conversations/message.ts';
import { isNotThisChannel } from '../meta.ts';
import type { DirectName } from './payload.ts';
import { readDirect } from './read.ts';

const NOW = Date.UTC(2026, 10, 22, 10);
const PAGE = '100200300';
const LEA = '700800900';
type Json = Record<string, unknown>;

const event = (parts: Json, more: Json = {}) => ({
  sender: { id: LEA },
  recipient: { id: PAGE },
  timestamp: 1_772_998_024_000,
  ...parts,
  ...more,
});
const body = (channel: DirectName, ...messaging: Json[]) => ({
  object: channel === 'messenger' ? 'page' : 'instagram',
  entry: [{ id: PAGE, time: 1_772_998_024_000, messaging }],
});
const read = (parts: Json, channel: DirectName = 'messenger') => readDirect(body(channel, event(parts)), channel, NOW);
const one = (parts: Json, channel?: DirectName): Arrival => {
  const [arrival, ...rest] = read(parts, channel);
  assert.ok(arrival && rest.length === 0, 'one arrival');
  return arrival;
};
const message = (parts: Json, channel?: DirectName) => one({ message: { mid: 'm_1', ...parts } }, channel);
const content = (parts: Json, channel?: DirectName): Content => {
  const { what } = message(parts, channel);
  assert.ok(what.kind === 'message', what.kind);
  return what.content;
};
const attached = (type: string, payload: unknown, more: Json = {}) =>
  content({ attachments: [{ type, payload, ...more }] });

test('a text is a message of a scoped id, under its own id and time', () => {
  const { raw: _raw, ...arrival } = message({ text: 'Bonjour 🎂', reply_to: { mid: 'm_0' } });
  assert.deepEqual(arrival, {
    channel: 'messenger',
    account: PAGE,
    externalId: 'm_1',
    at: 1_772_998_024_000,
    contact: { id: LEA, ids: [{ kind: 'scoped', value: LEA }] },
    what: { kind: 'message', content: { kind: 'text', text: 'Bonjour 🎂' } },
    quoted: 'm_0',
  });
});

test('every attachment shows as what it is', () => {
  const url = 'https://cdn.fbsbx.com/v/photo.jpg?oh=1';
  const media = (kind: string, more: Json = {}) => ({ kind: 'media', media: kind, ref: { url }, ...more });
  assert.deepEqual(attached('image', { url }), media('image'));
  assert.deepEqual(attached('image', { url, sticker_id: 369239263222822 }), media('sticker'));
  assert.deepEqual(attached('sticker', { url }), media('sticker'));
  assert.deepEqual(attached('audio', { url }), media('audio'));
  assert.deepEqual(attached('video', { url }), media('video'));
  assert.deepEqual(attached('ig_reel', { url, title: 'Recette' }), media('video', { caption: 'Recette' }));
  assert.deepEqual(attached('share', { url }), media('image'));
  assert.deepEqual(attached('file', { url: 'https://cdn.fbsbx.com/a/bon%20de%20commande.pdf?x=1' }), {
    kind: 'media',
    media: 'document',
    ref: { url: 'https://cdn.fbsbx.com/a/bon%20de%20commande.pdf?x=1' },
    filename: 'bon de commande.pdf',
  });
  assert.deepEqual(attached('location', { coordinates: { lat: 48.85, long: 2.35 } }, { title: 'Ici' }), {
    kind: 'location',
    latitude: 48.85,
    longitude: 2.35,
    name: 'Ici',
  });
  assert.deepEqual(attached('fallback', null, { title: 'Un article', url: 'https://a.example' }), {
    kind: 'text',
    text: 'Un article\nhttps://a.example',
  });
  for (const [type, payload] of [
    ['template', { template_type: 'generic' }],
    ['ephemeral', {}],
    ['image', {}],
    ['fallback', null],
  ] as const)
    assert.deepEqual(attached(type, payload), { kind: 'unsupported', what: type });
  assert.deepEqual(content({}), { kind: 'unsupported', what: 'empty message' });
  assert.deepEqual(content({ is_unsupported: true }), { kind: 'unsupported', what: 'unsupported' });
});

test('the words beside a photo are its caption; several photos are several arrivals', () => {
  const photo = (url: string) => ({ type: 'image', payload: { url } });
  const parts = { text: 'celui-ci en rose', attachments: [photo('https://x/1'), photo('https://x/2')] };
  const arrivals = read({ message: { mid: 'm_1', ...parts } });
  assert.deepEqual(
    arrivals.map(({ externalId, what }) => [externalId, what.kind === 'message' && what.content]),
    [
      ['m_1', { kind: 'media', media: 'image', ref: { url: 'https://x/1' }, caption: 'celui-ci en rose' }],
      ['m_1#1', { kind: 'media', media: 'image', ref: { url: 'https://x/2' } }],
    ],
  );
  const link = {
    text: 'https://a.example',
    attachments: [{ type: 'fallback', payload: { url: 'https://a.example' } }],
  };
  assert.deepEqual(content(link), { kind: 'text', text: 'https://a.example' });
});

test('a quick reply and a button say their payload; a foreign button says its title', () => {
  assert.deepEqual(content({ text: 'Créer commande', quick_reply: { payload: '/confirmer 156 v3' } }), {
    kind: 'tap',
    payload: '/confirmer 156 v3',
    title: 'Créer commande',
  });
  const tap = (payload: string, title: string) => {
    const { what } = one({ postback: { mid: 'm_2', payload, title } });
    return what.kind === 'message' && what.content;
  };
  assert.deepEqual(tap('8 parts', '8 parts'), { kind: 'tap', payload: '8 parts', title: '8 parts' });
  assert.deepEqual(tap('GET_STARTED', 'Démarrer'), { kind: 'tap', payload: 'Bonjour', title: 'Démarrer' });
  assert.deepEqual(tap('chat:{"a":"track"}', 'Suivi'), { kind: 'tap', payload: 'Suivi', title: 'Suivi' });
  assert.equal(one({ postback: { mid: 'm_2', payload: 'x', title: 'x' } }).externalId, 'm_2');
  const old = one({ postback: { payload: 'x', title: 'x' } }).externalId;
  assert.equal(old, one({ postback: { payload: 'x', title: 'x' } }).externalId, 'without an id, the same twice');
});

test('edits, deletions and reactions name the message they are about', () => {
  assert.deepEqual(one({ message_edit: { mid: 'm_1', text: '3 tartes', num_edit: 2 } }).what, {
    kind: 'edit',
    of: 'm_1',
    content: { kind: 'text', text: '3 tartes' },
  });
  const gone = message({ is_deleted: true }, 'instagram');
  assert.deepEqual([gone.externalId, gone.what], ['revoke:m_1', { kind: 'revoke', of: 'm_1' }]);
  const reaction = (parts: Json) => one({ reaction: { mid: 'm_1', ...parts } }).what;
  assert.deepEqual(reaction({ action: 'react', emoji: '❤' }), { kind: 'reaction', of: 'm_1', emoji: '❤' });
  assert.deepEqual(reaction({ action: 'react', reaction: 'love' }), { kind: 'reaction', of: 'm_1', emoji: 'love' });
  assert.deepEqual(reaction({ action: 'unreact', emoji: '❤' }), { kind: 'reaction', of: 'm_1', emoji: null });
});

test('an echo of ours tells that it left; any other is the owner writing to the contact', () => {
  const echo = (parts: Json) =>
    readDirect(
      body('messenger', {
        ...event({ message: { mid: 'm_9', is_echo: true, ...parts } }),
        sender: { id: PAGE },
        recipient: { id: LEA },
      }),
      'messenger',
      NOW,
    )[0]!;
  const theirs = echo({ text: 'Je vous rappelle', app_id: 26_390_203_743_090 });
  assert.deepEqual(theirs.what, { kind: 'echo', content: { kind: 'text', text: 'Je vous rappelle' } });
  assert.equal(theirs.contact?.id, LEA);
  assert.deepEqual(echo({ text: 'x', metadata: 'hub:42:2/2' }).what, {
    kind: 'status',
    of: 'm_9',
    state: 'sent',
    tracker: '42',
  });
  assert.equal(echo({ text: 'x', metadata: 'hub:42:1/2' }).what.kind, 'other', 'there is more to come');
  assert.equal(echo({ text: 'x', metadata: 'another tool' }).what.kind, 'echo');
});

test('reports name their messages, or everything up to a time', () => {
  assert.deepEqual(
    read({ delivery: { mids: ['m_1', 'm_2'], watermark: 1_772_998_024_000 } }).map(({ externalId, what }) => [
      externalId,
      what,
    ]),
    ['m_1', 'm_2'].map((of) => [`delivered:${of}`, { kind: 'status', of, state: 'delivered' }]),
  );
  const until = one({ read: { watermark: 1_772_998_024_000 } });
  assert.deepEqual(until.what, { kind: 'status', of: '', state: 'read', upTo: 1_772_998_024_000 });
  assert.equal(until.contact?.id, LEA);
  assert.deepEqual(one({ read: { mid: 'm_5' } }, 'instagram').what, { kind: 'status', of: 'm_5', state: 'read' });
  assert.equal(one({ delivery: { watermark: 1_772_998_024_000 } }).what.kind, 'status');
});

test('the story, the post, the ad and the product a message comes from are kept', () => {
  const story = { id: '179', url: 'https://cdn.example/story.jpg' };
  assert.deepEqual(message({ text: 'celui-ci !', reply_to: { story } }, 'instagram').origin, {
    kind: 'story',
    ...story,
  });
  const mention = message({ attachments: [{ type: 'story_mention', payload: { url: story.url } }] }, 'instagram');
  assert.deepEqual([mention.what.kind, mention.origin], ['other', { kind: 'story', url: story.url }]);
  const post = { type: 'ig_post', payload: { ig_post_media_id: '18', url: 'https://x/p.jpg', title: 'Le fraisier' } };
  assert.deepEqual(message({ attachments: [post] }, 'instagram').origin, {
    kind: 'post',
    id: '18',
    url: 'https://x/p.jpg',
    title: 'Le fraisier',
  });
  const ad = {
    source: 'ADS',
    ad_id: '6',
    ref: 'noel',
    ads_context_data: { ad_title: 'Bûches', photo_url: 'https://x/b' },
  };
  const expected = { kind: 'ad', id: '6', url: 'https://x/b', title: 'Bûches', text: 'noel' };
  assert.deepEqual(message({ text: 'Bonjour', referral: ad }).origin, expected);
  assert.deepEqual(one({ postback: { payload: 'x', title: 'x', referral: ad } }).origin, expected);
  assert.deepEqual(message({ text: 'Bonjour', referral: { product: { id: 'sku-1' } } }).origin, {
    kind: 'product',
    id: 'sku-1',
  });
});

test('what is none of ours to answer is kept by its name', () => {
  for (const key of ['pass_thread_control', 'take_thread_control', 'app_roles', 'optin', 'referral', 'account_linking'])
    assert.deepEqual(one({ [key]: { metadata: 'x' } }).what, { kind: 'other', what: key });
  const standby = { object: 'page', entry: [{ id: PAGE, standby: [event({ message: { mid: 'm_1', text: 'x' } })] }] };
  assert.deepEqual(readDirect(standby, 'messenger', NOW)[0]?.what, { kind: 'other', what: 'standby' });
  const { what } = one({ policy_enforcement: { action: 'block', reason: 'spam' } });
  assert.ok(what.kind === 'account' && what.details.event === 'VIOLATION');
});

test('comments are kept in both shapes they come in', () => {
  const value = { id: 'c1', text: 'Combien ?', from: { id: LEA } };
  for (const inside of [{ changes: [{ field: 'comments', value }] }, { field: 'comments', value }]) {
    const [arrival, ...rest] = readDirect(
      { object: 'instagram', entry: [{ id: PAGE, time: 1_755_779_280, ...inside }] },
      'instagram',
      NOW,
    );
    assert.deepEqual(
      [arrival?.what, arrival?.account, arrival?.at, rest.length],
      [{ kind: 'comment', id: 'c1', text: 'Combien ?' }, PAGE, 1_755_779_280_000, 0],
    );
  }
});

test('several accounts in one body keep their own events; a test event names its page itself', () => {
  const entry = (id: string, mid: string) => ({ id, messaging: [event({ message: { mid, text: 'x' } })] });
  const arrivals = readDirect(
    { object: 'page', entry: [entry('1', 'a'), entry('2', 'b'), entry('0', 'c')] },
    'messenger',
    NOW,
  );
  assert.deepEqual(
    arrivals.map(({ account, externalId }) => [account, externalId]),
    [
      ['1', 'a'],
      ['2', 'b'],
      [PAGE, 'c'],
    ],
  );
});

test('a body of another channel is refused by name', () => {
  for (const given of [{ object: 'instagram', entry: [] }, {}, null, 'x', [], { entry: [] }])
    assert.throws(() => readDirect(given, 'messenger', NOW), isNotThisChannel);
});
