/**
 * Meta's own dialogs for a hosted hub: WhatsApp's Embedded Signup and Facebook Login for pages
 * (developers.facebook.com/docs/whatsapp/embedded-signup, …/facebook-login/guides/access-tokens/get-long-lived).
 */
import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { type MetaApp, mainSecret, subscribe } from '../channels/meta-account/account.ts';
import { get, post } from '../channels/meta-dm/graph.ts';
import { isGraphId } from '../channels/whatsapp/graph.ts';

/** Our app, whole: without its id and secret no dialog can be opened. */
export type OwnApp = MetaApp & { appId: string; appSecret: string };

export function ownApp(app: MetaApp): OwnApp | null {
  return app.appId && app.appSecret ? { ...app, appId: app.appId, appSecret: app.appSecret } : null;
}

/** What Facebook Login asks where no configuration names it. */
const SCOPES = [
  'pages_show_list',
  'pages_messaging',
  'pages_manage_metadata',
  'pages_read_engagement',
  'instagram_basic',
  'instagram_manage_messages',
  'instagram_manage_comments',
  'business_management',
];

const tokenAnswer = z.object({ access_token: z.string().min(1) });

/** Where the dialog of Facebook Login opens; `state` comes back with the code. */
export function dialogUrl(app: OwnApp, configId: string | null, redirect: string, state: string): string {
  const graph = new URL(app.graphUrl);
  const host = graph.hostname === 'graph.facebook.com' ? 'https://www.facebook.com' : app.graphUrl;
  const asked = configId === null ? { scope: SCOPES.join(',') } : { config_id: configId };
  const query = { client_id: app.appId, redirect_uri: redirect, state, response_type: 'code', ...asked };
  return `${host}/${app.graphVersion}/dialog/oauth?${new URLSearchParams(query)}`;
}

/** A code -> its token. `redirect`: the address the dialog came back to; absent for codes of the JavaScript SDK. */
export async function exchangeCode(app: OwnApp, code: string, redirect?: string): Promise<string> {
  return exchange(app, { code, ...(redirect === undefined ? {} : { redirect_uri: redirect }) });
}

/** A user's token of an hour -> one of sixty days, whose pages' tokens do not end. */
export async function lengthen(app: OwnApp, token: string): Promise<string> {
  return exchange(app, { grant_type: 'fb_exchange_token', fb_exchange_token: token });
}

async function exchange(app: OwnApp, what: Record<string, string>): Promise<string> {
  const query = new URLSearchParams({ client_id: app.appId, client_secret: mainSecret(app.appSecret), ...what });
  return tokenAnswer.parse(await get(app, '', `oauth/access_token?${query}`)).access_token;
}

const pagesAnswer = z.object({
  data: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      access_token: z.string(),
      instagram_business_account: z
        .object({ id: z.string(), username: z.string().optional() })
        .optional()
        .catch(undefined),
    }),
  ),
});

/** A page its owner may connect, with the Instagram account behind it. */
export type OwnPage = { id: string; name: string; token: string; instagram?: { id: string; username?: string } };

/** The pages a user manages, each with a token of its own. */
export async function ownPages(app: OwnApp, token: string): Promise<OwnPage[]> {
  const fields = 'id,name,access_token,instagram_business_account{id,username}';
  const { data } = pagesAnswer.parse(await get(app, token, `me/accounts?fields=${fields}&limit=100`));
  return data.map(({ id, name, access_token, instagram_business_account: instagram }) => ({
    id,
    name,
    token: access_token,
    ...(instagram && {
      instagram: { id: instagram.id, ...(instagram.username === undefined ? {} : { username: instagram.username }) },
    }),
  }));
}

const numbersAnswer = z.object({ data: z.array(z.object({ id: z.string() })) });

/** The only number of a WABA; null when it has none or several and the owner has to say which. */
export async function onlyNumber(app: MetaApp, waba: string, token: string): Promise<string | null> {
  if (!isGraphId(waba)) return null;
  const { data } = numbersAnswer.parse(await get(app, token, `${waba}/phone_numbers`));
  return data.length === 1 ? data[0]!.id : null;
}

/**
 * What follows Embedded Signup: our app hears the WABA, and the number is registered for the Cloud API. A number that
 * stays in the WhatsApp Business app (coexistence) is registered already. Returns the PIN that was set, if any.
 */
export async function settleNumber(
  app: MetaApp,
  given: { waba: string; phoneNumberId: string; token: string; coexistence: boolean },
): Promise<string | null> {
  const { waba, phoneNumberId, token, coexistence } = given;
  await subscribe(app, 'whatsapp', waba, token);
  if (coexistence) return null;
  const pin = String(randomInt(0, 1_000_000)).padStart(6, '0');
  await post(app, token, `${phoneNumberId}/register`, { messaging_product: 'whatsapp', pin });
  return pin;
}
