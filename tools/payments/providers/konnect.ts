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

/** A shop's Konnect account: its API key and the wallet that receives. */
export const konnectKeysSchema = z.strictObject({ api_key: z.string().min(1), wallet_id: z.string().min(1) });
export type KonnectAccess = { keys: z.output<typeof konnectKeysSchema>; baseUrl: string };

const LIFESPAN_MINUTES = 60;
const METHODS = ['wallet', 'bank_card', 'e-DINAR', 'flouci'];

const openedSchema = z.object({ payUrl: z.url(), paymentRef: z.string().min(1) });
const paymentSchema = z.object({
  payment: z.object({
    status: z.string(),
    amount: z.number(),
    reachedAmount: z.number().optional(),
    token: z.string(),
    expirationDate: z.string().optional(),
    orderId: z.string().nullish(),
  }),
});

/** A shop's account at Konnect (docs.konnect.network, v2). It has no refund and no list of its own. */
export function konnectProvider(access: KonnectAccess): Provider {
  const headers = { 'x-api-key': access.keys.api_key };
  const read = (id: string) => call(at(access.baseUrl, `/payments/${encodeURIComponent(id)}`), { headers });
  return {
    name: 'konnect',
    open: (what) => open(access, headers, what),
    readWebhook: async (hook) => readKonnectHint(hook),
    readSession: async (session, how) => {
      try {
        return stateOf(session, (await read(session.id)).body, how.now);
      } catch (error) {
        if (error instanceof ProviderRefusal && error.status === 404)
          return { state: how.now > session.until ? 'over' : 'open' };
        throw error;
      }
    },
    close: null,
    refund: null,
    refundsOf: async () => [],
    list: null,
    check: async () => {
      // Reading a payment that does not exist: "not found" with good keys, "unauthorized" with wrong ones.
      await read('000000000000000000000000').catch((error: unknown) => {
        if (!(error instanceof ProviderRefusal) || error.status === 401 || error.status === 403) throw error;
      });
    },
  };
}

async function open(access: KonnectAccess, headers: Record<string, string>, what: Opening): Promise<Session> {
  const { body } = await call(at(access.baseUrl, '/payments/init-payment'), {
    headers,
    json: {
      receiverWalletId: access.keys.wallet_id,
      token: what.link.currency,
      amount: what.link.amount,
      type: 'immediate',
      description: `${what.shop.name} — ${what.view.order.number}`,
      acceptedPaymentMethods: METHODS,
      lifespan: LIFESPAN_MINUTES,
      checkoutForm: false,
      addPaymentFeesToAmount: false,
      orderId: `link:${what.link.id},page:${what.count},${what.shop.slug}`,
      webhook: what.webhookUrl,
      successUrl: `${what.pageUrl}/retour`,
      failUrl: `${what.pageUrl}/retour`,
    },
  });
  const opened = openedSchema.parse(body);
  return { id: opened.paymentRef, url: opened.payUrl, until: what.now + LIFESPAN_MINUTES * 60_000 };
}

/** Reads Konnect's answer about a payment: only `completed` is paid; `pending` is not paid yet, or failed. */
export function stateOf(session: { id: string; until: number }, body: unknown, now: number): SessionState {
  const { payment } = paymentSchema.parse(body);
  if (payment.status === 'completed') {
    const amount = payment.reachedAmount ?? payment.amount;
    return {
      state: 'paid',
      money: { provider: 'konnect', ref: session.id, method: 'konnect', amount, currency: payment.token.toUpperCase() },
    };
  }
  return { state: payment.status !== 'pending' || now > session.until ? 'over' : 'open' };
}

/** Konnect calls `GET ?payment_ref=…` without a signature: it only says which payment to read. */
export function readKonnectHint(hook: Hook): News {
  const ref = hook.query.payment_ref ?? refIn(hook.raw);
  if (!ref || !/^[\w-]{6,80}$/.test(ref)) throw new NotGenuine('no payment is named');
  return { eventId: ref, type: 'hint', happened: { kind: 'look', sessionId: ref, linkId: null } };
}

function refIn(raw: string): string | null {
  try {
    const { payment_ref } = (JSON.parse(raw) ?? {}) as { payment_ref?: unknown };
    return typeof payment_ref === 'string' ? payment_ref : null;
  } catch {
    return null;
  }
}
