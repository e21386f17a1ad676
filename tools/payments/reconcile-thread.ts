import { sql } from 'kysely';
import { z } from 'zod';
import { say, tellMembers } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { addDays, dayOf, formatDay, instantOf, writtenIn } from '../language.ts';
import { type Currency, formatMoney, isCurrency } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { isProvider, PROVIDER_NAMES } from './providers/provider.ts';
import { askReconciliation, type Compared, type Difference } from './reconcile.ts';
import { periodOf } from './till.ts';

/** Differences that are listed; the others are counted. */
const MOST_LISTED = 15;
/** How far back the clock compares each night, and a member who names no period. */
const NIGHT_DAYS = 10;
const USUAL_DAYS = 31;
/** The hour of the shop's night from which the clock compares. */
const NIGHT_FROM = '03:00';

export const reconcile = defineTool({
  name: 'reconcile',
  says: "Compares the payment providers' own lists with our books and tells the differences, the fees and the payouts.",
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(100).default(''), day: z.string().optional() }),
  command: {
    words: ['rapprochement', 'rapprocher', 'reconcile'],
    takes: 'text',
    reads: 'day',
    example: '[mois]',
    help: {
      fr: 'compare les listes de vos prestataires de paiement avec nos comptes',
      en: 'compares your payment providers’ lists with our books',
      ar: 'مقارنة قوائم مزوّدي الدفع بدفاترنا',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language);
    const today = dayOf(run.at, run.shop.timezone);
    const typed = input.text.trim()
      ? periodOf(input.text, input.day, today)
      : { from: addDays(today, -USUAL_DAYS), to: today };
    if (typed === null) throw new Refusal('invalid', texts.money.refusals.badPeriod(input.text));
    const zone = run.shop.timezone;
    const period = {
      from: instantOf(typed.from, '00:00', zone),
      to: Math.min(run.at, instantOf(addDays(typed.to, 1), '00:00', zone)),
    };
    const thread = run.actor.kind === 'member' ? run.actor.conversationId : undefined;
    const asked = period.from < period.to ? await askReconciliation(run, run.cause, period, thread) : 0;
    if (asked === 0) throw new Refusal('unavailable', texts.paying.compare.nobody);
    return { facts: { asked }, reply: { text: texts.paying.compare.asked } };
  },
});

/** Asks for the night's comparison, once a night; a look of the clock's at any other time costs one statement. */
export async function reconcileNightly(run: Run): Promise<void> {
  const today = dayOf(run.at, run.shop.timezone);
  if (Object.keys(run.shop.settings.payments).length === 0) return;
  if (run.at < instantOf(today, NIGHT_FROM, run.shop.timezone)) return;
  const cause = `night:${today}`;
  const known = await run.trx.selectFrom('reconciliation').select('id').where('cause', '=', cause).executeTakeFirst();
  if (known) return;
  const from = instantOf(addDays(today, -NIGHT_DAYS), '00:00', run.shop.timezone);
  await askReconciliation(run, cause, { from, to: run.at });
}

/** Tells what a comparison found: the thread that asked, or all members when the night's found something. */
export async function tellCompared(run: Run, id: number, compared: Compared | null): Promise<void> {
  const row = await run.trx.selectFrom('reconciliation').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const name = isProvider(row.provider) ? PROVIDER_NAMES[row.provider] : row.provider;
  const render = async (language: Run['language']): Promise<string> => {
    const texts = textsFor(language).paying.compare;
    if (!compared) return texts.failed(name, row.error ?? '');
    const zone = run.shop.timezone;
    const day = (at: number) => formatDay(dayOf(at, zone), language, dayOf(run.at, zone));
    const listed = compared.differences.slice(0, MOST_LISTED);
    return [
      texts.title(name, day(row.from_at.getTime()), day(row.to_at.getTime() - 1)),
      ...(await sums(run, row.provider, row.from_at, row.to_at, language)),
      ...(compared.entered > 0 ? [texts.entered(compared.entered)] : []),
      compared.differences.length === 0 ? texts.none : texts.some(compared.differences.length),
      ...listed.map((one) => line(run, language, one)),
    ].join('\n');
  };
  if (row.conversation_id !== null) {
    return say(run, row.conversation_id, `compared:${id}`, { text: await render(run.language) });
  }
  if (compared && compared.differences.length === 0 && compared.entered === 0) return;
  const spoken = { fr: await render('fr'), en: await render('en'), ar: await render('ar') };
  await tellMembers(run, `compared:${id}`, (language) => {
    const text = spoken[writtenIn(language)];
    const short = text.split('\n')[0] ?? text;
    return { reply: { text, template: { name: 'alert', language, params: [run.shop.name, short] } } };
  });
}

function line(run: Run, language: Run['language'], one: Difference): string {
  const texts = textsFor(language).paying.compare;
  const money = (minor: number | null) => (minor === null ? '—' : formatMoney(minor, run.shop.currency, language));
  const order = one.order === null ? '' : texts.ofOrder(String(one.order));
  const what = texts.kinds[one.kind === 'refund' || one.kind === 'dispute' ? one.kind : 'payment'];
  switch (one.where) {
    case 'here':
      return texts.onlyHere(what, money(one.ours), order, one.ref);
    case 'there':
      return texts.onlyThere(what, money(one.theirs), one.ref);
    case 'amount':
      return texts.otherAmount(what, money(one.ours), money(one.theirs), order);
  }
}

/** What the provider's list comes to: received, given back, its fees, paid out to the bank; by currency. */
async function sums(run: Run, provider: string, from: Date, to: Date, language: Run['language']): Promise<string[]> {
  const rows = await run.trx
    .selectFrom('movement')
    .select(['currency', 'kind'])
    .select([
      sql<number>`sum(amount)::bigint`.as('amount'),
      sql<number>`sum(fee)::bigint`.as('fee'),
      sql<number>`count(*)::int`.as('count'),
    ])
    .where('provider', '=', provider)
    .where('at', '>=', from)
    .where('at', '<', to)
    .groupBy(['currency', 'kind'])
    .orderBy('currency')
    .execute();
  const texts = textsFor(language).paying.compare;
  return [...new Set(rows.map((row) => row.currency))].flatMap((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    const money = (minor: number) =>
      isCurrency(currency) ? formatMoney(minor, currency as Currency, language) : `${minor} ${currency}`;
    const of = (kind: string) => own.find((row) => row.kind === kind)?.amount ?? 0;
    const fees = own.reduce((sum, row) => sum + row.fee, 0) - of('fee');
    return [
      texts.received(money(of('payment')), own.find((row) => row.kind === 'payment')?.count ?? 0),
      ...(of('refund') === 0 ? [] : [texts.refunded(money(-of('refund')))]),
      ...(of('dispute') === 0 ? [] : [texts.disputed(money(-of('dispute')))]),
      ...(fees === 0 ? [] : [texts.fees(money(fees))]),
      ...(of('payout') === 0 ? [] : [texts.paidOut(money(-of('payout')))]),
    ];
  });
}
