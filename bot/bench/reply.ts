import { setTimeout as pause } from 'node:timers/promises';
import { answer } from '../../flows/answer.ts';
import type { Turn } from '../../flows/turn.ts';
import { shopFacts, shopOf } from '../../tools/shops/facts.ts';
import { type FakeGraph, startFakeGraph } from '../fakes/graph.ts';
import { startHub } from '../hub.ts';
import { openLog } from '../log.ts';
import { readSettings } from '../settings.ts';
import { PHONE_NUMBER_ID } from '../testing/shop.ts';
import { newPerson } from './cards.ts';
import { beside, type Emit, median, percentile, rounded, timed } from './figures.ts';
import type { Place } from './place.ts';
import { APP_SECRET, hubEnvironment, SHOP } from './shop.ts';

const MESSAGES = 80;
const WARM_UP = 10;
const TEXT = 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp';
/** Long enough for what trails a reply (read marks, the lease's end) not to fall on the next message. */
const REST_MS = 60;

/** From the signed webhook to the channel receiving the reply, without a model and without the burst's quiet time. */
export async function reply(place: Place, emit: Emit): Promise<void> {
  const graph = await startFakeGraph({ appSecret: APP_SECRET });
  try {
    const hub = await place.start(
      '../testing/child.ts',
      await hubEnvironment(place, { GRAPH_URL: graph.url, BURST_MS: '0' }),
    );
    const floor = await place.start('./floor.ts', {
      DATABASE_URL: await place.database(),
      APP_SECRET,
      GRAPH_URL: graph.url,
    });
    const samples = { ours: [] as number[], floor: [] as number[] };
    for (let number = 0; number < MESSAGES + WARM_UP; number++) {
      const least = await toReply(graph, `${floor.url}/reply`, `3370${String(1_000_000 + number)}`);
      const ours = await toReply(graph, `${hub.url}/webhooks/meta`, `3371${String(1_000_000 + number)}`);
      if (number >= WARM_UP) {
        samples.floor.push(least);
        samples.ours.push(ours);
      }
      await pause(REST_MS);
    }
    await Promise.all([hub.stop(), floor.stop()]);
    emit(beside('message to reply p50', 'ms', samples.ours, samples.floor, { messages: MESSAGES }));
    const p99 = { ours: percentile(samples.ours, 0.99), floor: percentile(samples.floor, 0.99) };
    emit(beside('message to reply p99', 'ms', [p99.ours], [p99.floor]));
  } finally {
    await graph.close();
  }
  await agentTurns(place, emit);
}

async function toReply(graph: FakeGraph, url: string, from: string): Promise<number> {
  const signed = graph.inboundText({ phoneNumberId: PHONE_NUMBER_ID, from, name: 'Client', text: TEXT });
  return timed(async () => {
    const status = await graph.deliver(url, signed);
    if (status !== 200) throw new Error(`the webhook answered ${status}`);
    await graph.waitFor((message) => message.to === from);
  });
}

const TURNS = 40;

/** One turn of the agent in this process: read, tools, sentence. Next to it: the shop's row read in a transaction. */
async function agentTurns(place: Place, emit: Emit): Promise<void> {
  const settings = readSettings(await hubEnvironment(place, { ROLE: 'web' }), place.dir);
  const running = await startHub(settings, openLog({ level: 'error' }));
  try {
    const { hub, mind } = running.parts;
    const shopId = (await shopOf(hub, 'shop', SHOP)) ?? 0;
    const shop = await shopFacts(hub, shopId);
    const samples: number[] = [];
    const least: number[] = [];
    for (let number = 0; number < TURNS; number++) {
      const turn = await newTurn(number);
      least.push(await timed(() => shopFacts(hub, shopId)));
      samples.push(await timed(() => answer(turn, mind)));
    }
    const first = samples.shift()!;
    emit(
      beside('agent turn, warm p50', 'ms', samples, least.slice(1), {
        first_ms: rounded(first),
        p99_ms: rounded(percentile(samples, 0.99)),
        floor_is: median(least) > 0 ? 'one read in a transaction' : undefined,
      }),
    );

    async function newTurn(number: number): Promise<Turn> {
      const at = hub.now();
      const ids = await newPerson(hub, shopId, `3372${String(1_000_000 + number)}`);
      return {
        hub,
        shop,
        id: number,
        cause: `bench:${number}`,
        conversation: {
          id: ids.conversationId,
          channel: 'whatsapp',
          customerId: ids.customerId,
          member: null,
          language: 'fr',
          introduced: true,
        },
        messages: [
          { id: number, externalId: `bench.${number}`, at, content: { kind: 'text', text: TEXT }, text: TEXT },
        ],
        story: [{ from: 'customer', text: TEXT, id: String(number) }],
      };
    }
  } finally {
    await running.close();
  }
}
