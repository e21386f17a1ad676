/**
 * The part of the fake Graph that plays Instagram's own login: the dialog, the exchange of codes, tokens of an hour and of
 * sixty days and their renewal. It refuses what the real one refuses: another app, another address to come back to, a
 * code used twice, permissions nobody knows, a token that is a day old at most or over.
 */
import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import type { GraphAccounts } from './graph-accounts.ts';
import { asResponse, refuse } from './graph-checks.ts';

export const INSTAGRAM_APP = { id: '800000000000001', secret: 'test-instagram-secret' };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LONG_SECONDS = 60 * 24 * 3_600;
const KNOWN = new Set([
  'instagram_business_basic',
  'instagram_business_manage_messages',
  'instagram_business_manage_comments',
  'instagram_business_content_publish',
]);

export type InstagramLogins = {
  /** Who is signed in at Instagram, and what they leave unticked. */
  visitor: { account: string; username: string; refuses?: string[] } | null;
  /** Where the app's settings let the dialog come back to. */
  redirects: string[];
  /** What became of a token: when it was made, when it ends, milliseconds. */
  issued: Map<string, { account: string; at: number; ends: number; long: boolean }>;
};

type App = Hono<{ Bindings: HttpBindings }>;

export function instagramRoutes(app: App, accounts: GraphAccounts, now: () => number): InstagramLogins {
  const logins: InstagramLogins = { visitor: null, redirects: [], issued: new Map() };
  const codes = new Map<string, { account: string; redirect: string; scopes: string[] }>();
  const issue = (account: string, long: boolean, scopes: string[]) => {
    const token = `IGAA${randomUUID().replaceAll('-', '')}`;
    const ends = now() + (long ? LONG_SECONDS * 1_000 : HOUR_MS);
    logins.issued.set(token, { account, at: now(), ends, long });
    accounts.tokens.set(token, { valid: true, expiresAt: ends, scopes, me: account });
    return token;
  };
  const bearer = (header: string | undefined) => /^Bearer (.+)$/.exec(header ?? '')?.[1] ?? '';

  app.get('/oauth/authorize', (c) => {
    const { client_id, redirect_uri = '', response_type, scope = '', state = '' } = c.req.query();
    const scopes = scope.split(',');
    if (client_id !== INSTAGRAM_APP.id) return c.text('Invalid platform app', 400);
    if (!logins.redirects.includes(redirect_uri)) return c.text('Invalid redirect_uri', 400);
    if (response_type !== 'code' || scopes.some((one) => !KNOWN.has(one))) return c.text('Invalid scope', 400);
    const { visitor } = logins;
    if (!visitor) {
      const denied = new URLSearchParams({ error: 'access_denied', error_reason: 'user_denied', state });
      return c.redirect(`${redirect_uri}?${denied}`);
    }
    const code = `AQ${randomUUID()}`;
    const granted = scopes.filter((one) => !visitor.refuses?.includes(one));
    codes.set(code, { account: visitor.account, redirect: redirect_uri, scopes: granted });
    accounts.objects.set(visitor.account, {
      id: `9${visitor.account}`,
      user_id: visitor.account,
      username: visitor.username,
    });
    return c.redirect(`${redirect_uri}?${new URLSearchParams({ code, state })}#_`);
  });

  app.post('/oauth/access_token', async (c) => {
    const form = await c.req.parseBody();
    const refused = (error_message: string) => c.json({ error_type: 'OAuthException', code: 400, error_message }, 400);
    if (form.client_id !== INSTAGRAM_APP.id || form.client_secret !== INSTAGRAM_APP.secret)
      return refused('Invalid platform app');
    if (form.grant_type !== 'authorization_code') return refused('Invalid grant type');
    const code = codes.get(String(form.code));
    if (!code) return refused('This authorization code has been used');
    if (code.redirect !== form.redirect_uri) return refused('Error validating verification code: redirect_uri');
    codes.delete(String(form.code));
    const token = issue(code.account, false, code.scopes);
    return c.json({ data: [{ access_token: token, user_id: code.account, permissions: code.scopes.join(',') }] });
  });

  app.get('/access_token', (c) => {
    const known = logins.issued.get(bearer(c.req.header('authorization')));
    const { grant_type, client_secret } = c.req.query();
    if (grant_type !== 'ig_exchange_token' || client_secret !== INSTAGRAM_APP.secret)
      return asResponse(refuse(101, 'Error validating application'));
    if (!known || known.long || known.ends < now()) return asResponse(refuse(190, 'Session key invalid', 400));
    const scopes = accounts.tokens.get(bearer(c.req.header('authorization')))!.scopes;
    const access_token = issue(known.account, true, scopes);
    return c.json({ access_token, token_type: 'bearer', expires_in: LONG_SECONDS });
  });

  app.get('/refresh_access_token', (c) => {
    const token = bearer(c.req.header('authorization'));
    const known = logins.issued.get(token);
    if (c.req.query('grant_type') !== 'ig_refresh_token') return asResponse(refuse(100, 'grant_type'));
    if (!known?.long || known.ends < now()) return asResponse(refuse(190, 'The session has expired', 400));
    if (known.at > now() - DAY_MS) return asResponse(refuse(100, 'The token is not a day old', 400));
    const access_token = issue(known.account, true, accounts.tokens.get(token)!.scopes);
    return c.json({ access_token, token_type: 'bearer', expires_in: LONG_SECONDS });
  });
  return logins;
}
