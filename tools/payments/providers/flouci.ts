import { z } from 'zod';
import { at, call } from './call.ts';
import {
  type Hook,
  type News,
  NotGenuine,
  type Opening,
  type Provider,
  ProviderRefusal,
  type Session,
  type SessionState,
} from './provider.ts';

/** A shop's Flouci app: the public and the private key of its developer space. */
export const flouciKeysSchema = z.strictObject({ app_token: z.string().min(1), app_secret: z.string().min(1) });
export type FlouciAccess = { keys: z.output<typeof flouciKeysSchema>; baseUrl: string };

/** A page lives for 20 minutes unless asked otherwise; a customer gets an hour. */
const SESSION_S = 3_600;

const openedSchema = z.object({
  result: z.object({ success: z.literal(true), payment_id: z.string().min(1), link: z.url() }),
});
const verifiedSchema = z.object({
  success: z.boolean(),
  result: z.object({
    type: z.string().optional(),
    amount: z.number(),
    status: z.string(),
    developer_tracking_id: z.string().nullish(),
  }),
});

/** A shop's account at Flouci (docs.flouci.com, v2). Amounts are millimes. It has no refund and no list of its own. */
export function flouciProvider(access: FlouciAccess): Provider {
  const headers = { authorization: `Bearer ${access.keys.app_token}:${access.keys.app_secret}` };
  return {
    name: 'flouci',
    open: (what) => open(access, headers, what),
    readWebhook: async (hook) => readFlouciHint(hook),
    readSession: (session, how) => readSession(access, headers, session, how.now),
    close: null,
    refund: null,
    refundsOf: async () => [],
    list: null,
    check: async () => {
      // There is no call that only checks keys: a payment that does not exist is refused differently from wrong keys.
      const { status } = await verify(access, headers, 'doctor').catch((error: unknown) => {
        if (error instanceof ProviderRefusal && error.status === 404) return { status: 404 };
        throw error;
      });
      if (status === 401 || status === 403) throw new ProviderRefusal('Flouci', status);
    },
  };
}

async function open(access: FlouciAccess, headers: Record<string, string>, what: Opening): Promise<Session> {
  const { body } = await call(at(access.baseUrl, '/api/v2/generate_payment'), {
    headers,
    json: {
      amount: what.link.amount,
      success_link: `${what.pageUrl}/retour`,
      fail_link: `${what.pageUrl}/retour`,
      webhook: what.webhookUrl,
      developer_tracking_id: trackingOf(what),
      session_timeout_secs: SESSION_S,
      accept_card: true,
    },
  });
  const { result } = openedSchema.parse(body);
  return { id: result.payment_id, url: result.link, until: what.now + SESSION_S * 1000 };
}

/** What comes back with every reading: the link and the how-manieth of its pages. */
function trackingOf(what: Opening): string {
  return `link:${what.link.id},page:${what.count},${what.shop.slug}`;
}

function verify(access: FlouciAccess, headers: Record<string, string>, id: string) {
  return call(at(access.baseUrl, `/api/v2/verify_payment/${encodeURIComponent(id)}`), { headers });
}

async function readSession(
  access: FlouciAccess,
  headers: Record<string, string>,
  session: { id: string; until: number },
  now: number,
): Promise<SessionState> {
  try {
    return stateOf(session.id, (await verify(access, headers, session.id)).body);
  } catch (error) {
    // Not found: a page that was never opened is forgotten when its time is over.
    if (error instanceof ProviderRefusal && error.status === 404)
      return { state: now > session.until ? 'over' : 'open' };
    throw error;
  }
}

/** Reads Flouci's answer about a payment: paid only when `success` and `status` both say so. */
export function stateOf(id: string, body: unknown): SessionState {
  const { success, result } = verifiedSchema.parse(body);
  if (success && result.status === 'SUCCESS') {
    return {
      state: 'paid',
      money: { provider: 'flouci', ref: id, method: 'flouci', amount: result.amount, currency: 'TND' },
    };
  }
  return { state: /^(?:EXPIRED|FAILURE|FAILED|CANCELED|CANCELLED)$/.test(result.status) ? 'over' : 'open' };
}

/**
 * A webhook of Flouci's: neither its body nor a signature is documented, so it says nothing but that a payment should be
 * read. Throws NotGenuine when it names none.
 */
export function readFlouciHint(hook: Hook): News {
  const id = hook.query.payment_id ?? idIn(hook.raw);
  if (!id || !/^[\w-]{6,80}$/.test(id)) throw new NotGenuine('no payment is named');
  return { eventId: id, type: 'hint', happened: { kind: 'look', sessionId: id, linkId: null } };
}

function idIn(raw: string): string | null {
  try {
    const body = JSON.parse(raw) as { payment_id?: unknown; result?: { payment_id?: unknown } } | null;
    const id = body?.payment_id ?? body?.result?.payment_id;
    return typeof id === 'string' ? id : null;
  } catch {
    return new URLSearchParams(raw).get('payment_id');
  }
}
