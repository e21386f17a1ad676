import { sql } from 'kysely';
import { record } from '../journal.ts';
import { dayOf, timeOf } from '../language.ts';
import type { Run } from '../tool.ts';
import { KEPT, type Kept, retentionOf } from './rules.ts';
import { deleteStrangers } from './strangers.ts';

const DAY_MS = 24 * 3_600_000;
/** Deleted at night, from this time of the shop's day on. */
const FROM = '03:00';
/** Rows of a kind that one transaction deletes at most; customers with all of theirs. */
const BATCH = 200;
const BATCH_STRANGERS = 20;

/**
 * One batch of what is kept no longer, in the transaction of `run`; each night until nothing is left. True: nothing is to
 * be done (any more) today. Deleting twice deletes nothing; of two processes one finds the night locked.
 */
export async function forgetBatch(run: Run, failed: (customerId: number, error: unknown) => void): Promise<boolean> {
  const { trx, shop } = run;
  if (timeOf(run.at, shop.timezone) < FROM) return true;
  const day = dayOf(run.at, shop.timezone);
  await trx
    .insertInto('retention_night')
    .values({ shop_id: shop.id, day, deleted: '{}' })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const night = await trx
    .selectFrom('retention_night')
    .select(['deleted', 'done_at'])
    .where('day', '=', day)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!night || night.done_at) return true;
  const days = retentionOf(shop.settings);
  const before = (kind: Kept) => new Date(run.at - days[kind] * DAY_MS);
  const counts: Record<Kept, number> = {
    recordings: await deleteFiles(run, before('recordings'), true),
    pictures: (await deleteFiles(run, before('pictures'), false)) + (await deletePages(run, before('pictures'))),
    letters: await emptyLetters(run, before('letters')),
    transcripts: await deleteTranscripts(run, before('transcripts')),
    strangers: await deleteStrangers(run, before('strangers'), BATCH_STRANGERS, failed),
  };
  const some = KEPT.filter((kind) => counts[kind] > 0);
  const total: Record<string, number> = { ...night.deleted };
  for (const kind of some) total[kind] = (total[kind] ?? 0) + counts[kind];
  const done = some.length === 0;
  await trx
    .updateTable('retention_night')
    .set({ deleted: JSON.stringify(total), ...(done ? { done_at: new Date(run.at) } : {}) })
    .where('day', '=', day)
    .execute();
  if (!done) await record(run, 'retention.deleted', null, Object.fromEntries(some.map((kind) => [kind, counts[kind]])));
  return done;
}

/** What was recorded, or what was sent along otherwise; the message beside it stays. */
async function deleteFiles({ trx }: Run, before: Date, heard: boolean): Promise<number> {
  const spoken = sql<boolean>`(mime like 'audio/%' or mime like 'video/%')`;
  const gone = await sql`delete from attachment where id in (select id from attachment
    where created_at < ${before} and ${heard ? spoken : sql`not ${spoken}`} order by id limit ${BATCH})`.execute(trx);
  return Number(gone.numAffectedRows ?? 0n);
}

/** Photos of the notebook whose lines wait for nobody any more. */
async function deletePages({ trx }: Run, before: Date): Promise<number> {
  const old = sql`select id from page p where p.created_at < ${before} and not exists (
    select from plan l where l.page_id = p.id and l.state = 'open') order by id limit ${BATCH}`;
  await sql`update plan set page_id = null where page_id in (${old})`.execute(trx);
  const gone = await sql`delete from page where id in (${old})`.execute(trx);
  return Number(gone.numAffectedRows ?? 0n);
}

/** Letters as they came, their files and what else only they say; the words stay in the conversation, the thread holds. */
async function emptyLetters({ trx }: Run, before: Date): Promise<number> {
  const { rows } = await sql<{
    id: number;
  }>`update mail set raw = '', subject = '', company = null, authentication = '{}'
    where id in (select id from mail where received_at < ${before} and (length(raw) > 0 or subject <> '') order by id
      limit ${BATCH}) returning id`.execute(trx);
  if (rows.length > 0)
    await trx
      .deleteFrom('mail_file')
      .where(
        'mail_id',
        'in',
        rows.map(({ id }) => id),
      )
      .execute();
  const bodies = await sql`update message set arrival = arrival - 'raw' where id in (select id from message
    where received_at < ${before} and state = 'done' and arrival ? 'raw' order by id limit ${BATCH})`.execute(trx);
  return rows.length + Number(bodies.numAffectedRows ?? 0n);
}

/** What a voice note was heard to say; that there was one stays. */
async function deleteTranscripts({ trx }: Run, before: Date): Promise<number> {
  const gone = await sql`update message set arrival = arrival #- '{what,content,transcript}' where id in (
    select id from message where received_at < ${before} and state = 'done'
      and arrival #> '{what,content,transcript}' is not null order by id limit ${BATCH})`.execute(trx);
  return Number(gone.numAffectedRows ?? 0n);
}
