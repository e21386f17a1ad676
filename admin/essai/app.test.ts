import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createEssai } from './app.ts';
import type { Bubble, EssaiParts, Phone, Saying } from './parts.ts';
import { markOf } from './visitor.ts';

const VISITOR = 'a'.repeat(32);
const COOKIE = { Cookie: `essai=${VISITOR}` };
const MARK = markOf(VISITOR);

/** A world in memory: two lists of bubbles, cursors are positions; `wake` tells the streams. */
function aWorld() {
  const lists: Record<Phone, Bubble[]> = { customer: [], merchant: [] };
  const said: Saying[] = [];
  const asked: { phone: Phone; visitor: string; after: string | null }[] = [];
  let wake: () => void = () => {};
  const parts: EssaiParts = {
    shopName: 'Pâtisserie <Lilas>',
    async feed(phone, visitor, after) {
      asked.push({ phone, visitor, after });
      const bubbles = lists[phone].slice(Number(after ?? 0));
      return { bubbles, cursor: lists[phone].length > 0 ? String(lists[phone].length) : null };
    },
    changed: (_visitor, timeoutMs) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, Math.min(timeoutMs, 20));
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
    async say(saying) {
      said.push(saying);
    },
  };
  const put = (phone: Phone, text: string) => {
    lists[phone].push({ id: `${phone}${lists[phone].length}`, side: 'them', at: 0, text });
    wake();
  };
  return { parts, put, said, asked };
}

type ServerEvent = { event?: string; id?: string; data?: string };

/** Reads events of a stream until `enough` says so, then hangs up. */
async function eventsOf(response: Response, enough: (events: ServerEvent[]) => boolean): Promise<ServerEvent[]> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  const events: ServerEvent[] = [];
  let text = '';
  while (!enough(events)) {
    const { value, done } = await reader.read();
    if (done) break;
    text += value;
    const blocks = text.split('\n\n');
    text = blocks.pop() ?? '';
    for (const block of blocks) {
      events.push(Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s).slice(0, 2))));
    }
  }
  await reader.cancel();
  return events;
}

const untilReady = (events: ServerEvent[]): boolean => events.some(({ event }) => event === 'ready');

test('the page hands a new browser its visitor in a cookie no script reads, under a strict policy', async () => {
  const response = await createEssai(aWorld().parts).request('/');
  const html = await response.text();
  assert.match(response.headers.get('Set-Cookie') ?? '', /^essai=[0-9a-f]{32};.*HttpOnly; SameSite=Lax$/);
  const policy = response.headers.get('Content-Security-Policy') ?? '';
  assert.match(policy, /default-src 'none'.*script-src 'self'; style-src 'self'/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.doesNotMatch(html, /<style|<script(?![^>]* src=)| style="| on\w+="/);
  assert.match(html, /Pâtisserie &lt;Lilas&gt;/);
  assert.doesNotMatch(html, /<Lilas>/);
});

test('a known visitor keeps its cookie; Arabic turns the page round', async () => {
  const response = await createEssai(aWorld().parts).request('/?lang=ar', { headers: COOKIE });
  assert.equal(response.headers.get('Set-Cookie'), null);
  assert.match(await response.text(), /<html lang="ar" dir="rtl">/);
});

test('a stream says whose it is, tells the past of both phones, then what is new', async () => {
  const { parts, put } = aWorld();
  put('customer', 'un');
  put('merchant', 'deux');
  const response = await createEssai(parts).request('/events', { headers: COOKIE });
  assert.match(response.headers.get('Content-Type') ?? '', /^text\/event-stream/);
  assert.match(response.headers.get('Cache-Control') ?? '', /no-transform/);
  let told = false;
  const events = await eventsOf(response, (events) => {
    if (untilReady(events) && !told) {
      told = true;
      put('customer', 'trois');
    }
    return events.filter(({ event }) => event === 'bubbles').length === 3;
  });
  assert.deepEqual(JSON.parse(events[0]?.data ?? ''), { mark: MARK });
  const news = events.filter(({ event }) => event === 'bubbles').map(({ data }) => JSON.parse(data ?? ''));
  const texts = news.map((one) => [one.phone, ...one.bubbles.map((bubble: Bubble) => bubble.text)]);
  assert.deepEqual(texts, [
    ['customer', 'un'],
    ['merchant', 'deux'],
    ['customer', 'trois'],
  ]);
  assert.equal(news[2].cursor, '2');
});

test('a browser that comes back goes on where it was, by header or by query; with another visitor’s id, from the start', async () => {
  const { parts, put, asked } = aWorld();
  put('customer', 'un');
  put('merchant', 'deux');
  const app = createEssai(parts);
  const first = await eventsOf(await app.request('/events', { headers: COOKIE }), untilReady);
  const last = first.findLast(({ id }) => id !== undefined)?.id ?? '';
  put('customer', 'trois');
  for (const again of [
    app.request('/events', { headers: { ...COOKIE, 'Last-Event-ID': last } }),
    app.request(`/events?after=${encodeURIComponent(last)}`, { headers: COOKIE }),
  ]) {
    const events = await eventsOf(await again, untilReady);
    const bubbles = events
      .filter(({ event }) => event === 'bubbles')
      .flatMap(({ data }) => JSON.parse(data ?? '').bubbles);
    assert.deepEqual(
      bubbles.map((bubble: Bubble) => bubble.text),
      ['trois'],
    );
  }
  asked.length = 0;
  const other = `essai=${'b'.repeat(32)}`;
  await eventsOf(await app.request('/events', { headers: { Cookie: other, 'Last-Event-ID': last } }), untilReady);
  assert.deepEqual(
    asked.slice(0, 2).map(({ after }) => after),
    [null, null],
  );
});

test('a silent stream beats', async () => {
  const app = createEssai(aWorld().parts, { heartbeatMs: 1 });
  const events = await eventsOf(await app.request('/events', { headers: COOKIE }), (list) => list.length >= 4);
  assert.deepEqual(
    events.slice(0, 3).map(({ event }) => event),
    ['hello', 'ready', 'beat'],
  );
});

test('without a visitor there is no stream', async () => {
  assert.equal((await createEssai(aWorld().parts).request('/events')).status, 409);
});

const post = (
  parts: EssaiParts,
  body: unknown,
  headers: Record<string, string> = { 'Sec-Fetch-Site': 'same-origin' },
) =>
  createEssai(parts).request('/say', {
    method: 'POST',
    headers: { ...COOKIE, 'Content-Type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const SAYING = { phone: 'customer', mark: MARK, id: 'abcdef0123456789', text: ' Bonjour ' };

test('what is said reaches the parts with its visitor, text trimmed, tap and quote kept', async () => {
  const { parts, said } = aWorld();
  assert.equal((await post(parts, SAYING)).status, 202);
  const tap = { payload: '/confirmer 156 v1', title: 'Créer commande', of: 'm1' };
  assert.equal(
    (await post(parts, { phone: 'merchant', mark: MARK, id: 'abcdef0123456780', tap, quoted: 'm1' })).status,
    202,
  );
  assert.deepEqual(said, [
    { phone: 'customer', id: 'abcdef0123456789', text: 'Bonjour', visitor: VISITOR },
    { phone: 'merchant', id: 'abcdef0123456780', tap, quoted: 'm1', visitor: VISITOR },
  ]);
});

test('what cannot be understood is refused with its reason and never said', async () => {
  const { parts, said } = aWorld();
  const tap = { payload: 'x', title: 'x' };
  const bad: [unknown, RegExp][] = [
    ['{', /body/],
    [{ ...SAYING, text: '   ' }, /text: expected some text/],
    [{ ...SAYING, text: 'x'.repeat(4097) }, /4096/],
    [{ ...SAYING, tap }, /either text or tap/],
    [{ ...SAYING, text: undefined }, /either text or tap/],
    [{ ...SAYING, phone: 'admin' }, /phone/],
    [{ ...SAYING, id: '../../etc' }, /id: expected 8 to 64/],
    [{ ...SAYING, visitor: 'other' }, /visitor/],
  ];
  for (const [body, reason] of bad) {
    const response = await post(parts, body);
    assert.equal(response.status, 400, JSON.stringify(body));
    assert.match(response.headers.get('Content-Type') ?? '', /problem\+json/);
    assert.match(await response.text(), reason);
  }
  assert.equal((await post(parts, { ...SAYING, text: 'x'.repeat(40_000) })).status, 413);
  assert.equal(said.length, 0);
});

test('only our own page may speak', async () => {
  const { parts, said } = aWorld();
  const refused: Record<string, string>[] = [
    {},
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site', Origin: 'http://localhost' },
    { Origin: 'https://elsewhere.example' },
    { Origin: 'null' },
  ];
  for (const headers of refused)
    assert.equal((await post(parts, SAYING, headers)).status, 403, JSON.stringify(headers));
  assert.equal(said.length, 0);
  assert.equal((await post(parts, SAYING, { Origin: 'http://localhost' })).status, 202);
});

test('a page left open after the cookie changed is told to reload', async () => {
  const { parts, said } = aWorld();
  assert.equal((await post(parts, { ...SAYING, mark: markOf('c'.repeat(32)) })).status, 409);
  assert.equal(said.length, 0);
});

test('a new customer gets another cookie and the page again, only from our own page', async () => {
  const app = createEssai(aWorld().parts);
  const headers = { ...COOKIE, 'Sec-Fetch-Site': 'same-origin' };
  const response = await app.request('/nouveau?lang=en', { method: 'POST', headers });
  assert.equal(response.status, 303);
  assert.equal(response.headers.get('Location'), '/essai?lang=en');
  const visitor = /^essai=([0-9a-f]{32});/.exec(response.headers.get('Set-Cookie') ?? '')?.[1];
  assert.ok(visitor && visitor !== VISITOR);
  assert.equal((await app.request('/nouveau', { method: 'POST', headers: COOKIE })).status, 403);
});
