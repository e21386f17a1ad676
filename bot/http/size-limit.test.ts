import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { sizeLimit } from './size-limit.ts';

const MOST = 10;

test('a body over the limit is refused whether it states its length or not; one at the limit is read whole', async () => {
  const app = new Hono();
  app.use('*', sizeLimit(MOST));
  app.all('/', async (c) => c.text(`got ${(await c.req.text()).length}`));
  const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  try {
    const ask = (head: string, body: string) => spoken((server.address() as AddressInfo).port, head, body);
    for (const [length, answer] of [
      [MOST, /^HTTP\/1\.1 200 [\s\S]*got 10/],
      [MOST + 1, /^HTTP\/1\.1 413 [\s\S]*Payload Too Large/],
    ] as const) {
      const body = 'x'.repeat(length);
      assert.match(await ask(`POST / HTTP/1.1\r\nContent-Length: ${length}`, body), answer);
      const chunks = `${length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      assert.match(await ask('POST / HTTP/1.1\r\nTransfer-Encoding: chunked', chunks), answer);
    }
    assert.match(await ask('POST / HTTP/1.1\r\nContent-Length: 0', ''), /^HTTP\/1\.1 200 [\s\S]*got 0/);
    assert.match(await ask('GET / HTTP/1.1', ''), /^HTTP\/1\.1 200 [\s\S]*got 0/);
  } finally {
    server.close();
  }
});

/** Everything that is answered to a request as it stands. */
async function spoken(port: number, head: string, body: string): Promise<string> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(`${head}\r\nHost: here\r\nConnection: close\r\n\r\n${body}`);
  return text(socket);
}
