import { z } from 'zod';
import { alert } from '../conversations/index.ts';
import type { Arrival } from '../conversations/message.ts';
import { tellMembers } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { record } from '../journal.ts';
import { dayOf, formatDay } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { type Catalogue, type Found, loadCatalogue, nameOf } from './catalogue.ts';
import { folded, theProduct } from './match.ts';
import { readPosts } from './post-list.ts';

/** Where a message came from: a story, a post, an advertisement, a product of the provider's own catalogue. */
export type Origin = NonNullable<Arrival['origin']>;

/**
 * The product an origin shows: named by the provider's catalogue, said by a member, or the only one its title names.
 * Null where nobody has said; then the post is noted, and with `asking` the members are asked once which it is.
 */
export async function productShown(
  run: Run,
  channel: string,
  origin: Origin,
  asking: boolean,
): Promise<{ name: string; sku: string } | null> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  if (origin.kind === 'product') return origin.id === undefined ? null : named(catalogue.find(origin.id));
  const ref = origin.id ?? origin.url;
  if (ref === undefined) return null;
  const post = await noted(run, channel, ref, origin);
  if (post.sku !== null) return named(catalogue.find(post.sku));
  const titled = inTitle(catalogue, [origin.title, origin.text].filter(Boolean).join(' '));
  if (titled) {
    await run.trx.updateTable('post').set({ sku: titled.product.sku }).where('id', '=', post.id).execute();
    return named(titled);
  }
  if (asking) await askOnce({ ...run, cause: `post:${post.id}` }, post.id, origin);
  return null;
}

const named = (found: Found | null) => found && { name: nameOf(found), sku: (found.variant ?? found.product).sku };

async function noted(run: Run, channel: string, ref: string, { kind, url, title }: Origin) {
  await run.trx
    .insertInto('post')
    .values({
      shop_id: run.shop.id,
      channel,
      kind,
      ref,
      url: url ?? null,
      title: title ?? null,
      sku: null,
      first_seen: new Date(run.at),
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'channel', 'ref']).doNothing())
    .execute();
  return run.trx
    .selectFrom('post')
    .select(['id', 'sku'])
    .where('channel', '=', channel)
    .where('ref', '=', ref)
    .executeTakeFirstOrThrow();
}

/** The one product whose whole name stands in a title. */
function inTitle(catalogue: Catalogue, title: string): Found | null {
  const words = ` ${folded(title)} `;
  const found = catalogue.products.filter(({ name }) => words.includes(folded(name)));
  const [product] = found;
  return product && found.length === 1 ? { product, variant: null } : null;
}

/** The same post is asked about once, whoever answers it. */
async function askOnce(run: Run, id: number, { kind, url, title }: Origin): Promise<void> {
  await tellMembers(run, 'which', (language) => {
    const texts = textsFor(language).posts;
    const which = [texts.kinds[kind], title ? `« ${title} »` : '', url ?? ''].filter(Boolean).join(' ');
    const { reply } = alert(run, language, texts.which(which, String(id)));
    return { reply: { ...reply, choices: [{ id: `/publication ${id}`, title: texts.choose }] } };
  });
}

/** How many posts one message lists, and products one offers. */
const MOST_LISTED = 8;
const MOST_CHOICES = 10;

/** "3 fraisier": the post and the product it shows. */
const LINK = /^\s*(\d{1,9})\s+(\S.*?)\s*$/;

export const linkPost = defineTool({
  name: 'link_post',
  says: 'Says which product a story, post or advertisement shows, so that "this one" is understood.',
  for: ['member'],
  input: z.object({ text: z.string().max(200).default('') }),
  command: {
    words: ['publication', 'post'],
    takes: 'text',
    example: '3 fraisier',
    help: {
      fr: 'dit quel produit montre une story, une publication ou une publicité',
      en: 'says which product a story, a post or an advertisement shows',
      ar: 'يحدد المنتج الذي تعرضه قصة أو منشور أو إعلان',
    },
    slashless: false,
  },
  run: async (run, { text }) => {
    const texts = textsFor(run.language).posts;
    if (text.trim() === '') return { facts: {}, reply: { text: await unlinked(run) } };
    const [, id, words] = LINK.exec(text) ?? [];
    if (!id || !words) return whichProduct(run, Number(text.trim()), text);
    const post = await run.trx
      .selectFrom('post')
      .select(['id', 'sku'])
      .where('id', '=', Number(id))
      .forUpdate()
      .executeTakeFirst();
    if (!post) throw new Refusal('not_found', texts.none(id));
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const found = theProduct(run, catalogue, words, (name) => `/publication ${id} ${name}`);
    const sku = (found.variant ?? found.product).sku;
    await run.trx.updateTable('post').set({ sku }).where('id', '=', post.id).execute();
    await record(run, 'product.changed', null, { post: post.id, sku });
    return { facts: { done: true, post: post.id, sku }, reply: { text: texts.linked(id, nameOf(found)) } };
  },
});

/** Posts without a product, the latest first. */
async function unlinked(run: Run): Promise<string> {
  const texts = textsFor(run.language).posts;
  const { posts } = await readPosts(run, MOST_LISTED);
  const open = posts.filter(({ product }) => product === null);
  if (open.length === 0) return texts.allLinked;
  const rows = open.map(({ id, kind, title, url, seen }) => {
    const day = formatDay(dayOf(seen, run.shop.timezone), run.language);
    return texts.row(
      String(id),
      [texts.kinds[kind], title ? `« ${title} »` : '', url ?? ''].filter(Boolean).join(' '),
      day,
    );
  });
  return [texts.unlinked, ...rows, texts.how].join('\n');
}

/** "/publication 3": the products to choose from, those that are had first. */
async function whichProduct(run: Run, id: number, said: string): Promise<Outcome> {
  const texts = textsFor(run.language).posts;
  if (!Number.isSafeInteger(id) || id <= 0) throw new Refusal('invalid', texts.how);
  const post = await run.trx.selectFrom('post').select('id').where('id', '=', id).executeTakeFirst();
  if (!post) throw new Refusal('not_found', texts.none(said.trim()));
  const { products } = await loadCatalogue(run.trx, run.shop.id);
  if (products.length === 0) throw new Refusal('invalid', texts.how);
  const shown = [...products].sort((a, b) => Number(a.soldOut) - Number(b.soldOut)).slice(0, MOST_CHOICES);
  const choices = shown.map(({ sku, name }) => ({ id: `/publication ${id} ${sku}`, title: name }));
  const more = products.length > shown.length ? texts.orName(String(id)) : '';
  const text = [texts.whichProduct(String(id)), more].filter(Boolean).join('\n');
  return { facts: {}, reply: { text, choices, choicesLabel: texts.choose } };
}
