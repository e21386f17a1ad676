import type { Context, Hono } from 'hono';
import { accountsPage } from '../../admin/money/accounts.tsx';
import type { MoneyFrame, MoneyTab } from '../../admin/money/data.ts';
import { duePage } from '../../admin/money/due.tsx';
import { paymentsPage } from '../../admin/money/payments.tsx';
import { storyPage } from '../../admin/money/story.tsx';
import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { addDays, dayOf } from '../../tools/language.ts';
import { readEntries, WAYS } from '../../tools/payments/account-pages.ts';
import { readAccounts, usualMonths } from '../../tools/payments/accounts.ts';
import { recordPayment } from '../../tools/payments/by-hand.ts';
import { reconcile } from '../../tools/payments/reconcile-thread.ts';
import { refundOrder } from '../../tools/payments/refund-order.ts';
import { linkOrder } from '../../tools/payments/send-link.ts';
import { statementOf } from '../../tools/payments/statement.ts';
import { readStory } from '../../tools/payments/story.ts';
import { readUnpaid } from '../../tools/payments/unpaid.ts';
import { consult, inShop, perform } from '../../tools/perform.ts';
import { codeRoutes } from './office-codes.ts';
import { accountsData, dueData, MONEY_PATH, paymentsData, storyData } from './office-money-data.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

const A_PAGE = 50;
/** What the list shows at first. */
const USUAL_DAYS = 31;
const KINDS = ['payment', 'refund', 'correction', 'chargeback'] as const;
const MOST_TYPED = 30;

const isDay = (text: string | undefined): text is string =>
  /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));

/** Who sees what of the money: what is to be collected and the codes are everybody's, the books are not. */
const TABS: { tab: MoneyTab; href: string; all?: boolean }[] = [
  { tab: 'payments', href: MONEY_PATH },
  { tab: 'due', href: `${MONEY_PATH}/a-encaisser`, all: true },
  { tab: 'accounts', href: `${MONEY_PATH}/comptes` },
  { tab: 'codes', href: `${MONEY_PATH}/codes`, all: true },
];

/** /admin/argent: payments, one order's money, what is due, the providers' accounts, codes to print. */
export function moneyRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  const books = room.only(['owner', 'manager']);
  const opened = async (c: Context<OfficeEnv>): Promise<{ ctx: Ctx; frame: MoneyFrame }> => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const flash = room.takeFlash(c);
    const frame: MoneyFrame = {
      ...signedFrame(ctx, session, flash),
      tabs: TABS.filter(({ all }) => all || session.member.role !== 'staff'),
    };
    return { ctx, frame };
  };

  app.get('/argent', async (c) => {
    if (c.get('session').member.role === 'staff') return c.redirect(`${MONEY_PATH}/a-encaisser`, 303);
    const { ctx, frame } = await opened(c);
    const today = dayOf(ctx.hub.now(), ctx.shop.timezone);
    const { du, au, moyen = '', operation = '', q = '', avant } = c.req.query();
    const filter = {
      from: isDay(du) ? du : addDays(today, -USUAL_DAYS),
      to: isDay(au) ? au : today,
      by: WAYS.find((way) => way === moyen),
      kind: KINDS.find((kind) => kind === operation),
      q: q.slice(0, 80),
    };
    const before = /^\d{1,15}$/.test(avant ?? '') ? { before: Number(avant) } : {};
    const { by, kind, ...rest } = filter;
    const asked = { ...rest, ...(by ? { by } : {}), ...(kind ? { kind } : {}) };
    const found = await inShop(ctx, (run) => readEntries(run, asked, { ...before, most: A_PAGE }));
    return room.page(c, paymentsPage(paymentsData(ctx, frame, asked, found)));
  });

  app.get('/argent/a-encaisser', async (c) => {
    const { ctx, frame } = await opened(c);
    return room.page(c, duePage(dueData(ctx, frame, await inShop(ctx, readUnpaid))));
  });

  app.get('/argent/comptes', books, async (c) => {
    const { ctx, frame } = await opened(c);
    const found = await inShop(ctx, async (run) => ({ ...(await readAccounts(run)), files: usualMonths(run) }));
    return room.page(c, accountsPage(accountsData(ctx, frame, found)));
  });

  app.post('/argent/comptes/comparer', books, async (c) =>
    room.act(c, `${MONEY_PATH}/comptes`, perform(reconcile, await room.contextOf(c.get('session')), { text: '' })),
  );

  app.get('/argent/releve.csv', books, async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const { du, au } = c.req.query();
    if (!isDay(du) || !isDay(au)) return c.notFound();
    const { csv } = await inShop(ctx, (run) => statementOf(run, { from: du, to: au }));
    return c.body(csv, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="${ctx.shop.slug}-${du}-${au}.csv"`,
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
    });
  });

  codeRoutes(app, room, opened);

  const shortOf = (c: Context) => Number(c.req.param('short'));

  app.get('/argent/:short{[0-9]{1,9}}', async (c) => {
    const { ctx, frame } = await opened(c);
    const typed = (c.req.query('montant') ?? '').slice(0, MOST_TYPED);
    const asked = c.req.query('montant') === undefined ? null : await askedRefund(ctx, shortOf(c), typed);
    try {
      const story = await inShop(ctx, (run) => readStory(run, shortOf(c)));
      return room.page(c, storyPage(storyData(ctx, frame, story, typed, asked)));
    } catch (error) {
      if (error instanceof Refusal) return c.notFound();
      throw error;
    }
  });

  /** Without a version it is asked first, on the order's page; with it, that very version is refunded, once. */
  app.post('/argent/:short{[0-9]{1,9}}/rembourser', books, async (c) => {
    const form = await c.req.parseBody();
    const amount = String(form.amount ?? '').slice(0, MOST_TYPED);
    const version = Number(form.version ?? Number.NaN);
    const back = `${MONEY_PATH}/${shortOf(c)}`;
    if (!Number.isSafeInteger(version))
      return c.redirect(`${back}?${new URLSearchParams({ montant: amount })}#rembourser`, 303);
    const input = { order: shortOf(c), text: amount, version };
    return room.act(c, back, perform(refundOrder, await room.contextOf(c.get('session')), input));
  });

  app.post('/argent/:short{[0-9]{1,9}}/encaisser', async (c) => {
    const form = await c.req.parseBody();
    const method = { cash: 'espèces', card: 'carte', transfer: 'virement', cheque: 'chèque' }[String(form.method)];
    const amount = String(form.amount ?? '').slice(0, MOST_TYPED);
    const input = { order: shortOf(c), text: `${amount} ${method ?? ''}`.trim() };
    const ctx = await room.contextOf(c.get('session'));
    return room.act(c, `${MONEY_PATH}/${shortOf(c)}`, perform(recordPayment, ctx, input));
  });

  app.post('/argent/:short{[0-9]{1,9}}/lien', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    return room.act(c, `${MONEY_PATH}/${shortOf(c)}`, perform(linkOrder, ctx, { order: shortOf(c), text: '' }));
  });
}

/** What the tool itself asks before it gives back: its sentence, the exact amount and version; or why it cannot. */
async function askedRefund(ctx: Ctx, order: number, text: string) {
  try {
    const { reply } = await consult(refundOrder, ctx, { order, text });
    const found = /^\/rembourser \d+ (\S+) v(\d+)$/.exec(reply?.choices?.[0]?.id ?? '');
    if (!reply || !found) return null;
    return { ok: true as const, text: reply.text, amount: found[1]!, version: Number(found[2]) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { ok: false as const, text: error.message };
  }
}
