import { Refusal } from '../errors.ts';
import { pickLines } from '../invoicing/pick-lines.ts';
import { thousandths } from '../invoicing/vat.ts';
import type { OrderView } from '../orders/read.ts';
import { readAmount } from '../payments/amount.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { changeOrder, type OrderChange } from './change.ts';
import { withText } from './inputs.ts';
import { orderByShort } from './read.ts';

const AT_END = /^(.*?)\s*[:-]?\s*(\d+(?:[.,]\d{1,3})?\s*(%|€|eur(?:os?)?|dt|tnd|dinars?)?)\s*$/iu;

export const discountOrder = defineTool({
  name: 'discount_order',
  says: 'Takes a discount off an order, or off one of its lines, before it is paid or invoiced.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['remise', 'discount'],
    takes: 'order_and_text',
    example: '156 [fraisier] 10 %|5 €|0',
    help: {
      fr: 'accorde une remise sur la commande ou un article',
      en: 'takes a discount off the order or one item',
      ar: 'منح تخفيض على الطلبية أو على منتج',
    },
    slashless: true,
  },
  run: async (run, { order, version, text }) => {
    const view = await orderByShort(run, order, true);
    const change = readDiscount(run, view, text);
    if (!change) throw new Refusal('invalid', textsFor(run.language).orders.askDiscount);
    return changeOrder(run, { order, version }, { lines: [], ...change });
  },
});

/** "10 %", "5 €", "0", or the same behind the name of a line; null: none of these. Throws Refusal for an unknown line. */
function readDiscount(run: Run, view: OrderView, text: string): Partial<OrderChange> | null {
  const found = AT_END.exec(text.trim());
  if (!found) return null;
  const [, name = '', typed = '', unit = ''] = found;
  const rate = unit === '%' ? Math.round(Number(typed.replace('%', '').trim().replace(',', '.')) * 100) : null;
  if (rate !== null && (rate < 0 || rate > 10_000)) return null;
  const zero = /^0+(?:[.,]0+)?\s*\D*$/.test(typed);
  if (!name.trim()) {
    if (zero) return { discount: { amount: 0 } };
    if (rate !== null) return { discount: { rate } };
    const amount = readAmount(typed, run.shop.currency, view.order.subtotal);
    return amount === null || amount > view.order.subtotal ? null : { discount: { amount } };
  }
  const lines = view.lines.map((line) => ({
    qty: thousandths(line.qty),
    total: line.total,
    line: { ...line, vat_rate: line.vat_rate / 100, discount: line.discount },
  }));
  const picked = pickLines(lines as never, name.replace(/^(?:sur|on)\s+/i, ''));
  if ('fault' in picked) {
    throw new Refusal(
      'invalid',
      textsFor(run.language).refusals.ambiguousChange(picked.fault.words, picked.fault.names),
    );
  }
  const { sku, total, discount } = view.lines.find((line) => line.sku === picked.picked[0]!.left.line.sku)!;
  const whole = total + discount;
  if (zero) return { reductions: { [sku]: 0 } };
  const amount = readAmount(typed, run.shop.currency, whole);
  return amount === null || amount > whole ? null : { reductions: { [sku]: amount } };
}
