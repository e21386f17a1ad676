import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import type { z } from 'zod';
import type { PlatformAccess } from '../tools/einvoicing/access.ts';
import { senderOf } from '../tools/einvoicing/platform.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import * as expect from './settings-values.ts';

/** The hub's own number for members of many shops; the token may also be known from a shop file. */
export type HubConnection = expect.HubConnection;
export type DatabaseSetting = expect.DatabaseSetting;

/** Everything the hub is told from outside, parsed. `null`: not set, and what depends on it is off and says so. */
export type Settings = {
  production: boolean;
  /** 0: any free port. */
  port: number;
  host: string;
  /** Origin without a final slash, such as `https://hub.example.fr`. */
  publicUrl: string;
  /** Whether PUBLIC_URL was given; if not, it follows the port really opened. */
  publicUrlGiven: boolean;
  publicUrlIsLoopback: boolean;
  /** https, or loopback (a test): links may be sent to real customers only when this holds. */
  publicUrlCarriesLinks: boolean;
  role: 'all' | 'web' | 'worker';
  dataDir: string;
  database: DatabaseSetting;
  redisUrl: string | null;
  /**
   * At least 32 characters; `current` null only with role `all`, which keeps a generated one in its data directory.
   * `former`: keys whose seals and signatures are still read.
   */
  secretKeys: { current: string | null; former: string[] };
  /** Absolute paths of shop files. */
  shopFiles: string[];
  /** The demo shop and `/essai`. */
  demo: boolean;
  hubConnection: HubConnection | null;
  meta: {
    appSecret: string | null;
    verifyToken: string | null;
    graphUrl: string;
    graphVersion: string;
    /** Instagram's own app (Instagram Login): with both, an account connects by Instagram's own dialog. */
    instagramAppId: string | null;
    instagramAppSecret: string | null;
    /** The app's id: with it tokens are examined and shops connect by Meta's own dialogs. */
    appId: string | null;
    /** The configuration of Embedded Signup (WhatsApp) and of Facebook Login for Business (pages). */
    configId: string | null;
    pagesConfigId: string | null;
  };
  providers: Record<'stripeUrl' | 'paypalUrl' | 'flouciUrl' | 'konnectUrl' | 'tiktokUrl' | 'twilioUrl', string>;
  /** `enabled`: a key or an address was given; otherwise the rules model reads alone. */
  openai: {
    enabled: boolean;
    apiKey: string | null;
    baseUrl: string | null;
    model: string;
    transcribeModel: string;
    /** Reads pictures that members send; null: none does. */
    visionModel: string | null;
  };
  chromePath: string | null;
  smtpUrl: string | null;
  /** The approved platform of the e-invoicing reform; null: invoices are handed to none. */
  platform: PlatformAccess | null;
  logLevel: LogLevel;
  burstMs: number;
  /** Digests and alerts are sent by the clock. */
  watches: boolean;
  /** Milliseconds since the epoch; starts at NOW when that is set, and runs on. */
  now: () => number;
};

/** Start is refused: one line for each setting that cannot be used. Never holds a secret's value. */
export class SettingsError extends Error {
  override name = 'SettingsError';
}

export const BURST_MAX_MS = 60_000;

/** Every setting: how it is read and its default, in the order of `.env.example`. A default in words is not a value. */
export const SETTINGS = {
  PORT: { shape: expect.wholeNumber(0, 65_535), default: '3000' },
  HOST: { shape: expect.host, default: '127.0.0.1' },
  PUBLIC_URL: { shape: expect.origin, default: null },
  ROLE: { shape: expect.oneOf(['all', 'web', 'worker']), default: 'all' },
  NODE_ENV: { shape: expect.text, default: null },
  DATA_DIR: { shape: expect.text, default: './data' },
  DATABASE_URL: { shape: expect.database, default: null, secret: true },
  REDIS_URL: { shape: expect.url(['redis:', 'rediss:'], 'redis://localhost:6379'), default: null, secret: true },
  SECRET_KEY: { shape: expect.secretKey, default: null, secret: true },
  SECRET_KEY_FORMER: { shape: expect.secretKeys, default: null, secret: true },
  SHOP: { shape: expect.list, default: null },
  DEMO: { shape: expect.oneOf(['0', '1']), default: null },
  HUB_CONNECTION: { shape: expect.hubConnection, default: null, secret: true },
  META_APP_SECRET: { shape: expect.text, default: null, secret: true },
  META_VERIFY_TOKEN: { shape: expect.text, default: null, secret: true },
  INSTAGRAM_APP_ID: { shape: expect.graphId, default: null },
  INSTAGRAM_APP_SECRET: { shape: expect.text, default: null, secret: true },
  META_APP_ID: { shape: expect.graphId, default: null },
  META_CONFIG_ID: { shape: expect.graphId, default: null },
  META_PAGES_CONFIG_ID: { shape: expect.graphId, default: null },
  GRAPH_URL: { shape: expect.httpUrl, default: 'https://graph.facebook.com' },
  GRAPH_VERSION: { shape: expect.graphVersion, default: 'v26.0' },
  STRIPE_URL: { shape: expect.httpUrl, default: 'https://api.stripe.com' },
  PAYPAL_URL: { shape: expect.httpUrl, default: 'https://api-m.paypal.com' },
  FLOUCI_URL: { shape: expect.httpUrl, default: 'https://developers.flouci.com' },
  KONNECT_URL: { shape: expect.httpUrl, default: 'https://api.konnect.network/api/v2' },
  TIKTOK_URL: { shape: expect.httpUrl, default: 'https://open-api.tiktokglobalshop.com' },
  TWILIO_URL: { shape: expect.httpUrl, default: 'https://api.twilio.com' },
  OPENAI_API_KEY: { shape: expect.text, default: null, secret: true },
  OPENAI_BASE_URL: { shape: expect.httpUrl, default: null },
  OPENAI_MODEL: { shape: expect.text, default: 'gpt-4.1-mini' },
  TRANSCRIBE_MODEL: { shape: expect.text, default: 'whisper-1' },
  VISION_MODEL: { shape: expect.text, default: null },
  CHROME_PATH: { shape: expect.text, default: null },
  SMTP_URL: {
    shape: expect.url(['smtp:', 'smtps:'], 'smtps://user:password@mail.example.fr'),
    default: null,
    secret: true,
  },
  PLATFORM_URL: { shape: expect.httpUrl, default: null },
  PLATFORM_TOKEN: { shape: expect.text, default: null, secret: true },
  PLATFORM_TOKEN_URL: {
    shape: expect.url(['https:', 'http:'], 'https://client-id:secret@auth.example.fr/token'),
    default: null,
    secret: true,
  },
  PLATFORM_NUMBER: { shape: expect.text, default: null },
  PLATFORM_NAME: { shape: expect.text, default: null },
  LOG_LEVEL: { shape: expect.oneOf(LOG_LEVELS), default: 'info' },
  BURST_MS: { shape: expect.wholeNumber(0, BURST_MAX_MS), default: '2500' },
  WATCH: { shape: expect.oneOf(['0', '1']), default: '1' },
  NOW: { shape: expect.instant, default: null },
} as const satisfies Record<string, { shape: z.ZodType<unknown, string>; default: string | null; secret?: true }>;

type Name = keyof typeof SETTINGS;
type Read = { [N in Name]: z.output<(typeof SETTINGS)[N]['shape']> | null };

/**
 * Reads every setting from `env`, and from `.env` in `cwd` where `env` does not have it. An empty value counts as absent.
 * Throws SettingsError naming every setting that cannot be used, what was given (never a secret) and what was expected.
 */
export function readSettings(env: Record<string, string | undefined>, cwd: string): Settings {
  const given = { ...readEnvFile(cwd), ...filled(env) };
  const faults = new Map<string, string>();
  const read = Object.fromEntries(
    Object.entries(SETTINGS).map(([name, setting]) => [name, readOne(name, setting, given[name], faults)]),
  ) as Read;
  for (const [name, fault] of contradictions(read)) if (!faults.has(name)) faults.set(name, fault);
  if (faults.size > 0) throw new SettingsError([...faults].map(([name, fault]) => `${name}: ${fault}`).join('\n'));
  return assemble(read, cwd);
}

/** The settings of this process: its environment and the `.env` of the folder it was started in. See readSettings. */
export function loadSettings(): Settings {
  return readSettings(process.env, process.cwd());
}

function filled(env: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value?.trim() ? [[name, value.trim()]] : [])),
  );
}

function readEnvFile(cwd: string): Record<string, string> {
  try {
    // A byte-order mark would become part of the first name.
    return filled(
      parseEnv(readFileSync(resolve(cwd, '.env'), 'utf8').replace(/^\uFEFF/, '')) as Record<string, string>,
    );
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new SettingsError(`.env: cannot be read (${(error as Error).message})`);
  }
}

function readOne(
  name: string,
  setting: { shape: z.ZodType<unknown, string>; default: string | null; secret?: true },
  given: string | undefined,
  faults: Map<string, string>,
): unknown {
  const text = given ?? setting.default;
  if (text === null) return null;
  const parsed = setting.shape.safeParse(text);
  if (parsed.success) return parsed.data;
  faults.set(
    name,
    `${setting.secret ? hidden(text) : JSON.stringify(text.slice(0, 200))} given, expected ${parsed.error.issues[0]?.message}`,
  );
  return null;
}

/** What can be said of a secret: its length, and the scheme of an address. */
function hidden(secret: string): string {
  return `${/^[a-z][a-z\d+.-]*:\/\//i.exec(secret)?.[0].concat('… ') ?? ''}(${secret.length} characters, not shown)`;
}

/** Settings that are each well-formed but cannot stand together: name and fault. */
function contradictions(read: Read): [Name, string][] {
  const faults: [Name, string][] = [];
  if (read.ROLE === 'web' || read.ROLE === 'worker') {
    const beside = `with ROLE=${read.ROLE}`;
    if (read.DATABASE_URL?.kind !== 'server') {
      const given = read.DATABASE_URL ? `pglite:${read.DATABASE_URL.dir}` : 'nothing';
      faults.push(['DATABASE_URL', `${given} given, expected postgres://… ${beside}: its processes share one server`]);
    }
    if (!read.SECRET_KEY)
      faults.push(['SECRET_KEY', `nothing given, expected ${expect.SECRET_KEY_WORDS} ${beside}, the same in each`]);
  }
  if (read.NOW !== null && read.NODE_ENV === 'production')
    faults.push(['NOW', 'given with NODE_ENV=production, expected nothing: only tests set the clock']);
  return faults;
}

function assemble(read: Read, cwd: string): Settings {
  const port = read.PORT as number;
  const publicUrl = read.PUBLIC_URL ?? `http://localhost:${port}`;
  const publicUrlIsLoopback = isLoopback(publicUrl);
  const database = read.DATABASE_URL ?? { kind: 'embedded' as const };
  return {
    production: read.NODE_ENV === 'production',
    port,
    host: read.HOST as string,
    publicUrl,
    publicUrlGiven: read.PUBLIC_URL !== null,
    publicUrlIsLoopback,
    publicUrlCarriesLinks: publicUrlIsLoopback || publicUrl.startsWith('https:'),
    role: read.ROLE as Settings['role'],
    dataDir: resolve(cwd, read.DATA_DIR as string),
    database: database.kind === 'pglite' ? { kind: 'pglite', dir: resolve(cwd, database.dir) } : database,
    redisUrl: read.REDIS_URL,
    secretKeys: { current: read.SECRET_KEY, former: read.SECRET_KEY_FORMER ?? [] },
    shopFiles: (read.SHOP ?? []).map((file) => resolve(cwd, file)),
    demo: read.DEMO === null ? publicUrlIsLoopback : read.DEMO === '1',
    hubConnection: read.HUB_CONNECTION,
    meta: {
      // Its events are signed with its own secret.
      appSecret: [read.META_APP_SECRET, read.INSTAGRAM_APP_SECRET].filter(Boolean).join(',') || null,
      verifyToken: read.META_VERIFY_TOKEN,
      graphUrl: read.GRAPH_URL as string,
      graphVersion: read.GRAPH_VERSION as string,
      instagramAppId: read.INSTAGRAM_APP_ID,
      instagramAppSecret: read.INSTAGRAM_APP_SECRET ?? read.META_APP_SECRET?.split(',')[1]?.trim() ?? null,
      appId: read.META_APP_ID,
      configId: read.META_CONFIG_ID,
      pagesConfigId: read.META_PAGES_CONFIG_ID,
    },
    providers: {
      stripeUrl: read.STRIPE_URL as string,
      paypalUrl: read.PAYPAL_URL as string,
      flouciUrl: read.FLOUCI_URL as string,
      konnectUrl: read.KONNECT_URL as string,
      tiktokUrl: read.TIKTOK_URL as string,
      twilioUrl: read.TWILIO_URL as string,
    },
    openai: {
      enabled: read.OPENAI_API_KEY !== null || read.OPENAI_BASE_URL !== null,
      apiKey: read.OPENAI_API_KEY,
      baseUrl: read.OPENAI_BASE_URL,
      model: read.OPENAI_MODEL as string,
      transcribeModel: read.TRANSCRIBE_MODEL as string,
      visionModel: read.VISION_MODEL,
    },
    chromePath: read.CHROME_PATH === null ? null : resolve(cwd, read.CHROME_PATH),
    smtpUrl: read.SMTP_URL,
    platform:
      read.PLATFORM_URL === null
        ? null
        : {
            url: read.PLATFORM_URL,
            token: read.PLATFORM_TOKEN,
            tokenUrl: read.PLATFORM_TOKEN_URL,
            sender: senderOf(read.PLATFORM_NUMBER, read.PLATFORM_NAME),
          },
    logLevel: read.LOG_LEVEL as LogLevel,
    burstMs: read.BURST_MS as number,
    watches: read.WATCH === '1',
    now: clock(read.NOW),
  };
}

/** The machine's clock, or one that shows `startAt` now and runs on from there. */
function clock(startAt: number | null): () => number {
  if (startAt === null) return Date.now;
  const openedAt = Date.now();
  return () => startAt + (Date.now() - openedAt);
}

/** True for an address only this machine can reach: localhost and its subdomains, 127.0.0.0/8, ::1 (RFC 6761, 6890). */
export function isLoopback(url: string): boolean {
  const host = new URL(url).hostname.toLowerCase().replace(/\.$/, '');
  return host === 'localhost' || host.endsWith('.localhost') || /^127(\.\d{1,3}){3}$/.test(host) || host === '[::1]';
}
