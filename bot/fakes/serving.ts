/** What the doubles of payment providers share: a server of their own, failures to come, keys seen before. */
import { type HttpBindings, type ServerType, serve } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context, Hono } from 'hono';

export type Bindings = { Bindings: HttpBindings };

/** A failure to come. `drop` cuts the connection before or after the call took effect. */
export type Fault = { status?: number; drop?: 'before' | 'after'; times?: number };

/** Failures in order; `meet` runs a call, or what stands in its way. */
export function faults() {
  const waiting: (Fault & { left: number })[] = [];
  return {
    add: (fault: Fault) => void waiting.push({ ...fault, left: fault.times ?? 1 }),
    async meet(c: Context<Bindings>, work: () => Promise<Response> | Response): Promise<Response> {
      const fault = waiting.find((one) => one.left > 0);
      if (!fault) return work();
      fault.left -= 1;
      if (fault.drop !== 'before' && fault.status === undefined) await work();
      if (fault.drop) {
        c.env.outgoing.destroy();
        return RESPONSE_ALREADY_SENT;
      }
      return c.json({ name: 'INJECTED', message: 'injected failure' }, (fault.status ?? 500) as 500);
    },
  };
}

/** Serves on a free port of 127.0.0.1. */
export function listen(app: Hono<Bindings>): Promise<{ url: string; close(): Promise<void> }> {
  return new Promise((ready, broken) => {
    const server: ServerType = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      ready({
        url: `http://127.0.0.1:${info.port}`,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            if ('closeAllConnections' in server) server.closeAllConnections();
          }),
      }),
    );
    server.once('error', broken);
  });
}
