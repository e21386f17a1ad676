/**
 * A load generator: plain sockets kept alive, one request under way on each, answers read by their length or to their last
 * chunk. `bombard` runs it in a process of its own, where a great many answers would keep the bench's event loop busy.
 */
import { fork } from 'node:child_process';
import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';

export type Request = { path: string; headers: Record<string, string>; body: string };
/** `status`: what a request is answered with that was done; 200 where nothing is said. */
type Order = { url: string; requests: Request[]; connections: number; limitMs: number; status?: number };
export type Load = { seconds: number; latencies: number[]; failed: number };

/** The same from another process. */
export function bombard(order: Order): Promise<Load> {
  return new Promise((done, failed) => {
    const child = fork(fileURLToPath(import.meta.url), ['generate'], {
      execArgv: ['--import', import.meta.resolve('tsx')],
    });
    child.once('message', (load) => done(load as Load));
    child.once('error', failed);
    child.once('exit', (code) => failed(new Error(`the load generator ended (${code})`)));
    child.send(order);
  });
}

/** Sends every request once over `connections` kept-alive connections, from this process. */
export async function generate({ url, requests, connections, limitMs, status = 200 }: Order): Promise<Load> {
  const { hostname, port } = new URL(url);
  const wires = requests.map(({ path, headers, body }) => {
    const bytes = Buffer.from(body);
    const lines = Object.entries({ host: `${hostname}:${port}`, ...headers, 'content-length': String(bytes.length) });
    const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    return Buffer.concat([Buffer.from(`POST ${path} HTTP/1.1\r\n${head}\r\n`), bytes]);
  });
  const latencies: number[] = [];
  let next = 0;
  let failed = 0;
  const from = performance.now();
  const one = () =>
    new Promise<void>((end, broken) => {
      const socket = connect({ host: hostname, port: Number(port), noDelay: true });
      let sentAt = 0;
      let got = '';
      const send = () => {
        const wire = performance.now() - from < limitMs ? wires[next++] : undefined;
        if (!wire) {
          socket.end();
          return end();
        }
        got = '';
        sentAt = performance.now();
        socket.write(wire);
      };
      socket.on('connect', send);
      socket.on('error', broken);
      socket.on('data', (data) => {
        got += data.toString('latin1');
        const split = got.indexOf('\r\n\r\n');
        if (split < 0) return;
        const length = Number(/\r\ncontent-length: *(\d+)/i.exec(got)?.[1]);
        const chunked = /\r\ntransfer-encoding: *chunked/i.test(got.slice(0, split));
        if (Number.isNaN(length) && !chunked)
          return broken(new Error(`an answer without its length: ${got.slice(0, 200)}`));
        if (chunked ? !got.endsWith('\r\n0\r\n\r\n') : got.length < split + 4 + length) return;
        latencies.push(performance.now() - sentAt);
        if (!got.startsWith(`HTTP/1.1 ${status}`)) failed++;
        send();
      });
    });
  await Promise.all(Array.from({ length: connections }, one));
  return { seconds: (performance.now() - from) / 1000, latencies, failed };
}

if (process.argv[2] === 'generate') {
  process.once('message', (order) => {
    generate(order as Order).then(
      (load) => process.send?.(load, () => process.exit(0)),
      (error: unknown) => {
        process.stderr.write(`${String(error)}\n`);
        process.exit(1);
      },
    );
  });
}
