import { createHmac } from 'node:crypto';
import type { SignedBody } from '../../fakes/graph.ts';
import { APP_SECRET } from '../../testing/hub.ts';
import type { Provider, ProviderCall } from './provider.ts';

const PATH = '/webhooks/meta';

/** A body of the fake Graph's as a call. */
export const called = ({ body, headers }: SignedBody): ProviderCall => ({ path: PATH, body, headers });

const signed = (body: string, secret = APP_SECRET): ProviderCall => {
  const hex = createHmac('sha256', secret).update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${hex}` };
  return { path: PATH, body, headers };
};

/** What the three channels of Meta's share: one address, one secret, one way to sign. */
export const META: Required<Pick<Provider, 'signs' | 'forgeries'>> = {
  signs: (raw) => signed(raw),
  forgeries: (call) => {
    const body = String(call.body);
    const { 'x-hub-signature-256': _signature, ...unsigned } = call.headers;
    return [
      { ...call, body: `${body} ` },
      { ...call, headers: unsigned },
      { ...call, headers: { ...call.headers, 'x-hub-signature-256': 'sha256=' } },
      signed(body, 'another-secret'),
    ];
  },
};
