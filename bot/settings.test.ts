import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSettings, SETTINGS, SettingsError } from './settings.ts';

const NOWHERE = '/nonexistent';
const KEY = 'k3yOfTheShopThatIsLongEnough0123456789';
const ROOT = new URL('..', import.meta.url);

function faults(env: Record<string, string>): string[] {
  try {
    readSettings(env, NOWHERE);
  } catch (error) {
    assert.ok(error instanceof SettingsError);
    return error.message.split('\n');
  }
  return [];
}

test('nothing set: everything has its default', () => {
  const { now, ...settings } = readSettings({}, NOWHERE);
  assert.deepEqual(settings, {
    production: false,
    port: 3000,
    host: '127.0.0.1',
    publicUrl: 'http://localhost:3000',
    publicUrlGiven: false,
    publicUrlIsLoopback: true,
    publicUrlCarriesLinks: true,
    role: 'all',
    dataDir: '/nonexistent/data',
    database: { kind: 'embedded' },
    redisUrl: null,
    secretKeys: { current: null, former: [] },
    shopFiles: [],
    demo: true,
    hubConnection: null,
    meta: {
      appSecret: null,
      verifyToken: null,
      graphUrl: 'https://graph.facebook.com',
      graphVersion: 'v26.0',
      appId: null,
      instagramAppId: null,
      instagramAppSecret: null,
      configId: null,
      pagesConfigId: null,
    },
    providers: {
      stripeUrl: 'https://api.stripe.com',
      paypalUrl: 'https://api-m.paypal.com',
      flouciUrl: 'https://developers.flouci.com',
      konnectUrl: 'https://api.konnect.network/api/v2',
      tiktokUrl: 'https://open-api.tiktokglobalshop.com',
      twilioUrl: 'https://api.twilio.com',
    },
    openai: {
      enabled: false,
      apiKey: null,
      baseUrl: null,
      model: 'gpt-4.1-mini',
      transcribeModel: 'whisper-1',
      visionModel: null,
    },
    chromePath: null,
    smtpUrl: null,
    platform: null,
    logLevel: 'info',
    burstMs: 2500,
    watches: true,
  });
  assert.equal(now, Date.now);
});

test('an empty value counts as absent, blanks around a value do not count', () => {
  const settings = readSettings({ PORT: '', REDIS_URL: '  ', BURST_MS: ' 50 ' }, NOWHERE);
  assert.equal(settings.port, 3000);
  assert.equal(settings.redisUrl, null);
  assert.equal(settings.burstMs, 50);
});

test('the demo follows the public address unless told otherwise', () => {
  const demo = (env: Record<string, string>) => readSettings(env, NOWHERE).demo;
  for (const PUBLIC_URL of ['http://localhost:4000', 'https://127.0.0.9', 'http://[::1]:3000', 'http://hub.localhost'])
    assert.equal(demo({ PUBLIC_URL }), true, PUBLIC_URL);
  for (const PUBLIC_URL of [
    'https://hub.example.fr',
    'http://192.168.1.4:3000',
    'https://127.0.0.1.example.fr',
    'http://localhost.fr',
  ])
    assert.equal(demo({ PUBLIC_URL }), false, PUBLIC_URL);
  assert.equal(demo({ PUBLIC_URL: 'https://hub.example.fr', DEMO: '1' }), true);
  assert.equal(demo({ DEMO: '0' }), false);
});

test('links leave on https or loopback only, and the address has no final slash', () => {
  const read = (PUBLIC_URL: string) => readSettings({ PUBLIC_URL }, NOWHERE);
  assert.equal(read('https://hub.example.fr/').publicUrl, 'https://hub.example.fr');
  assert.equal(read('https://hub.example.fr').publicUrlCarriesLinks, true);
  assert.equal(read('http://hub.example.fr').publicUrlCarriesLinks, false);
  assert.equal(read('http://localhost:8080').publicUrlCarriesLinks, true);
  assert.equal(readSettings({ PORT: '8088' }, NOWHERE).publicUrl, 'http://localhost:8088');
});

test('the three forms of DATABASE_URL', () => {
  const read = (DATABASE_URL: string) => readSettings({ DATABASE_URL }, NOWHERE).database;
  const server = 'postgresql://hub:pw@db:5432/hub?sslmode=require';
  assert.deepEqual(read(server), { kind: 'server', url: server });
  assert.deepEqual(read('postgres://db/hub'), { kind: 'server', url: 'postgres://db/hub' });
  assert.deepEqual(read('pglite:./lite'), { kind: 'pglite', dir: '/nonexistent/lite' });
  assert.deepEqual(read('pglite:///tmp/lite'), { kind: 'pglite', dir: '/tmp/lite' });
});

test('the hub connection, compact or as in the shop file', () => {
  const read = (HUB_CONNECTION: string) => readSettings({ HUB_CONNECTION }, NOWHERE).hubConnection;
  const whole = { channel: 'whatsapp', phoneNumberId: '106540352242922', accessToken: 'EAAx:y', displayPhone: null };
  assert.deepEqual(read('whatsapp:106540352242922:EAAx:y'), whole);
  assert.deepEqual(read('whatsapp:106540352242922'), { ...whole, accessToken: null });
  assert.deepEqual(
    read('{"channel":"whatsapp","phone_number_id":"106540352242922","access_token":"EAAx:y","display_phone":"+331"}'),
    { ...whole, displayPhone: '+331' },
  );
});

test('a malformed value: one line with the setting, what was given and what was expected', () => {
  const cases: [string, string, RegExp][] = [
    ['PORT', 'eighty', /^PORT: "eighty" given, expected a whole number from 0 to 65535$/],
    ['PORT', '70000', /expected a whole number/],
    ['PORT', '1e3', /expected a whole number/],
    ['BURST_MS', '-1', /^BURST_MS: "-1" given/],
    ['BURST_MS', '2.5', /^BURST_MS/],
    ['HOST', 'http://x', /^HOST: "http:\/\/x" given, expected a host name/],
    ['PUBLIC_URL', 'hub.example.fr', /expected an address without a path, such as https:\/\/hub\.example\.fr$/],
    ['PUBLIC_URL', 'https://hub.example.fr/app', /without a path/],
    ['PUBLIC_URL', 'ftp://hub.example.fr', /without a path/],
    ['ROLE', 'boss', /^ROLE: "boss" given, expected one of all, web, worker$/],
    ['DEMO', 'yes', /^DEMO: "yes" given, expected one of 0, 1$/],
    ['LOG_LEVEL', 'loud', /expected one of debug, info, warn, error, silent$/],
    ['GRAPH_URL', 'graph.facebook.com', /^GRAPH_URL: /],
    ['GRAPH_VERSION', '26', /expected a version such as v26\.0$/],
    ['NOW', 'tomorrow', /^NOW: "tomorrow" given, expected a moment such as/],
    ['NOW', '2026-02-31', /^NOW/],
    ['SHOP', ',', /^SHOP: "," given, expected file paths/],
    ['DATABASE_URL', 'pglite:', /^DATABASE_URL: \(7 characters, not shown\) given, expected postgres:/],
    [
      'HUB_CONNECTION',
      '{"channel":"email"}',
      /^HUB_CONNECTION: \(19 characters, not shown\) given, expected whatsapp:/,
    ],
  ];
  for (const [name, value, expected] of cases) {
    const lines = faults({ [name]: value });
    assert.equal(lines.length, 1, `${name}=${value}: ${lines.join(' | ')}`);
    assert.match(lines[0]!, expected);
  }
});

test('every fault is told at once, and a secret is never echoed', () => {
  const lines = faults({
    PORT: 'x',
    SECRET_KEY: 'short-s3cret',
    DATABASE_URL: 'mysql://root:p4ssw0rd@db/hub',
    REDIS_URL: 'p4ssw0rd-alone',
    SMTP_URL: 'https://u:p4ssw0rd@mail',
  });
  assert.deepEqual(lines.map((line) => line.split(':')[0]).sort(), [
    'DATABASE_URL',
    'PORT',
    'REDIS_URL',
    'SECRET_KEY',
    'SMTP_URL',
  ]);
  assert.equal(/s3cret|p4ssw0rd/.test(lines.join()), false);
  assert.match(lines.join('\n'), /DATABASE_URL: mysql:\/\/… \(28 characters, not shown\) given, expected postgres:/);
});

test('web and worker need a shared database server and the shared key', () => {
  const DATABASE_URL = 'postgres://db/hub';
  for (const ROLE of ['web', 'worker']) {
    assert.deepEqual(
      faults({ ROLE }).map((line) => line.split(':')[0]),
      ['DATABASE_URL', 'SECRET_KEY'],
    );
    assert.match(
      faults({ ROLE, SECRET_KEY: KEY, DATABASE_URL: 'pglite:./x' })[0]!,
      /^DATABASE_URL: pglite:\.\/x given/,
    );
    assert.match(faults({ ROLE, SECRET_KEY: KEY, DATABASE_URL: 'nonsense' })[0]!, /not shown/);
    assert.deepEqual(faults({ ROLE, SECRET_KEY: KEY, DATABASE_URL }), []);
  }
  assert.equal(readSettings({ ROLE: 'Web', SECRET_KEY: KEY, DATABASE_URL }, NOWHERE).role, 'web');
});

test('a key is 32 random characters or more, or 32 bytes as hex or base64', () => {
  for (const SECRET_KEY of [KEY, 'qpN1kZ0u4rVYw3c8mB7xE5sT2aJ6hLfD', `${'0f1e2d3c4b5a6978'.repeat(4)}`])
    assert.deepEqual(faults({ SECRET_KEY }), []);
  for (const SECRET_KEY of ['a'.repeat(64), 'abc', KEY.slice(0, 31)])
    assert.match(faults({ SECRET_KEY })[0]!, /openssl rand/);
});

test('NOW starts the clock there and lets it run; production refuses it', async () => {
  const settings = readSettings({ NOW: '2026-11-21T10:00:00+01:00' }, NOWHERE);
  const start = Date.parse('2026-11-21T09:00:00Z');
  const first = settings.now();
  assert.ok(first >= start && first < start + 60_000);
  await new Promise((done) => setTimeout(done, 20));
  assert.ok(settings.now() > first);
  assert.equal(readSettings({ NOW: '2026-11-21' }, NOWHERE).now() >= Date.parse('2026-11-21T00:00:00Z'), true);
  assert.match(faults({ NOW: '2026-11-21', NODE_ENV: 'production' })[0]!, /^NOW: given with NODE_ENV=production/);
});

test('.env is read where the environment is silent', (t) => {
  const cwd = mkdtempSync(join(tmpdir(), 'settings-'));
  t.after(() => rmSync(cwd, { recursive: true }));
  writeFileSync(
    join(cwd, '.env'),
    '\uFEFFPORT=4000 # the port\r\nexport HOST=0.0.0.0\r\nOPENAI_API_KEY="a b#c"\nSHOP=./a.json, b.json\nLOG_LEVEL=\n',
  );
  const settings = readSettings({ PORT: '5000', HOST: '' }, cwd);
  assert.equal(settings.port, 5000);
  assert.equal(settings.host, '0.0.0.0');
  assert.equal(settings.openai.apiKey, 'a b#c');
  assert.equal(settings.openai.enabled, true);
  assert.deepEqual(settings.shopFiles, [join(cwd, 'a.json'), join(cwd, 'b.json')]);
  assert.equal(settings.logLevel, 'info');
  assert.equal(readSettings({}, cwd).port, 4000);
});

test('.env.example lists every setting with its default and a line of meaning, and nothing else', () => {
  const lines = readFileSync(new URL('.env.example', ROOT), 'utf8').split('\n');
  const listed = lines.flatMap((line, index) => {
    const entry = /^#?([A-Z][A-Z_]*)=(.*)$/.exec(line);
    if (!entry) return [];
    assert.match(lines[index - 1] ?? '', /^# [^-].{9,}$/, `${entry[1]} has no line of meaning above it`);
    return [[entry[1]!, entry[2]!] as const];
  });
  const known = Object.entries(SETTINGS).map(([name, setting]) => [name, setting.default ?? ''] as const);
  const composeOnly = ['POSTGRES_PASSWORD'];
  assert.deepEqual(
    listed.filter(([name]) => !composeOnly.includes(name)),
    known,
  );
  const compose = readFileSync(new URL('docker-compose.yml', ROOT), 'utf8');
  const asked = new Set([...compose.matchAll(/(?<!\$)\$\{([A-Z_]+)/g)].map((variable) => variable[1]!));
  for (const name of composeOnly) assert.ok(asked.has(name), `${name} is not read by docker-compose.yml`);
  for (const name of asked) assert.ok(name in SETTINGS || composeOnly.includes(name), `${name} is not in .env.example`);
});
