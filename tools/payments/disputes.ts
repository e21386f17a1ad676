import { tellMembers } from '../conversations/say.ts';
import { record } from '../journal.ts';
import { dayOf, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { orderById } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { enter } from './books.ts';
import { type DisputeNews, PROVIDER_NAMES, type ProviderName } from './providers/provider.ts';

/**
 * Writes a dispute as a provider tells it: one row each, whose end is never undone by older news; money that was taken
 * or given back enters the order's account under its own reference. The members hear of its beginning, of its end and
 * of money that moves. `early`: its payment is not in the books.
 */
export async function recordDispute(
  run: Run,
  provider: ProviderName,
  told: DisputeNews,
): Promise<'disputed' | 'known' | 'early'> {
  const payment = await run.trx
    .selectFrom('payment')
    .selectAll()
    .where('provider', '=', provider)
    .where('provider_ref', '=', told.payment)
    .where('kind', '=', 'payment')
    .executeTakeFirst();
  if (!payment || payment.currency !== told.currency) return 'early';
  const view = await orderById(run.trx, payment.order_id, true);
  const before = await run.trx
    .selectFrom('dispute')
    .selectAll()
    .where('provider', '=', provider)
    .where('ref', '=', told.id)
    .executeTakeFirst();
  const moved = told.moved && (await move(run, view.order, payment, told.moved));
  const ends = told.state !== 'open' && (before?.state ?? 'open') === 'open';
  if (!before) {
    await run.trx
      .insertInto('dispute')
      .values({
        shop_id: run.shop.id,
        order_id: payment.order_id,
        payment_id: payment.id,
        provider,
        ref: told.id,
        amount: told.amount,
        currency: told.currency,
        reason: told.reason,
        state: told.state,
        answer_by: told.answerBy === null ? null : new Date(told.answerBy),
        opened_at: new Date(run.at),
        closed_at: told.state === 'open' ? null : new Date(run.at),
      })
      .execute();
  } else if (ends) {
    await run.trx
      .updateTable('dispute')
      .set({ state: told.state, closed_at: new Date(run.at) })
      .where('id', '=', before.id)
      .execute();
  }
  if (before && !ends && !moved) return 'known';
  const state = before && before.state !== 'open' ? before.state : told.state;
  await record(run, `dispute.${state === 'open' ? 'opened' : state}`, payment.order_id, {
    provider,
    ref: told.id,
    amount: told.amount,
    moved: moved ? told.moved!.amount : 0,
  });
  await tellMembers(run, `dispute:${told.id}:${state}:${told.moved?.ref ?? ''}`, (language) => {
    const text = words(run, language, {
      provider,
      told: { ...told, state },
      short: String(view.order.short),
      moved: !!moved,
      isNew: !before,
    });
    return {
      reply: { text, template: { name: 'alert', language, params: [run.shop.name, text] } },
      about: { orderId: view.order.id, version: view.order.version },
    };
  });
  return 'disputed';
}

type Held = { id: number; provider: string; method: string; link_id: number | null };

/** Money that a bank takes back or returns; false when it is in the books already. */
async function move(
  run: Run,
  order: Parameters<typeof enter>[1],
  payment: Held,
  moved: { ref: string; amount: number },
): Promise<boolean> {
  const entered = await enter(run, order, {
    kind: 'chargeback',
    provider: payment.provider,
    ref: moved.ref,
    method: payment.method,
    amount: moved.amount,
    linkId: payment.link_id,
    answersId: payment.id,
  });
  return entered !== null;
}

function words(
  run: Run,
  language: Run['language'],
  what: { provider: ProviderName; told: DisputeNews; short: string; moved: boolean; isNew: boolean },
): string {
  const { told } = what;
  const texts = textsFor(language).paying.disputes;
  const amount = formatMoney(told.amount, run.shop.currency, language);
  const today = dayOf(run.at, run.shop.timezone);
  const by = told.answerBy === null ? null : formatDay(dayOf(told.answerBy, run.shop.timezone), language, today);
  const reason = texts.reasons[told.reason as keyof typeof texts.reasons] ?? told.reason.replaceAll('_', ' ');
  const shop = PROVIDER_NAMES[what.provider];
  const first =
    told.state === 'won'
      ? texts.won(what.short, amount)
      : told.state === 'lost'
        ? texts.lost(what.short, amount)
        : what.isNew
          ? texts.opened(what.short, amount, reason)
          : null;
  const money =
    what.moved &&
    (told.moved!.amount < 0 ? texts.taken(shop, amount, what.short) : texts.returned(shop, amount, what.short));
  return [first, money, told.state === 'open' && what.isNew ? texts.answer(shop, by) : null].filter(Boolean).join(' ');
}
