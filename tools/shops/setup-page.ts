import { z } from 'zod';
import { usualRate } from '../catalog/usual-rate.ts';
import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { WEEK } from './hour-words.ts';
import { hoursText } from './hours.ts';
import { type ShopSettings, settingsSchema } from './settings.ts';
import { becomeIdentity } from './setup-identity.ts';
import { percent } from './setup-products.ts';
import { type Step, stepsOf, take } from './setup-steps.ts';

/** What is corrected one by one; products have a page of their own, and the identity is what its three parts are. */
export const CORRECTED = ['name', 'address', 'siret', 'vat', 'rate', 'hours', 'approval', 'digest'] as const;
export type Corrected = (typeof CORRECTED)[number] & Step;

/** One answer of the setup corrected on its own, by the button beside its field: the checks are the thread's. */
export const correctSetup = defineTool({
  name: 'correct_setup',
  says: 'Corrects one answer of the setup on the shop’s page.',
  for: ['member'],
  roles: ['owner'],
  input: z.object({ step: z.enum(CORRECTED), text: z.string().max(1_000) }),
  run: async (run, { step, text }) => {
    const texts = textsFor(run.language).setup;
    if (!stepsOf(run, {}).includes(step)) throw new Refusal('wrong_state', texts.badVat);
    const { noted, waiting } = await take(run, { step, waiting: {}, backToEnd: false }, text);
    if (!waiting) return { facts: { step }, reply: { text: noted } };
    await becomeIdentity(run, waiting);
    return { facts: { step }, reply: { text: texts.notedIdentity } };
  },
});

/** An answer as it is read, and as it is typed so that `correct_setup` takes it; `typed` is empty when it was not said. */
export type Answered = { step: Corrected; shown: string; typed: string };

/** What the shop answered, in the order of the questions, and how many products are on sale. */
export async function readSetup(run: Run): Promise<{ answers: Answered[]; products: number }> {
  const shop = await run.trx.selectFrom('shop').select(['name', 'settings']).executeTakeFirstOrThrow();
  const settings = settingsSchema.parse(shop.settings);
  const now: Run = { ...run, shop: { ...run.shop, name: shop.name, settings } };
  const { count } = await run.trx
    .selectFrom('product')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('active', '=', true)
    .executeTakeFirstOrThrow();
  const answers: Answered[] = [];
  const asked = stepsOf(now, {});
  for (const step of CORRECTED)
    if (asked.includes(step)) answers.push({ step, ...(await answerTo(now, step, settings)) });
  return { answers, products: Number(count) };
}

async function answerTo(run: Run, step: Corrected, settings: ShopSettings): Promise<Omit<Answered, 'step'>> {
  const texts = textsFor(run.language);
  const { legal, approval, digest } = settings;
  const same = (text: string | undefined) => ({ shown: text || texts.setup.missing, typed: text ?? '' });
  switch (step) {
    case 'name':
      return same(run.shop.name);
    case 'address':
      return same(legal.address && `${legal.address.line1}, ${legal.address.postcode} ${legal.address.city}`);
    case 'siret':
      return same(legal.siret ?? legal.matricule_fiscal);
    case 'vat': {
      if (!legal.vat_regime) return same(undefined);
      const franchise = legal.vat_regime === 'franchise';
      return franchise
        ? { shown: texts.setup.vatFranchise, typed: 'franchise' }
        : { shown: texts.setup.vatStandard, typed: 'assujetti' };
    }
    case 'rate':
      return same(`${percent(run, settings.usual_vat_rate ?? (await usualRate(run)) / 100)} %`);
    case 'hours':
      return { shown: hoursText(settings.opening_hours, run.language), typed: typedHours(run, settings) };
    case 'approval': {
      if (approval === 'always') return { shown: texts.setup.always, typed: 'toujours' };
      const amount = formatMoney(approval.auto_below, run.shop.currency, run.language);
      return { shown: texts.setup.autoBelow(amount), typed: amount };
    }
    case 'digest':
      return digest.evening === 'off' ? { shown: texts.day.digestOff, typed: 'off' } : same(digest.evening);
  }
}

/** The week as `readHours` reads it, one line a day; empty when no hours were said. */
function typedHours({ language }: Run, { opening_hours: hours }: ShopSettings): string {
  if (!hours) return '';
  const name = new Intl.DateTimeFormat(language === 'ar' ? 'ar-TN' : language, { weekday: 'long', timeZone: 'UTC' });
  const closed = textsFor(language).customer.closed;
  // 2024-01-01 was a Monday.
  return WEEK.map(
    (day, at) => `${name.format(Date.UTC(2024, 0, 1 + at))} : ${hours[day]?.replaceAll(',', ' ') ?? closed}`,
  ).join('\n');
}
