/** The references a buyer wants on its invoice: the number of its order; of a public buyer the engagement and service. */
import { sql } from 'kysely';
import { z } from 'zod';
import type { Purchase } from '../../db/tables/trade.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { invoiceNumber } from './advance.ts';
import { withText } from './inputs.ts';
import { orderByShort } from './read.ts';

const reference = z.string().trim().min(1).max(100);
const purchaseSchema = z.strictObject({
  order: reference.optional(),
  engagement: reference.optional(),
  service: reference.optional(),
}) as z.ZodType<Purchase>;

export const orderPurchase = defineTool({
  name: 'order_purchase',
  says: "Notes the customer's own references for an order: its order number, engagement number, service code.",
  for: ['member'],
  input: withText,
  command: {
    words: ['bon', 'purchase'],
    takes: 'order_and_text',
    example: '156 BC-2026-118 [engagement … service …]',
    help: {
      fr: 'note le bon de commande du client, pour sa facture',
      en: 'notes the customer’s order number, for the invoice',
      ar: 'تسجيل رقم طلبية الحريف لفاتورته',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).tax.purchase;
    const short = String(input.order);
    const text = input.text.replace(/\s+/g, ' ').trim();
    const clear = /^(?:effacer|aucun|aucune|non|clear|none|-)$/i.test(text);
    const read = clear ? null : readPurchase(text);
    if (!clear && !read) throw new Refusal('invalid', texts.how(short));
    return write(run, input.order, read, true);
  },
});

export const purchaseBack = defineTool({
  name: 'order_purchase_back',
  says: "Gives an order the customer's references it had.",
  for: ['member'],
  input: z.object({ order: z.int().positive(), purchase: purchaseSchema.nullable() }),
  run: async (run, input) => write(run, input.order, input.purchase, false),
});

const KEYWORD = /(?:^|\s)(engagement|service|commande|order|bon)(?:\s+n[°o])?\s*:?\s+/gi;

/** "BC-2026-118 engagement 1300012345 service SRV-01"; null: none of these, or too long for an invoice. */
export function readPurchase(text: string): Purchase | null {
  const marks = [...text.matchAll(KEYWORD)];
  const first = text
    .slice(0, marks[0]?.index ?? text.length)
    .replace(/^(?:n[°o]|:)\s*/i, '')
    .trim();
  const found: Purchase = first ? { order: first } : {};
  for (const [index, mark] of marks.entries()) {
    const value = text.slice(mark.index + mark[0].length, marks[index + 1]?.index).replace(/[\s,;]+$/, '');
    const word = mark[1]!.toLowerCase();
    if (value) found[word === 'engagement' || word === 'service' ? word : 'order'] = value.trim();
  }
  return Object.keys(found).length > 0 && purchaseSchema.safeParse(found).success ? found : null;
}

async function write(run: Run, short: number, purchase: Purchase | null, undoable: boolean): Promise<Outcome> {
  const { order } = await orderByShort(run, short, true);
  const texts = textsFor(run.language);
  const invoice = await invoiceNumber(run, order.id);
  if (invoice) throw new Refusal('wrong_state', texts.tax.purchase.issued(String(short), invoice));
  await run.trx
    .updateTable('orders')
    .set({ purchase: purchase === null ? sql`null` : JSON.stringify(purchase) })
    .where('id', '=', order.id)
    .execute();
  await record(run, 'order.purchase', order.id, { purchase });
  const text = purchase
    ? texts.tax.purchase.set(String(short), purchaseText(purchase, run))
    : texts.tax.purchase.none(String(short));
  return {
    facts: { order: short, purchase },
    reply: { text: undoable ? `${text}\n${texts.orders.toUndo}` : text },
    ...(undoable ? { undo: { tool: purchaseBack.name, input: { order: short, purchase: order.purchase } } } : {}),
  };
}

/** "commande BC-2026-118 · engagement 1300012345". */
export function purchaseText({ order, engagement, service }: Purchase, { language }: Pick<Run, 'language'>): string {
  const texts = textsFor(language).tax.purchase;
  const rows = [
    order && texts.order(order),
    engagement && texts.engagement(engagement),
    service && texts.service(service),
  ];
  return rows.filter(Boolean).join(' · ');
}
