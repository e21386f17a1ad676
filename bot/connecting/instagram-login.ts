/**
 * Instagram API with Instagram Login: the account's own dialog, without a Facebook page
 * (developers.facebook.com/documentation/instagram-platform/instagram-api-with-instagram-login/business-login).
 * A code becomes a token of an hour, that one of sixty days, which is refreshed while it is good.
 */
import { z } from 'zod';
import { ask, get } from '../channels/meta-dm/graph.ts';
import type { GraphAddress } from '../channels/whatsapp/graph.ts';
import type { Settings } from '../settings.ts';

/** Instagram's app of this hub: another id and another secret than those of the Meta app around it. */
export type InstagramApp = {
  appId: string;
  secret: string;
  version: string;
  /** The dialog, the exchange of codes, and the API. */
  hosts: { dialog: string; codes: string; api: string };
};

/** What is asked for: to be seen, to answer messages, to answer comments in private. */
export const INSTAGRAM_SCOPES = [
  'instagram_business_basic',
  'instagram_business_manage_messages',
  'instagram_business_manage_comments',
];
/** Without these no order can be taken. */
const NEEDED = INSTAGRAM_SCOPES.slice(0, 2);

const HOSTS = {
  dialog: 'https://www.instagram.com',
  codes: 'https://api.instagram.com',
  api: 'https://graph.instagram.com',
};

/** The app as the settings name it, or null. A hub that is told another Graph (a test) finds all three hosts there. */
export function instagramApp({ meta }: Settings): InstagramApp | null {
  const { instagramAppId: appId, instagramAppSecret: secret, graphUrl, graphVersion } = meta;
  if (appId === null || secret === null) return null;
  const isMeta = new URL(graphUrl).hostname === 'graph.facebook.com';
  const hosts = isMeta ? HOSTS : { dialog: graphUrl, codes: graphUrl, api: graphUrl };
  return { appId, secret, version: graphVersion, hosts };
}

/** Where the dialog opens; `state` comes back with the code. */
export function instagramDialogUrl(app: InstagramApp, redirect: string, state: string): string {
  const query = {
    client_id: app.appId,
    redirect_uri: redirect,
    response_type: 'code',
    scope: INSTAGRAM_SCOPES.join(','),
    state,
  };
  return `${app.hosts.dialog}/oauth/authorize?${new URLSearchParams(query)}`;
}

/** Permissions come as a list or as text with commas, by the age of the app. */
const permissions = z
  .union([z.array(z.string()), z.string().transform((text) => text.split(',').map((one) => one.trim()))])
  .optional()
  .catch(undefined);
const shortToken = z.object({ access_token: z.string().min(1), permissions });
/** Both shapes are documented: the answer itself, or the only one of a list. */
const codeAnswer = z.union([
  z.object({ data: z.array(shortToken).min(1) }).transform(({ data }) => data[0]!),
  shortToken,
]);

/** A code (good for an hour, once) -> a token of an hour; and what is missing of the permissions that are needed. */
export async function exchangeInstagramCode(
  app: InstagramApp,
  code: string,
  redirect: string,
): Promise<{ token: string; missing: string[] }> {
  const form = new URLSearchParams({
    client_id: app.appId,
    client_secret: app.secret,
    grant_type: 'authorization_code',
    redirect_uri: redirect,
    // Instagram appends "#_", which is no part of it.
    code: code.replace(/#_$/, ''),
  });
  const answer = codeAnswer.parse(await ask(`${app.hosts.codes}/oauth/access_token`, { method: 'POST', body: form }));
  const { permissions: granted } = answer;
  return { token: answer.access_token, missing: granted ? NEEDED.filter((one) => !granted.includes(one)) : [] };
}

/** A long-lived token. `seconds`: how long it is good from now on. */
export type LongToken = { token: string; seconds: number };
const longAnswer = z
  .object({ access_token: z.string().min(1), expires_in: z.number().positive() })
  .transform(({ access_token, expires_in }): LongToken => ({ token: access_token, seconds: expires_in }));

/** A token of an hour -> one of sixty days. */
export async function lengthenInstagram(app: InstagramApp, token: string): Promise<LongToken> {
  const query = new URLSearchParams({ grant_type: 'ig_exchange_token', client_secret: app.secret });
  return longAnswer.parse(await ask(`${app.hosts.api}/access_token?${query}`, { headers: bearer(token) }));
}

/** A token at least a day old and still good -> sixty days from now. Needs no secret of the app. */
export async function refreshInstagram(api: string, token: string): Promise<LongToken> {
  const query = new URLSearchParams({ grant_type: 'ig_refresh_token' });
  return longAnswer.parse(await ask(`${api}/refresh_access_token?${query}`, { headers: bearer(token) }));
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const meAnswer = z.object({
  user_id: z.union([z.string(), z.number().transform(String)]),
  username: z.string().optional(),
});

/** The account that signed in, by the id its events carry (not the id that is scoped to the app). */
export async function instagramAccount(app: InstagramApp, token: string): Promise<{ id: string; username?: string }> {
  const address: GraphAddress = { graphUrl: app.hosts.api, graphVersion: app.version };
  const { user_id: id, username } = meAnswer.parse(await get(address, token, 'me?fields=user_id,username'));
  return { id, ...(username === undefined ? {} : { username }) };
}
