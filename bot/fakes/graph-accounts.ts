/**
 * The part of the fake Graph API that speaks of accounts: tokens and what they may, pages and numbers, who hears their
 * events, the two logins of a hosted hub. It refuses what the real one refuses: unknown codes, codes used twice, other
 * redirect addresses, tokens without the permission.
 */
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { asResponse, refuse } from './graph-checks.ts';

export const APP_ID = '900000000000001';

/** A token it knows. `expiresAt`: milliseconds, 0 for one that does not end. */
export type KnownToken = {
  valid: boolean;
  expiresAt: number;
  scopes: string[];
  targets?: Record<string, string[]>;
  /** What `/me` is for it. */
  me?: string;
};

export type KnownCode = { token: string; redirect?: string; spent?: boolean };

export type GraphAccounts = {
  tokens: Map<string, KnownToken>;
  /** Numbers, pages, accounts by id, as `GET /{id}` answers them. */
  objects: Map<string, Record<string, unknown>>;
  /** Who hears whose events: the fields by the id of the WABA, page or account. */
  subscriptions: Map<string, string[]>;
  /** The pages of a user's token, as `/me/accounts` lists them. */
  pages: Map<string, Record<string, unknown>[]>;
  codes: Map<string, KnownCode>;
  /** Tokens a short-lived one can be exchanged for. */
  longLived: Map<string, string>;
  registered: Set<string>;
  /** What `GET /{page}/conversations` tells, by page. */
  conversations: Map<string, Record<string, unknown>[]>;
  /** What the app's settings say. */
  webhooks: { object: string; callback_url: string; active: boolean; fields: { name: string }[] }[];
};

const ALL_SCOPES = [
  'whatsapp_business_messaging',
  'whatsapp_business_management',
  'pages_messaging',
  'pages_manage_metadata',
  'instagram_business_basic',
  'instagram_business_manage_messages',
];

/** A memory in which the given tokens may everything and never end. */
export function createAccounts(tokens: string[]): GraphAccounts {
  const known = tokens.map((token): [string, KnownToken] => [token, { valid: true, expiresAt: 0, scopes: ALL_SCOPES }]);
  return {
    tokens: new Map(known),
    objects: new Map(),
    subscriptions: new Map(),
    pages: new Map(),
    codes: new Map(),
    longLived: new Map(),
    registered: new Set(),
    conversations: new Map(),
    webhooks: [],
  };
}

type App = Hono<{ Bindings: HttpBindings }>;
type Call = { req: { header(name: string): string | undefined } };
const VERSION = '/:version{v[0-9]+\\.[0-9]+}';

const bearer = (c: Call) => /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';

/** Whether a call may come in at all: a valid token, or our app itself. */
export function isKnown(accounts: GraphAccounts, token: string, appSecret: string): boolean {
  return token === `${APP_ID}|${appSecret}` || accounts.tokens.get(token)?.valid === true;
}

/** What needs no token: the exchange of a code or a short-lived token, which carries the app's secret. */
export function loginRoutes(app: App, accounts: GraphAccounts, appSecret: string): void {
  app.get(`${VERSION}/oauth/access_token`, (c) => {
    const asked = c.req.query();
    if (asked.client_id !== APP_ID || asked.client_secret !== appSecret)
      return asResponse(refuse(101, 'Error validating application', 400));
    if (asked.grant_type === 'fb_exchange_token') {
      const long = accounts.longLived.get(asked.fb_exchange_token ?? '');
      if (!long) return asResponse(refuse(190, 'Invalid OAuth access token', 400));
      return c.json({ access_token: long, token_type: 'bearer', expires_in: 5_184_000 });
    }
    const code = accounts.codes.get(asked.code ?? '');
    if (!code || code.spent)
      return asResponse(refuse(100, 'This authorization code has been used or is not valid', 400, 36009));
    if ((code.redirect ?? '') !== (asked.redirect_uri ?? ''))
      return asResponse(refuse(100, 'redirect_uri does not match', 400, 36008));
    code.spent = true;
    return c.json({ access_token: code.token, token_type: 'bearer' });
  });
}

/** What is asked with a token. */
export function accountRoutes(app: App, accounts: GraphAccounts, appSecret: string): void {
  app.get(`${VERSION}/debug_token`, (c) => {
    const known = accounts.tokens.get(c.req.query('input_token') ?? '');
    const asApp = bearer(c) === `${APP_ID}|${appSecret}`;
    if (!asApp && bearer(c) !== c.req.query('input_token'))
      return asResponse(refuse(100, 'You must provide an app access token'));
    if (!known)
      return c.json({ data: { is_valid: false, scopes: [], error: { code: 190, message: 'Malformed access token' } } });
    const granular_scopes = Object.entries(known.targets ?? {}).map(([scope, target_ids]) => ({ scope, target_ids }));
    const expires_at = Math.floor(known.expiresAt / 1_000);
    return c.json({
      data: { app_id: APP_ID, is_valid: known.valid, expires_at, scopes: known.scopes, granular_scopes },
    });
  });
  app.get(`${VERSION}/:id/subscribed_apps`, (c) => {
    const fields = accounts.subscriptions.get(whose(accounts, c.req.param('id'), bearer(c)));
    const ours = { id: APP_ID, name: 'Hub', subscribed_fields: fields, whatsapp_business_api_data: { id: APP_ID } };
    return c.json({ data: fields ? [ours] : [] });
  });
  app.post(`${VERSION}/:id/subscribed_apps`, (c) => {
    const id = whose(accounts, c.req.param('id'), bearer(c));
    accounts.subscriptions.set(id, (c.req.query('subscribed_fields') ?? 'messages').split(','));
    return c.json({ success: true });
  });
  app.get(`${VERSION}/${APP_ID}/subscriptions`, (c) => {
    if (bearer(c) !== `${APP_ID}|${appSecret}`)
      return asResponse(refuse(15, 'This method must be called with an app access_token'));
    return c.json({ data: accounts.webhooks });
  });
  app.get(`${VERSION}/:id/conversations`, (c) => {
    if (!/^(messenger|instagram)$/.test(c.req.query('platform') ?? '')) return asResponse(refuse(100, 'platform'));
    if (!c.req.query('fields')?.includes('messages')) return asResponse(refuse(100, 'fields'));
    return c.json({ data: accounts.conversations.get(whose(accounts, c.req.param('id'), bearer(c))) ?? [] });
  });
  app.get(`${VERSION}/me/accounts`, (c) => c.json({ data: accounts.pages.get(bearer(c)) ?? [] }));
  app.get(`${VERSION}/me`, (c) => {
    const object = accounts.objects.get(accounts.tokens.get(bearer(c))?.me ?? '');
    return object ? c.json(object) : asResponse(refuse(100, 'Object does not exist', 400, 33));
  });
  app.post(`${VERSION}/:id{[0-9]+}/register`, async (c) => {
    const body: Record<string, unknown> = await c.req.json().catch(() => ({}));
    if (body.messaging_product !== 'whatsapp' || !/^\d{6}$/.test(String(body.pin)))
      return asResponse(refuse(100, 'pin: six digits'));
    accounts.registered.add(c.req.param('id'));
    return c.json({ success: true });
  });
  app.get(`${VERSION}/:id{[0-9]+}/phone_numbers`, (c) => {
    const data = [...accounts.objects.values()].filter((one) => one.waba === c.req.param('id'));
    return c.json({ data });
  });
  app.get(`${VERSION}/:id{[0-9]+}`, (c, next) => {
    const object = accounts.objects.get(c.req.param('id'));
    return object ? Promise.resolve(c.json(object)) : next();
  });
}

function whose(accounts: GraphAccounts, id: string, token: string): string {
  return id === 'me' ? (accounts.tokens.get(token)?.me ?? '') : id;
}
