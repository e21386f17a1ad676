import { readFileSync } from 'node:fs';
import type { Hono } from 'hono';
import { type BooksData, paperPages } from '../../admin/papers/index.ts';
import { archiveBooks, archiveFault } from '../../tools/books/archive.ts';
import { closeTill } from '../../tools/books/close.ts';
import { EXPORTS, exportOf } from '../../tools/books/export.ts';
import { daysOf } from '../../tools/books/sales.ts';
import { readCheckups } from '../../tools/connections/checkup.ts';
import { dayOf } from '../../tools/language.ts';
import { readBooks } from '../../tools/papers/books.ts';
import { BOOKS_SUBJECT, checkBooks } from '../../tools/papers/check-books.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { rowOf } from './office-channels.ts';
import { fileAnswer, framed, wordsFor } from './office-papers.ts';
import type { OfficeEnv, OfficeRoom } from './office-room.ts';

const PATH = '/admin/papiers/compta';
const ATTESTATION = new URL('../../tools/books/attestation-editeur.md', import.meta.url);

/**
 * /admin/papiers/compta: the accountant's exports, the closures of the till, the sealed archive. Reading is a GET; what is
 * written into the chain (a closure, an archive) is a POST with its token. Owner and managers only.
 */
export function booksRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  app.use('/papiers/compta', room.only(['owner', 'manager']));
  app.use('/papiers/compta/*', room.only(['owner', 'manager']));

  app.get('/papiers/compta', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const { books, checkup } = await inShop(ctx, async (run) => ({
      books: await readBooks(run),
      checkup: (await readCheckups(run.trx)).find(({ subject }) => subject === BOOKS_SUBJECT),
    }));
    const { currency, timezone } = ctx.shop;
    const now = dayOf(ctx.hub.now(), timezone).slice(0, 7);
    const money = (amount: number) => ({ amount, currency });
    const data: BooksData = {
      ...framed(c, ctx, room),
      now: ctx.hub.now(),
      ...(checkup ? { checkup: rowOf(checkup, ctx.language) } : {}),
      toClose: books.toClose.filter(({ kind }) => kind !== 'day'),
      currency,
      periods: {
        months: books.months.length > 0 ? books.months : [now],
        years: books.years.length > 0 ? books.years : [now.slice(0, 4)],
      },
      closures: books.closures.map((row) => ({
        kind: row.kind,
        number: row.number,
        period: row.period,
        total: money(row.total),
        perpetual: money(row.perpetual),
        at: row.at.getTime(),
      })),
      open: books.open,
      archives: books.archives,
    };
    return room.page(c, paperPages.books(data));
  });

  app.get('/papiers/compta/export', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const kind = EXPORTS.find((one) => one === c.req.query('quoi'));
    const period = c.req.query('periode') ?? '';
    const days = daysOf(period);
    if (!kind || !days || (kind === 'fec' && ctx.shop.currency !== 'EUR')) return c.notFound();
    const made = await inShop(ctx, (run) => exportOf(run, kind, days));
    if (made) return fileAnswer(c, made, true);
    room.leaveFlash(c, { kind: 'warn', text: wordsFor(ctx).exportEmpty(period) });
    return c.redirect(PATH, 303);
  });

  app.post('/papiers/compta/cloture', async (c) => {
    const form = await c.req.parseBody();
    const text = String(form.quoi ?? '').slice(0, 20);
    return room.act(c, PATH, perform(closeTill, await room.contextOf(c.get('session')), { text }));
  });

  app.post('/papiers/compta/archive', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const day = dayOf(ctx.hub.now(), ctx.shop.timezone);
    try {
      const bytes = await inShop(ctx, archiveBooks);
      return fileAnswer(c, { bytes, mime: 'application/zip', filename: `${ctx.shop.slug}-archive-${day}.zip` }, true);
    } catch (error) {
      if (!(error instanceof Error) || !error.message.startsWith('the books are broken')) throw error;
      room.leaveFlash(c, { kind: 'bad', text: wordsFor(ctx).broken });
      return c.redirect(PATH, 303);
    }
  });

  app.post('/papiers/compta/verifier', async (c) => {
    await inShop(await room.contextOf(c.get('session')), checkBooks);
    return c.redirect(PATH, 303);
  });

  app.post('/papiers/compta/archive/verifier', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const { fichier: file } = await c.req.parseBody();
    const words = wordsFor(ctx);
    if (!(file instanceof File) || file.size === 0) room.leaveFlash(c, { kind: 'warn', text: words.archivePick });
    else {
      const fault = archiveFault(new Uint8Array(await file.arrayBuffer()), (sealed) => ctx.hub.sealer.open(sealed));
      room.leaveFlash(
        c,
        fault === null
          ? { kind: 'good', text: words.archiveWhole(file.name) }
          : { kind: 'bad', text: words.archiveFaulty(file.name, fault) },
      );
    }
    return c.redirect(PATH, 303);
  });

  app.get('/papiers/compta/attestation', (c) => {
    const mime = 'text/markdown; charset=utf-8';
    return fileAnswer(c, { bytes: readFileSync(ATTESTATION), mime, filename: 'attestation-editeur.md' }, true);
  });
}
