import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Log, type LogLevel, openLog, redact } from './log.ts';

const AT = Date.UTC(2026, 10, 21, 9, 0, 0);

function capture(level: LogLevel, pretty = false): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: openLog({ level, pretty, now: () => AT, write: (line) => void lines.push(line) }), lines };
}

test('a line is one JSON object with time, level, message and fields', () => {
  const { log, lines } = capture('info');
  log.with({ shop: 7 }).info('order placed', { order: '2026-0156' });
  assert.deepEqual(JSON.parse(lines[0]!), {
    time: '2026-11-21T09:00:00.000Z',
    level: 'info',
    message: 'order placed',
    shop: 7,
    order: '2026-0156',
  });
  assert.equal(lines.length, 1);
  assert.ok(lines[0]!.endsWith('}\n'));
});

test('lines below the level are dropped, silent drops all', () => {
  const warn = capture('warn');
  warn.log.debug('a');
  warn.log.info('b');
  warn.log.warn('c');
  warn.log.error('d');
  assert.deepEqual(
    warn.lines.map((line) => JSON.parse(line).message),
    ['c', 'd'],
  );
  const silent = capture('silent');
  silent.log.error('e');
  assert.deepEqual(silent.lines, []);
});

test('values under secret keys never come out, at any depth or level', () => {
  const secret = 'hunter2hunter2';
  const { log, lines } = capture('debug');
  const fields = {
    accessToken: secret,
    access_token: secret,
    META_APP_SECRET: secret,
    password: secret,
    headers: { authorization: secret, Cookie: secret, 'x-api-key': secret, 'X-Hub-Signature-256': secret },
    list: [{ api_key: secret }, new Map([['webhook_secret', secret]])],
    tokens: 12,
  };
  log.debug('x', fields);
  log.error('x', fields);
  assert.equal(lines.join('').includes('hunter2'), false);
  assert.equal(JSON.parse(lines[0]!).tokens, 12);
});

test('secrets known by their shape are taken out of texts, errors and messages', () => {
  const { log, lines } = capture('info');
  const error = new Error('connect postgres://hub:s3cr3t!pw@db:5432/hub failed', {
    cause: new Error('Bearer abcdefgh12345678 refused'),
  });
  log.error('call to https://graph.test/x?access_token=EAAGabc123456789012345 failed', {
    error,
    url: 'http://localhost:3000/pay/Zk3v9QpLmN2xT',
    note: 'sk_test_51HabcDEF whsec_abcDEF123',
  });
  const text = lines.join('');
  for (const secret of ['s3cr3t', 'abcdefgh12345678', 'EAAGabc', 'Zk3v9Q', '51Habc', 'abcDEF123'])
    assert.equal(text.includes(secret), false, secret);
  assert.match(text, /postgres:\/\/hub:\[secret\]@db:5432/);
  assert.match(text, /\/pay\/\[secret\]/);
});

test('a link written to be read stays whole in a message, and is cut in a field', () => {
  const { log, lines } = capture('info');
  log.info('first sign-in: http://localhost:3000/admin/enter?token=abcdef123456', {
    url: '/admin/enter?token=abcdef123456',
  });
  const line = JSON.parse(lines[0]!);
  assert.match(line.message, /token=abcdef123456$/);
  assert.equal(line.url, '/admin/enter?token=[secret]');
});

test('phone numbers are shortened from info up and whole on debug lines', () => {
  const { log, lines } = capture('debug');
  const fields = {
    from: '33612345678',
    wa_id: 33612345678,
    text: 'rappelez +33 6 12 34 56 78',
    phone_number_id: '106540352242922',
  };
  log.info('in', fields);
  log.debug('in', fields);
  const [info, debug] = lines.map((line) => JSON.parse(line));
  assert.equal(info.from, '3361…78');
  assert.equal(info.wa_id, '3361…78');
  assert.equal(info.text, 'rappelez +336…78');
  assert.equal(info.phone_number_id, '106540352242922');
  assert.equal(debug.from, '33612345678');
});

test('an error carries its code and cause; its stack only where it helps', () => {
  const { log, lines } = capture('info');
  const error = Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });
  log.warn('w', { error });
  log.error('e', { error });
  const [warn, full] = lines.map((line) => JSON.parse(line));
  assert.deepEqual(warn.error, { name: 'Error', message: 'refused', code: 'ECONNREFUSED' });
  assert.match(full.error.stack, /log\.test/);
});

test('nothing that is logged can break the log', () => {
  const circle: Record<string, unknown> = { a: 1n, bytes: Buffer.from('abc'), f: () => 1, bad: new Date(Number.NaN) };
  circle.self = circle;
  assert.deepEqual(redact(circle), {
    a: '1',
    bytes: '[3 bytes]',
    f: '[function]',
    bad: 'invalid date',
    self: '[circular]',
  });
  const deep = JSON.stringify(redact({ a: { b: { c: { d: { e: { f: { g: 1 } } } } } } }));
  assert.match(deep, /deeper/);
  assert.match(JSON.stringify(redact('x'.repeat(5000))), /\[3000 more\]/);
});

test('a pretty line stays one line whatever is in it', () => {
  const { log, lines } = capture('info', true);
  log.info('message\nfaked line', { text: 'a\u001b[31mb\r\nc' });
  assert.equal(lines.length, 1);
  assert.equal(lines[0]!.split('\n').length, 2);
  assert.equal(/\p{Cc}/u.test(lines[0]!.trimEnd()), false);
});
