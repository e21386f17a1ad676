/**
 * An approved platform spoken to by AFNOR XP Z12-013, annex A ("Flow Service" 1.1.0): POST /v1/flows, POST
 * /v1/flows/search, GET /v1/flows/{flowId}, GET /v1/healthcheck, with a bearer token.
 */
import { z } from 'zod';
import { readCdar } from './cdar.ts';
import {
  type ApprovedPlatform,
  type Flow,
  type Handover,
  type LifeMessage,
  PlatformLocked,
  PlatformRefusal,
} from './platform.ts';

/** `token`: a lasting one; or `tokenUrl`, with the client's id and secret in it, gives one (OAuth 2.0, RFC 6749, 4.4). */
export type AfnorAccess = { url: string; token?: string | null; tokenUrl?: string | null };

const TIMEOUT_MS = 20_000;
const PAGE = 100;
const MOST_PAGES = 20;
/** A token is renewed this long before its end. */
const EARLY_MS = 60_000;

const flowSchema = z.object({
  flowId: z.string().min(1).max(36),
  trackingId: z.string().nullish(),
  flowType: z.string().nullish(),
  flowSyntax: z.string().nullish(),
  updatedAt: z.iso.datetime({ offset: true }).nullish(),
  acknowledgement: z
    .object({
      status: z.enum(['Pending', 'Ok', 'Error']),
      details: z.array(z.object({ reasonCode: z.string().nullish(), reasonMessage: z.string().nullish() })).nullish(),
    })
    .nullish(),
});
type FlowJson = z.output<typeof flowSchema>;
const searchSchema = z.object({ results: z.array(flowSchema).nullish() });
const sentSchema = z.object({ flowId: z.string().min(1).max(36) });
const tokenSchema = z.object({ access_token: z.string().min(1), expires_in: z.number().positive().nullish() });
const errorSchema = z.object({ errorCode: z.string().nullish(), errorMessage: z.string().nullish() });

/** Reason of XP Z12-013: the flow has already been sent and received. */
const ALREADY = 'AlreadyExistingFlow';

/** How each is signalled: XP Z12-013 names the syntax of flow 10 FRR, and has no profile for it. */
const SIGNALLED = {
  invoice: { processingRule: 'B2B', flowSyntax: 'Factur-X', flowProfile: 'CIUS', mime: 'application/pdf' },
  report: { processingRule: 'B2C', flowSyntax: 'FRR', mime: 'application/xml' },
} as const;
const STATES = { Pending: 'pending', Ok: 'ok', Error: 'error' } as const;

function flowOf(json: FlowJson): Flow {
  const { acknowledgement } = json;
  const details = acknowledgement?.details ?? [];
  // A file it has already is a file it has.
  const again = details.length > 0 && details.every((one) => one.reasonCode === ALREADY);
  const reasons = details.flatMap((one) => one.reasonMessage ?? one.reasonCode ?? []);
  return {
    flowId: json.flowId,
    state: again ? 'ok' : acknowledgement ? STATES[acknowledgement.status] : 'pending',
    why: reasons.join(' ; ').slice(0, 300),
  };
}

/** Opens it; nothing is called before it is asked for something. `now`: for the end of a token. */
export function createAfnorPlatform(access: AfnorAccess, now: () => number): ApprovedPlatform {
  let held: { token: string; until: number } | null = null;

  async function bearer(): Promise<string> {
    if (access.token) return access.token;
    if (held && held.until > now()) return held.token;
    if (!access.tokenUrl) throw new Error('no token, and no address to get one');
    const address = new URL(access.tokenUrl);
    const basic = Buffer.from(`${decodeURIComponent(address.username)}:${decodeURIComponent(address.password)}`);
    [address.username, address.password] = ['', ''];
    const response = await fetch(address, {
      method: 'POST',
      headers: { authorization: `Basic ${basic.toString('base64')}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
      redirect: 'error',
    });
    const { access_token, expires_in } = tokenSchema.parse(await answered(response));
    held = { token: access_token, until: now() + Math.max(0, (expires_in ?? 300) * 1000 - EARLY_MS) };
    return access_token;
  }

  async function call(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = { ...(init.headers as Record<string, string>), authorization: `Bearer ${await bearer()}` };
    const signal = AbortSignal.timeout(TIMEOUT_MS);
    const response = await fetch(`${access.url}${path}`, { ...init, headers, signal, redirect: 'error' });
    if (response.status === 401) held = null;
    return response;
  }

  async function search(where: object): Promise<FlowJson[]> {
    const body = JSON.stringify({ limit: PAGE, where });
    const response = await call('/v1/flows/search', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    return searchSchema.parse(await answered(response)).results ?? [];
  }

  return {
    async send({ what, trackingId, name, file, sha256 }: Handover): Promise<Flow> {
      const { mime, ...signalled } = SIGNALLED[what];
      const form = new FormData();
      const flowInfo = JSON.stringify({ trackingId, name, ...signalled, sha256 });
      form.set('flowInfo', new Blob([flowInfo], { type: 'application/json' }));
      form.set('file', new Blob([file as Uint8Array<ArrayBuffer>], { type: mime }), name);
      const { flowId } = sentSchema.parse(await answered(await call('/v1/flows', { method: 'POST', body: form })));
      return { flowId, state: 'pending', why: '' };
    },

    async find(trackingId: string): Promise<Flow | null> {
      const found = (await search({ trackingId })).find((one) => one.trackingId === trackingId);
      return found ? flowOf(found) : null;
    },

    async messages(since: number) {
      const messages: LifeMessage[] = [];
      const read = new Set<string>();
      let until = since;
      // Paging goes by the time of change (XP Z12-013: "Pagination works with the updatedAfter property").
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const found = await search({
          flowType: ['CustomerInvoiceLC'],
          flowDirection: ['In'],
          updatedAfter: new Date(until).toISOString(),
        });
        const fresh = found.filter((one) => !read.has(one.flowId));
        for (const one of fresh) {
          read.add(one.flowId);
          const response = await call(`/v1/flows/${encodeURIComponent(one.flowId)}?docType=Original`);
          if (!response.ok) await answered(response);
          try {
            messages.push(readCdar(await response.text()));
          } catch (error) {
            // Somebody else's fault in one message keeps no other from being read.
            if (!(error instanceof RangeError)) throw error;
          }
          if (one.updatedAt) until = Math.max(until, Date.parse(one.updatedAt));
        }
        if (fresh.length === 0 || found.length < PAGE) break;
      }
      return { messages, until };
    },

    async check(): Promise<void> {
      const health = await call('/v1/healthcheck');
      if (!health.ok) await answered(health);
      // Only a call with rights shows that the token is good.
      await search({ trackingId: 'quelyos-check' });
    },
  };
}

/**
 * The answer's JSON. Throws PlatformLocked where we are not let in, PlatformRefusal for the other 4xx (a time-out and "too
 * many" excepted), Error for what may pass.
 */
async function answered(response: Response): Promise<unknown> {
  const text = await response.text();
  const json = parsed(text);
  if (response.ok) return json;
  const { errorCode, errorMessage } = errorSchema.catch({}).parse(json);
  const why = [errorCode, errorMessage].filter(Boolean).join(' : ').slice(0, 300) || `HTTP ${response.status}`;
  if (response.status === 401 || response.status === 403) throw new PlatformLocked(why);
  const passes = response.status >= 500 || [408, 425, 429].includes(response.status);
  throw passes
    ? new Error(`the platform answered ${response.status}: ${why}`)
    : new PlatformRefusal(response.status, why);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
