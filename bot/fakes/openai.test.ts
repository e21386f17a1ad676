import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakeOpenAI, startFakeOpenAI } from './openai.ts';

let server: FakeOpenAI;
before(async () => {
  server = await startFakeOpenAI();
});
after(() => server.close());

const ask = (body: unknown, key = server.apiKey) =>
  fetch(`${server.url}/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
type Answered = { choices: { message: { content: string; tool_calls: { function: { arguments: string } }[] } }[] };
const answerOf = async (body: unknown) => (await (await ask(body)).json()) as Answered;
const user = { role: 'user', content: 'Bonjour' };
const call = (id: string) => ({ id, type: 'function', function: { name: 'x', arguments: '{}' } });

test('plays its script and remembers', async () => {
  server.respondWith({ text: 'Bonjour' }, { calls: [{ name: 'x', rawArguments: '{' }] }, { status: 503 });
  const first = await answerOf({ model: 'm', messages: [user] });
  assert.equal(first.choices[0]?.message.content, 'Bonjour');
  const second = await answerOf({ model: 'm', messages: [user] });
  assert.equal(second.choices[0]?.message.tool_calls[0]?.function.arguments, '{');
  assert.equal((await ask({ model: 'm', messages: [user] })).status, 503);
  assert.equal(server.requests.length, 3);
});

test('refuses what the real one refuses', async () => {
  assert.equal((await ask({ model: 'm', messages: [user] }, 'wrong')).status, 401);
  const bad: unknown[] = [
    { messages: [user] },
    { model: 'm', messages: [] },
    { model: 'm', messages: [{ role: 'nobody', content: '' }] },
    { model: 'm', messages: [user, { role: 'tool', content: 'x', tool_call_id: 'a' }] },
    { model: 'm', messages: [user, { role: 'assistant', tool_calls: [call('a')] }, user] },
    { model: 'm', messages: [user, { role: 'assistant', tool_calls: [call('a'), call('a')] }] },
    {
      model: 'm',
      messages: [user],
      tools: [{ type: 'function', function: { name: 'a b', parameters: { type: 'object' } } }],
    },
    {
      model: 'm',
      messages: [user],
      tools: [{ type: 'function', function: { name: 'a', parameters: { type: 'array' } } }],
    },
  ];
  for (const body of bad) assert.equal((await ask(body)).status, 400, JSON.stringify(body));
});
