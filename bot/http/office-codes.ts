import type { Context, Hono } from 'hono';
import { codesPage, printPage } from '../../admin/money/codes.tsx';
import type { Code, MoneyFrame } from '../../admin/money/data.ts';
import { moneyTexts } from '../../admin/money/texts.ts';
import { readShelf } from '../../tools/catalog/shelf.ts';
import { type ChatLink, chatLinks } from '../../tools/connections/chat-link.ts';
import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { writtenIn } from '../../tools/language.ts';
import { formatMoney } from '../../tools/money.ts';
import { linksOff } from '../../tools/orders/confirm.ts';
import { payable, productUrl } from '../../tools/payments/codes.ts';
import { inShop } from '../../tools/perform.ts';
import { qrPng, qrSvg } from '../../tools/qr.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { MONEY_PATH } from './office-money-data.ts';
import type { OfficeEnv, OfficeRoom } from './office-room.ts';

const PATH = `${MONEY_PATH}/codes`;
const A_PAGE = 24;

/** What a code of the office stands for: `chat/whatsapp`, `produit/12`, `commande/156`. */
type Target = { title: string; lead: string; url: string };

/** /admin/argent/codes: the codes of the shop with their files, and a sheet for each to print. */
export function codeRoutes(
  app: Hono<OfficeEnv>,
  room: OfficeRoom,
  opened: (c: Context<OfficeEnv>) => Promise<{ ctx: Ctx; frame: MoneyFrame }>,
): void {
  app.get('/argent/codes', async (c) => {
    const { ctx, frame } = await opened(c);
    const query = (c.req.query('q') ?? '').trim().slice(0, 80);
    const from = Math.max(0, Math.trunc(Number(c.req.query('from')) || 0));
    const typed = (c.req.query('commande') ?? '').trim().slice(0, 12);
    const off = linksOff(ctx);
    const { chats, shelf } = await inShop(ctx, async (run) => ({
      chats: await chatLinks(run.trx),
      shelf: await readShelf(run, { query, from, most: A_PAGE }),
    }));
    const order = typed && off === null ? await orderCode(ctx, typed) : {};
    const next = from + A_PAGE;
    return room.page(
      c,
      codesPage({
        ...frame,
        ...(off === null ? {} : { off: textsFor(ctx.language).refusals.noLinks(off) }),
        chats: chats.map((chat) => codeAt(`chat/${chat.channel}`, chatTarget(ctx, chat), chat.url)),
        query,
        found: shelf.found,
        products: shelf.items.map(({ product }) => ({
          ...codeAt(`produit/${product.id}`, { title: product.name }),
          lead: formatMoney(product.price, ctx.shop.currency, ctx.language),
        })),
        ...(next < shelf.found
          ? { more: `${PATH}?${new URLSearchParams({ q: query, from: String(next) })}#produits` }
          : {}),
        order: { typed, ...order },
      }),
    );
  });

  app.get('/argent/codes/:kind/:name/:file{(?:qr\\.(?:svg|png)|imprimer)}', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const { kind, name, file } = c.req.param();
    const target = await targetOf(ctx, kind, name);
    if (!target) return c.notFound();
    if (file === 'imprimer') {
      const svg = `${PATH}/${kind}/${name}/qr.svg`;
      const { title, lead } = target;
      return room.page(c, printPage({ lang: writtenIn(ctx.language), shopName: ctx.shop.name, title, lead, svg }));
    }
    const headers = { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' };
    if (file === 'qr.svg') return c.body(qrSvg(target.url), 200, { ...headers, 'Content-Type': 'image/svg+xml' });
    return c.body(new Uint8Array(qrPng(target.url)), 200, { ...headers, 'Content-Type': 'image/png' });
  });
}

function codeAt(path: string, { title }: { title: string }, lead?: string): Code {
  const at = `${PATH}/${path}`;
  return { title, ...(lead ? { lead } : {}), svg: `${at}/qr.svg`, png: `${at}/qr.png`, print: `${at}/imprimer` };
}

function chatTarget(ctx: Ctx, chat: ChatLink): Target {
  const w = moneyTexts(writtenIn(ctx.language));
  return { title: w.chatTitle(w.channels[chat.channel]), lead: w.chatLead, url: chat.url };
}

async function orderCode(ctx: Ctx, typed: string): Promise<{ code?: Code; wrong?: string }> {
  const short = Number(typed.replace(/\D/g, ''));
  try {
    const target = await orderTarget(ctx, short);
    return { code: codeAt(`commande/${short}`, target) };
  } catch (error) {
    if (error instanceof Refusal) return { wrong: error.message };
    throw error;
  }
}

async function orderTarget(ctx: Ctx, short: number): Promise<Target> {
  const { url, amount } = await inShop(ctx, (run) => payable(run, short));
  const w = moneyTexts(writtenIn(ctx.language));
  const shown = formatMoney(amount, ctx.shop.currency, ctx.language);
  return { title: w.orderTitle(String(short), shown), lead: w.payLead, url };
}

async function targetOf(ctx: Ctx, kind: string, name: string): Promise<Target | null> {
  if (kind === 'chat') {
    const chats = await inShop(ctx, (run) => chatLinks(run.trx));
    const chat = chats.find(({ channel }) => channel === name);
    return chat ? chatTarget(ctx, chat) : null;
  }
  if (!/^\d{1,9}$/.test(name) || linksOff(ctx) !== null) return null;
  if (kind === 'commande') {
    return orderTarget(ctx, Number(name)).catch((error: unknown) => {
      if (error instanceof Refusal) return null;
      throw error;
    });
  }
  if (kind !== 'produit') return null;
  const product = await inShop(ctx, (run) =>
    run.trx.selectFrom('product').select(['id', 'name']).where('id', '=', Number(name)).executeTakeFirst(),
  );
  const lead = moneyTexts(writtenIn(ctx.language)).productLead;
  return product ? { title: product.name, lead, url: productUrl(ctx, product.id) } : null;
}
