import type { Context, Hono } from 'hono';
import { type PaperData, type PapersData, paperPages, papersTexts } from '../../admin/papers/index.ts';
import { forShop } from '../../db/shop.ts';
import type { Ctx } from '../../tools/context.ts';
import { logoOf } from '../../tools/invoicing/logo.ts';
import { paperOnScreen, SCREEN_SHEET } from '../../tools/invoicing/page.tsx';
import type { Printer } from '../../tools/invoicing/pdf.ts';
import type { PaperSnapshot } from '../../tools/invoicing/snapshot.ts';
import { vatOf } from '../../tools/invoicing/vat.ts';
import { writtenIn } from '../../tools/language.ts';
import { creditPaper } from '../../tools/papers/credit-paper.ts';
import { listPapers, PAPER_KINDS, PAPER_STATES, paperMonths } from '../../tools/papers/list.ts';
import { type PaperSeen, readPaper } from '../../tools/papers/one.ts';
import { sendPaper } from '../../tools/papers/send.ts';
import { waitingPapers } from '../../tools/papers/waiting.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

const PATH = '/admin/papiers';
const A_PAGE = 50;
const ID = /^\d{1,15}$/;

/** What every page of papers is fed. */
export function framed(c: Context<OfficeEnv>, ctx: Ctx, room: OfficeRoom) {
  return signedFrame(ctx, c.get('session'), room.takeFlash(c));
}

/** A file as an answer: its name is made of what a paper's number may hold, or escaped. */
export function fileAnswer(c: Context, file: { bytes: Uint8Array; mime: string; filename: string }, keep: boolean) {
  const name = file.filename.replace(/[^A-Za-z0-9+\-_.]/g, '_');
  return c.body(new Uint8Array(file.bytes), 200, {
    'Content-Type': file.mime,
    'Content-Disposition': `${keep ? 'attachment' : 'inline'}; filename="${name}"`,
    'Cache-Control': 'private, no-store',
    'X-Content-Type-Options': 'nosniff',
  });
}

/** /admin/papiers: every document, what is still to be issued, and one document's page with what can be done about it. */
export function paperRoutes(app: Hono<OfficeEnv>, room: OfficeRoom, printer: Pick<Printer, 'picture'>): void {
  app.get('/papiers', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const asked = (name: string) => (c.req.query(name) ?? '').trim().slice(0, 100);
    const filter = { query: asked('q'), month: asked('mois'), kind: asked('type'), state: asked('etat') };
    const before = ID.test(asked('avant')) ? Number(asked('avant')) : undefined;
    const { list, months, waiting } = await inShop(ctx, async (run) => ({
      list: await listPapers(
        run,
        {
          query: filter.query,
          month: filter.month,
          kind: PAPER_KINDS.find((kind) => kind === filter.kind),
          state: PAPER_STATES.find((state) => state === filter.state),
          before,
        },
        A_PAGE,
      ),
      months: await paperMonths(run),
      waiting: before === undefined ? await waitingPapers(run) : [],
    }));
    const { currency } = ctx.shop;
    const next = new URLSearchParams({
      q: filter.query,
      mois: filter.month,
      type: filter.kind,
      etat: filter.state,
      avant: String(list.next),
    });
    const data: PapersData = {
      ...framed(c, ctx, room),
      filter,
      months,
      papers: list.papers.map(({ order, total, ...row }) => ({
        ...row,
        total: { amount: total, currency },
        ...(order ? { order: order.number } : {}),
      })),
      ...(list.next === null ? {} : { more: `${PATH}?${next}` }),
      waiting: waiting.map(({ order, customer, ...row }) => ({
        ...row,
        order: order.number,
        customer: customer.name,
        customerRef: `c${customer.id}`,
        total: { amount: order.total, currency },
      })),
    };
    return room.page(c, paperPages.list(data));
  });

  app.get('/papiers/:id{[0-9]+}', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const id = Number(c.req.param('id'));
    const found = await inShop(ctx, async (run) => {
      const paper = await readPaper(run, id);
      const row = paper && (await listPapers(run, { before: id + 1 }, 1)).papers[0];
      return paper && row ? { paper, state: row.state } : null;
    });
    if (!found) return c.notFound();
    return room.page(c, paperPages.paper(dataOf(framed(c, ctx, room), ctx, found.paper, found.state)));
  });

  app.get('/papiers/:id{[0-9]+}/apercu.png', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const found = await forShop(ctx.hub.database, ctx.shop.id, async (trx) => {
      const paper = await trx
        .selectFrom('paper')
        .select(['canonical', 'hash'])
        .where('id', '=', Number(c.req.param('id')))
        .executeTakeFirst();
      if (!paper) return null;
      const facts = JSON.parse(paper.canonical) as PaperSnapshot;
      return { facts, hash: paper.hash, logo: await logoOf(trx, facts) };
    });
    if (!found) return c.notFound();
    const etag = `"${found.hash.slice(0, 32)}"`;
    const kept = { 'Cache-Control': 'private, max-age=600', ETag: etag };
    if (c.req.header('If-None-Match') === etag) return c.body(null, 304, kept);
    const png = await printer.picture(paperOnScreen(found.facts, found.logo), SCREEN_SHEET);
    return c.body(new Uint8Array(png), 200, { ...kept, 'Content-Type': 'image/png' });
  });

  app.get('/papiers/:id{[0-9]+}/fichier/:file{[0-9]+}', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const file = await forShop(ctx.hub.database, ctx.shop.id, (trx) =>
      trx
        .selectFrom('paper_file')
        .select(['bytes', 'mime', 'filename'])
        .where('id', '=', Number(c.req.param('file')))
        .where('paper_id', '=', Number(c.req.param('id')))
        .executeTakeFirst(),
    );
    return file ? fileAnswer(c, file, c.req.query('garder') !== undefined) : c.notFound();
  });

  app.post('/papiers/:id{[0-9]+}/envoyer', async (c) => {
    const form = await c.req.parseBody();
    const paper = Number(c.req.param('id'));
    const to = String(form.to ?? '').trim();
    const input = { paper, way: form.way === 'mail' ? ('mail' as const) : ('thread' as const), ...(to ? { to } : {}) };
    return room.act(c, `${PATH}/${paper}`, perform(sendPaper, await room.contextOf(c.get('session')), input));
  });

  app.post('/papiers/:id{[0-9]+}/avoir', room.only(['owner', 'manager']), async (c) => {
    const form = await c.req.parseBody();
    const paper = Number(c.req.param('id'));
    const lines = Object.fromEntries(
      Object.entries(form).flatMap(([name, value]) =>
        name.startsWith('line-') ? [[name.slice('line-'.length), String(value)]] : [],
      ),
    );
    const input = {
      paper,
      credits: Number(form.credits),
      what: String(form.what) as 'rest',
      amount: String(form.amount ?? ''),
      lines,
    };
    return room.act(c, `${PATH}/${paper}`, perform(creditPaper, await room.contextOf(c.get('session')), input));
  });
}

function dataOf(frame: ReturnType<typeof framed>, ctx: Ctx, paper: PaperSeen, state: PaperData['state']): PaperData {
  const { facts, creditable } = paper;
  const { currency } = facts;
  const money = (amount: number) => ({ amount, currency });
  const mayCredit = creditable && ctx.actor.kind === 'member' && creditPaper.roles!.includes(ctx.actor.role);
  const { siren, business, name } = facts.buyer;
  return {
    ...frame,
    id: paper.id,
    kind: facts.kind,
    number: facts.number,
    issuedOn: facts.issued_on,
    state,
    buyer: { name, business, ...(siren ? { siren } : {}), ...(paper.email ? { email: paper.email } : {}) },
    net: money(facts.totals.net),
    vat: money(vatOf(facts.totals)),
    gross: money(facts.totals.gross + (facts.totals.stamp_duty ?? 0)),
    due: money(facts.totals.due),
    ...(facts.valid_until ? { validUntil: facts.valid_until } : {}),
    ...(paper.order ? { order: paper.order.number } : {}),
    hash: paper.hash,
    chain: paper.chain.map(({ total, ...row }) => ({ ...row, total: money(total) })),
    payments: paper.payments.map(({ day, method, amount }) => ({ day, method, amount: money(amount) })),
    traces: paper.traces,
    files: paper.files,
    sendAction: `${PATH}/${paper.id}/envoyer`,
    ...(mayCredit
      ? {
          credit: {
            action: `${PATH}/${paper.id}/avoir`,
            left: money(creditable.left),
            credits: creditable.credits,
            lines: creditable.lines.map(({ total, ...line }) => ({ ...line, total: money(total) })),
          },
        }
      : {}),
  };
}

/** The words of these pages in the member's language. */
export const wordsFor = (ctx: Ctx) => papersTexts(writtenIn(ctx.language));
