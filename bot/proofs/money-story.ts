/** What the made-up stories of payments share, whatever their currency and providers. */
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../../db/tables/index.ts';
import type { Ctx } from '../../tools/context.ts';
import { refundOrder } from '../../tools/payments/refund-order.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { runErrand } from '../road/errands.ts';
import type { Parts } from '../road/parts.ts';
import type { Dice } from './dice.ts';

const OURS = ['refund_payment', 'read_refunds', 'look_at_session', 'close_session', 'reconcile'];
/** One in so many transactions that write a fact dies in its middle. */
const DIES_EVERY = 211;

/**
 * From now on every so-many-th transaction that writes a fact is cut off there: what it did before is rolled back, as
 * when the process is killed in the middle of it. A sequence counts: what is tried again
 * begins anew and goes through.
 */
export async function killsInTheMiddle(db: Kysely<Tables>): Promise<void> {
  await sql`create sequence story_facts`.execute(db);
  await sql`grant usage on sequence story_facts to public`.execute(db);
  await sql`create function story_kill() returns trigger language plpgsql as $$
    begin
      if nextval('story_facts') % ${sql.lit(DIES_EVERY)} = 0 then raise exception 'killed in the middle'; end if;
      return new;
    end $$`.execute(db);
  await sql`create trigger story_kill before insert on journal for each row execute function story_kill()`.execute(db);
}

/** A confirmed order of one line, as the trade writes it. */
export async function anOrder(ctx: Ctx, place: number, total: number): Promise<{ id: number; short: number }> {
  return inShop(ctx, async (run) => {
    const { rows } = await sql<{ id: number; short: number }>`
      with who as (insert into customer (shop_id, name) values (${run.shop.id}, ${`Client ${place}`}) returning id)
      insert into orders (shop_id, short, number, status, channel, customer_id, currency, subtotal, tax, total,
        created_at, updated_at)
      select ${run.shop.id}, ${place}, ${`2026-${String(place).padStart(4, '0')}`}, 'confirmed', 'manual', id,
        ${run.shop.currency}, ${total}, 0, ${total}, ${new Date(run.at)}, ${new Date(run.at)} from who
      returning id, short`.execute(run.trx);
    const order = rows[0]!;
    await sql`insert into order_line (shop_id, order_id, position, sku, name, qty, unit, unit_price, total, vat_rate)
      values (${run.shop.id}, ${order.id}, 0, 'A', 'Éclair', 1, 'piece', ${total}, ${total}, 550)`.execute(run.trx);
    return order;
  });
}

/** A member gives something back from her thread. */
export async function refundsHere(ctx: Ctx, order: number, roll: Dice, turn: string): Promise<void> {
  const input = { order, text: roll.chance(0.5) ? '' : String(1 + roll.upTo(20)) };
  const asked = await perform(refundOrder, { ...ctx, cause: `${turn}:ask` }, input).catch(() => null);
  const command = asked?.reply?.choices?.[0]?.id;
  const found = command && /^\/rembourser \d+ (\S+) v(\d+)$/.exec(command);
  if (!found) return;
  const tap = { order, text: found[1]!, version: Number(found[2]) };
  const times = roll.chance(0.3) ? 2 : 1;
  for (let time = 0; time < times; time += 1)
    await perform(refundOrder, { ...ctx, cause: `${turn}:tap` }, tap).catch(() => null);
}

/** Does the errands of money that are due; `on`: and those that are due later, as time goes by (`pass`, milliseconds). */
export async function doesErrands(
  parts: Parts,
  shopId: number,
  on: boolean,
  pass: (ms: number) => void,
): Promise<void> {
  for (let round = 0; round < (on ? 40 : 1); round += 1) {
    const { rows } = await sql<{ ref: string; due: Date }>`select work.ref, work.due_at as due from work
      join errand on errand.id::text = work.ref
      where work.kind = 'errand' and errand.kind in (${sql.join(OURS)}) order by work.due_at`.execute(
      parts.hub.database.db,
    );
    if (rows.length === 0) return;
    if (on) pass(Math.max(0, rows[0]!.due.getTime() - parts.hub.now()));
    const now = parts.hub.now();
    for (const { ref } of rows.filter(({ due }) => due.getTime() <= now))
      await runErrand(parts, { kind: 'errand', shopId, ref });
  }
}
