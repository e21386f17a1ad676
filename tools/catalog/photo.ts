import { z } from 'zod';
import { photoFile } from '../day/picture.ts';
import { ask } from '../errands.ts';
import { Refusal } from '../errors.ts';
import { digest } from '../sealing.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { bumpCatalogue, loadCatalogue } from './catalogue.ts';
import { theProduct } from './match.ts';

/** The largest picture that is kept; phones send about 0.3 MB. */
export const PHOTO_BYTES = 5 * 1024 * 1024;

export const keepPhoto = defineTool({
  name: 'keep_photo',
  says: 'Keeps the picture that came with the message as the photo of a product; without a picture, shows the one that is kept.',
  for: ['member'],
  input: z.object({
    text: z.string().max(300).default(''),
    media: z
      .object({ kind: z.string(), ref: z.object({ id: z.string().optional(), url: z.string().optional() }) })
      .optional(),
  }),
  command: {
    words: ['photo', 'picture'],
    takes: 'text',
    example: 'fraisier',
    help: {
      fr: 'en légende d’une image : photo du produit',
      en: 'as a caption: a product’s photo',
      ar: 'مع صورة: صورة المنتج',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).catalogue;
    if (!input.media && input.text.trim()) return shownPhoto(run, input.text);
    if (input.media?.kind !== 'image') throw new Refusal('invalid', texts.photoHow('/photo fraisier'));
    if (!input.text.trim()) throw new Refusal('invalid', texts.photoHow('/photo fraisier'));
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const { product } = theProduct(run, catalogue, input.text, (name) => `/photo ${name}`);
    if (run.actor.kind !== 'member' || run.actor.conversationId === undefined) {
      throw new Refusal('unavailable', texts.photoHow('/photo fraisier'));
    }
    const { id, url } = input.media.ref;
    await ask(run, `photo:${product.id}:${id ?? url ?? ''}`, {
      kind: 'keep_photo',
      productId: product.id,
      conversationId: run.actor.conversationId,
      ref: { ...(id ? { id } : {}), ...(url ? { url } : {}) },
    });
    return { facts: { product: product.sku }, reply: { text: texts.photoComing(product.name) } };
  },
});

/** The photo that is kept of a product, and how to replace it. */
async function shownPhoto(run: Run, words: string): Promise<Outcome> {
  const texts = textsFor(run.language).catalogue;
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const { product } = theProduct(run, catalogue, words, (name) => `/photo ${name}`);
  const photo = await run.trx
    .selectFrom('product_photo')
    .select('mime')
    .where('product_id', '=', product.id)
    .executeTakeFirst();
  const how = texts.photoHow(`/photo ${product.name}`);
  if (!photo) throw new Refusal('not_found', how);
  const document = { fileId: photoFile(product.id), filename: `photo.${photo.mime.split('/')[1]}`, mime: photo.mime };
  return { facts: { product: product.sku, shown: true }, reply: { text: `${product.name}\n${how}`, document } };
}

/** What a picture's first bytes say it is; null: not one that browsers and channels all show. */
export function pictureKind(bytes: Uint8Array): 'image/jpeg' | 'image/png' | 'image/webp' | null {
  const starts = (...head: number[]) => head.every((byte, index) => bytes[index] === byte);
  if (starts(0xff, 0xd8, 0xff)) return 'image/jpeg';
  if (starts(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
  const riff = starts(0x52, 0x49, 0x46, 0x46) && Buffer.from(bytes.subarray(8, 12)).toString('latin1') === 'WEBP';
  return riff ? 'image/webp' : null;
}

/** Keeps a picture as the photo of a product, in place of the one it had. Gives the sentence for who sent it. */
export async function storePhoto(run: Run, productId: number, bytes: Uint8Array): Promise<string> {
  const texts = textsFor(run.language).catalogue;
  const product = await run.trx
    .selectFrom('product')
    .select('name')
    .where('id', '=', productId)
    .executeTakeFirstOrThrow();
  const mime = pictureKind(bytes);
  if (!mime) return texts.photoKind(product.name);
  if (bytes.byteLength > PHOTO_BYTES) return texts.photoLarge(product.name, String(PHOTO_BYTES / 1024 / 1024));
  await bumpCatalogue(run.trx);
  const columns = { mime, bytes: Buffer.from(bytes), sha256: digest(bytes), created_at: new Date(run.at) };
  await run.trx
    .insertInto('product_photo')
    .values({ shop_id: run.shop.id, product_id: productId, ...columns })
    .onConflict((conflict) => conflict.columns(['shop_id', 'product_id']).doUpdateSet(columns))
    .execute();
  return texts.photoKept(product.name);
}

/** The sentence for a picture that could not be fetched. */
export async function photoLost(run: Run, productId: number): Promise<string> {
  const product = await run.trx
    .selectFrom('product')
    .select('name')
    .where('id', '=', productId)
    .executeTakeFirstOrThrow();
  return textsFor(run.language).catalogue.photoGone(product.name);
}
