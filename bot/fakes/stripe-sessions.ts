/** What the fake Stripe answers about a session that is there: read, and expired. */
import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';
import { asResponse, refuse } from './stripe-checks.ts';
import type { CheckoutSession } from './stripe-events.ts';

/** Adds the routes. */
export function sessionRoutes(
  app: Hono<{ Bindings: HttpBindings }>,
  memory: { sessions: CheckoutSession[]; closes: boolean },
): void {
  app.get('/v1/checkout/sessions/:id', (c) => {
    const session = memory.sessions.find((one) => one.id === c.req.param('id'));
    return session
      ? c.json(session)
      : asResponse({ ...refuse('No such checkout.session', 'session', 'resource_missing'), status: 404 });
  });
  app.post('/v1/checkout/sessions/:id/expire', (c) => {
    const session = memory.sessions.find((one) => one.id === c.req.param('id'));
    if (!memory.closes || session?.status !== 'open')
      return asResponse(refuse('Only Checkout Sessions with a status in ["open"] can be expired.'));
    return c.json(Object.assign(session, { status: 'expired', url: null }));
  });
}
