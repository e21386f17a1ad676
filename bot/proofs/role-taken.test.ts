/** While an order walks through the hub, every statement it sends runs in a transaction that took the safe role first. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type pg from 'pg';
import { HUB_ROLE } from '../../db/role.ts';
import { startWalk, type Walk } from '../journeys/walk.ts';
import { CUSTOMER_PHONE } from '../testing/shop.ts';

let walk: Walk;
before(async () => {
  walk = await startWalk();
});
after(() => walk.close());

const BEGINS = /^(begin|start transaction)/i;
const TAKES = new RegExp(`set_config\\('role', '${HUB_ROLE}', true\\)`);
const ENDS = /^(commit|rollback)$/i;
/** The test's own look at what is left to do, and the check that the schema is there (which has no row security). */
const OUTSIDE = [/^select count\(\*\) as count from work where due_at < \$1\b/, /^select name from migration$/];

type Said = { text: string; values?: unknown[] };

/** A statement as it is judged here: what it sets stands in it. */
function spoken({ text, values = [] }: Said): string {
  if (!/^\s*select set_config/.test(text)) return text.trim();
  return text.replace(/\$(\d+)/g, (_, at: string) => `'${values[Number(at) - 1]}'`).trim();
}

/** Notes what goes over each connection of the pool from now on. */
function overhear(pool: pg.Pool): Map<object, string[]> {
  const heard = new Map<object, string[]>();
  pool.on('acquire', (client) => {
    if (heard.has(client)) return;
    const said: string[] = [];
    heard.set(client, said);
    const query = client.query.bind(client) as (...given: unknown[]) => unknown;
    Object.assign(client, {
      query: (...given: unknown[]) => {
        const [first] = given;
        const message = (typeof first === 'string' ? { text: first } : first) as Said & { statements?: Said[] };
        said.push(...(message.statements ?? [message]).map(spoken));
        return query(...given);
      },
    });
  });
  return heard;
}

test('every transaction of a journey takes the role before it asks for anything', async () => {
  const { database } = walk.parts.hub;
  assert.equal(database.role, HUB_ROLE, 'the tests’ login is a superuser: only the role stands between shops');
  const heard = overhear(database.pool);
  const { card } = await walk.orders();
  const recap = await walk.approves(card);
  assert.equal((await fetch(recap.url!)).status, 200);
  assert.equal(await walk.hooks(walk.stripe.pay(await walk.opensSession(recap.url!))), 200);
  await walk.graph.waitFor((message) => message.to === CUSTOMER_PHONE && message.documentId !== undefined, 60_000);
  for (const path of ['/orders', '/invoices']) assert.equal((await walk.api(path)).status, 200);
  // A number that is no shop's: its body is kept by the hub's own transaction.
  assert.equal(await walk.sends(CUSTOMER_PHONE, 'merci', { phoneNumberId: '404' }), 200);
  for (const path of ['/admin', '/readyz', '/metrics']) await fetch(`${walk.url}${path}`);
  await walk.quiet();

  let transactions = 0;
  const faults: string[] = [];
  for (const said of heard.values()) {
    let state: 'outside' | 'begun' | 'bound' = 'outside';
    for (const text of said) {
      const takes = TAKES.test(text);
      // The begin may carry the taking with it.
      if (BEGINS.test(text)) [state, transactions] = [takes ? 'bound' : 'begun', transactions + 1];
      else if (ENDS.test(text)) state = 'outside';
      else if (state === 'begun' && takes) state = 'bound';
      else if (state !== 'bound' && !OUTSIDE.some((own) => own.test(text)))
        faults.push(`${state}: ${text.slice(0, 120)}`);
    }
  }
  assert.deepEqual(faults, []);
  assert.ok(transactions > 30, `${transactions} transactions`);
});

test('the role it takes is not above row security, and a shop sees nothing of another through it', async () => {
  const shopId = await walk.shopId('maison');
  const seen = await walk.look('maison', async (trx) => {
    const { rows } = await sql<{ me: string; above: boolean; others: number }>`
      select current_user::text as me, rolsuper or rolbypassrls as above,
        (select count(*)::int from orders where shop_id <> ${shopId}) as others
      from pg_roles where rolname = current_user`.execute(trx);
    return { ...rows[0] };
  });
  assert.deepEqual(seen, { me: HUB_ROLE, above: false, others: 0 });
});
