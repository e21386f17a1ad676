import { type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { apart } from '../../db/connection.ts';
import type { Tables } from '../../db/tables/index.ts';
import { Refusal } from '../errors.ts';
import { timeOf } from '../language.ts';
import { performWithin } from '../perform.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { UNDO_CAUSE } from './note.ts';

/** How long the last command can be taken back. */
export const UNDO_MS = 10 * 60_000;

type UndoRow = Selectable<Tables['undo']>;

export const undoLast = defineTool({
  name: 'undo_last',
  says: 'Takes back the last command of the member, where it can be taken back, within ten minutes.',
  for: ['member'],
  input: z.object({}),
  command: {
    words: ['annule-ca', 'annuleca', 'annuler-ca', 'annule-cela', 'undo', 'defaire', 'oups'],
    takes: 'nothing',
    help: {
      fr: 'reprend votre dernière commande (10 minutes)',
      en: 'takes back your last command (10 minutes)',
      ar: 'التراجع عن آخر أمر (10 دقائق)',
    },
    slashless: true,
  },
  run: async (run) => {
    const rows = await lastCommand(run);
    const done: string[] = [];
    const kept: string[] = [];
    for (const row of rows) {
      const { outcome, refused } = await takeBack(run, row);
      if (outcome)
        done.push(
          [textsFor(run.language).merchant.undone(firstSentence(row.said)), outcome.reply?.text]
            .filter(Boolean)
            .join('\n'),
        );
      else kept.push(textsFor(run.language).merchant.notUndone(row.said, refused));
    }
    return { facts: { undone: done.length, kept: kept.length }, reply: { text: [...done, ...kept].join('\n\n') } };
  },
});

/** What the member's last message did, newest first, locked. Throws Refusal when none of it can be taken back. */
async function lastCommand(run: Run): Promise<UndoRow[]> {
  const { actor } = run;
  const texts = textsFor(run.language).merchant;
  if (actor.kind !== 'member') throw new Refusal('not_allowed', textsFor(run.language).refusals.notAllowed([]));
  const last = await run.trx
    .selectFrom('undo')
    .select(['cause', 'at', 'used_at'])
    .where('member_id', '=', actor.memberId)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!last) throw new Refusal('not_found', texts.nothingToUndo);
  if (last.used_at)
    throw new Refusal('conflict', texts.undoneAlready(timeOf(last.used_at.getTime(), run.shop.timezone)));
  if (last.at.getTime() < run.at - UNDO_MS)
    throw new Refusal('conflict', texts.undoTooLate(timeOf(last.at.getTime(), run.shop.timezone)));
  const rows = await run.trx
    .selectFrom('undo')
    .selectAll()
    .where('member_id', '=', actor.memberId)
    // The commands of one plan share their cause up to the last colon, those of one message the whole of it.
    .where(groupOf(sql.ref('cause')), '=', groupOf(sql.val(last.cause)))
    .where('used_at', 'is', null)
    .orderBy('id', 'desc')
    .forUpdate()
    .execute();
  if (rows.length === 0) throw new Refusal('conflict', texts.nothingToUndo);
  if (await didSomethingElse(run, actor.memberId, rows[0]!)) throw new Refusal('wrong_state', texts.lastNotUndoable);
  return rows;
}

const groupOf = (cause: ReturnType<typeof sql.ref> | ReturnType<typeof sql.val>) =>
  sql<string>`regexp_replace(${cause}, '#\\d+$', '')`;

/** After the noted command the member did something that is not noted: that was her last command, and it stands. */
async function didSomethingElse(run: Run, memberId: number, row: UndoRow): Promise<boolean> {
  const later = await run.trx
    .selectFrom('journal')
    .select('id')
    .where('id', '>', row.journal_id)
    .where(groupOf(sql.ref('cause')), '!=', groupOf(sql.val(row.cause)))
    .where(sql<string>`actor->>'memberId'`, '=', String(memberId))
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** Something happened to the order since that is not part of what is taken back now. */
async function changedSince(run: Run, row: UndoRow): Promise<boolean> {
  if (row.order_id === null) return false;
  const later = await run.trx
    .selectFrom('journal')
    .select('id')
    .where('order_id', '=', row.order_id)
    .where('id', '>', row.journal_id)
    .where(groupOf(sql.ref('cause')), '!=', groupOf(sql.val(row.cause)))
    .where('cause', 'not like', `${UNDO_CAUSE}%`)
    .limit(1)
    .executeTakeFirst();
  return later !== undefined;
}

/** Runs the inverse of one command; what refuses leaves no trace and says why. */
async function takeBack(run: Run, row: UndoRow): Promise<{ outcome?: Outcome; refused: string }> {
  const texts = textsFor(run.language).merchant;
  if (await changedSince(run, row)) return { refused: texts.changedSince };
  const { TOOLS } = await import('../index.ts');
  const tool = TOOLS.find((one) => one.name === row.undo_tool);
  if (!tool) throw new Error(`no tool ${row.undo_tool} to take back ${row.tool}`);
  try {
    const outcome = await apart(run.trx, async () => {
      const done = await performWithin({ ...run, cause: `${UNDO_CAUSE}${row.id}` }, tool, row.undo_input as never);
      if (done.facts.done === false || done.facts.changed === false)
        throw new Refusal('wrong_state', done.reply?.text.split('\n')[0] ?? texts.changedSince);
      await run.trx
        .updateTable('undo')
        .set({ used_at: new Date(run.at) })
        .where('id', '=', row.id)
        .execute();
      return done;
    });
    return { outcome, refused: '' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { refused: error.message };
  }
}

/** What was done, without what it said about the customer and how to go on. */
function firstSentence(said: string): string {
  return /^.*?[.!؟](?=\s|$)/su.exec(said)?.[0] ?? said;
}
