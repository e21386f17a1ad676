/** The policy is prose for a model; each of its rules is held by code as well, and this file says by which. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { type FakeOpenAI, startFakeOpenAI } from '../../bot/fakes/openai.ts';
import { readTurn } from '../customer/story.ts';
import { openTestShop, type TestShop } from '../customer/testing-shop.ts';
import { injections } from '../evals/agent/rows.ts';
import { readerFor } from '../reader.ts';
import { CUSTOMER_TOOLS, MODEL_TOOLS } from './desk.ts';
import type { TurnFacts } from './facts.ts';
import { maySay } from './guard.ts';
import { createMind, type Mind } from './model.ts';
import { MODEL_INPUTS, prepare } from './model-input.ts';
import { turnOf } from './testing-turns.ts';
import { openVault } from './tokens.ts';

const POLICY = readFileSync(new URL('./policy/customer.md', import.meta.url), 'utf8');

let world: TestShop;
let server: FakeOpenAI;
before(async () => {
  world = await openTestShop({ assistant: { model: true } });
  server = await startFakeOpenAI();
});
after(async () => {
  await world?.close();
  await server?.close();
});

const mind = (): Mind => createMind({ apiKey: server.apiKey, baseUrl: server.url, model: 'fake', restMs: 0 });
const factsOf = async (text: string): Promise<TurnFacts> => {
  const customer = await world.newCustomer();
  const { turn, ctx } = turnOf(world, customer, text);
  return readTurn(turn, await readerFor(ctx), null);
};
type Draft = { lines: { sku: string | null; qty: number | null }[]; date: string | null; address: string | null };
const drafted = async (text: string, args: object): Promise<Draft> => {
  const prepared = prepare('draft_order', await factsOf(text), { lines: [], ...args });
  assert.ok('input' in prepared);
  return prepared.input as Draft;
};
const refused = async (name: string, text: string, args = {}) =>
  assert.ok('refused' in prepare(name, await factsOf(text), args), `${name} for "${text}"`);
const FRAMBOISIER = 'un framboisier 6 parts pour samedi';
const said = async (text: string, ...steps: Parameters<FakeOpenAI['respondWith']>) => {
  const customer = await world.newCustomer();
  server.respondWith(...steps);
  const { reply } = await customer.says(mind(), text);
  return reply!.text;
};

const CHECKS: Record<string, () => void | Promise<void>> = {
  F1: async () => {
    const draft = await drafted(FRAMBOISIER, { lines: [{ product: 'framboisier-6p', quantity: 9 }] });
    assert.deepEqual(
      draft.lines.map(({ sku, qty }) => [sku, qty]),
      [['framboisier-6p', 1]],
    );
  },
  F2: async () => {
    await refused('draft_order', 'combien coûte le framboisier ?', { lines: [] });
    await refused('place_order', 'bonjour');
    const placed = await said(FRAMBOISIER, { text: '' });
    assert.match(placed, /Framboisier/, 'placed without a further yes, also when the model forgets');
  },
  F3: () => {
    const named = [...POLICY.matchAll(/`([a-z]+_[a-z_]+)`/g)].map((found) => found[1]!);
    const offered = MODEL_TOOLS.map((tool) => tool.name);
    assert.deepEqual([...new Set(named)].sort(), [...offered].sort(), 'the policy names every tool, and no other');
  },
  F4: async () => {
    await refused('drop_draft', FRAMBOISIER);
    await refused('request_change', 'bonjour', { what: 'cancel' });
  },
  F5: async () => {
    const told = (await world.told()).length;
    await said('je veux parler à une personne', { calls: [{ name: 'hand_over' }] }, { text: '' });
    assert.equal((await world.told()).length, told + 1);
  },
  F6: async () => {
    const text = await said(
      'vos horaires ?',
      { calls: [{ name: 'opening_hours' }] },
      { text: 'Passez nous voir avec plaisir.' },
    );
    assert.doesNotMatch(text, /Passez nous voir/);
  },
  J1: () => {
    for (const text of ['Cela fait 45 €', 'À samedi', 'À 14h', 'Commande 156', 'https://a.example'])
      assert.equal(maySay(text), false, text);
    for (const { name } of MODEL_TOOLS) {
      const fields = Object.keys(MODEL_INPUTS[name]?.schema.shape ?? {});
      assert.ok(!fields.some((field) => /price|total|date|order|customer|shop|status|discount/.test(field)), name);
    }
  },
  J2: () => {
    for (const text of ['C’est confirmé', 'C’est réservé', 'C’est payé', 'J’ai annulé', 'La facture est envoyée'])
      assert.equal(maySay(text), false, text);
    assert.ok(!MODEL_TOOLS.some((tool) => /confirm|refund|cancel_order|accept|link_account/.test(tool.name)));
    assert.ok(MODEL_TOOLS.every((tool) => CUSTOMER_TOOLS.includes(tool)));
  },
  J3: () => {
    for (const text of ['Je vous fais une remise', 'C’est offert', 'Nous livrons chez vous', 'Il en reste'])
      assert.equal(maySay(text), false, text);
  },
  J4: async () => {
    const more = [
      { product: 'macarons-12', quantity: 1 },
      { product: 'framboisier-8p', quantity: 1 },
    ];
    const draft = await drafted(FRAMBOISIER, { lines: more });
    assert.deepEqual(
      draft.lines.map(({ sku, qty }) => [sku, qty]),
      [['framboisier-6p', 1]],
    );
    const open = await drafted('des éclairs au chocolat pour samedi', {
      lines: [{ product: 'eclair-chocolat', quantity: 30 }],
    });
    assert.equal(open.lines[0]?.qty, null);
  },
  J5: async () => {
    assert.equal((await drafted(FRAMBOISIER, { when: '2026-12-24' })).date, '2026-11-28');
    assert.equal((await drafted('un framboisier 6 parts', { when: '2026-12-24' })).date, null);
  },
  J6: () => {
    const all = injections();
    assert.ok(all.length >= 60, 'scored by npm run evals, with the rules and with a model that obeys');
    for (const lang of ['fr', 'en', 'ar']) assert.ok(all.filter((one) => one.lang === lang).length >= 15, lang);
  },
  J7: async () => {
    const text = await said(FRAMBOISIER, { text: 'Et avec ceci, des macarons ?' });
    assert.doesNotMatch(text, /macarons/);
  },
  M1: async () => {
    const vault = openVault();
    assert.equal(vault.hide('06 12 34 56 78'), '[TEL]');
    assert.equal(vault.restore('[TEL]'), '06 12 34 56 78');
    const draft = await drafted(`${FRAMBOISIER}, livré au 12 rue de la Paix 75002 Paris`, { address: '[ADRESSE]' });
    assert.match(draft.address!, /12 rue de la Paix/);
  },
  H1: async () => {
    const before = server.requests.length;
    const text = await said('vous aimez le jazz ?', { text: 'Je suis là pour vos commandes.' });
    assert.match(text, /^Je suis là pour vos commandes\./);
    assert.equal(server.requests.length, before + 1, 'the model is not asked twice');
  },
};

test('every rule of the policy has its check, and every check its rule', () => {
  const rules = [...POLICY.matchAll(/^- \(([A-Z]\d)\)/gm)].map((found) => found[1]!);
  assert.deepEqual(rules, Object.keys(CHECKS));
  assert.equal(rules.length, (POLICY.match(/^- /gm) ?? []).length, 'no rule without a name');
});

for (const [rule, check] of Object.entries(CHECKS))
  test(`${rule}: ${new RegExp(`\\(${rule}\\) (.{0,60})`).exec(POLICY)?.[1]}`, () => check());
