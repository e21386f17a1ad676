import { loadCatalogue } from '../catalog/catalogue.ts';
import type { PricedLine } from '../catalog/prices.ts';
import type { Reply } from '../conversations/message.ts';
import { describePlan } from '../conversations/plan-change.ts';
import { liveInvoice } from '../invoicing/live.ts';
import { formatMoney } from '../money.ts';
import { whoOrdered } from '../orders/cards.ts';
import type { OrderView } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { matchLines } from './articles.ts';
import type { MarketChange } from './change.ts';

/**
 * The card of a change: what happened there, the order before and after, the difference, what a yes books, and the two
 * buttons, which name the change and the version of the order they were shown for.
 */
export async function changeReply(
  run: Run,
  view: OrderView,
  change: MarketChange,
): Promise<(language: Run['language']) => Reply> {
  const after = await keptLines(run, view, change);
  const invoice = await liveInvoice(run, view.order.id);
  const { order } = view;
  return (language) => {
    const texts = textsFor(language).market;
    const money = (amount: number) => formatMoney(amount, run.shop.currency, language);
    const short = String(order.short);
    const articles = change.kind === 'articles';
    const asks = order.total - order.credited;
    const plan = { ...order, lines: after ?? linesOf(view), total: asks - change.amount };
    const rows = [
      change.kind === 'articles'
        ? texts.change.articles(short, whoOrdered(view, language))
        : texts.change[change.kind](short, whoOrdered(view, language), money(change.amount)),
      change.content.reason && `« ${change.content.reason} »`,
      ...(articles ? [] : change.content.lines.map(({ qty, name }) => `• ${qty} × ${name}`)),
      ...describePlan(run, { ...view, order: { ...order, total: asks } }, plan, language),
      articles
        ? after && texts.change.booksArticles
        : invoice
          ? texts.change.booksCredit(money(change.amount), invoice.paper.number)
          : texts.change.booksOnly(money(change.amount)),
      after === null && (articles ? texts.change.unknownArticles : texts.change.byHand),
    ];
    const text = rows.filter(Boolean).join('\n');
    return {
      text,
      choices: [
        ...(articles && !after
          ? []
          : [{ id: `/tiktok ${short} r${change.id} v${order.version}`, title: texts.change.accept }]),
        { id: `/tiktok ${short} non r${change.id} v${order.version}`, title: texts.change.leave },
      ],
      template: { name: 'alert', language, params: [run.shop.name, text] },
    };
  };
}

const linesOf = (view: OrderView): PricedLine[] =>
  view.lines.map((line) => ({
    sku: line.sku,
    name: line.name,
    qty: Number(line.qty),
    unit: line.unit,
    unitPrice: line.unit_price,
    total: line.total,
    vatRate: line.vat_rate,
    options: line.options as PricedLine['options'],
    discount: line.discount,
  }));

/**
 * The order's lines without what a change takes away, or as the marketplace has them now. Null: an article is not known,
 * or is not on the order at that price, so that the lines cannot follow.
 */
export async function keptLines(run: Run, view: OrderView, { kind, content }: MarketChange) {
  const matched = await matchLines(run, await loadCatalogue(run.trx, run.shop.id), 'tiktok', content.lines);
  if ('unknown' in matched) return null;
  if (kind === 'articles') return matched.lines;
  const lines = linesOf(view);
  for (const { sku, unitPrice, qty } of matched.lines) {
    const line = lines.find((one) => one.sku === sku && one.unitPrice === unitPrice && one.qty >= qty);
    if (!line || line.discount) return null;
    line.qty -= qty;
    line.total -= unitPrice * qty;
  }
  return lines.filter(({ qty }) => qty > 0);
}
