/** The language model: off until the shop says so, named where customers can read it, stopped by its budget. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FakeOpenAI, startFakeOpenAI } from '../fakes/openai.ts';
import { aShop, CUSTOMER_PHONE, OWNER_PHONE } from '../testing/shop.ts';
import { startWalk, type Walk } from './walk.ts';

const STAFF_PHONE = '33644444444';
let walk: Walk;
let model: FakeOpenAI;
before(async () => {
  model = await startFakeOpenAI();
  model.otherwise({ text: 'Je peux vous aider pour nos gâteaux.' });
  const { members = [], ...shop } = aShop('maison');
  walk = await startWalk({
    shops: [{ ...shop, members: [...members, { name: 'Sami', role: 'staff', phone: `+${STAFF_PHONE}` }] }],
    more: { OPENAI_API_KEY: model.apiKey, OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'gpt-4.1-mini' },
  });
});
after(async () => {
  await walk?.close();
  await model?.close();
});

const says = async (text: string, from = OWNER_PHONE) => {
  await walk.quiet();
  const answer = await walk.says(from, text);
  await walk.quiet();
  return answer.text;
};
const settings = () =>
  walk.look('maison', async (trx) => {
    const row = await trx.selectFrom('shop').select('settings').executeTakeFirstOrThrow();
    return (row.settings as { assistant?: unknown }).assistant;
  });
const calls = () => walk.look('maison', (trx) => trx.selectFrom('model_call').selectAll().orderBy('id').execute());
const page = async (query = '') => {
  const answer = await fetch(`${walk.url}/confidentialite/maison${query}`);
  return { status: answer.status, html: await answer.text() };
};

test('a key of the hub is not enough: nothing leaves, and the page says so', async () => {
  await says('vous aimez le jazz ?', CUSTOMER_PHONE);
  assert.equal(model.requests.length, 0);
  assert.deepEqual(await calls(), []);
  assert.match((await page()).html, /n’utilise pas de modèle de langue/);
  assert.match(await says('/assistant'), /désactivé.*gpt-4\.1-mini, chez 127\.0\.0\.1/s);
});

test('staff may not; words that are none are explained; nothing changes', async () => {
  assert.match(await says('/assistant on', STAFF_PHONE), /réservée/);
  assert.match(await says('/assistant peut-être'), /\/assistant on/);
  assert.match(await says('/assistant budget -3'), /\/assistant budget/);
  assert.deepEqual(await settings(), { model: false });
});

test('/assistant on: says who reads along, what is sent and how to undo it; then the model answers', async () => {
  const echo = await says('/assistant on');
  for (const part of [
    /activé/,
    /gpt-4\.1-mini, chez 127\.0\.0\.1:\d+/,
    /jetons/,
    /0,00\s€ sur un budget de 10,00\s€/,
    /\/assistant off/,
    /\/confidentialite\/maison/,
  ])
    assert.match(echo, part);
  assert.deepEqual(await settings(), { model: true });
  assert.match(await says('vous aimez le jazz ?', CUSTOMER_PHONE), /Je peux vous aider pour nos gâteaux/);
  const [call] = await calls();
  assert.deepEqual(
    [call?.model, call?.tokens_in, call?.tokens_out, call?.cost_micro, call?.failed, call?.month],
    ['gpt-4.1-mini', 10, 5, 12, false, '2026-11'],
  );
  assert.ok(call?.turn_id && call.conversation_id);
  assert.match(
    await says('/assistant'),
    /0,01\s€ sur un budget de 10,00\s€ \(conversations\s: 1, appels\s: 1, jetons\s: 15\)/,
  );
});

test('the privacy page names the provider, in three languages; an unknown shop has none', async () => {
  const { html } = await page('?lang=fr');
  assert.match(html, /gpt-4\.1-mini, fourni par 127\.0\.0\.1/);
  assert.match((await page('?lang=en')).html, /provided by 127\.0\.0\.1/);
  assert.match((await page('?lang=ar')).html, /dir="rtl".*نموذج لغة/s);
  assert.equal((await fetch(`${walk.url}/confidentialite/nobody`)).status, 404);
  assert.equal((await fetch(`${walk.url}/confidentialite/%3Cscript%3E`)).status, 404);
});

test('a budget that is spent: the built-in reader answers, the members hear of it once', async () => {
  assert.match(await says('/assistant budget 0'), /budget de 0,00\s€.*atteint.*annule-ca/s);
  const asked = model.requests.length;
  const since = walk.graph.sent.length;
  await says('vous aimez le jazz ?', CUSTOMER_PHONE);
  await says('et le rock ?', CUSTOMER_PHONE);
  assert.equal(model.requests.length, asked);
  const told = walk.graph.sent.slice(since).filter((one) => one.to === OWNER_PHONE && /budget/.test(one.text));
  assert.equal(told.length, 1);
  const short = await walk.orders();
  assert.ok(short.short > 0, 'orders go on');
});

test('/assistant off takes it back', async () => {
  assert.match(await says('/assistant off'), /désactivé.*\/assistant on/s);
  assert.deepEqual(await settings(), { model: false, monthly_budget: 0 });
});
