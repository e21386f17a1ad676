/** What an approved platform gets of a shop, and what it says of it, as rows: each once, in whatever order it comes. */
import { tellMembers } from '../conversations/say.ts';
import { ask } from '../errands.ts';
import { hasFacturX } from '../invoicing/facturx/cii.ts';
import type { PaperRow } from '../invoicing/issue.ts';
import { type PaperSnapshot, sirenOf } from '../invoicing/snapshot.ts';
import { record } from '../journal.ts';
import { digest } from '../sealing.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { platformSeen } from './access.ts';
import { ENDED, type LifeMessage, type LifeStatus, later, statusOf } from './platform.ts';

/** How often a platform is asked, and how much of what was read is read again: its clock is not ours. */
const POLL_MS = 10 * 60_000;
const OVERLAP_MS = 15 * 60_000;

/**
 * Has a paper handed to the platform, once: an invoice, deposit or credit note to a French business, of a shop that said
 * so and has a platform. Anything else is left alone: consumers are only reported (e-reporting).
 */
export async function handToPlatform(run: Run, paper: PaperRow): Promise<void> {
  if (!run.shop.settings.papers.platform || run.shop.demo || !(await platformSeen(run))) return;
  const facts = JSON.parse(paper.canonical) as PaperSnapshot;
  if (!facts.buyer.business || !facts.buyer.siren || !hasFacturX(facts)) return;
  const now = new Date(run.at);
  const row = await run.trx
    .insertInto('platform_flow')
    .values({
      shop_id: run.shop.id,
      paper_id: paper.id,
      // The same at every try: by it the platform knows a file it has.
      tracking_id: digest(`platform:${run.shop.slug}:${paper.id}:${paper.hash}`).slice(0, 32),
      asked_at: now,
      changed_at: now,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'paper_id']).doNothing())
    .returning('id')
    .executeTakeFirst();
  if (row) await ask(run, `platform:${row.id}`, { kind: 'send_to_platform', flowId: row.id });
}

type Moved = { paperId: number; status: LifeStatus; why: string };

/**
 * Moves an invoice's status up, never down; says so in the journal, and to the members what to do where it was turned away.
 * A repeat changes nothing.
 */
export async function moveFlow(run: Run, to: Moved & { flowId?: string }): Promise<void> {
  const row = await run.trx
    .selectFrom('platform_flow')
    .innerJoin('paper', 'paper.id', 'platform_flow.paper_id')
    .select(['platform_flow.id', 'status', 'number', 'order_id'])
    .where('paper_id', '=', to.paperId)
    .forUpdate('platform_flow')
    .executeTakeFirst();
  if (!row) return;
  const before = row.status as LifeStatus;
  const status = later(before, to.status);
  if (status === before) return;
  await run.trx
    .updateTable('platform_flow')
    .set({ status, why: to.why, changed_at: new Date(run.at), ...(to.flowId ? { flow_id: to.flowId } : {}) })
    .where('id', '=', row.id)
    .execute();
  await record(run, 'platform.moved', row.order_id, { number: row.number, status, why: to.why });
  if (status !== 'refused' && status !== 'rejected') return;
  const order = await run.trx.selectFrom('orders').select('short').where('id', '=', row.order_id).executeTakeFirst();
  await tellMembers(run, `platform:${row.id}:${status}`, (language) => {
    const texts = textsFor(language);
    const short = order ? String(order.short) : '';
    const text = texts.einvoicing[status](row.number, to.why || texts.einvoicing.noReason, short);
    return { reply: { text, template: { name: 'alert', language, params: [run.shop.name, text] } } };
  });
}

/** Takes in what the platform said; messages about other shops' invoices, or none of ours, change nothing. */
export async function takeMessages(run: Run, said: { messages: LifeMessage[]; until: number }): Promise<void> {
  const own = run.shop.settings.legal.siret ? sirenOf(run.shop.settings.legal.siret) : null;
  for (const { invoice, seller, code, why } of said.messages) {
    const status = statusOf(code);
    if (!status || (seller !== null && seller !== own)) continue;
    const paper = await run.trx
      .selectFrom('paper')
      .innerJoin('platform_flow', 'platform_flow.paper_id', 'paper.id')
      .select('paper.id')
      .where('number', '=', invoice)
      .executeTakeFirst();
    if (paper) await moveFlow(run, { paperId: paper.id, status, why });
  }
  await run.trx
    .updateTable('platform_poll')
    .set({ read_until: new Date(said.until) })
    .where('read_until', '<', new Date(said.until))
    .execute();
}

/** Asks for the look that is due, where an invoice's life is not over, or a report's checks are not: called by the clock, in a transaction of its own. */
export async function pollPlatform(run: Run): Promise<void> {
  const flows = await run.trx
    .selectFrom('platform_flow')
    .select((eb) => eb.fn.min('asked_at').as('since'))
    .where('status', 'not in', [...ENDED])
    .executeTakeFirst();
  const reports = await run.trx
    .selectFrom('platform_report')
    .select((eb) => eb.fn.min('made_at').as('since'))
    .where('status', '=', 'sent')
    .executeTakeFirst();
  const open = flows?.since ?? reports?.since;
  if (!open || !(await platformSeen(run))) return;
  const last = await run.trx.selectFrom('platform_poll').selectAll().forUpdate().executeTakeFirst();
  if (last && last.asked_at.getTime() > run.at - POLL_MS) return;
  const since = last?.read_until ?? open;
  await run.trx
    .insertInto('platform_poll')
    .values({ shop_id: run.shop.id, read_until: since, asked_at: new Date(run.at) })
    .onConflict((conflict) => conflict.column('shop_id').doUpdateSet({ asked_at: new Date(run.at) }))
    .execute();
  await ask(run, `platform:${run.at}`, { kind: 'poll_platform', since: since.getTime() - OVERLAP_MS });
}
