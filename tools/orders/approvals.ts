import { sql } from 'kysely';
import { later } from '../../db/connection.ts';
import { prepared } from '../../db/prepared.ts';
import { alert } from '../conversations/index.ts';
import type { Reply } from '../conversations/message.ts';
import { memberThreads, tellMembers } from '../conversations/say.ts';
import { record } from '../journal.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import type { OrderRow, OrderView } from './read.ts';

/** What a proposal is, as far as trusting it goes: one product to collect, several, or anything that is delivered. */
export const KINDS = ['single', 'several', 'delivery'] as const;
export type Kind = (typeof KINDS)[number];

/** The kind of an order. */
export function kindOf(view: Pick<OrderView, 'order' | 'lines'>): Kind {
  if (view.order.fulfilment === 'delivery') return 'delivery';
  return view.lines.length === 1 ? 'single' : 'several';
}

/** Notes that an order was put before the members, or went through by itself (`auto`). */
export async function noteProposal(run: Run, view: OrderView, answer: 'auto' | null): Promise<void> {
  const now = new Date(run.at);
  await later(
    run.trx,
    run.trx
      .insertInto('approval')
      .values({
        shop_id: run.shop.id,
        order_id: view.order.id,
        kind: kindOf(view),
        asked_at: now,
        answer,
        answered_at: answer ? now : null,
      })
      .onConflict((conflict) => conflict.columns(['shop_id', 'order_id']).doNothing()),
  );
}

const CHANGED = prepared((db, { order }: { order: number }) =>
  db.updateTable('approval').set({ changed: true }).where('order_id', '=', order).where('answer', 'is', null),
);

const ANSWERED = prepared((db, { order, answer, at }: { order: number; answer: 'accepted' | 'refused'; at: Date }) =>
  db.updateTable('approval').set({ answer, answered_at: at }).where('order_id', '=', order).where('answer', 'is', null),
);

/** What a member did with a waiting order; the others are told who it was. */
export async function answered(run: Run, view: OrderView, what: Answer): Promise<void> {
  if (run.actor.kind !== 'member') return;
  const answer = what === 'confirmed' ? 'accepted' : 'refused';
  const order = view.order.id;
  await later(run.trx, what === 'changed' ? CHANGED({ order }) : ANSWERED({ order, answer, at: new Date(run.at) }));
  const { name } = run.actor;
  const key = `other${what[0]!.toUpperCase()}${what.slice(1)}` as OtherKey;
  await tellOthers(run, `answered:${view.order.id}`, (language) =>
    alert(run, language, textsFor(language).orders[key](name, view.order.short)),
  );
}

export type Answer = 'confirmed' | 'refused' | 'ignored' | 'changed';
type OtherKey = 'otherConfirmed' | 'otherRefused' | 'otherIgnored' | 'otherChanged';

/** The answer was taken back: the order waits again. */
export async function asksAgain(run: Run, orderId: number): Promise<void> {
  await run.trx
    .updateTable('approval')
    .set({ answer: null, answered_at: null })
    .where('order_id', '=', orderId)
    .where('answer', 'in', ['accepted', 'refused'])
    .execute();
}

/** Says something to every member but the one who acts, wherever she acts from. */
export async function tellOthers(
  run: Run,
  key: string,
  render: (language: Run['language']) => { reply: Reply; about?: { orderId: number; version: number } },
): Promise<void> {
  const { actor } = run;
  if (actor.kind !== 'member') return;
  const own = (await memberThreads(run)).find((thread) => thread.memberId === actor.memberId);
  await tellMembers(run, key, render, own?.conversationId ?? actor.conversationId);
}

/** Whether a kind may go through by itself, where the shop's rule allows it: not since a member corrected one. */
export async function isTrusted(run: Run, kind: Kind): Promise<boolean> {
  const row = await run.trx.selectFrom('trust').select('mode').where('kind', '=', kind).executeTakeFirst();
  return row?.mode !== 'ask';
}

/** What is counted: the answers of these last days. */
export const SPAN_MS = 90 * 24 * 3_600_000;
/** Fewer answers than this say nothing. */
const LEAST_ANSWERS = 5;

/** How the proposals of one kind were answered. `total` counts those that were answered at all. */
export type Answers = { total: number; accepted: number; changed: number; refused: number };

/** The answers to the proposals of each kind in the last 90 days. */
export async function answersByKind(run: Run): Promise<Record<Kind, Answers>> {
  const none: Answers = { total: 0, accepted: 0, changed: 0, refused: 0 };
  const { rows } = await sql<Answers & { kind: Kind }>`
    select kind, count(*) as total,
      count(*) filter (where not changed and answer <> 'refused') as accepted,
      count(*) filter (where changed and answer <> 'refused') as changed,
      count(*) filter (where answer = 'refused') as refused
    from approval where answer is not null and asked_at >= ${new Date(run.at - SPAN_MS)} group by kind`.execute(
    run.trx,
  );
  const found = Object.fromEntries(rows.map(({ kind, ...counts }) => [kind, counts]));
  return { single: found.single ?? none, several: found.several ?? none, delivery: found.delivery ?? none };
}

/** Whether enough proposals of a kind were accepted untouched for the shop's confidence; without one: always. */
export async function isSure(run: Run, kind: Kind): Promise<boolean> {
  const { approval } = run.shop.settings;
  if (approval === 'always' || !approval.confidence) return true;
  const { total, accepted } = (await answersByKind(run))[kind];
  return total >= LEAST_ANSWERS && accepted >= total * approval.confidence;
}

/** Lets a kind through, or has the members asked about it again. */
export async function setTrust(run: Run, kind: Kind, mode: 'auto' | 'ask'): Promise<void> {
  const since = new Date(run.at);
  await run.trx
    .insertInto('trust')
    .values({ shop_id: run.shop.id, kind, mode, since })
    .onConflict((conflict) => conflict.columns(['shop_id', 'kind']).doUpdateSet({ mode, since }))
    .execute();
}

/**
 * A member changed or cancelled an order that had gone through by itself: its kind is asked about again, until she says
 * otherwise. The sentence that tells her so, or null when there is nothing to tell.
 */
export async function corrected(run: Run, order: Pick<OrderRow, 'id'>): Promise<string | null> {
  if (run.actor.kind !== 'member') return null;
  const row = await run.trx
    .updateTable('approval')
    .set({ changed: true })
    .where('order_id', '=', order.id)
    .where('answer', '=', 'auto')
    .where('changed', '=', false)
    .returning('kind')
    .executeTakeFirst();
  if (!row || !(await isTrusted(run, row.kind))) return null;
  await setTrust(run, row.kind, 'ask');
  await record(run, 'trust.changed', order.id, { kind: row.kind, mode: 'ask' });
  const texts: Texts['orders'] = textsFor(run.language).orders;
  return texts.trustBack(texts.kinds[row.kind]);
}
