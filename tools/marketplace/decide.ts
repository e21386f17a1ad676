import { Refusal } from '../errors.ts';
import { formatMoney } from '../money.ts';
import { withText } from '../orders/inputs.ts';
import { type OrderView, orderById, orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { type Booked, bookArticles, bookRefund } from './book-change.ts';
import { decide, type MarketChange, openChanges } from './change.ts';
import { changeReply, keptLines } from './change-card.ts';
import { marketOrderSchema } from './order.ts';

/** A button names the change it was shown for: "r12"; "non r12" leaves it. */
const MARK = /(?:^|\s)r(\d+)(?=\s|$)/;
const NO = /(?:^|\s)(?:non|no)(?=\s|$)/i;

export const decideMarketChange = defineTool({
  name: 'decide_market_change',
  says: 'Shows what changed on TikTok Shop after an order was taken over; a tap books it: refund, credit note, lines.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['tiktok'],
    takes: 'order_and_text',
    example: '156',
    help: {
      fr: 'ce qui a changé sur TikTok : à accepter ou non',
      en: 'what changed on TikTok, to accept or not',
      ar: 'ما تغير على تيك توك: للقبول أو لا',
    },
    slashless: true,
  },
  run: async (run, { order, text, version }): Promise<Outcome> => {
    const view = await orderByShort(run, order, true);
    const texts = textsFor(run.language).market.change;
    const open = await openChanges(run, view.order.id);
    const mark = MARK.exec(text)?.[1];
    const change = mark === undefined ? open[0] : open.find(({ id }) => id === Number(mark));
    if (!change) throw new Refusal('wrong_state', texts.none(String(order)));
    // What moves money is done by the button that says how much, on the order as it was shown.
    if (mark === undefined || version !== view.order.version) return shown(run, view, change);
    if (NO.test(text)) {
      await decide(run, change, 'declined');
      return ended(run, view, texts.left(String(order)), { declined: true });
    }
    const booked = change.kind === 'articles' ? await articles(run, view, change) : await bookRefund(run, view, change);
    await decide(run, change, 'applied');
    return ended(run, view, echo(run, view, booked), { refunded: booked.amount, paper: booked.paper?.number ?? null });
  },
});

async function articles(run: Run, view: OrderView, change: MarketChange): Promise<Booked> {
  const lines = await keptLines(run, view, change);
  if (!lines) throw new Refusal('invalid', textsFor(run.language).market.changedThere(String(view.order.short)));
  const { content } = await run.trx
    .selectFrom('market_order')
    .select('content')
    .where('id', '=', change.market_order_id)
    .executeTakeFirstOrThrow();
  return bookArticles(run, view, lines, marketOrderSchema.parse(content));
}

function echo(run: Run, { order }: OrderView, { amount, paper }: Booked): string {
  const texts = textsFor(run.language);
  const shown = formatMoney(amount, run.shop.currency, run.language);
  return [
    texts.market.change.booked(String(order.short), shown),
    paper && texts.market.change.paper(paper.number),
    texts.money.member.notUndoable,
  ]
    .filter(Boolean)
    .join(' ');
}

async function shown(run: Run, view: OrderView, change: MarketChange): Promise<Outcome> {
  const card = await changeReply(run, view, change);
  const about = { orderId: view.order.id, version: view.order.version };
  return { facts: { done: false, order: view.order.short }, reply: card(run.language), about };
}

/** What was done, and the next change of the order that waits, with buttons for the order as it now is. */
async function ended(run: Run, before: OrderView, text: string, facts: object): Promise<Outcome> {
  const view = await orderById(run.trx, before.order.id);
  const [next] = await openChanges(run, view.order.id);
  const about = { orderId: view.order.id, version: view.order.version };
  const all = { ...facts, done: true, order: view.order.short };
  if (!next) return { facts: all, reply: { text }, about };
  const card = (await changeReply(run, view, next))(run.language);
  return { facts: all, reply: { ...card, text: `${text}\n\n${card.text}` }, about };
}
