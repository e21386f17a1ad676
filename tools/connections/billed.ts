import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { dayOf } from '../language.ts';
import { settingsSchema } from '../shops/settings.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';

/** Shares of the shop's limit, in percent, at which the members hear of it. */
export const MARKS = [80, 100] as const;
const MOST_MESSAGES = 1_000_000;

/** The month billing counts in: YYYY-MM of the shop's calendar. */
export function monthOf(run: Pick<Run, 'at' | 'shop'>): string {
  return dayOf(run.at, run.shop.timezone).slice(0, 7);
}

/** Counts one message of ours that the provider reported as charged or free; once each, by the caller. */
export async function countBilled(run: Run, conversationId: number, billed: boolean): Promise<void> {
  await sql`insert into billed_month as m (shop_id, connection_id, month, billed, free)
    select shop_id, connection_id, ${monthOf(run)}, ${billed ? 1 : 0}, ${billed ? 0 : 1} from conversation where id = ${conversationId}
    on conflict (shop_id, connection_id, month) do update
    set billed = m.billed + excluded.billed, free = m.free + excluded.free`.execute(run.trx);
}

export type BilledCount = {
  channel: string;
  display: string | null;
  account: string;
  id: number;
  billed: number;
  free: number;
};

/** What this month's messages come to, each connection that sent some. */
export async function billedThisMonth(run: Run): Promise<BilledCount[]> {
  return run.trx
    .selectFrom('billed_month')
    .innerJoin('connection', 'connection.id', 'billed_month.connection_id')
    .select(['connection.id', 'channel', 'account', 'display', 'billed', 'free'])
    .where('month', '=', monthOf(run))
    .orderBy('connection.id')
    .execute();
}

/** One line of it: "WhatsApp +33…: 812 charged, 1000 free". */
export function billedRow(texts: Texts, limit: number | undefined, one: BilledCount): string {
  const name = texts.channels[one.channel as keyof Texts['channels']] ?? one.channel;
  const title = [name, one.display ?? ''].filter(Boolean).join(' ');
  const row = texts.tending.billed(title, String(one.billed), String(one.free));
  return limit === undefined ? row : `${row} ${texts.tending.ofLimit(String(limit))}`;
}

/** "800", "off", "": the limit that is set, or what there is. */
const INPUT = z.object({ text: z.string().max(40).default('') });

/**
 * The messages the provider charged this month, and the soft limit from which members are warned. It stops nothing: an
 * order is worth more than a message.
 */
export const billedMessages = defineTool({
  name: 'billed_messages',
  says: 'Shows how many messages were charged this month, or sets the number from which members are warned.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: INPUT,
  command: {
    words: ['messages'],
    takes: 'text',
    example: '[800 | off]',
    help: {
      fr: 'messages facturés ce mois ; avec un nombre : le seuil d’alerte',
      en: 'messages charged this month; with a number: when to be warned',
      ar: 'الرسائل المحسوبة هذا الشهر، ومع عدد: حد التنبيه',
    },
    slashless: false,
  },
  run: async (run, { text }): Promise<Outcome> => {
    const texts = textsFor(run.language);
    const word = text.trim();
    if (word === '') return shown(run, run.shop.settings.monthly_messages);
    const off = /^(off|non|aucun|stop|arret)$/i.test(word.normalize('NFD').replace(/\p{M}/gu, ''));
    const limit = /^\d{1,7}$/.test(word) ? Number(word) : null;
    if (!off && (limit === null || limit === 0 || limit > MOST_MESSAGES))
      throw new Refusal('invalid', texts.tending.limitHow);
    await writeLimit(run, off ? undefined : limit!);
    return shown(run, off ? undefined : limit!);
  },
});

async function shown(run: Run, limit: number | undefined): Promise<Outcome> {
  const texts = textsFor(run.language);
  const counts = await billedThisMonth(run);
  const rows = counts.length > 0 ? counts.map((one) => billedRow(texts, limit, one)) : [texts.tending.noneBilled];
  const last = limit === undefined ? texts.tending.noLimit : texts.tending.limitIs(String(limit));
  return { facts: { limit: limit ?? null }, reply: { text: [...rows, last].join('\n') } };
}

async function writeLimit(run: Run, limit: number | undefined): Promise<void> {
  const row = await run.trx.selectFrom('shop').select('settings').forUpdate().executeTakeFirstOrThrow();
  const { monthly_messages: _former, ...rest } = settingsSchema.parse(row.settings);
  const settings = limit === undefined ? rest : { ...rest, monthly_messages: limit };
  await run.trx
    .updateTable('shop')
    .set({ settings: JSON.stringify(settings) })
    .where('id', '=', run.shop.id)
    .execute();
  await record(run, 'shop.changed', null, { monthly_messages: limit ?? null });
}
