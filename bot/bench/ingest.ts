import { webhooksSignedBy } from '../fakes/graph-webhooks.ts';
import { PHONE_NUMBER_ID } from '../testing/shop.ts';
import { beside, type Emit, percentile, rounded } from './figures.ts';
import { bombard, type Load, type Request } from './load.ts';
import { cpuMs } from './machine.ts';
import type { Child, Place } from './place.ts';
import { APP_SECRET, hubEnvironment } from './shop.ts';

const CONNECTIONS = 16;
const ROUNDS = 5;
const REQUESTS = 3_000;
const LIMIT_MS = 20_000;

type Side = { child: Child; path: string; loads: Load[]; cpu: number[]; serverCpu: number[] };

/** Signed webhook -> durable row -> 200, each message by another customer. */
export async function ingest(place: Place, emit: Emit): Promise<void> {
  const hub = await place.start('../testing/child.ts', await hubEnvironment(place, { ROLE: 'web' }));
  const floor = await place.start('./floor.ts', { DATABASE_URL: await place.database(), APP_SECRET });
  const ours: Side = { child: hub, path: '/webhooks/meta', loads: [], cpu: [], serverCpu: [] };
  const least: Side = { child: floor, path: '/insert', loads: [], cpu: [], serverCpu: [] };
  for (const side of [least, ours]) await round(place, side, 500);
  for (const side of [least, ours]) Object.assign(side, { loads: [], cpu: [], serverCpu: [] });
  for (let number = 0; number < ROUNDS; number++) {
    await round(place, least, REQUESTS);
    await round(place, ours, REQUESTS);
  }
  await Promise.all([hub.stop(), floor.stop()]);
  const rate = (side: Side) => side.loads.map((load) => load.latencies.length / load.seconds);
  const at = (side: Side, share: number) => side.loads.map((load) => percentile(load.latencies, share));
  const details = { connections: CONNECTIONS, requests: ROUNDS * REQUESTS, failed: failures(ours) };
  emit(beside('ingest', 'requests/s', rate(ours), rate(least), { better: 'more', target: 1.4, ...details }));
  emit(beside('ingest p50', 'ms', at(ours, 0.5), at(least, 0.5), { target: 1.4 }));
  emit(beside('ingest p99', 'ms', at(ours, 0.99), at(least, 0.99)));
  if (ours.cpu.length > 0) {
    emit(beside('ingest cpu', 'ms/request', ours.cpu, least.cpu, { of: 'the web process' }));
    emit(beside('ingest database cpu', 'ms/request', ours.serverCpu, least.serverCpu));
  }
}

async function round(place: Place, side: Side, count: number): Promise<void> {
  const requests = messages(count, side.path);
  const before = [await cpuMs(side.child.pid), await cpuMs(place.serverPid)];
  const load = await bombard({ url: side.child.url, requests, connections: CONNECTIONS, limitMs: LIMIT_MS });
  const after = [await cpuMs(side.child.pid), await cpuMs(place.serverPid)];
  side.loads.push(load);
  if (load.failed > 0)
    throw new Error(`${load.failed} of ${load.latencies.length} requests were not answered with 200`);
  const spent = (index: 0 | 1) =>
    ((after[index] ?? Number.NaN) - (before[index] ?? Number.NaN)) / load.latencies.length;
  if (Number.isNaN(spent(0))) return;
  side.cpu.push(rounded(spent(0)));
  side.serverCpu.push(rounded(spent(1)));
}

let contacts = 0;

function messages(count: number, path: string): Request[] {
  const { inboundText } = webhooksSignedBy(APP_SECRET);
  return Array.from({ length: count }, () => {
    const from = `336${String(10_000_000 + contacts++)}`;
    const { body, headers } = inboundText({
      phoneNumberId: PHONE_NUMBER_ID,
      from,
      text: 'Bonjour, vous avez encore des fraisiers ?',
    });
    return { path, headers, body };
  });
}

const failures = (side: Side) => side.loads.reduce((sum, load) => sum + load.failed, 0);
