/**
 * Types every command of the registry with random typos, orders, words and roles, in whatever state the orders are by
 * then: no crash, no unanswered message, and the same turn once more (a crash before its end) changes nothing.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { fc } from '../../db/testing/properties.ts';
import type { Role } from '../../tools/context.ts';
import { say } from '../../tools/conversations/say.ts';
import { TOOLS } from '../../tools/index.ts';
import { inShop } from '../../tools/perform.ts';
import { createMind } from '../agent/model.ts';
import { answer } from '../answer.ts';
import { openTestShop, type TestShop } from '../customer/testing-shop.ts';
import type { Answer, Turn } from '../turn.ts';

const RUNS = 200;
const ORDERS = 6;
const mind = createMind();
let world: TestShop;
let member: { id: number; name: string };

before(async () => {
  world = await openTestShop();
  member = await world.query((trx) => trx.selectFrom('member').select(['id', 'name']).executeTakeFirstOrThrow());
  for (let order = 1; order <= ORDERS; order++) {
    const customer = await world.newCustomer();
    await customer.says(mind, 'Bonjour, 3 éclairs au chocolat et 2 religieuses pour samedi svp');
  }
});
after(() => world?.close());

let turns = 1_000_000;

async function types(text: string, role: Role): Promise<{ first: Answer; again: Answer; changed: boolean }> {
  turns += 1;
  world.clock.now += 1_000;
  const turn: Turn = {
    hub: world.hub,
    shop: world.shop,
    id: turns,
    cause: `turn:${turns}`,
    conversation: {
      id: world.memberThread,
      channel: 'simulator',
      customerId: null,
      member: { ...member, role },
      language: 'fr',
      introduced: true,
    },
    messages: [{ id: turns, externalId: `m${turns}`, at: world.clock.now, content: { kind: 'text', text }, text }],
    story: [],
  };
  const first = await road(turn);
  const before = await everything();
  const again = await road(turn);
  return { first, again, changed: before !== (await everything()) };
}

/** Answers and puts the answer into the outbox, as the end of a turn does. */
async function road(turn: Turn): Promise<Answer> {
  const result = await answer(turn, mind);
  const { hub, shop, cause } = turn;
  await inShop({ hub, shop, cause, actor: { kind: 'system' }, language: 'fr' }, async (run) => {
    if (result.reply) await say(run, turn.conversation.id, 'answer', result.reply, result.about);
  });
  return result;
}

let tables: string[] | undefined;

/** Every row of the shop, as one word. */
async function everything(): Promise<string> {
  return world.query(async (trx) => {
    tables ??= (
      await sql<{ name: string }>`select table_name as name from information_schema.columns
        where table_schema = current_schema() and column_name = 'shop_id' and table_name <> 'work'`.execute(trx)
    ).rows.map((row) => row.name);
    const parts = tables.map(
      (name) => sql`(select coalesce(md5(string_agg(t::text, ',' order by t::text)), '') from ${sql.table(name)} t)`,
    );
    const { rows } = await sql<{ all: string }>`select md5(concat(${sql.join(parts)})) as all`.execute(trx);
    return rows[0]!.all;
  });
}

const WORDS = TOOLS.flatMap((tool) => (tool.for.includes('member') ? (tool.command?.words ?? []) : []));
const FIRST_WORDS = TOOLS.flatMap((tool) => (tool.for.includes('member') ? (tool.command?.words[0] ?? []) : []));
const TAILS = [
  '',
  'elle a appelé',
  '3 éclairs, dimanche 10h',
  '45€ espèces',
  '30',
  'demain',
  '25/12',
  'fraisier +5',
  'fraisier 24',
  '30% fraisier',
  '30% puis 50% le 20/12, solde à la livraison',
  'novembre',
  'du 01/11 au 30/11 csv',
  'lilas = éclair',
  'off',
  'éclair',
  'Marie 0612345678 2 fraisiers samedi 14h',
  'Marie allergie noix',
  'off 1',
  'v1',
  '😀😀',
  "'; drop table orders; --",
  '99999999999999999999',
  '\n/commandes\n/aide',
  'x'.repeat(600),
  '٣',
];

const typo = fc.tuple(fc.constantFrom('keep', 'drop', 'double', 'swap', 'accent', 'upper'), fc.nat(12));

function mistype(word: string, [kind, at]: [string, number]): string {
  const place = at % word.length;
  if (kind === 'drop') return word.slice(0, place) + word.slice(place + 1);
  if (kind === 'double') return word.slice(0, place + 1) + word.slice(place);
  if (kind === 'swap') return word.slice(0, place) + (word[place + 1] ?? '') + word[place] + word.slice(place + 2);
  if (kind === 'accent') return word.replace('e', 'é');
  return kind === 'upper' ? word.toUpperCase() : word;
}

const typed = fc.record({
  word: fc.constantFrom(...WORDS).chain((word) => typo.map((one) => mistype(word, one as [string, number]))),
  slash: fc.constantFrom('/', '/', ''),
  orders: fc.array(fc.constantFrom('1', '2', '3', '4', '5', '6', '9999', '0', 'n°2', '2026-0003'), { maxLength: 3 }),
  tail: fc.constantFrom(...TAILS),
  role: fc.constantFrom<Role>('owner', 'owner', 'manager', 'staff'),
});

test(`${RUNS} commands with typos, numbers, words and roles: all answered, none twice`, async () => {
  const property = fc.asyncProperty(typed, async ({ word, slash, orders, tail, role }) => {
    const text = [`${slash}${word}`, ...orders, tail].filter(Boolean).join(' ');
    const { first, again, changed } = await types(text, role);
    assert.ok(first.reply?.text.trim(), `no answer to ${JSON.stringify(text)}`);
    assert.ok(again.reply?.text.trim(), `no answer the second time to ${JSON.stringify(text)}`);
    assert.doesNotMatch(first.reply?.text ?? '', /undefined|\[object|NaN/, text);
    assert.equal(changed, false, `${JSON.stringify(text)} acted twice`);
  });
  await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
});

test('every command, bare and about an order, is answered', async () => {
  for (const word of FIRST_WORDS)
    for (const text of [`/${word}`, `${word} 1`]) {
      const { first, changed } = await types(text, 'owner');
      assert.ok(first.reply?.text.trim(), `no answer to ${text}`);
      assert.equal(changed, false, `${text} acted twice`);
    }
});

test('the word that opens the setup and the answer that closes it decide alike when their turn runs again', async () => {
  await world.query((trx) => trx.deleteFrom('setup').execute());
  for (const text of ['installation', 'Pâtisserie du Test', '/demarrer bilan', '20h']) {
    const { first, again, changed } = await types(text, 'owner');
    assert.equal(again.reply?.text, first.reply?.text, text);
    assert.equal(changed, false, `${text} acted twice`);
  }
  const setup = await world.query((trx) => trx.selectFrom('setup').select('done_at').executeTakeFirstOrThrow());
  assert.ok(setup.done_at, 'the last answer closed the setup');
});
