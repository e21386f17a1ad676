/** WhatsApp, Messenger and Instagram: token, account, events, the app's webhook, our own signature check, templates. */
import { type Check, fail, ok, warn } from '../../tools/connections/checkup.ts';
import type { Learned } from '../../tools/connections/learn.ts';
import type { Words } from '../../tools/texts/index.ts';
import {
  debugToken,
  type MetaApp,
  type MetaName,
  readAccount,
  scopesNeeded,
  subscribe,
  subscribedFields,
  subscriber,
  type TokenFacts,
} from '../channels/meta-account/account.ts';
import { failureOf } from '../channels/meta-dm/graph.ts';
import { isInstagramToken } from '../channels/meta-dm/host.ts';
import type { Settings } from '../settings.ts';
import { appWebhookCheck, signatureCheck } from './meta-webhook.ts';
import { templateCheck } from './templates.ts';
import type { ConnectionExaminer, ConnectionVisit } from './visit.ts';
import { say } from './words.ts';

const WEEK_MS = 7 * 24 * 3_600_000;

/** How our app reaches Graph. */
export function metaApp({ meta }: Settings): MetaApp {
  const { graphUrl, graphVersion, appId, appSecret } = meta;
  return { graphUrl, graphVersion, appId, appSecret };
}

/** What is asked of one of the three; each step stands on the ones before it, so a dead token is said once. */
export const examineMeta: ConnectionExaminer = async (visit) => {
  const channel = visit.connection.channel as MetaName;
  const app = metaApp(visit.settings);
  const token = visit.connection.secrets.access_token ?? '';
  const learned: Learned = { facts: {} };
  const checks: Check[] = [];
  if (!app.appSecret)
    checks.push(
      fail(
        'secret',
        say((t) => t.noSecret),
        say((t) => t.noSecretNext),
      ),
    );
  const facts = await tokenChecks(visit, app, channel, token, checks, learned);
  const reachable = facts?.valid === false ? false : await accountCheck(visit, app, channel, token, checks, learned);
  if (reachable) {
    const waba = learned.facts?.waba ?? visit.connection.facts.waba;
    checks.push(await subscriptionCheck(visit, app, channel, token, waba));
    if (channel === 'whatsapp') checks.push(await templateCheck(visit, app, token, waba));
  }
  if (app.appId && app.appSecret) {
    const named = { ...app, appId: app.appId, appSecret: app.appSecret };
    checks.push(await appWebhookCheck(visit, named, channel));
  }
  if (app.appSecret) checks.push(await signatureCheck(visit.hub.publicUrl, channel, app.appSecret));
  return { checks, learned: { ...learned, ...(reachable ? { works: true } : {}) } };
};

async function tokenChecks(
  { hub, connection }: ConnectionVisit,
  app: MetaApp,
  channel: MetaName,
  token: string,
  checks: Check[],
  learned: Learned,
): Promise<TokenFacts | null> {
  const renew = say((t) => t.renewNext(`${hub.publicUrl}/admin/canaux/${connection.id}`));
  if (!token) {
    checks.push(
      fail(
        'token',
        say((t) => t.noToken),
        renew,
      ),
    );
    return { valid: false, expiresAt: null, scopes: [], targets: {} };
  }
  if (isInstagramToken(token)) {
    checks.push(instagramTokenCheck(connection, hub.now(), renew));
    return null;
  }
  let facts: TokenFacts;
  try {
    facts = await debugToken(app, token);
  } catch (error) {
    // Not every token may examine itself: the account says whether it works.
    const why = failureOf(error, 0).details;
    checks.push(
      warn(
        'token',
        say((t) => t.tokenUnknown(why)),
        say((t) => t.tokenUnknownNext),
      ),
    );
    return null;
  }
  if (!facts.valid) {
    checks.push(
      fail(
        'token',
        say((t) => t.tokenDead(facts.why ?? '—')),
        renew,
      ),
    );
    return facts;
  }
  learned.expiresAt = facts.expiresAt;
  const waba = facts.targets.whatsapp_business_management?.[0];
  if (channel === 'whatsapp' && waba) learned.facts = { ...learned.facts, waba };
  const missing = scopesNeeded(channel, token).filter((scope) => !facts.scopes.includes(scope));
  if (missing.length > 0)
    checks.push(
      fail(
        'permissions',
        say((t) => t.scopesMissing(missing.join(', '))),
        renew,
      ),
    );
  checks.push(expiryCheck(facts, hub.now(), renew));
  return facts;
}

/** Its end is known from when it was made or last refreshed, which happens by itself. */
function instagramTokenCheck({ expiresAt, facts }: ConnectionVisit['connection'], now: number, renew: Words): Check {
  const { refresh_failed: why } = facts;
  if (expiresAt === null)
    return warn(
      'token',
      say((t) => t.instagramUndated),
      say((t) => t.instagramUndatedNext),
    );
  if (why && expiresAt > now)
    return warn(
      'token',
      say((t) => t.instagramNotRefreshed(why)),
      renew,
    );
  return expiryCheck({ expiresAt }, now, renew);
}

function expiryCheck({ expiresAt }: Pick<TokenFacts, 'expiresAt'>, now: number, renew: Words): Check {
  if (expiresAt === null)
    return ok(
      'token',
      say((t) => t.tokenForever),
    );
  const days = String(Math.max(0, Math.floor((expiresAt - now) / (24 * 3_600_000))));
  if (expiresAt <= now)
    return fail(
      'token',
      say((t) => t.tokenEnded),
      renew,
    );
  return expiresAt < now + WEEK_MS
    ? warn(
        'token',
        say((t) => t.tokenEnds(days)),
        renew,
      )
    : ok(
        'token',
        say((t) => t.tokenUntil(days)),
      );
}

async function accountCheck(
  { hub, connection }: ConnectionVisit,
  app: MetaApp,
  channel: MetaName,
  token: string,
  checks: Check[],
  learned: Learned,
): Promise<boolean> {
  try {
    const { display, quality, status } = await readAccount(app, channel, connection.account, token);
    if (display) learned.display = display;
    learned.facts = { ...learned.facts, ...(quality && { quality }), ...(status && { status }) };
    const name = display ?? connection.account;
    if (quality === 'RED')
      checks.push(
        fail(
          'account',
          say((t) => t.qualityRed(name)),
          say((t) => t.qualityNext),
        ),
      );
    else if (quality === 'YELLOW')
      checks.push(
        warn(
          'account',
          say((t) => t.qualityYellow(name)),
          say((t) => t.qualityNext),
        ),
      );
    else
      checks.push(
        ok(
          'account',
          say((t) => t.accountOk(name)),
        ),
      );
    return true;
  } catch (error) {
    const { details, action } = failureOf(error, 0);
    const next =
      action === 'retry'
        ? say((t) => t.againNext)
        : say((t) => t.accountNext(`${hub.publicUrl}/admin/canaux/${connection.id}`));
    checks.push(
      fail(
        'account',
        say((t) => t.accountRefused(details)),
        next,
      ),
    );
    return false;
  }
}

/** An hour of failed deliveries unsubscribes a page's app: what is gone is asked for again at once. */
async function subscriptionCheck(
  { connection }: ConnectionVisit,
  app: MetaApp,
  channel: MetaName,
  token: string,
  waba: string | undefined,
): Promise<Check> {
  const whose = subscriber(channel, connection.account, token, waba);
  if (whose === null)
    return warn(
      'subscription',
      say((t) => t.wabaUnknown),
      say((t) => t.wabaUnknownNext),
    );
  try {
    const state = await tendSubscription(app, channel, whose, token);
    return state === 'renewed'
      ? warn(
          'subscription',
          say((t) => t.resubscribed),
          say((t) => t.resubscribedNext),
        )
      : ok(
          'subscription',
          say((t) => t.subscribed),
        );
  } catch (error) {
    const why = failureOf(error, 0).details;
    return fail(
      'subscription',
      say((t) => t.notSubscribed(why)),
      say((t) => t.notSubscribedNext),
    );
  }
}

/** Makes sure that our app hears the events of a page, account or WABA. Throws what `failureOf` understands. */
export async function tendSubscription(
  app: MetaApp,
  channel: MetaName,
  whose: string,
  token: string,
): Promise<'there' | 'renewed'> {
  const heard = await subscribedFields(app, channel, whose, token);
  const needed = channel === 'whatsapp' ? [] : NEEDED;
  if (heard !== null && needed.every((field) => heard.includes(field))) return 'there';
  await subscribe(app, channel, whose, token);
  return 'renewed';
}

/** Without these no order can be taken; others may be missing where the app lacks their permission. */
const NEEDED = ['messages', 'messaging_postbacks'];
