import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { createAssets } from '../admin/assets.ts';
import { createEssai } from '../admin/essai/app.ts';
import type { ShopFacts } from '../tools/context.ts';
import type { ChannelName } from '../tools/conversations/message.ts';
import { createApi } from './http/api.ts';
import { createCodes } from './http/codes.ts';
import { createDocuments } from './http/documents.ts';
import { createEssaiParts } from './http/essai.ts';
import { createHealth } from './http/health.ts';
import { createMailWebhook } from './http/mail-webhook.ts';
import { createOffice } from './http/office.ts';
import { createPay } from './http/pay.ts';
import { createPrivacy } from './http/privacy.ts';
import { noPage } from './http/reader.ts';
import { createWebhooks } from './http/webhooks.ts';
import type { Parts } from './road/parts.ts';
import { createReceiver } from './road/receive.ts';
import type { Settings } from './settings.ts';

export type AppOptions = {
  parts: Parts;
  settings: Settings;
  demo: ShopFacts | null;
  engine: 'embedded' | 'server' | 'pglite';
};

/** Every address of the hub. A worker only answers whether it is well. */
export function createApp({ parts, settings, demo, engine }: AppOptions): Hono {
  const app = new Hono();
  app.onError((error, c) => {
    const reference = randomUUID().slice(0, 8);
    parts.log.error('a request failed', { path: c.req.path, method: c.req.method, reference, error });
    if (c.req.header('Accept')?.includes('text/html')) return noPage(c, 'broken', 500, { reference });
    return c.json({ type: 'about:blank', title: 'Internal error', status: 500 }, 500, {
      'Content-Type': 'application/problem+json',
    });
  });
  app.notFound((c) => noPage(c, 'not_found', 404));
  app.route('/', createHealth(parts));
  if (settings.role === 'worker') return app;

  const receiver = createReceiver({ hub: parts.hub, burstMs: parts.burstMs });
  // Before the others: a letter with its files is larger than any of their bodies.
  app.route('/webhooks/email', createMailWebhook(parts, receiver));
  app.route(
    '/webhooks',
    createWebhooks(parts, receiver, {
      verifyToken: settings.meta.verifyToken,
    }),
  );
  app.route('/pay', createPay(parts));
  app.route('/p', createCodes(parts.hub));
  app.route('/doc', createDocuments(parts.hub));
  app.route('/confidentialite', createPrivacy(parts.hub));
  app.route('/api/v1', createApi(parts.hub));
  app.route('/assets', createAssets());
  app.route(
    '/admin',
    createOffice(parts, settings, {
      engine,
      model: parts.mind.name === 'rules' ? { state: 'off' } : { state: 'on', name: parts.mind.name },
      signed: new Set(Object.keys(parts.channels) as ChannelName[]),
      simulatorUrl: demo ? '/essai' : null,
    }),
  );
  if (demo) app.route('/essai', createEssai(createEssaiParts(parts.hub, receiver, demo)));
  app.get('/', (c) => c.redirect(demo ? '/essai' : '/admin', 302));
  return app;
}
