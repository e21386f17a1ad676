import type { Ctx } from '../../tools/context.ts';
import { formatQuantity } from '../../tools/language.ts';
import { lastOrdered } from '../../tools/orders/read.ts';
import { inShop } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { TurnFacts } from '../agent/facts.ts';
import type { Talk } from '../agent/talk.ts';
import { saysSameAgain } from '../understand/index.ts';

const NO = /^\s*(?:non|nan|no|pas (?:ça|cela|celui-là)|لا|le)(?!\p{L})/iu;

/**
 * "Comme la dernière fois": the goods of the customer's last order are put before them, and their yes makes them the
 * draft, as the reader takes every list that the shop proposes. Null: the turn asks for nothing of the kind.
 */
export async function sameAgainOffered(facts: TurnFacts, ctx: Ctx): Promise<Talk | null> {
  const { unresolved, items } = facts.reading;
  const wished =
    unresolved.length > 0 && unresolved.every(({ text, candidates }) => candidates.length === 0 && saysSameAgain(text));
  if (facts.intent !== 'order' || items.length > 0 || !wished || ctx.actor.kind !== 'customer') return null;
  const { customerId } = ctx.actor;
  const texts = textsFor(ctx.language);
  const view = NO.test(facts.words) ? null : await inShop(ctx, (run) => lastOrdered(run.trx, customerId));
  const sold = (view?.lines ?? []).filter(({ sku }) => facts.catalogue.find(sku));
  const rows = sold.map(({ qty, unit, name }) => texts.lineNoPrice(formatQuantity(qty, unit, ctx.language), name));
  const reply =
    rows.length > 0
      ? {
          text: texts.conversation.asked.again(rows.join('\n')),
          choices: [texts.conversation.asked.yes, texts.conversation.asked.no].map((title) => ({ id: title, title })),
        }
      : { text: texts.customer.askOrder };
  return { done: [{ tool: 'same_again', outcome: { facts: {}, reply }, refusal: null }], text: '' };
}
