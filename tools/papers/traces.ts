/** When a paper was sent, by which way, and when it was opened. */
import { sql } from 'kysely';
import type { Run } from '../tool.ts';

/**
 * One sign of a paper's way. `sent`: in a thread or by e-mail, with what became of it; `opened`: somebody looked at it
 * at its address, `times` in all. Instants in milliseconds.
 */
export type Trace =
  | {
      kind: 'sent';
      way: string;
      to: string;
      /** To a member's own thread rather than the customer's. */
      member: boolean;
      state: 'waiting' | 'sent' | 'delivered' | 'read' | 'failed';
      at: number;
      why?: string;
    }
  | { kind: 'opened'; at: number; last: number; times: number };

const STATES = { queued: 'waiting', sending: 'waiting', dropped: 'failed' } as const;

/** What is known of a paper's sending, oldest first. */
export async function tracesOf(run: Pick<Run, 'trx'>, paperId: number): Promise<Trace[]> {
  const said = await run.trx
    .selectFrom('outgoing')
    .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
    .select(['outgoing.state', 'outgoing.created_at', 'outgoing.sent_at', 'outgoing.failure'])
    .select(['conversation.channel', 'conversation.contact', 'conversation.member_id'])
    .where(sql<string>`outgoing.reply -> 'document' ->> 'fileId'`, 'in', (file) =>
      file.selectFrom('paper_file').select(sql<string>`id::text`.as('ref')).where('paper_id', '=', paperId),
    )
    .where(sql<boolean>`outgoing.reply ? 'document'`, '=', true)
    .orderBy('outgoing.id')
    .execute();
  const mailed = await run.trx
    .selectFrom('errand')
    .select(['payload', 'state', 'created_at', 'done_at'])
    .where('kind', '=', 'mail_paper')
    .where(sql<string>`payload ->> 'paperId'`, '=', String(paperId))
    .orderBy('id')
    .execute();
  const opened = await run.trx
    .selectFrom('paper_opening')
    .selectAll()
    .where('paper_id', '=', paperId)
    .executeTakeFirst();
  const traces: Trace[] = [
    ...said.map((row): Trace => {
      const state = row.state in STATES ? STATES[row.state as keyof typeof STATES] : (row.state as 'sent');
      const why = (row.failure as { details?: string } | null)?.details;
      return {
        kind: 'sent',
        way: row.channel,
        to: row.contact,
        member: row.member_id !== null,
        state,
        at: (row.sent_at ?? row.created_at).getTime(),
        ...(state === 'failed' && why ? { why } : {}),
      };
    }),
    ...mailed.map((row): Trace => {
      const { to, failed: why } = row.payload as { to: string; failed?: string };
      return {
        kind: 'sent',
        way: 'email',
        to,
        member: false,
        state: row.state !== 'done' ? 'waiting' : why ? 'failed' : 'sent',
        at: (row.done_at ?? row.created_at).getTime(),
        ...(why ? { why } : {}),
      };
    }),
    ...(opened
      ? [
          {
            kind: 'opened' as const,
            at: opened.first_at.getTime(),
            last: opened.last_at.getTime(),
            times: opened.times,
          },
        ]
      : []),
  ];
  return traces.sort((a, b) => a.at - b.at);
}

/** Notes that the paper of a kept file was opened at its address. */
export async function noteOpening(run: Pick<Run, 'trx'>, what: { shopId: number; fileId: number; at: number }) {
  const at = new Date(what.at);
  await sql`
    insert into paper_opening (shop_id, paper_id, first_at, last_at)
    select shop_id, paper_id, ${at}, ${at} from paper_file where id = ${what.fileId} and shop_id = ${what.shopId}
    on conflict (shop_id, paper_id) do update set last_at = excluded.last_at, times = paper_opening.times + 1`.execute(
    run.trx,
  );
}
