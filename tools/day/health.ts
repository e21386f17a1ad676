import { sql } from 'kysely';
import { z } from 'zod';

import { billedRow, billedThisMonth } from '../connections/billed.ts';
import type { Fault } from '../connections/fault.ts';
import { formatTime, timeOf } from '../language.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';

const DAY_MS = 24 * 3_600_000;
/** Without an event for this long a channel is worth a word, however quiet the shop. */
const SILENT_MS = DAY_MS;
/** Work that is due for this long is late. */
const LATE_MS = 2 * 60_000;
const MOST_REASONS = 3;
/** What is read by ourselves is read every ten minutes at least. */
const READ_MS = 30 * 60_000;

type Channel = {
  channel: string;
  account: string;
  display: string | null;
  state: 'on' | 'off' | 'reconnect';
  reason: string | null;
  fault: Fault | null;
  last_event_at: Date | null;
  /** When it was last read to its end, of a channel that we ask ourselves. */
  read_at: Date | null;
  failures: { fault: Fault | null; why: string; count: number }[];
};

/** Each connection with what failed on it in the last day, by reason: one statement. */
async function channelsOf(run: Run): Promise<Channel[]> {
  const since = new Date(run.at - DAY_MS);
  const { rows } = await sql<Omit<Channel, 'failures'> & { failures: Channel['failures'] | null }>`
    with failed as (
      select k.connection_id, o.failure->>'fault' as fault, coalesce(o.failure->>'details', o.failure->>'title', '?') || ' (' || coalesce(o.failure->>'code', '?') || ')' as why,
        count(*) as count
      from outgoing o join conversation k on k.id = o.conversation_id
      where o.state in ('failed', 'waiting') and o.created_at > ${since} group by 1, 2, 3)
    select c.channel, c.account, c.display, c.state, c.state_reason as reason,
      c.facts->>'fault' as fault, c.last_event_at,
      coalesce(b.seen_at, p.read_until) as read_at,
      (select json_agg(json_build_object('fault', f.fault, 'why', f.why, 'count', f.count) order by f.count desc)
        from failed f where f.connection_id = c.id) as failures
    from connection c left join mailbox b on b.connection_id = c.id left join market_poll p on p.connection_id = c.id
    where c.channel <> 'hub' order by c.id`.execute(run.trx);
  return rows.map((row) => ({ ...row, failures: row.failures ?? [] }));
}

async function backlogOf(run: Run): Promise<{ late: number; errands: number }> {
  const { rows } = await sql<{ late: number; errands: number }>`
    select (select count(*) from work where due_at <= ${new Date(run.at - LATE_MS)}) as late,
      (select count(*) from errand where state = 'failed' and created_at > ${new Date(run.at - DAY_MS)}) as errands`.execute(
    run.trx,
  );
  return rows[0]!;
}

export const health = defineTool({
  name: 'health',
  says: 'The state of everything the shop depends on: channels, payments, model, mail, work that waits.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({}),
  command: {
    words: ['sante', 'etat', 'health'],
    takes: 'nothing',
    help: { fr: 'l’état des canaux et du système', en: 'the state of channels and system', ar: 'حالة القنوات والنظام' },
    slashless: true,
  },
  run: async (run) => {
    const texts = textsFor(run.language);
    const channels = await channelsOf(run);
    const rows = [
      texts.day.health(formatTime(timeOf(run.at, run.shop.timezone), run.language)),
      ...(channels.length > 0 ? channels.flatMap((one) => channelRows(run, texts, one)) : [texts.day.noChannel]),
      ...(await billedThisMonth(run)).map((one) => billedRow(texts, run.shop.settings.monthly_messages, one)),
      ...paymentRows(run, texts),
      ...systemRows(run, texts, await backlogOf(run)),
    ];
    return { facts: { troubles: rows.filter((row) => row.includes('⚠️')).length }, reply: { text: rows.join('\n') } };
  },
});

function channelRows(run: Run, texts: Texts, one: Channel): string[] {
  const name = texts.channels[one.channel as keyof Texts['channels']] ?? one.channel;
  const title = one.display ? `${name} ${one.display}` : name;
  const rows: string[] = [];
  const last = one.last_event_at?.getTime() ?? null;
  const ago = last === null ? null : agoText(texts, run.at - last);
  if (one.state === 'off') return [texts.day.channelOff(title, one.reason ?? '—')];
  if (one.state === 'reconnect') {
    rows.push(
      texts.day.channelBroken(title, one.fault ? texts.faults[one.fault] : (one.reason ?? '—')),
      texts.day.reconnectHow(`${run.hub.publicUrl}/admin`),
    );
  } else if (isRead(run, one))
    rows.push(ago === null ? texts.day.channelQuiet(title) : texts.day.channelOn(title, ago));
  else if (ago === null) rows.push(texts.day.channelNever(title), texts.day.webhookHow);
  else if (run.at - last! > SILENT_MS && one.channel !== 'simulator') {
    rows.push(texts.day.channelSilent(title, ago), texts.day.webhookHow);
  } else rows.push(texts.day.channelOn(title, ago));
  if (one.read_at) rows.push(texts.day.readLast(agoText(texts, run.at - one.read_at.getTime())));
  for (const { fault, why, count } of one.failures.slice(0, MOST_REASONS))
    rows.push(texts.day.failed(String(count), fault ? texts.faults[fault] : why));
  return rows;
}

/** Read a moment ago: that nothing came says nothing of the line. */
function isRead(run: Run, { read_at }: Channel): boolean {
  return read_at !== null && run.at - read_at.getTime() < READ_MS;
}

function agoText(texts: Texts, ms: number): string {
  const minutes = Math.max(0, Math.round(ms / 60_000));
  if (minutes < 60) return texts.day.agoMinutes(String(minutes));
  if (minutes < 48 * 60) return texts.day.agoHours(String(Math.round(minutes / 60)));
  return texts.day.agoDays(String(Math.round(minutes / 1440)));
}

const PROVIDERS = { stripe: 'Stripe', paypal: 'PayPal', flouci: 'Flouci', konnect: 'Konnect' } as const;

function paymentRows(run: Run, texts: Texts): string[] {
  const on = Object.entries(PROVIDERS).filter(([key]) => run.shop.settings.payments[key as keyof typeof PROVIDERS]);
  const named = on.map(([, name]) => name).join(' · ');
  const rows = [on.length > 0 ? texts.day.paymentsOn(named) : texts.day.paymentsOff];
  if (run.hub.linksOff) rows.push(texts.day.linksOff(run.hub.linksOff));
  return rows;
}

function systemRows(run: Run, texts: Texts, backlog: { late: number; errands: number }): string[] {
  const { languageModel, facilities } = run.hub;
  const model = languageModel && run.shop.settings.assistant.model ? languageModel.name : null;
  return [
    model ? texts.day.modelOn(model) : texts.day.modelOff,
    facilities?.mail ? texts.day.mailOn : texts.day.mailOff,
    backlog.late > 0 ? texts.day.backlog(String(backlog.late)) : texts.day.noBacklog,
    ...(backlog.errands > 0 ? [texts.day.errandsFailed(String(backlog.errands))] : []),
    ...(facilities ? [texts.day.version(facilities.version)] : []),
  ];
}
