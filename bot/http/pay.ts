import { type Context, Hono } from 'hono';
import { demoPayPage, type PayState as PageState, type PayData, payPage } from '../../admin/pay/index.ts';
import { fromOurPage, pageHeaders } from '../../admin/security.ts';
import type { Ctx, Language } from '../../tools/context.ts';
import { formatQuantity } from '../../tools/language.ts';
import { customerLanguage } from '../../tools/orders/advance.ts';
import type { OrderView } from '../../tools/orders/read.ts';
import { type PayState, payState } from '../../tools/payments/page.ts';
import { stripeSessionUrl } from '../../tools/payments/session.ts';
import { settle } from '../../tools/payments/settle.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import type { Parts } from '../road/parts.ts';

type Opened = { ctx: Ctx; state: PayState; token: string };

/** Where Stripe's own pages live: the browser is sent there by the form. */
const STRIPE_CHECKOUT = 'https://checkout.stripe.com';

/**
 * /pay/:token. GET shows and changes nothing; POST opens or reuses the provider's session and answers 303 to it.
 * Whether it was paid is only ever the provider's signed word; a return address proves nothing.
 */
export function createPay(parts: Parts, options: { stripeUrl: string }): Hono {
  const { hub } = parts;
  const app = new Hono();
  const formTargets = [
    STRIPE_CHECKOUT,
    ...(options.stripeUrl.startsWith('https:') ? [] : [new URL(options.stripeUrl).origin]),
  ];
  const answer = (c: Context, html: unknown, status: 200 | 404 | 409 | 502 = 200) =>
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
    const language = await inShop(ctx, (run) => customerLanguage(run, state.view));
    return { ctx: { ...ctx, language: languageOf(c) ?? language }, state, token };
  }

  const missing = (c: Context) => c.text('Ce lien de paiement n’existe pas. / This payment link does not exist.', 404);

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
    if (!ctx.shop.settings.payments.stripe) return c.redirect(`/pay/${token}/demo`, 303);
    const returnUrl = `${hub.publicUrl}/pay/${token}`;
    try {
      const url = await stripeSessionUrl(ctx, {
        link: state.link,
        view: state.view,
        stripeUrl: options.stripeUrl,
        returnUrl,
      });
      return c.redirect(url, 303);
    } catch (error) {
      parts.log.error('a payment session could not be opened', { shop: ctx.shop.slug, link: state.link.id, error });
      return answer(c, payPage(pageData(opened, { ...toPay(opened), notice: 'unavailable' })), 502);
    }
  });

  app.get('/:token/demo', async (c) => {
    const opened = await open(c);
    if (!opened || !isDemo(opened)) return missing(c);
    const { ctx, state, token } = opened;
    return answer(
      c,
      demoPayPage({
        lang: ctx.language,
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
    if (!fromOurPage(c)) return c.text('Only the page itself may pay.', 403);
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
  return ctx.shop.demo && !ctx.shop.settings.payments.stripe;
}

function languageOf(c: Context): Language | null {
  const asked = c.req.query('lang');
  return asked === 'fr' || asked === 'en' || asked === 'ar' ? asked : null;
}

function toPay({ ctx, token }: Opened): Extract<PageState, { kind: 'to_pay' }> {
  return {
    kind: 'to_pay',
    action: `/pay/${token}`,
    fields: { token },
    ...(ctx.shop.demo && !ctx.shop.settings.payments.stripe ? { demo: true } : {}),
  };
}

function pageState(opened: Opened, returned: boolean): PageState {
  const { state, ctx, token } = opened;
  switch (state.kind) {
    case 'open':
      if (!state.online) return { kind: 'expired' };
      return returned && state.link.session_id
        ? { kind: 'processing', check: `/pay/${token}?retour=1` }
        : toPay(opened);
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

function pageData({ ctx, state }: Opened, page: PageState): PayData {
  const { view } = state;
  const money = (amount: number) => ({ amount, currency: ctx.shop.currency });
  return {
    lang: ctx.language,
    timeZone: ctx.shop.timezone,
    shopName: ctx.shop.name,
    order: orderOf(ctx, view),
    amount: money(state.link.amount),
    state: page,
  };
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
