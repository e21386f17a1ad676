import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakeGraph, startFakeGraph } from '../fakes/graph.ts';
import { type Surroundings, templatesCommand } from './templates.ts';

let graph: FakeGraph;
before(async () => {
  graph = await startFakeGraph({ appSecret: 's', approved: 'none' });
});
after(() => graph.close());

const run = async (args: string, more: Partial<Surroundings> = {}) => {
  const lines: string[] = [];
  const address = { graphUrl: graph.url, graphVersion: 'v26.0' };
  const around = {
    publicUrl: 'https://hub.example',
    graph: address,
    token: undefined,
    print: (line: string) => void lines.push(line),
  };
  const code = await templatesCommand(args.split(' ').filter(Boolean), { ...around, ...more });
  return { code, text: lines.join('\n') };
};

test('a dry run shows everything and calls nobody', async () => {
  const { code, text } = await run('submit --dry-run');
  assert.equal(code, 0);
  assert.match(text, /order_to_approve +fr +UTILITY +Créer commande \| Modifier \| Ignorer/);
  assert.match(text, /payment_link +en +UTILITY +Pay now https:\/\/hub\.example\/pay\/\{\{1\}\}/);
  assert.deepEqual(graph.calls, []);
  assert.match(
    (await run('submit --dry-run', { publicUrl: 'http://localhost:3000' })).text,
    /an https address was expected/,
  );
});

test('a wrong command says what was expected and calls nobody', async () => {
  for (const [args, reason] of [
    ['', /Say submit or status/],
    ['publish', /Say submit or status/],
    ['submit --token fake-token', /--waba: digits/],
    ['submit --waba abc --token fake-token', /--waba: digits/],
    ['submit --waba 1', /--token is missing/],
    ['status --dry-run', /goes with submit/],
    ['submit --colour red', /--colour/],
  ] as const) {
    const { code, text } = await run(args);
    assert.equal(code, 2, args);
    assert.match(text, reason);
    assert.match(text, /npm run templates/);
  }
  const insecure = await run('submit --waba 1 --token fake-token', { publicUrl: 'http://hub.example' });
  assert.equal(insecure.code, 2);
  assert.match(insecure.text, /an https address was expected/);
  assert.deepEqual(graph.calls, []);
});

test('each template is submitted once; what failed goes with the next run; status follows the review', async () => {
  graph.templates.length = 0;
  const first = await run('submit --waba 1', { token: 'fake-token' });
  assert.equal(first.code, 0, first.text);
  assert.equal(graph.templates.length, 24);
  assert.equal(first.text.match(/submitted: PENDING/g)?.length, 24);

  const gone = graph.templates.splice(3, 2);
  const [changed] = graph.templates;
  changed!.components = [{ type: 'BODY', text: 'autre' }];
  graph.approve(['order_ready']);
  const second = await run('submit --waba 1 --token fake-token');
  assert.equal(second.code, 0, second.text);
  assert.equal(second.text.match(/submitted: PENDING/g)?.length, gone.length);
  assert.equal(graph.templates.length, 24);

  const status = await run('status --waba 1 --token fake-token');
  assert.match(status.text, /order_ready +fr +UTILITY +APPROVED\n/);
  assert.match(
    status.text,
    new RegExp(`${changed!.name} +${changed!.language} +UTILITY +PENDING, another text than ours`),
  );
});

test('a refused token stops at once, one refused template does not stop the others', async () => {
  const token = await run('submit --waba 1 --token stolen');
  assert.equal(token.code, 1);
  assert.match(token.text, /token is missing or not valid \(code 190\) Check the token/);

  graph.templates.length = 0;
  const moved = await run('submit --waba 1 --token fake-token', { publicUrl: 'https://hub.example/{x}' });
  assert.equal(moved.code, 1);
  assert.equal(moved.text.match(/FAILED: button url/g)?.length, 3);
  assert.equal(graph.templates.length, 21);
});

test('an account nobody answers for is said in one line', async () => {
  const address = { graphUrl: 'http://127.0.0.1:9', graphVersion: 'v26.0' };
  const { code, text } = await run('status --waba 1 --token fake-token', { graph: address });
  assert.equal(code, 1);
  assert.match(text, /^No usable answer: [^\n]+$/);
});
