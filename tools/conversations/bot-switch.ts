import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { timeOf } from '../language.ts';
import { orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { customerName } from './index.ts';

const HOUR_MS = 3_600_000;
/** How long the assistant steps aside for a contact when the shop has not said otherwise. */
const SILENT_HOURS = 12;
const MOST_ROWS = 20;

/** How long the bot stays silent when a person of the shop answers: the shop's own number of hours. */
export function silenceMs(shop: Run['shop']): number {
  return (shop.settings.assistant?.silent_hours ?? SILENT_HOURS) * HOUR_MS;
}

/** "off 156 24h", "on 156", "on", "": what is switched, for which order's customer, for how many hours. */
const SWITCH =
  /^(off|on|arret|stop|non|oui|marche)?\s*(?:n[°o]\s*|#)?(\d{1,9})?(?:\s*[,;]?\s*(\d{1,3})\s*h(?:eures?|ours?)?)?\s*$/i;

export const botSwitch = defineTool({
  name: 'switch_bot',
  says: 'Lets the assistant step aside for the customer of an order, or answer again; lists where it is silent.',
  for: ['member'],
  input: z.object({ text: z.string().max(100).default('') }),
  command: {
    words: ['bot', 'robot'],
    takes: 'text',
    example: 'off 156 | on 156 | on',
    help: {
      fr: 'l’assistant se tait pour un client, ou reprend ; seul : où il se tait',
      en: 'the assistant steps aside for a customer, or resumes; alone: where it is silent',
      ar: 'يصمت المساعد مع حريف أو يعود؛ وحدها: أين هو صامت',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).merchant;
    const text = input.text.normalize('NFD').replace(/\p{M}/gu, '').trim();
    const [, word, number, hours] = SWITCH.exec(text) ?? [];
    if (text === '') return silentList(run);
    if (!word) throw new Refusal('invalid', texts.botHow);
    const off = !/^(on|oui|marche)$/i.test(word);
    if (!number) {
      if (off) throw new Refusal('invalid', texts.botHow);
      return allOn(run);
    }
    const view = await orderByShort(run, Number(number));
    const conversationId = view.order.conversation_id;
    if (conversationId === null) throw new Refusal('wrong_state', texts.botNoThread(view.order.short));
    const ms = hours ? Number(hours) * HOUR_MS : silenceMs(run.shop);
    return setSilence(run, conversationId, off ? run.at + ms : null);
  },
});

/** Sets one conversation's silence to what it was: the way back of /bot. */
export const restoreBot = defineTool({
  name: 'restore_bot',
  says: 'Sets how long the assistant is silent in a conversation.',
  for: ['member'],
  input: z.object({ conversation: z.int(), until: z.int().nullable() }),
  run: (run, input) => setSilence(run, input.conversation, input.until),
});

async function setSilence(run: Run, conversationId: number, until: number | null): Promise<Outcome> {
  const texts = textsFor(run.language).merchant;
  const before = await run.trx
    .selectFrom('conversation')
    .select(['bot_off_until', 'customer_id'])
    .where('id', '=', conversationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  const was = before.bot_off_until?.getTime() ?? null;
  await run.trx
    .updateTable('conversation')
    .set({ bot_off_until: until === null ? null : new Date(until) })
    .where('id', '=', conversationId)
    .execute();
  if (until !== null && until > run.at)
    await record(run, 'conversation.handed_over', null, { conversation: conversationId });
  const who = before.customer_id ? await customerName(run, before.customer_id) : textsFor(run.language).member.unnamed;
  const silent = until !== null && until > run.at;
  const text = silent ? texts.botOff(who, untilText(run, until)) : texts.botOn(who);
  return {
    facts: { done: true, silent },
    reply: { text },
    undo: { tool: 'restore_bot', input: { conversation: conversationId, until: was } },
  };
}

async function silentRows(run: Run) {
  return run.trx
    .selectFrom('conversation')
    .select(['id', 'customer_id', 'bot_off_until'])
    .where('bot_off_until', '>', new Date(run.at))
    .where('customer_id', 'is not', null)
    .orderBy('bot_off_until', 'desc')
    .execute();
}

async function silentList(run: Run): Promise<Outcome> {
  const texts = textsFor(run.language).merchant;
  const rows = await silentRows(run);
  if (rows.length === 0) return { facts: { silent: 0 }, reply: { text: `${texts.botEverywhere}\n${texts.botHow}` } };
  const lines = await Promise.all(
    rows
      .slice(0, MOST_ROWS)
      .map(async (row) =>
        texts.botSilent(await customerName(run, row.customer_id!), untilText(run, row.bot_off_until!.getTime())),
      ),
  );
  return { facts: { silent: rows.length }, reply: { text: [texts.botSilentTitle, ...lines, texts.botHow].join('\n') } };
}

async function allOn(run: Run): Promise<Outcome> {
  const rows = await silentRows(run);
  const texts = textsFor(run.language).merchant;
  if (rows.length === 0) return { facts: { done: false }, reply: { text: texts.botEverywhere } };
  await run.trx
    .updateTable('conversation')
    .set({ bot_off_until: null })
    .where(
      'id',
      'in',
      rows.map((row) => row.id),
    )
    .execute();
  return { facts: { done: true }, reply: { text: texts.botAllOn } };
}

function untilText(run: Run, until: number): string {
  const day = new Intl.DateTimeFormat(run.language === 'ar' ? 'ar-TN-u-nu-latn' : run.language, {
    weekday: 'long',
    timeZone: run.shop.timezone,
  }).format(until);
  return `${day} ${timeOf(until, run.shop.timezone)}`;
}
