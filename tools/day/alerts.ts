import { sql } from 'kysely';
import { accountText } from '../connections/account-news.ts';
import type { Role } from '../context.ts';
import { alert } from '../conversations/index.ts';
import { memberThreads, say } from '../conversations/say.ts';
import { formatQuantity } from '../language.ts';
import { formatMoney } from '../money.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { ALERT_KINDS, type AlertKind, type Found } from './conditions.ts';

/** Members get at most one message of alerts in this time, milliseconds; what comes meanwhile is grouped. */
export const QUIET_MS = 10 * 60_000;
/** The most of one kind that one message names. */
const MOST_NAMED = 5;
const MOST_TOLD = 200;

/** Kinds that speak of money: staff do not read them. */
const OF_MONEY: ReadonlySet<AlertKind> = new Set(['late_payment']);
/** Kinds that are over once they are told. */
const HAPPENINGS: AlertKind[] = ['undelivered', 'held', 'account'];

/** A shop's watch, its row locked for the transaction; null when another process holds it. */
export async function lockWatch(
  run: Run,
): Promise<{ evening_on: string | null; morning_on: string | null; alerted_at: Date | null } | null> {
  const taken = () => run.trx.selectFrom('watch').selectAll().forUpdate().skipLocked().executeTakeFirst();
  const row = await taken();
  if (row) return row;
  await run.trx
    .insertInto('watch')
    .values({ shop_id: run.shop.id, evening_on: null, morning_on: null, alerted_at: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return (await taken()) ?? null;
}

/** Writes down what began and what is over. What holds already, or was told, stays as it is. */
export async function noteAlerts(run: Run, found: Found[]): Promise<void> {
  const open = await run.trx
    .selectFrom('alert')
    .select(['id', 'kind', 'subject'])
    .where('over_at', 'is', null)
    .where('kind', 'not in', HAPPENINGS)
    .execute();
  const key = (one: { kind: string; subject: string }) => `${one.kind}:${one.subject}`;
  const [known, now] = [new Set(open.map(key)), new Set(found.map(key))];
  const over = open.filter((row) => !now.has(key(row))).map((row) => row.id);
  if (over.length > 0) {
    await run.trx
      .updateTable('alert')
      .set({ over_at: new Date(run.at) })
      .where('id', 'in', over)
      .execute();
  }
  for (const one of found) if (!known.has(key(one))) await raise(run, one);
}

/** Writes down one thing to be told, once as long as it lasts. */
export async function raise(run: Run, { kind, subject, facts }: Found): Promise<void> {
  await run.trx
    .insertInto('alert')
    .values({
      shop_id: run.shop.id,
      kind,
      subject,
      facts: JSON.stringify(facts),
      first_seen: new Date(run.at),
      told_at: null,
      over_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Tells the members what is not told yet, all of it in one message each, unless they had one a moment ago: then it
 * waits for the next look. The telling and its mark are one transaction.
 */
export async function tellAlerts(run: Run, watch: { alerted_at: Date | null }): Promise<void> {
  if (watch.alerted_at && run.at < watch.alerted_at.getTime() + QUIET_MS) return;
  const rows = await run.trx
    .selectFrom('alert')
    .select(['id', 'kind', 'subject', 'facts'])
    .where('told_at', 'is', null)
    .where('over_at', 'is', null)
    .orderBy('id')
    .limit(MOST_TOLD)
    .execute();
  if (rows.length === 0) return;
  const found = rows.map((row) => ({ ...row, facts: row.facts as Found['facts'], kind: row.kind as AlertKind }));
  await tellEach(run, `alerts:${rows.at(-1)!.id}`, ({ language, role }) => {
    const theirs = found.filter((one) => role !== 'staff' || !OF_MONEY.has(one.kind));
    return theirs.length > 0 ? alertsText({ ...run, language }, theirs) : null;
  });
  await run.trx
    .updateTable('alert')
    .set({
      told_at: new Date(run.at),
      over_at: sql<Date>`case when kind in (${sql.join(HAPPENINGS)}) then ${new Date(run.at)}::timestamptz end`,
    })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  await run.trx
    .updateTable('watch')
    .set({ alerted_at: new Date(run.at) })
    .execute();
}

type Thread = { language: Run['language']; role: Role; memberId: number };

/** Says to each member what is hers to read; null: nothing. */
export async function tellEach(run: Run, key: string, render: (thread: Thread) => string | null): Promise<void> {
  const roles = await run.trx.selectFrom('member').select(['id', 'role']).where('active', '=', true).execute();
  for (const thread of await memberThreads(run)) {
    const role = roles.find((row) => row.id === thread.memberId)?.role ?? 'staff';
    const text = render({ language: thread.language, role, memberId: thread.memberId });
    if (text) await say(run, thread.conversationId, key, alert(run, thread.language, text).reply);
  }
}

/** One thing: its own sentence. Several: under a title, by kind, the rest of a kind counted. */
export function alertsText(run: Pick<Run, 'shop' | 'language'>, found: Found[]): string {
  const texts = textsFor(run.language);
  if (found.length === 1) return rowOf(run, texts, found[0]!);
  const rows = ALERT_KINDS.flatMap((kind) => {
    const ofKind = found.filter((one) => one.kind === kind);
    const named = ofKind.slice(0, MOST_NAMED).map((one) => rowOf(run, texts, one));
    const more = ofKind.length - MOST_NAMED;
    return more > 0 ? [...named, texts.member.more(more)] : named;
  });
  return [texts.watch.several(String(found.length)), ...rows].join('\n');
}

function rowOf(run: Pick<Run, 'shop' | 'language'>, texts: Texts, { kind, facts }: Found): string {
  const fact = (name: string) => String(facts[name] ?? '');
  switch (kind) {
    case 'waiting':
      return texts.watch.waiting(fact('order'), fact('who'));
    case 'tomorrow':
      return facts.status === 'pending'
        ? texts.watch.tomorrowPending(fact('order'), fact('who'))
        : texts.watch.tomorrow(fact('order'), fact('who'));
    case 'late_payment':
      return texts.watch.latePayment(
        fact('order'),
        fact('who'),
        formatMoney(Number(facts.due), run.shop.currency, run.language),
      );
    case 'low_stock':
      return texts.watch.lowStock(fact('name'), formatQuantity(fact('left'), fact('unit'), run.language));
    case 'unanswered':
      return texts.watch.unanswered(fact('who'), fact('hours'));
    case 'silent':
      return texts.watch.silent(channelName(texts, facts), fact('hours'));
    case 'expiring':
      return texts.tending.expiring(channelName(texts, facts), fact('days'), fact('url'));
    case 'billed':
      return Number(facts.mark) >= 100
        ? texts.tending.overLimit(channelName(texts, facts), fact('billed'), fact('limit'))
        : texts.tending.nearLimit(channelName(texts, facts), fact('billed'), fact('limit'));
    case 'account':
      return accountText(texts, facts);
    case 'held': {
      const said = texts.waiting.held(fact('who'), fact('what'), fact('why'));
      return facts.phone ? `${said}\n${texts.watch.callInstead(fact('phone'))}` : said;
    }
    case 'undelivered': {
      const said = texts.member.notDelivered(fact('who'), fact('what'), fact('why'));
      return facts.phone ? `${said}\n${texts.watch.callInstead(fact('phone'))}` : said;
    }
  }
}

function channelName(texts: Texts, facts: Found['facts']): string {
  const name = texts.channels[facts.channel as keyof Texts['channels']] ?? String(facts.channel ?? '');
  return [name, String(facts.display ?? '')].filter(Boolean).join(' ');
}
