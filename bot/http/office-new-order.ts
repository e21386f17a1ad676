import type { Context, Hono } from 'hono';
import { type NewOrderData, officePages } from '../../admin/office/index.ts';
import { type Catalogue, type Found, loadCatalogue, nameOf } from '../../tools/catalog/catalogue.ts';
import { theProduct } from '../../tools/catalog/match.ts';
import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { dayOf, formatDay } from '../../tools/language.ts';
import { parseMoney } from '../../tools/money.ts';
import type { OrderRequest } from '../../tools/orders/change.ts';
import { newOrder } from '../../tools/orders/new-order.ts';
import { openPages, pagePicture } from '../../tools/pages/page.ts';
import { closePage } from '../../tools/pages/tools.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { randomSecret } from '../../tools/sealing.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Run } from '../../tools/tool.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

const PATH = '/admin/nouvelle';
const LINES = { first: 4, more: 4, most: 50 };

type Typed = NewOrderData['typed'];

const EMPTY: Typed = {
  name: '',
  phone: '',
  lines: [],
  date: '',
  time: '',
  fulfilment: 'pickup',
  address: '',
  shipping: '',
  note: '',
};

/**
 * /admin/nouvelle: an order taken by telephone or at the counter, by the tool behind /nouvelle. The form carries a key of
 * its own, so that sending it twice is one order. Photos of the notebook that nobody read are shown beside it.
 */
export function newOrderRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  const show = async (c: Context<OfficeEnv>, form: { typed: Typed; once: string; photo: number; wrong?: string }) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const data = await inShop(ctx, (run) => pageFacts(run, form.photo));
    const flash = form.wrong ? { kind: 'bad' as const, text: form.wrong } : room.takeFlash(c);
    return room.page(
      c,
      officePages.newOrder({
        ...signedFrame(ctx, session, flash),
        action: PATH,
        putAwayAction: `${PATH}/classer`,
        once: form.once,
        today: dayOf(ctx.hub.now(), ctx.shop.timezone),
        typed: { ...form.typed, lines: padded(form.typed.lines, LINES.first) },
        ...data,
      }),
    );
  };

  app.get('/nouvelle', (c) => show(c, { typed: EMPTY, once: randomSecret(), photo: idOf(c.req.query('photo')) }));

  app.post('/nouvelle', async (c) => {
    const form = await c.req.parseBody({ all: true });
    const typed = typedIn(form);
    const once = /^[\w-]{20,100}$/.test(first(form.once)) ? first(form.once) : randomSecret();
    const photo = idOf(first(form.photo));
    if (first(form.more)) {
      const lines = padded(typed.lines, Math.min(LINES.most, typed.lines.length + LINES.more));
      return show(c, { typed: { ...typed, lines }, once, photo });
    }
    const ctx = {
      ...(await room.contextOf(c.get('session'))),
      cause: `admin:new:${c.get('session').member.id}:${once}`,
    };
    try {
      const request = await inShop(ctx, (run) => requestOf(run, typed));
      const outcome = await perform(newOrder, ctx, { text: '', request });
      room.leaveFlash(c, { kind: 'good', text: (outcome.reply?.text ?? '').split('\n\n')[0] ?? '' });
      return c.redirect(photo ? `${PATH}?photo=${photo}` : '/admin', 303);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return show(c, { typed, once, photo, wrong: withoutRetype(ctx, error.message) });
    }
  });

  app.post('/nouvelle/classer', async (c) => {
    const form = await c.req.parseBody();
    const ctx = await room.contextOf(c.get('session'));
    return room.act(c, PATH, perform(closePage, ctx, { page: idOf(String(form.page ?? '')) }));
  });

  app.get('/nouvelle/photo/:id', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const picture = await inShop(ctx, (run) => pagePicture(run, idOf(c.req.param('id'))));
    if (!picture) return c.notFound();
    return c.body(new Uint8Array(picture.bytes), 200, {
      'Content-Type': picture.mime,
      'Content-Security-Policy': "default-src 'none'",
      'X-Content-Type-Options': 'nosniff',
      'Cache-Control': 'private, max-age=3600',
    });
  });
}

const first = (value: unknown): string => String(Array.isArray(value) ? (value[0] ?? '') : (value ?? ''));
const idOf = (text: string | undefined): number => (/^\d{1,15}$/.test(text ?? '') ? Number(text) : 0);

function typedIn(form: Record<string, unknown>): Typed {
  const all = (name: string) => [form[name] ?? []].flat().map((one) => String(one).trim().slice(0, 200));
  const [items, quantities] = [all('item'), all('qty')];
  const said = (name: string, most: number) => first(form[name]).trim().slice(0, most);
  return {
    name: said('name', 200),
    phone: said('phone', 20),
    lines: items.slice(0, LINES.most).map((item, index) => ({ item, qty: quantities[index] ?? '' })),
    date: said('date', 10),
    time: said('time', 5),
    fulfilment: said('fulfilment', 10) === 'delivery' ? 'delivery' : 'pickup',
    address: said('address', 500),
    shipping: said('shipping', 20),
    note: said('note', 1000),
  };
}

function padded(lines: Typed['lines'], least: number): Typed['lines'] {
  return [...lines, ...Array.from({ length: Math.max(0, least - lines.length) }, () => ({ item: '', qty: '' }))];
}

/** What was typed as /nouvelle takes it. Throws Refusal naming the field that cannot be read. */
async function requestOf(run: Run, typed: Typed): Promise<OrderRequest> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const texts = textsFor(run.language);
  const lines = typed.lines
    .filter((line) => line.item)
    .map(({ item, qty }) => {
      const count = qty === '' ? 1 : Number(qty.replace(',', '.'));
      if (!Number.isFinite(count) || count <= 0 || count > 10_000)
        throw new Refusal('invalid', texts.stock.badQuantity(qty));
      return { sku: skuOf(run, catalogue, item), qty: count };
    });
  const delivered = typed.fulfilment === 'delivery';
  const shipping = delivered && typed.shipping ? parseMoney(typed.shipping, run.shop.currency) : undefined;
  if (shipping === null || (shipping !== undefined && shipping < 0))
    throw new Refusal('invalid', texts.catalogue.badPrice(typed.shipping));
  const date = /^\d{4}-\d{2}-\d{2}$/.test(typed.date) ? typed.date : undefined;
  const time = /^\d{2}:\d{2}$/.test(typed.time) ? typed.time : undefined;
  return {
    lines,
    fulfilment: typed.fulfilment,
    ...(typed.name ? { name: typed.name } : {}),
    ...(typed.phone ? { phone: typed.phone } : {}),
    ...(date ? { date } : {}),
    ...(time ? { time } : {}),
    ...(delivered && typed.address ? { address: typed.address } : {}),
    ...(shipping === undefined ? {} : { shipping }),
    ...(typed.note ? { note: typed.note } : {}),
  };
}

/** A product by its whole name as the list offers it, else by the words that were typed. */
function skuOf(run: Run, catalogue: Catalogue, item: string): string {
  const offered = sold(catalogue).find((found) => nameOf(found) === item);
  const found = offered ?? theProduct(run, catalogue, item, (name) => name);
  return found.variant?.sku ?? found.product.sku;
}

/** Everything that can be ordered: a product, or each of its sizes. */
function sold(catalogue: Catalogue): Found[] {
  return catalogue.products.flatMap((product): Found[] =>
    product.variants.length > 0
      ? product.variants.map((variant) => ({ product, variant }))
      : [{ product, variant: null }],
  );
}

async function pageFacts(run: Run, photoId: number): Promise<Pick<NewOrderData, 'goods' | 'pages' | 'photo'>> {
  const catalogue = await loadCatalogue(run.trx, run.shop.id);
  const rows = await openPages(run);
  const shown = photoId ? await pagePicture(run, photoId) : undefined;
  const caption = rows.find((row) => row.id === photoId)?.caption;
  return {
    goods: sold(catalogue).map((found) => ({
      name: nameOf(found),
      price: { amount: (found.variant ?? found.product).price, currency: run.shop.currency },
    })),
    pages: rows.map((row) => ({
      id: row.id,
      kind: row.kind === 'link' ? 'link' : 'photo',
      href: row.url ?? `${PATH}?photo=${row.id}`,
      at: formatDay(dayOf(row.created_at.getTime(), run.shop.timezone), run.language),
    })),
    ...(shown ? { photo: { id: photoId, href: `${PATH}/photo/${photoId}`, ...(caption ? { caption } : {}) } } : {}),
  };
}

/** "Send the whole line again" is said in a thread; a form is corrected where it stands. */
function withoutRetype(ctx: Ctx, message: string): string {
  return message.replace(textsFor(ctx.language).orders.retype, '').trim();
}
