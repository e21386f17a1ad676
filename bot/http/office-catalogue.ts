import type { Hono } from 'hono';
import { type CatalogueData, type CatalogueItem, officePages } from '../../admin/office/index.ts';
import { loadCatalogue } from '../../tools/catalog/catalogue.ts';
import { setProductDeposit, shownDeposit } from '../../tools/catalog/deposit.ts';
import { readPosts } from '../../tools/catalog/post-list.ts';
import { readShelf, type ShelfItem } from '../../tools/catalog/shelf.ts';
import { setProductNature, setProductRate } from '../../tools/catalog/taxes.ts';
import type { Ctx } from '../../tools/context.ts';
import { learnedWords } from '../../tools/conversations/learned-words.ts';
import { documentFile, photoFile } from '../../tools/day/picture.ts';
import { formatQuantity } from '../../tools/language.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { taxPlace } from '../../tools/shops/setup-country.ts';
import { isRateOf, ratesOf } from '../../tools/shops/vat-rates.ts';
import type { Outcome, Tool } from '../../tools/tool.ts';
import { answerFile } from './file-answer.ts';
import { POSTS_PATH } from './office-posts.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

const PATH = '/admin/catalogue';
const FORGET = '/catalogue/oublier';
const DEPOSIT = '/catalogue/acompte';
const TAX = '/catalogue/tva';
const A_PAGE = 60;

/** /admin/catalogue: what is sold, at which price, how much is left, by which words; a learned word is forgotten here. */
export function catalogueRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  app.get('/catalogue', async (c) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const query = (c.req.query('q') ?? '').trim().slice(0, 100);
    const from = Math.max(0, Math.trunc(Number(c.req.query('from')) || 0));
    const { shelf, unlinked } = await inShop(ctx, async (run) => ({
      shelf: await readShelf(run, { query, from, most: A_PAGE }),
      unlinked: (await readPosts(run, 1)).unlinked,
    }));
    const next = from + A_PAGE;
    const flash = room.takeFlash(c);
    const data: CatalogueData = {
      ...signedFrame(ctx, session, flash),
      query,
      found: shelf.found,
      items: shelf.items.map((item) => itemOf(ctx, item)),
      ...(next < shelf.found ? { more: `${PATH}?${new URLSearchParams({ q: query, from: String(next) })}` } : {}),
      posts: { href: POSTS_PATH, unlinked },
      ...(may(ctx, learnedWords) ? { forgetAction: `/admin${FORGET}` } : {}),
      ...(may(ctx, setProductDeposit) ? { depositAction: `/admin${DEPOSIT}` } : {}),
      ...(may(ctx, setProductRate) ? { taxAction: `/admin${TAX}` } : {}),
      rates: ctx.shop.settings.legal.vat_regime === 'franchise' ? [] : ratesOf(taxPlace(ctx)),
    };
    return room.page(c, officePages.catalogue(data));
  });

  app.get('/catalogue/photo/:id{[0-9]{1,15}}', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const file = await inShop(ctx, ({ trx }) => documentFile(trx, photoFile(Number(c.req.param('id')))));
    return file ? answerFile(c, file) : c.notFound();
  });

  app.post(FORGET, async (c) => {
    const form = await c.req.parseBody();
    const text = `retirer ${String(form.said ?? '')} = ${String(form.sku ?? '')}`;
    const ctx = await room.contextOf(c.get('session'));
    return room.act(c, PATH, perform(learnedWords, ctx, { text }));
  });

  app.post(DEPOSIT, async (c) => {
    const form = await c.req.parseBody();
    const text = `${String(form.sku ?? '')} ${String(form.deposit ?? '').trim()}`.slice(0, 200);
    const ctx = await room.contextOf(c.get('session'));
    return room.act(c, PATH, perform(setProductDeposit, ctx, { text }));
  });

  app.post(TAX, async (c) => {
    const form = await c.req.parseBody();
    const [sku, rate, nature] = [form.sku, form.rate, form.nature].map((field) => String(field ?? '').slice(0, 100));
    const ctx = await room.contextOf(c.get('session'));
    return room.act(c, PATH, setTaxes(ctx, sku!, rate!, nature!));
  });
}

/** Sets what the form changes of a product's VAT, each by its own tool. */
async function setTaxes(ctx: Ctx, sku: string, rate: string, nature: string): Promise<Outcome> {
  const product = await inShop(ctx, async (run) => (await loadCatalogue(run.trx, run.shop.id)).find(sku)?.product);
  const word = { goods: 'bien', services: 'service' }[nature] ?? 'boutique';
  const natured = () => perform(setProductNature, ctx, { text: `${sku} ${word}` });
  if (!product || rate === '' || Number(rate) === product.vatRate / 100) return natured();
  const rated = await perform(setProductRate, ctx, { text: `${sku} ${rate}` });
  return nature === (product.operation ?? '') ? rated : natured();
}

/** Whether a tool's form is shown; the tool checks it again. */
function may({ actor }: Ctx, tool: Pick<Tool, 'roles'>): boolean {
  return actor.kind === 'member' && (tool.roles?.includes(actor.role) ?? true);
}

function itemOf(ctx: Ctx, { product, lowStock, words, photoOf }: ShelfItem): CatalogueItem {
  const { currency } = ctx.shop;
  const priced = product.variants.length > 0 ? product.variants : [{ ...product, name: undefined }];
  return {
    sku: product.sku,
    name: product.name,
    ...(product.description ? { description: product.description } : {}),
    unit: product.unit,
    vatRate: product.vatRate / 100,
    knownRate: isRateOf(taxPlace(ctx), product.vatRate / 100) || ctx.shop.settings.legal.vat_regime === 'franchise',
    ...(product.operation ? { operation: product.operation } : {}),
    ...(product.details.deposit ? { deposit: shownDeposit(ctx, product.details.deposit) } : {}),
    // Its time is in the address: a new photo is not hidden by the browser's copy of the former one.
    ...(photoOf === null ? {} : { photo: `${PATH}/photo/${product.id}?${photoOf}` }),
    prices: priced.map(({ name, price, stock, soldOut }) => ({
      ...(name === undefined ? {} : { name }),
      price: { amount: price, currency },
      ...(stock === null ? {} : { stock: formatQuantity(stock, product.unit, ctx.language) }),
      state: soldOut ? 'sold_out' : stock !== null && lowStock !== null && stock <= lowStock ? 'low' : 'on_sale',
    })),
    words: words.map(({ said, learned }) => ({
      said,
      ...(learned
        ? {
            learned: {
              ...(learned.by === null ? {} : { by: learned.by }),
              ...(learned.at === null ? {} : { at: learned.at }),
            },
          }
        : {}),
    })),
  };
}
