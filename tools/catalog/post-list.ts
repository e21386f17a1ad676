/** Stories, posts and advertisements that customers pointed at, as members see them: which product each shows. */
import { sql } from 'kysely';
import type { ChannelName } from '../conversations/message.ts';
import type { Run } from '../tool.ts';
import { loadCatalogue, nameOf } from './catalogue.ts';

export type SeenPost = {
  id: number;
  channel: ChannelName;
  kind: 'ad' | 'story' | 'product' | 'post';
  title: string | null;
  /** Where it can be looked at, as the provider named it; not kept for long by Meta. */
  url: string | null;
  /** Milliseconds: when somebody first came by it. */
  seen: number;
  /** What it shows; null: nobody has said, or it is no longer sold. */
  product: { sku: string; name: string } | null;
};

/** The posts without a product first, each group from the latest on; and how many lack one in all. */
export async function readPosts(run: Run, most: number): Promise<{ posts: SeenPost[]; unlinked: number }> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const sold = catalogue.products.flatMap(({ sku, variants }) => [sku, ...variants.map((one) => one.sku)]);
  const lacks = sql<boolean>`(sku is null or not sku = any(${sold}::text[]))`;
  const rows = await run.trx
    .selectFrom('post')
    .select(['id', 'channel', 'kind', 'title', 'url', 'sku', 'first_seen'])
    .orderBy(lacks, 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .execute();
  const { n } = await run.trx
    .selectFrom('post')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(lacks)
    .executeTakeFirstOrThrow();
  const posts = rows.map((row): SeenPost => {
    const found = row.sku === null ? null : catalogue.find(row.sku);
    return {
      ...{ id: row.id, channel: row.channel as ChannelName, kind: row.kind as SeenPost['kind'] },
      ...{ title: row.title, url: row.url, seen: row.first_seen.getTime() },
      product: found && { sku: (found.variant ?? found.product).sku, name: nameOf(found) },
    };
  });
  return { posts, unlinked: Number(n) };
}
