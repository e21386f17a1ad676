import { type Context, Hono } from 'hono';
import type { Ctx, Hub, ShopFacts } from '../../tools/context.ts';
import { fileOf } from '../../tools/invoicing/index.ts';
import { listNewest } from '../../tools/orders/index.ts';
import { type OrderView, withLines } from '../../tools/orders/read.ts';
import { STATUSES } from '../../tools/orders/states.ts';
import { inShop } from '../../tools/perform.ts';
import { digest } from '../../tools/sealing.ts';
import { shopFactsOf } from '../../tools/shops/facts.ts';
import type { Run } from '../../tools/tool.ts';
import { invoiceJson, orderJson } from './api-json.ts';

const MOST_ROWS = 100;
const USUAL_ROWS = 50;

type Env = { Variables: { shop: ShopFacts } };

/** Problem details (RFC 9457): what was wrong and what to do. */
function problem(status: 400 | 401 | 404 | 409, title: string, detail: string): Response {
  return new Response(JSON.stringify({ type: 'about:blank', title, status, detail }), {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
  });
}

/** /api/v1: what a shop's own systems read, with its api_key as a bearer token. */
export function createApi(hub: Hub): Hono<Env> {
  const app = new Hono<Env>();
  app.use('*', async (c, next) => {
    const key = /^Bearer\s+(.+)$/i.exec(c.req.header('authorization') ?? '')?.[1];
    const shop = key ? await shopFactsOf(hub, 'api_key', digest(key)) : null;
    if (!shop) return problem(401, 'Unauthorized', 'Send the shop’s api_key as "Authorization: Bearer <api_key>".');
    c.set('shop', shop);
    return next();
  });

  app.get('/orders', async (c) => {
    const page = readPage(c);
    if (page instanceof Response) return page;
    const status = c.req.query('status');
    if (status !== undefined && !(STATUSES as readonly string[]).includes(status)) {
      return problem(400, 'Bad status', `"${status}" is not a status; expected one of ${STATUSES.join(', ')}.`);
    }
    return inShop(contextOf(hub, c.get('shop')), async (run) => {
      const views = await listNewest(run, { before: page.before, limit: page.limit + 1, status });
      const shown = views.slice(0, page.limit);
      const next = views.length > page.limit ? String(shown.at(-1)!.order.id) : null;
      return c.json({ data: await ordersJson(run, shown), next });
    });
  });

  app.get('/orders/:id', async (c) =>
    inShop(contextOf(hub, c.get('shop')), async (run) => {
      const view = await findOrder(run, c.req.param('id'));
      if (!view) return problem(404, 'No such order', `There is no order "${c.req.param('id')}" in this shop.`);
      const [json] = await ordersJson(run, [view]);
      return c.json(json!);
    }),
  );

  app.get('/invoices', async (c) => {
    const page = readPage(c);
    if (page instanceof Response) return page;
    return inShop(contextOf(hub, c.get('shop')), async (run) => {
      let query = paperQuery(run);
      if (page.before !== null) query = query.where('paper.id', '<', page.before);
      const rows = await query
        .orderBy('paper.id', 'desc')
        .limit(page.limit + 1)
        .execute();
      const shown = rows.slice(0, page.limit);
      const next = rows.length > page.limit ? String(shown.at(-1)!.id) : null;
      return c.json({ data: shown.map((row) => invoiceJson(row, run.shop.timezone)), next });
    });
  });

  app.get('/invoices/:number', async (c) =>
    inShop(contextOf(hub, c.get('shop')), async (run) => {
      const row = await paperQuery(run).where('paper.number', '=', c.req.param('number')).executeTakeFirst();
      return row ? c.json(invoiceJson(row, run.shop.timezone)) : noPaper(c.req.param('number'));
    }),
  );

  app.get('/invoices/:number/pdf', async (c) =>
    inShop(contextOf(hub, c.get('shop')), async (run) => {
      const paper = await run.trx
        .selectFrom('paper')
        .select('id')
        .where('number', '=', c.req.param('number'))
        .executeTakeFirst();
      if (!paper) return noPaper(c.req.param('number'));
      const file = await fileOf(run, paper.id);
      if (!file) return problem(409, 'Not printed yet', 'The PDF is being made; ask again in a few seconds.');
      const { bytes } = await run.trx
        .selectFrom('paper_file')
        .select('bytes')
        .where('id', '=', file.id)
        .executeTakeFirstOrThrow();
      return c.body(new Uint8Array(bytes), 200, {
        'Content-Type': file.mime,
        'Content-Disposition': `inline; filename="${file.filename}"`,
      });
    }),
  );

  app.all('*', () => problem(404, 'No such path', 'See the contract: /api/v1/orders, /api/v1/invoices.'));
  return app;
}

const noPaper = (number: string) => problem(404, 'No such invoice', `There is no paper "${number}" in this shop.`);

function contextOf(hub: Hub, shop: ShopFacts): Ctx {
  return { hub, shop, actor: { kind: 'system' }, language: shop.language, cause: 'api' };
}

function readPage(c: Context): { before: number | null; limit: number } | Response {
  const limit = Number(c.req.query('limit') ?? USUAL_ROWS);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST_ROWS) {
    return problem(400, 'Bad limit', `"limit" is a whole number from 1 to ${MOST_ROWS}.`);
  }
  const cursor = c.req.query('cursor');
  if (cursor === undefined) return { before: null, limit };
  if (!/^\d{1,15}$/.test(cursor)) return problem(400, 'Bad cursor', 'Use "next" of the previous page as it came.');
  return { before: Number(cursor), limit };
}

/** By number (2026-0156) or short (156). */
async function findOrder(run: Run, id: string): Promise<OrderView | null> {
  const query = run.trx.selectFrom('orders').selectAll();
  const row = /^\d{4}-\d{4,}$/.test(id)
    ? await query.where('number', '=', id).executeTakeFirst()
    : /^\d{1,9}$/.test(id)
      ? await query.where('short', '=', Number(id)).executeTakeFirst()
      : undefined;
  return row ? withLines(run.trx, row) : null;
}

function paperQuery(run: Run) {
  return (
    run.trx
      .selectFrom('paper')
      .leftJoin('orders', 'orders.id', 'paper.order_id')
      .leftJoin('paper as cancelled', 'cancelled.id', 'paper.cancels_id')
      .select([
        'paper.id',
        'paper.number',
        'paper.kind',
        'paper.canonical',
        'paper.total',
        'paper.currency',
        'paper.issued_at',
        'orders.number as order_number',
        'cancelled.number as cancels',
      ])
      // A receipt is no invoice.
      .where('paper.kind', '!=', 'receipt')
  );
}

async function ordersJson(run: Run, views: OrderView[]): Promise<object[]> {
  if (views.length === 0) return [];
  const papers = await run.trx
    .selectFrom('paper')
    .select(['order_id', 'number'])
    .where(
      'order_id',
      'in',
      views.map((view) => view.order.id),
    )
    .where('kind', 'not in', ['quote', 'receipt'])
    .orderBy('id')
    .execute();
  return views.map((view) =>
    orderJson(
      view,
      papers.filter((paper) => paper.order_id === view.order.id).map((paper) => paper.number),
    ),
  );
}
