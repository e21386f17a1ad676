import { sql } from 'kysely';
import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { formatMoney, parseMoney } from '../money.ts';
import { settingsSchema } from '../shops/settings.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { isPriced } from './prices.ts';
import { type Spending, spending } from './spending.ts';

const ON = /^(?:on|oui|yes|active|activer|activé|allume|allumer|marche|start|نعم|تشغيل)$/iu;
const OFF = /^(?:off|non|no|stop|desactive|désactive|desactiver|désactiver|éteins|eteins|arret|arrêt|لا|إيقاف)$/iu;
const BUDGET = /^budget\s*:?\s*(.+)$/iu;

type Wish = { model?: boolean; budget?: number };

export const assistant = defineTool({
  name: 'assistant',
  says: 'Shows whether the language model answers, what it is sent and what it cost; switches it on or off.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({
    text: z.string().max(100).default(''),
    /** What an undo says instead of words. */
    set: z.object({ model: z.boolean().optional(), budget: z.int().nonnegative().nullable().optional() }).optional(),
  }),
  command: {
    words: ['assistant'],
    takes: 'text',
    example: '[on|off|budget 15€]',
    help: {
      fr: 'modèle de langue : état, activer, désactiver, budget',
      en: 'language model: state, on, off, budget',
      ar: 'نموذج اللغة: الحالة، تشغيل، إيقاف، الميزانية',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).assistant;
    const before = run.shop.settings.assistant;
    const wish = input.set ? {} : wishOf(run, input.text.trim());
    const after = {
      model: input.set?.model ?? wish.model ?? before.model,
      ...budgetPart(input.set?.budget === undefined ? (wish.budget ?? before.monthly_budget) : input.set.budget),
    };
    if (after.model && !before.model && !run.hub.languageModel) throw new Refusal('unavailable', texts.none);
    const changed = after.model !== before.model || after.monthly_budget !== before.monthly_budget;
    if (changed) await write(run, after);
    const shop = { ...run.shop, settings: { ...run.shop.settings, assistant: after } };
    const state = await stateText({ ...run, shop });
    const back = changed ? [texts.undo(undoWords(run, before, after))] : [texts.howTo];
    return {
      facts: { on: after.model, changed },
      reply: { text: [state, ...back].join('\n\n') },
      ...(changed ? { undo: undoOf(before) } : {}),
    };
  },
});

type Setting = Run['shop']['settings']['assistant'];

function budgetPart(budget: number | null | undefined): { monthly_budget?: number } {
  return budget === null || budget === undefined ? {} : { monthly_budget: budget };
}

function wishOf(run: Run, text: string): Wish {
  if (text === '') return {};
  if (ON.test(text)) return { model: true };
  if (OFF.test(text)) return { model: false };
  const amount = BUDGET.exec(text)?.[1];
  const budget = amount === undefined ? null : parseMoney(amount, run.shop.currency);
  if (budget === null || budget < 0) throw new Refusal('invalid', textsFor(run.language).assistant.notUnderstood(text));
  return { budget };
}

/** The settings are read again under the row's lock, so that nobody else's change is lost. */
async function write(run: Run, assistantSetting: Setting): Promise<void> {
  const row = await run.trx.selectFrom('shop').select('settings').forUpdate().executeTakeFirstOrThrow();
  const settings = settingsSchema.parse({ ...row.settings, assistant: assistantSetting });
  await run.trx
    .updateTable('shop')
    .set({ settings: sql`${JSON.stringify(settings)}::jsonb` })
    .execute();
  await record(run, 'assistant.changed', null, assistantSetting);
}

function undoOf(before: Setting): NonNullable<Outcome['undo']> {
  return {
    tool: 'assistant',
    input: { set: { model: before.model, budget: before.monthly_budget ?? null } },
  };
}

function undoWords(run: Run, before: Setting, after: Setting): string {
  if (before.model !== after.model) return before.model ? '/assistant on' : '/assistant off';
  const budget = before.monthly_budget;
  if (budget === undefined) return '/annule-ca';
  return `/assistant budget ${formatMoney(budget, run.shop.currency, 'fr').replace(/\s/g, '')}`;
}

async function stateText(run: Run): Promise<string> {
  const texts = textsFor(run.language).assistant;
  const { languageModel } = run.hub;
  const on = run.shop.settings.assistant.model;
  const month = await spending(run);
  if (!languageModel) return on ? `${texts.none}\n${usedText(run, month)}` : texts.none;
  const { host, name, transcriber, looker } = languageModel;
  return [
    on ? texts.on(name, host) : texts.off(name, host),
    texts.sent,
    ...(transcriber ? [texts.voice(transcriber, host)] : []),
    ...(looker ? [texts.pictures(looker, host)] : []),
    usedText(run, month),
    ...(isPriced(name) ? [] : [texts.unpriced]),
    ...(on && month.spent ? [texts.spentNow] : []),
    texts.privacy(`${run.hub.publicUrl}/confidentialite/${run.shop.slug}`),
  ].join('\n');
}

function usedText(run: Run, { minor, budget, tokens, calls, conversations }: Spending): string {
  const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
  return textsFor(run.language).assistant.used(
    money(minor),
    money(budget),
    String(conversations),
    String(calls),
    String(tokens),
  );
}

/** The command about the language model. */
export const ASSISTANT_TOOLS = [assistant];
