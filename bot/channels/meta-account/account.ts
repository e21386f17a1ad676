/** What the Graph API tells of a connection itself: its token, its account, whether our app hears its events. */
import { z } from 'zod';
import { get, post } from '../meta-dm/graph.ts';
import { hostOf, isPageToken } from '../meta-dm/host.ts';
import { type GraphAddress, isGraphId } from '../whatsapp/graph.ts';

/** The three channels of Meta. */
export type MetaName = 'whatsapp' | 'messenger' | 'instagram';

/** Where Graph is and who we are there; without the app's id only what a token says of itself can be known. */
export type MetaApp = GraphAddress & { appId: string | null; appSecret: string | null };

/** A token as it is known: whose, until when (milliseconds; null: it does not end), and what it may. */
export type TokenFacts = {
  valid: boolean;
  expiresAt: number | null;
  scopes: string[];
  /** Ids a permission is limited to, by permission. */
  targets: Record<string, string[]>;
  why?: string;
};

const seconds = z.number().optional().catch(undefined);
const debugAnswer = z.object({
  data: z.object({
    is_valid: z.boolean(),
    expires_at: seconds,
    data_access_expires_at: seconds,
    scopes: z.array(z.string()).default([]),
    granular_scopes: z
      .array(z.object({ scope: z.string(), target_ids: z.array(z.string()).default([]) }))
      .default([])
      .catch([]),
    error: z.object({ message: z.string() }).optional().catch(undefined),
  }),
});

/**
 * `GET /debug_token` (developers.facebook.com/docs/facebook-login/guides/access-tokens/debugging). Asked as our app where
 * its id is known, else as the token itself. Throws what `failureOf` understands.
 */
export async function debugToken(app: MetaApp, token: string): Promise<TokenFacts> {
  const asker = app.appId && app.appSecret ? `${app.appId}|${mainSecret(app.appSecret)}` : token;
  const { data } = debugAnswer.parse(await get(app, asker, `debug_token?input_token=${encodeURIComponent(token)}`));
  const ends = [data.expires_at, data.data_access_expires_at].filter((at): at is number => at !== undefined && at > 0);
  return {
    valid: data.is_valid,
    expiresAt: ends.length > 0 ? Math.min(...ends) * 1_000 : null,
    scopes: data.scopes,
    targets: Object.fromEntries(data.granular_scopes.map(({ scope, target_ids }) => [scope, target_ids])),
    ...(data.error && { why: data.error.message }),
  };
}

/** The first of several secrets is the app's own; the others are Instagram's. */
export function mainSecret(appSecret: string): string {
  return appSecret.split(',')[0]!.trim();
}

/** Permissions without which a channel cannot do its work, by the kind of token. */
export function scopesNeeded(channel: MetaName, token: string): string[] {
  if (channel === 'whatsapp') return ['whatsapp_business_messaging', 'whatsapp_business_management'];
  if (channel === 'messenger') return ['pages_messaging', 'pages_manage_metadata'];
  if (isPageToken(token)) return ['instagram_basic', 'instagram_manage_messages', 'pages_manage_metadata'];
  return ['instagram_business_basic', 'instagram_business_manage_messages'];
}

/** What the provider shows of an account; `quality` is WhatsApp's GREEN, YELLOW or RED. */
export type AccountFacts = { display: string | null; quality?: string; status?: string };

const text = z.string().optional().catch(undefined);
const phone = z.object({ display_phone_number: text, verified_name: text, quality_rating: text, status: text });
const page = z.object({ name: text, username: text });

const FIELDS: Record<MetaName, string> = {
  whatsapp: 'display_phone_number,verified_name,quality_rating,status',
  messenger: 'name',
  instagram: 'username,name',
};

/** The account behind a connection, as its token sees it. Throws what `failureOf` understands. */
export async function readAccount(
  app: MetaApp,
  channel: MetaName,
  account: string,
  token: string,
): Promise<AccountFacts> {
  const answer = await get(hostOf(app, channel, token), token, `${checked(account)}?fields=${FIELDS[channel]}`);
  if (channel === 'whatsapp') {
    const { display_phone_number: display, quality_rating: quality, status } = phone.parse(answer);
    return { display: display ?? null, ...(quality && { quality }), ...(status && { status }) };
  }
  const { name, username } = page.parse(answer);
  return { display: (channel === 'instagram' && username ? `@${username}` : name) ?? null };
}

/** What a page's or account's events are heard by. */
export const EVENT_FIELDS: Record<'messenger' | 'instagram', string[]> = {
  messenger: [
    'messages',
    'messaging_postbacks',
    'message_echoes',
    'message_deliveries',
    'message_reads',
    'message_reactions',
    'message_edits',
    'messaging_referrals',
    'messaging_policy_enforcement',
    'feed',
  ],
  instagram: [
    'messages',
    'messaging_postbacks',
    'messaging_seen',
    'message_reactions',
    'message_edit',
    'messaging_referral',
    'comments',
    'live_comments',
  ],
};

/** What our app must be subscribed to for WhatsApp, in the app's own settings. */
export const WHATSAPP_FIELDS = [
  'messages',
  'message_template_status_update',
  'account_update',
  'phone_number_quality_update',
];

/** Whose events are subscribed to: the WABA, the page, the Instagram account (or the page it is reached by). */
export function subscriber(channel: MetaName, account: string, token: string, waba: string | undefined): string | null {
  if (channel === 'whatsapp') return waba ?? null;
  return channel === 'instagram' && isPageToken(token) ? 'me' : account;
}

const apps = z.object({
  data: z.array(
    z.object({
      id: z.coerce.string().optional().catch(undefined),
      subscribed_fields: z.array(z.string()).default([]).catch([]),
      whatsapp_business_api_data: z.object({ id: z.coerce.string() }).optional().catch(undefined),
    }),
  ),
});

/** The fields our app hears of a subscriber; null: it hears nothing. Throws what `failureOf` understands. */
export async function subscribedFields(
  app: MetaApp,
  channel: MetaName,
  whose: string,
  token: string,
): Promise<string[] | null> {
  const { data } = apps.parse(await get(hostOf(app, channel, token), token, `${checked(whose)}/subscribed_apps`));
  const ours = data.find(
    ({ id, whatsapp_business_api_data: waba }) => app.appId === null || (waba?.id ?? id) === app.appId,
  );
  return ours ? ours.subscribed_fields : null;
}

/** Subscribes our app to a subscriber's events; doing it twice changes nothing. Throws what `failureOf` understands. */
export async function subscribe(app: MetaApp, channel: MetaName, whose: string, token: string): Promise<void> {
  const fields = channel === 'whatsapp' ? '' : `?subscribed_fields=${EVENT_FIELDS[channel].join(',')}`;
  const answer = z
    .object({ success: z.boolean() })
    .parse(await post(hostOf(app, channel, token), token, `${checked(whose)}/subscribed_apps${fields}`, {}));
  if (!answer.success) throw new Error('Meta refused the subscription.');
}

const subscriptions = z.object({
  data: z.array(
    z.object({
      object: z.string(),
      callback_url: z.string().optional(),
      active: z.boolean().optional(),
      fields: z
        .array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)]))
        .default([])
        .catch([]),
    }),
  ),
});

export type AppWebhook = { object: string; callback: string | null; active: boolean; fields: string[] };

/** The webhooks of our app by object, as set in its settings. Throws what `failureOf` understands. */
export async function appWebhooks(app: MetaApp & { appId: string; appSecret: string }): Promise<AppWebhook[]> {
  const token = `${app.appId}|${mainSecret(app.appSecret)}`;
  const { data } = subscriptions.parse(await get(app, token, `${checked(app.appId)}/subscriptions`));
  return data.map(({ object, callback_url, active, fields }) => ({
    object,
    callback: callback_url ?? null,
    active: active !== false,
    fields,
  }));
}

/** An id becomes a part of an address; anything else could lead the token elsewhere. */
function checked(id: string): string {
  if (!isGraphId(id)) throw new Error(`"${id}" is no id of Meta's.`);
  return id;
}
