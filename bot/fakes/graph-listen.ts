import { type HttpBindings, serve } from '@hono/node-server';
import type { Hono } from 'hono';

type Bindings = { Bindings: HttpBindings };

/** Serves an app on 127.0.0.1; 0: any free port. */
export function listen(app: Hono<Bindings>, port: number): Promise<{ server: ReturnType<typeof serve>; url: string }> {
  return new Promise((ready, broken) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (info) =>
      ready({ server, url: `http://127.0.0.1:${info.port}` }),
    );
    server.once('error', broken);
  });
}
