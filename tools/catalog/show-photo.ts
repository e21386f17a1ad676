import { z } from 'zod';
import { alert, customerName } from '../conversations/index.ts';
import { tellMembers } from '../conversations/say.ts';
import { photoFile } from '../day/picture.ts';
import { dayOf } from '../language.ts';
import { type Texts, textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { type CatalogueProduct, loadCatalogue } from './catalogue.ts';
import { productRow } from './index.ts';

/** One choice a product, as many as every channel offers. */
const MOST_OFFERED = 10;
/** The most products one request without a photo tells the members of. */
const MOST_WANTED = 3;

export const showPhoto = defineTool({
  name: 'show_photo',
  says: 'Shows the customer the kept photo of a product; where none is kept, says so and tells the members.',
  for: ['customer'],
  input: z.object({
    /** What the photo is asked of, the likeliest first; none: which product is asked. */
    skus: z.array(z.string()).max(20).default([]),
  }),
  run: async (run, { skus }) => {
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const asked = [...new Set(skus.flatMap((sku) => catalogue.find(sku)?.product ?? []))];
    const kept = await photosOf(run, asked.length > 0 ? asked : catalogue.products);
    const [first] = kept;
    if (!first) return none(run, asked);
    return kept.length === 1 ? shown(run, first) : which(run, kept);
  },
});

type Kept = { product: CatalogueProduct; mime: string };

/** Those of the products that have a photo, in their order. */
async function photosOf(run: Run, products: CatalogueProduct[]): Promise<Kept[]> {
  if (products.length === 0) return [];
  const ids = products.map(({ id }) => id);
  const rows = await run.trx
    .selectFrom('product_photo')
    .select(['product_id', 'mime'])
    .where('product_id', 'in', ids)
    .execute();
  const mimes = new Map(rows.map((row) => [row.product_id, row.mime]));
  return products.flatMap((product) => {
    const mime = mimes.get(product.id);
    return mime === undefined ? [] : [{ product, mime }];
  });
}

/** The picture, with the product's name and prices as its caption: what a customer asks next. */
function shown(run: Run, { product, mime }: Kept): Outcome {
  const document = { fileId: photoFile(product.id), filename: `photo.${mime.split('/')[1]}`, mime };
  const text = [productRow(product, run), product.soldOut ? null : textsFor(run.language).customer.available];
  return {
    facts: { shown: product.sku, name: product.name },
    reply: { text: text.filter(Boolean).join('\n'), document },
  };
}

/** Several may be meant, and one message carries one picture. */
function which(run: Run, kept: Kept[]): Outcome {
  const texts = textsFor(run.language).photos;
  const choices = kept.slice(0, MOST_OFFERED).map(({ product }) => ({
    id: texts.wish(product.name).slice(0, 200),
    title: product.name,
  }));
  return {
    facts: { which: kept.map(({ product }) => product.name) },
    reply: { text: texts.which, choices, choicesLabel: texts.choose },
  };
}

/** Said as it is; the members read once a day and conversation which product lacks one. */
async function none(run: Run, asked: CatalogueProduct[]): Promise<Outcome> {
  const names = asked.slice(0, MOST_WANTED).map(({ name }) => name);
  const { actor } = run;
  if (actor.kind === 'customer') {
    const who = await customerName(run, actor.customerId);
    const day = dayOf(run.at, run.shop.timezone);
    const wanted = asked[0]?.id ?? 'any';
    const told = { ...run, cause: `photo_wanted:${actor.conversationId}.${wanted}.${day}` };
    await tellMembers(told, 'told', (language) =>
      alert(run, language, wantedText(textsFor(language).photos, who, names)),
    );
  }
  const texts = textsFor(run.language).photos;
  const text = names.length > 0 ? texts.noneOf(names.join(', ')) : texts.none;
  return { facts: { noPhoto: true, of: names }, reply: { text } };
}

function wantedText(texts: Texts['photos'], who: string, names: string[]): string {
  const [first] = names;
  return first ? texts.wantedOf(who, names.join(', '), first) : texts.wanted(who);
}
