import { type Context, Hono } from 'hono';
import { demoPayPage, type PayState as PageState, type PayData, payPage } from '../../admin/pay/index.ts';
import { fromOurPage, pageHeaders } from '../../admin/security.ts';
import type { Ctx, Language, WrittenLanguage } from '../../tools/context.ts';
import { formatQuantity, writtenIn } from '../../tools/language.ts';
import { customerLanguage, type OrderView } from '../../tools/orders/read.ts';
import type { Share } from '../../tools/payments/instalments.ts';
import { askLook } from '../../tools/payments/look.ts';
import { type PayState, payState } from '../../tools/payments/page.ts';
import { pagesOf, providerOf, providersOf } from '../../tools/payments/providers/index.ts';
import { sessionUrl } from '../../tools/payments/session.ts';
import { settle } from '../../tools/payments/settle.ts';
import { shownIban, transferOf } from '../../tools/payments/transfer.ts';
import { inShop } from '../../tools/perform.ts';
import { qrDataUrl } from '../../tools/qr.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import type { Parts } from '../road/parts.ts';
import { qrImage } from './codes.ts';
import { noPage } from './reader.ts';
import { createTries } from './tries.ts';

/** `own`: the customer's own language; the page may be asked for in another. */
type Opened = { ctx: Ctx; state: PayState; token: string; own: Language };

/** A link may be looked at and pressed so often within ten minutes; more is no customer. */
const MOST_LOOKS = 120;
const MOST_PRESSES = 20;
const WINDOW_MS = 10 * 60_000;

/**
 * /pay/:token. GET shows and changes nothing; POST opens or reuses the chosen provider's session and answers 303 to it.
 * Whether it was paid is only ever the provider's signed word, or what it answers when we read; a return address proves
 * nothing: it only makes us read sooner.
 */
export function createPay(parts: Parts): Hono {
  const { hub } = parts;
  const app = new Hono();
  const looks = createTries(MOST_LOOKS, WINDOW_MS, hub.now);
  const presses = createTries(MOST_PRESSES, WINDOW_MS, hub.now);
  const formTargets = pagesOf(hub);
  const answer = (c: Context, html: unknown, status: 200 | 404 | 409 | 429 | 502 = 200) =>
    c.html(String(html), status, pageHeaders(formTargets));

  async function open(c: Context): Promise<Opened | null> {
    const token = c.req.param('token') ?? '';
    const [shopId, linkId] = hub.sealer.verify('pay', token, hub.now()) ?? [];
    if (shopId === undefined || linkId === undefined) return null;
    const shop = await shopFacts(hub, shopId);
    const ctx: Ctx = {
      hub,
      shop,
      actor: { kind: 'provider', provider: 'pay' },
      language: shop.language,
      cause: `pay:${linkId}`,
    };
    const state = await payState(ctx, linkId);
    if (!state) return null;
    const language = customerLanguage(ctx, state.view);
    return { ctx: { ...ctx, language: languageOf(c) ?? language }, state, token, own: language };
  }

  app.use('/:token/*', async (c, next) => {
    const token = c.req.param('token');
    if (looks.exhausted(token)) return noPage(c, 'too_many', 429, { headers: { 'Retry-After': '600' } });
    looks.count(token);
    return next();
  });

  const missing = (c: Context) => noPage(c, 'pay_link', 404);

  app.get('/:token', async (c) => {
    const opened = await open(c);
    if (!opened) return missing(c);
    return answer(c, payPage(pageData(opened, pageState(opened, c.req.query('retour') === '1'))));
  });

  app.post('/:token', async (c) => {
    const opened = await open(c);
    if (!opened) return missing(c);
    const { ctx, state, token } = opened;
    if (state.kind !== 'open' || !state.online)
      return answer(c, payPage(pageData(opened, pageState(opened, false))), 409);
    if (presses.exhausted(token))
      return answer(c, payPage(pageData(opened, { ...toPay(opened), notice: 'tooMany' })), 429);
    presses.count(token);
    const offered = providersOf(ctx.shop);
    if (offered.length === 0 && isDemo(opened)) return c.redirect(`/pay/${token}/demo`, 303);
    const { method } = await c.req.parseBody();
    const provider = providerOf(ctx, offered.find((name) => name === method) ?? offered[0] ?? 'stripe');
    if (!provider) return answer(c, payPage(pageData(opened, toPay(opened))), 409);
    try {
      const pageUrl = `${hub.publicUrl}/pay/${token}`;
      return c.redirect(await sessionUrl(ctx, provider, { link: state.link, view: state.view, pageUrl }), 303);
    } catch (error) {
      const { link } = state;
      parts.log.error('a payment session could not be opened', {
        shop: ctx.shop.slug,
        link: link.id,
        provider: provider.name,
        error,
      });
      return answer(c, payPage(pageData(opened, { ...toPay(opened), notice: 'unavailable' })), 502);
    }
  });

  // Where a provider's page leads back to. It may be opened by anybody, any number of times: it says nothing.
  app.get('/:token/retour', async (c) => {
    const opened = await open(c);
    if (!opened) return missing(c);
    await inShop(opened.ctx, async (run) => {
      const sessions = await run.trx
        .selectFrom('payment_session')
        .select('id')
        .where('link_id', '=', opened.state.link.id)
        .where('state', '=', 'open')
        .where('provider', '!=', 'stripe')
        .execute();
      for (const session of sessions) await askLook(run, session);
    });
    return c.redirect(`/pay/${opened.token}?retour=1`, 303);
  });

  app.get('/:token/:file{qr\\.(?:svg|png)}', async (c) => {
    const opened = await open(c);
    return opened ? qrImage(c, `${hub.publicUrl}/pay/${opened.token}`) : missing(c);
  });

  app.get('/:token/demo', async (c) => {
    const opened = await open(c);
    if (!opened || !isDemo(opened)) return missing(c);
    const { ctx, state, token } = opened;
    return answer(
      c,
      demoPayPage({
        lang: writtenIn(ctx.language),
        shopName: ctx.shop.name,
        number: state.view.order.number,
        amount: { amount: state.link.amount, currency: ctx.shop.currency },
        action: `/pay/${token}/demo`,
        fields: {},
      }),
    );
  });

  app.post('/:token/demo', async (c) => {
    const opened = await open(c);
    if (!opened || !isDemo(opened)) return missing(c);
    if (!fromOurPage(c)) return noPage(c, 'expired', 403);
    const { ctx, state, token } = opened;
    const form = await c.req.parseBody();
    if (form.outcome === 'paid' && state.kind === 'open') {
      const money = {
        provider: 'demo',
        ref: `demo-${state.link.id}`,
        method: 'demo',
        amount: state.link.amount,
        currency: state.link.currency,
      };
      await inShop(
        {
          ...ctx,
          language: ctx.shop.language,
          actor: { kind: 'provider', provider: 'demo' },
          cause: `demo:${state.link.id}`,
        },
        (run) => settle(run, state.link, money),
      );
    }
    return c.redirect(`/pay/${token}?retour=1`, 303);
  });
  return app;
}

/** The demo page takes no money and exists for the demo shop alone, while it has no real provider. */
function isDemo({ ctx }: Opened): boolean {
  return ctx.shop.demo && providersOf(ctx.shop).length === 0;
}

function languageOf(c: Context): Language | null {
  const asked = c.req.query('lang');
  return asked === 'fr' || asked === 'en' || asked === 'ar' ? asked : null;
}

function toPay(opened: Opened): Extract<PageState, { kind: 'to_pay' }> {
  const { ctx, state, token } = opened;
  const { amount } = state.link;
  const methods = providersOf(ctx.shop);
  const transfer = transferOf(ctx.shop, state.view.order, amount);
  return {
    kind: 'to_pay',
    action: `/pay/${token}${ctx.language === opened.own ? '' : `?lang=${ctx.language}`}`,
    fields: { token },
    methods: isDemo(opened) ? ['stripe'] : methods,
    ...(isDemo(opened) ? { demo: true } : {}),
    ...(transfer && !isDemo(opened)
      ? {
          transfer: {
            name: transfer.name,
            iban: shownIban(transfer.iban),
            bic: transfer.bic,
            reference: transfer.reference,
            qr: transfer.epc === null ? null : qrDataUrl(transfer.epc),
          },
        }
      : {}),
  };
}

function pageState(opened: Opened, returned: boolean): PageState {
  const { state, ctx, token } = opened;
  switch (state.kind) {
    case 'open':
      if (!state.online) return { kind: 'expired' };
      return returned && state.tried ? { kind: 'processing', check: `/pay/${token}?retour=1` } : toPay(opened);
    case 'changed':
      return state.newUrl
        ? { kind: 'changed', amount: { amount: state.newAmount, currency: ctx.shop.currency }, href: state.newUrl }
        : { kind: 'expired' };
    case 'paid':
      return { kind: 'paid', at: state.view.order.updated_at.getTime() };
    case 'cancelled':
      return { kind: 'cancelled' };
  }
}

const LANGUAGES: WrittenLanguage[] = ['fr', 'en', 'ar'];

function pageData({ ctx, state, token }: Opened, page: PageState): PayData {
  const { view } = state;
  const money = (amount: number) => ({ amount, currency: ctx.shop.currency });
  return {
    lang: writtenIn(ctx.language),
    timeZone: ctx.shop.timezone,
    shopName: ctx.shop.name,
    order: orderOf(ctx, view),
    amount: money(state.link.amount),
    state: page,
    ...(state.kind === 'open' && state.deposit ? { deposit: state.deposit } : {}),
    ...(state.kind === 'open' && state.share ? { share: shareOf(ctx, state.share) } : {}),
    languages: LANGUAGES.filter((lang) => lang !== writtenIn(ctx.language)).map((lang) => ({
      lang,
      href: `/pay/${token}?lang=${lang}`,
    })),
  };
}

function shareOf({ shop }: Ctx, { next, ...which }: Share): NonNullable<PayData['share']> {
  const { currency } = shop;
  return { ...which, next: next.map(({ amount, dueOn }) => ({ amount: { amount, currency }, date: dueOn })) };
}

function orderOf(ctx: Ctx, view: OrderView): PayData['order'] {
  const { order } = view;
  const money = (amount: number) => ({ amount, currency: ctx.shop.currency });
  return {
    number: order.number,
    lines: view.lines.map((line) => ({
      qty: formatQuantity(line.qty, line.unit, ctx.language),
      name: line.name,
      total: money(line.total),
    })),
    ...(order.shipping > 0 ? { delivery: money(order.shipping) } : {}),
    ...(order.discount > 0 ? { discount: money(order.discount) } : {}),
    total: money(order.total),
    ...(order.paid > 0 && order.paid < order.total ? { paid: money(order.paid) } : {}),
    ...(order.due_date ? { due: { date: order.due_date, ...(order.due_time ? { time: order.due_time } : {}) } } : {}),
  };
}
