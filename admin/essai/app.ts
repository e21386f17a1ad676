/** The trial page: a customer's phone and the merchant's side by side, a channel like any other behind them. */
import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Lang } from '../format.ts';
import { render } from '../layout.tsx';
import { fromOurPage, pageHeaders } from '../security.ts';
import { streamEvents } from './events.ts';
import { essaiPage } from './page.tsx';
import type { EssaiParts } from './parts.ts';
import { readSaying } from './say.ts';
import { markOf, newVisitor, visitorOf } from './visitor.ts';

const HEARTBEAT_MS = 15_000;
const SAY_MAX_BYTES = 32 * 1024;

const langOf = (c: Context): Lang => {
  const asked = c.req.query('lang');
  return asked === 'en' || asked === 'ar' ? asked : 'fr';
};

const problem = (c: Context, status: 400 | 403 | 409 | 413, title: string, detail: string): Response =>
  c.body(JSON.stringify({ title, status, detail }), status, { 'Content-Type': 'application/problem+json' });

/**
 * The sub-app of `/essai`: the page, its stream of events, what it says, and a fresh customer.
 * Mount it at `/essai`, beside `createAssets()` at `/assets`. Failures of `parts` reach the app's own error handler.
 * @param pace `heartbeatMs`: how long the stream may stay silent (15 s).
 */
export function createEssai(parts: EssaiParts, pace: { heartbeatMs?: number } = {}): Hono {
  const app = new Hono();

  app.get('/', (c) => {
    const visitor = visitorOf(c) ?? newVisitor(c);
    const page = essaiPage({ lang: langOf(c), shopName: parts.shopName, mark: markOf(visitor) });
    return c.html(render(page), 200, pageHeaders());
  });

  app.get('/events', (c) => {
    const visitor = visitorOf(c);
    if (!visitor) return problem(c, 409, 'no visitor', 'Open /essai first: it gives this browser its two phones.');
    return streamEvents(c, parts, visitor, pace.heartbeatMs ?? HEARTBEAT_MS);
  });

  const tooLong = (c: Context) => problem(c, 413, 'too long', `Say it in at most ${SAY_MAX_BYTES} bytes.`);
  app.post('/say', bodyLimit({ maxSize: SAY_MAX_BYTES, onError: tooLong }), async (c) => {
    if (!fromOurPage(c)) return problem(c, 403, 'not from this page', 'Only the page /essai may speak here.');
    const body = await c.req.json().catch(() => null);
    const read = readSaying(body);
    if (!read.ok) return problem(c, 400, 'not understood', read.faults);
    const visitor = visitorOf(c);
    if (!visitor || read.mark !== markOf(visitor)) {
      return problem(c, 409, 'another visitor', 'The phones were handed to a new customer. Reload the page.');
    }
    const saying = { ...read.saying, visitor };
    await parts.say(saying);
    return c.json({ taken: saying.id }, 202);
  });

  app.post('/nouveau', (c) => {
    if (!fromOurPage(c)) return problem(c, 403, 'not from this page', 'Use the button of the page /essai.');
    newVisitor(c);
    const lang = langOf(c);
    return c.redirect(lang === 'fr' ? '/essai' : `/essai?lang=${lang}`, 303);
  });

  return app;
}
