import { z } from 'zod';
import { loadCatalogue } from '../catalog/catalogue.ts';
import { productRow } from '../catalog/index.ts';
import { type PricedLine, priceLine } from '../catalog/prices.ts';
import { Refusal } from '../errors.ts';
import { formatQuantity } from '../language.ts';
import { formatMoney } from '../money.ts';
import { totalsOf } from '../orders/total.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool } from '../tool.ts';
import { openDraft } from './draft.ts';

/** "Ça fait combien ?", while an order is being put together: what is settled with its price, the prices of what is not. */
export const draftSoFar = defineTool({
  name: 'draft_so_far',
  says: 'Tells what the open draft comes to so far, at the catalogue’s prices of now.',
  for: ['customer'],
  input: z.object({}),
  run: async (run) => {
    const texts = textsFor(run.language);
    if (run.actor.kind !== 'customer') throw new Refusal('not_allowed', texts.refusals.notAllowed([]));
    const draft = await openDraft(run, run.actor.conversationId);
    if (!draft) return { facts: { lines: 0 }, reply: { text: texts.refusals.emptyDraft } };
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
    const priced: PricedLine[] = [];
    const rows = draft.content.lines.flatMap(({ sku, qty, options }) => {
      const found = sku ? catalogue.find(sku) : null;
      if (!found) return [];
      if (qty === null || (!found.variant && found.product.variants.length > 0))
        return [productRow(found.product, run)];
      const line = priceLine(catalogue, { sku: sku!, qty, options })!;
      priced.push(line);
      return [texts.line(formatQuantity(line.qty, line.unit, run.language), line.name, money(line.total))];
    });
    const { shipping, total } = totalsOf(priced, draft.content.fulfilment, run.shop);
    if (shipping > 0) rows.push(texts.shipping(money(shipping)));
    if (priced.length > 0) rows.push(texts.conversation.asked.soFar(money(total)));
    return { facts: { lines: rows.length }, reply: { text: rows.join('\n') || texts.customer.askOrder } };
  },
});
