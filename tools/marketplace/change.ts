import { createHash } from 'node:crypto';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { Tables } from '../../db/tables/index.ts';
import { tellMembers } from '../conversations/say.ts';
import { type OrderView, orderById } from '../orders/read.ts';
import type { Run } from '../tool.ts';
import { changeReply } from './change-card.ts';
import { linesOf, type MarketOrder, type MarketRefund, type MarketUnit, marketLineSchema } from './order.ts';
import { tell } from './tell.ts';

/** What a change is about: `units` are the pieces by the marketplace's ids, `lines` what they are. */
export const changeContentSchema = z.object({
  units: z.array(z.string()),
  lines: z.array(marketLineSchema),
  reason: z.string().nullable(),
});
export type MarketChange = Omit<Selectable<Tables['market_change']>, 'content'> & {
  content: z.infer<typeof changeContentSchema>;
};

type Noting = { marketOrderId: number; view: OrderView; order: MarketOrder; refunds: MarketRefund[] | null };
type NewChange = {
  externalId: string;
  kind: MarketChange['kind'];
  state: MarketChange['state'];
  amount: number;
  units: readonly MarketUnit[];
  reason: string | null;
};

/** The open changes of an order, oldest first, locked. */
export async function openChanges(run: Run, orderId: number): Promise<MarketChange[]> {
  return (await changesOf(run, orderId)).filter(({ state }) => state === 'open');
}

async function changesOf(run: Run, orderId: number): Promise<MarketChange[]> {
  const rows = await run.trx
    .selectFrom('market_change')
    .selectAll()
    .where('order_id', '=', orderId)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => ({ ...row, content: changeContentSchema.parse(row.content) }));
}

/** What was gone or given back before an order was taken over is no change of it. */
export async function noteImported(run: Run, { marketOrderId, view, order, refunds }: Noting): Promise<void> {
  const units = order.units.filter(({ gone }) => gone);
  if (units.length === 0) return;
  const noted = { marketOrderId, view, order, refunds };
  const covered = { kind: 'units' as const, state: 'covered' as const, amount: 0, reason: null };
  await insert(run, noted, { ...covered, externalId: 'imported', units });
}

/**
 * Puts what changed on the marketplace since an order was taken over before the members, each change once, with the
 * buttons that book it: nothing of the order, its money or its papers moves before their yes. `before` is the order as it
 * was known; null: nothing new about it, only its refunds may be. True when there was something to tell.
 */
export async function noteChanges(run: Run, noting: Noting, before: MarketOrder | null): Promise<boolean> {
  const { view, order, refunds } = noting;
  const known = await changesOf(run, view.order.id);
  const seen = new Set(known.map((row) => row.external_id));
  const taken = new Set(known.filter(({ state }) => state !== 'replaced').flatMap(({ content }) => content.units));
  const pieces = new Map(order.units.map((unit) => [unit.id, unit]));
  let told = false;
  for (const refund of refunds ?? []) {
    if (seen.has(refund.id)) continue;
    const units = refund.units.flatMap((id) => pieces.get(id) ?? []);
    if (refund.stage === 'asked') {
      told = (await tellAsked(run, noting, refund, units)) || told;
      continue;
    }
    if (refund.stage !== 'done') continue;
    const about = { kind: refund.kind, amount: refund.amount, reason: refund.reason, externalId: refund.id };
    const guess = known.find(
      ({ state, kind, content }) => state === 'open' && kind === 'units' && overlaps(content.units, refund.units),
    );
    if (guess) await decide(run, guess, 'replaced');
    const fresh = guess ? units : units.filter(({ id }) => !taken.has(id));
    const said = units.length > 0 && fresh.length === 0;
    // What somebody booked already, or was left out when the order was taken over, is money alone where any is left.
    const owed = said ? Math.max(0, Math.min(refund.amount, view.order.paid - asksOf(view))) : refund.amount;
    const state = owed === 0 ? 'covered' : 'open';
    told = (await propose(run, noting, { ...about, amount: owed, state, units: fresh })) || told;
    for (const { id } of units) taken.add(id);
  }
  // A piece that a request names is settled with its money.
  const explained = new Set((refunds ?? []).filter(({ stage }) => stage !== 'off').flatMap(({ units }) => units));
  const gone = order.units.filter((unit) => unit.gone && !taken.has(unit.id) && !explained.has(unit.id));
  if (gone.length > 0) {
    const externalId = `gone:${digestOf(gone.map(({ id }) => id))}`;
    const amount = gone.reduce((sum, { unitPrice }) => sum + unitPrice, 0);
    if (!seen.has(externalId))
      told =
        (await propose(run, noting, { externalId, kind: 'units', state: 'open', amount, units: gone, reason: null })) ||
        told;
  }
  if (before && before.units.length > 0 && contentOf(before) !== contentOf(order)) {
    for (const row of known) if (row.kind === 'articles' && row.state === 'open') await decide(run, row, 'replaced');
    const externalId = `articles:${order.changedAt}`;
    const units = order.units.filter((unit) => !unit.gone);
    const amount = Math.max(0, before.total - order.total);
    told =
      (await propose(run, noting, { externalId, kind: 'articles', state: 'open', amount, units, reason: null })) ||
      told;
  }
  return told;
}

/** What the order asks as it stands, minor units. */
function asksOf({ order }: OrderView): number {
  return order.total - order.credited;
}

/** The whole order was cancelled there: what waited is answered by that, and refunds of it are none of their own. */
export async function coverChanges(run: Run, noting: Noting): Promise<void> {
  for (const row of await openChanges(run, noting.view.order.id)) await decide(run, row, 'covered');
  for (const { id, kind, amount, reason, stage } of noting.refunds ?? [])
    if (stage === 'done')
      await insert(run, noting, { externalId: id, kind, state: 'covered', amount, units: [], reason });
}

/** Ends a change. */
export async function decide(run: Run, { id }: Pick<MarketChange, 'id'>, state: MarketChange['state']): Promise<void> {
  const by = run.actor.kind === 'member' ? run.actor.memberId : null;
  await run.trx
    .updateTable('market_change')
    .set({ state, decided_at: new Date(run.at), decided_by: by })
    .where('id', '=', id)
    .execute();
}

async function propose(run: Run, noting: Noting, change: NewChange): Promise<boolean> {
  const row = await insert(run, noting, change);
  if (row?.state !== 'open') return false;
  const view = await orderById(run.trx, noting.view.order.id);
  const card = await changeReply(run, view, row);
  await tellMembers(run, `market_change:${row.id}`, (language) => ({
    reply: card(language),
    about: { orderId: view.order.id, version: view.order.version },
  }));
  return true;
}

/** The new row, or null when it is known. */
async function insert(run: Run, { marketOrderId, view }: Noting, change: NewChange): Promise<MarketChange | null> {
  const content = {
    units: change.units.map(({ id }) => id),
    lines: linesOf(change.units),
    reason: change.reason,
  };
  const row = await run.trx
    .insertInto('market_change')
    .values({
      shop_id: run.shop.id,
      market_order_id: marketOrderId,
      order_id: view.order.id,
      external_id: change.externalId,
      kind: change.kind,
      state: change.state,
      amount: change.amount,
      content: JSON.stringify(content),
      created_at: new Date(run.at),
      decided_at: null,
      decided_by: null,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'market_order_id', 'external_id']).doNothing())
    .returningAll()
    .executeTakeFirst();
  return row ? { ...row, content } : null;
}

/** A buyer asks for money back: said once, since the answer is given on the marketplace and in time. */
async function tellAsked(
  run: Run,
  noting: Noting,
  { id, kind, amount, reason }: MarketRefund,
  units: readonly MarketUnit[],
): Promise<boolean> {
  const externalId = `asked:${id}`;
  const row = await insert(run, noting, { externalId, kind, state: 'covered', amount, units: [], reason });
  if (!row) return false;
  const { short } = noting.view.order;
  const names = linesOf(units).map((line) => `${line.qty} × ${line.name}`);
  await tell(run, `asked:${row.id}`, (texts) =>
    [texts.market.asked[kind](String(short)), ...names.map((name) => `• ${name}`), reason && `« ${reason} »`]
      .filter(Boolean)
      .join('\n'),
  );
  return true;
}

const overlaps = (some: readonly string[], others: readonly string[]) => some.some((id) => others.includes(id));

const digestOf = (ids: string[]) => createHash('sha256').update(ids.sort().join()).digest('hex').slice(0, 24);

/** What was bought, whatever of it is gone since. */
function contentOf({ units }: MarketOrder): string {
  const all = linesOf(units.map((unit) => ({ ...unit, gone: false })));
  return JSON.stringify(all.map(({ article, unitPrice, qty }) => [article, unitPrice, qty]).sort());
}
