import { sql } from 'kysely';
import { accountText, newsOf } from '../../tools/connections/account-news.ts';
import type { Arrival } from '../../tools/conversations/message.ts';
import { happened } from '../../tools/day/watch.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';

type News = Extract<Arrival['what'], { kind: 'account' }>;

/** News of an account: the members hear of it with what to do; an account that was cut is to be reconnected. */
export async function accountNews(run: Run, { event, details }: News, connectionId: number): Promise<void> {
  const found = newsOf(event, details);
  if (!found) return;
  const quality = found.facts.what === 'quality';
  if (found.broken || quality) {
    // Read beside the connection in the office and in /sante.
    const reason = accountText(textsFor(run.shop.language), found.facts);
    await run.trx
      .updateTable('connection')
      .set(
        quality
          ? { facts: sql`facts || '{"quality":"YELLOW"}'::jsonb` }
          : { state: 'reconnect' as const, state_reason: reason.slice(0, 300), facts: sql`facts - 'fault'` },
      )
      .where('id', '=', connectionId)
      .where('state', '!=', 'off')
      .execute();
  }
  await happened(run, { kind: 'account', subject: run.cause, facts: found.facts });
}
