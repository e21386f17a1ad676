import { z } from 'zod';
import { type Found, loadCatalogue, nameOf } from '../catalog/catalogue.ts';
import { matchProducts } from '../catalog/match.ts';
import { Refusal } from '../errors.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { begin, type MarketRow } from './apply.ts';
import { learnArticle, matchLines, whole } from './articles.ts';
import { type MarketLine, marketOrderSchema } from './order.ts';

export const matchArticle = defineTool({
  name: 'match_article',
  says: 'Says what an article of TikTok Shop is in the catalogue; remembered, and orders that waited for it are taken over.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(500).default('') }),
  command: {
    words: ['associer', 'match'],
    takes: 'text',
    example: 'FR-8P Fraisier 8 parts',
    help: {
      fr: 'dit ce qu’est un article TikTok Shop',
      en: 'says what a TikTok Shop article is',
      ar: 'تحديد منتج تيك توك شوب',
    },
    slashless: false,
  },
  run: async (run, { text }): Promise<Outcome> => {
    const texts = textsFor(run.language).market;
    const waiting = await waitingRows(run);
    const { line, rest } = namedIn(run, text.trim(), waiting);
    const found = await productIn(run, rest);
    const sku = found.variant?.sku ?? found.product.sku;
    await learnArticle(run, 'tiktok', line, sku);
    const rows = [texts.matched(line.article, nameOf(found))];
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    for (const row of waiting) {
      const order = marketOrderSchema.parse(row.content);
      await begin({ ...run, actor: { kind: 'provider', provider: row.channel } }, row, order);
      const left = await matchLines(run, catalogue, row.channel, order.lines);
      if ('unknown' in left) rows.push(texts.stillUnmatched(left.unknown.map(({ article }) => article).join(', ')));
    }
    return { facts: { article: line.article, sku }, reply: { text: [...new Set(rows)].join('\n') } };
  },
});

function waitingRows(run: Run): Promise<MarketRow[]> {
  return run.trx
    .selectFrom('market_order')
    .selectAll()
    .where('state', '=', 'unmatched')
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** The article whose reference the words begin with; the longest one, since references may hold spaces. */
function namedIn(run: Run, text: string, waiting: MarketRow[]): { line: MarketLine; rest: string } {
  const texts = textsFor(run.language).market;
  const lines = waiting.flatMap((row) => marketOrderSchema.parse(row.content).lines);
  const named = lines
    .filter(({ article }) => text.toLowerCase().startsWith(article.toLowerCase()))
    .sort((a, b) => b.article.length - a.article.length)[0];
  if (!named) throw new Refusal('invalid', text ? texts.noSuchArticle(text.split(/\s+/)[0]!) : texts.matchUsage);
  const rest = text
    .slice(named.article.length)
    .replace(/^[\s=:,→-]+/, '')
    .trim();
  if (!rest) throw new Refusal('invalid', texts.matchUsage);
  return { line: named, rest };
}

async function productIn(run: Run, text: string): Promise<Found> {
  const texts = textsFor(run.language);
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const found = matchProducts(catalogue, text);
  const [only] = found;
  if (only && found.length === 1) {
    if (whole(only)) return only;
    const sizes = only.product.variants.map(({ name }) => name);
    throw new Refusal('invalid', texts.orders.askSize(only.product.name, sizes.join(', ')));
  }
  throw new Refusal('invalid', [texts.refusals.notUnderstoodChange(text), ...found.slice(0, 4).map(nameOf)].join('\n'));
}
