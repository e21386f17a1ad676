/** Whether a sale to a company abroad bears VAT: what the hub sees is said, a member decides. */

import { loadCatalogue } from '../catalog/catalogue.ts';
import type { PricedLine } from '../catalog/prices.ts';
import { priceLine } from '../catalog/prices.ts';
import { countryName } from '../customers/country.ts';
import { Refusal } from '../errors.ts';
import { exemptionOf, saleAbroad } from '../invoicing/abroad.ts';
import { livePapers } from '../invoicing/live.ts';
import { askOwed } from '../invoicing/owed.ts';
import type { Exemption } from '../invoicing/snapshot.ts';
import { record } from '../journal.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { contentOf, discountOf, restoreContent } from './change.ts';
import { withText } from './inputs.ts';
import { type OrderView, orderByShort } from './read.ts';
import { type Discount, reductionsOf, shippingRate, totalsOf } from './total.ts';
import { netOf, withoutVat } from './without-vat.ts';

type Fields = ReturnType<typeof contentOf>['fields'];

export const vatAbroad = defineTool({
  name: 'vat_abroad',
  says: 'Shows whether a sale to a company abroad may bear no VAT; sets it without VAT, or at French VAT.',
  for: ['member'],
  roles: ['owner', 'manager'],
  input: withText,
  command: {
    words: ['tva-etranger', 'vat-abroad'],
    takes: 'order_and_text',
    example: '156 [exoneree [adresse]|francaise]',
    help: {
      fr: 'TVA d’une vente à une entreprise à l’étranger',
      en: 'VAT of a sale to a company abroad',
      ar: 'أداء بيع إلى شركة في الخارج',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order, true);
    const said = input.text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
    if (/^(?:exon|sans|exempt|without|hors)/.test(said)) return exempt(run, view, deliveredTo(view, input.text));
    if (/^(?:franc|avec|french|with)/.test(said)) return french(run, view);
    return { facts: { decided: view.order.vat_case }, reply: { text: state(run, view) } };
  },
});

/** The order as one that is delivered to the address behind the word, where there is one; "livree": to the company's own. */
function deliveredTo(view: OrderView, text: string): OrderView {
  const said = text
    .trim()
    .replace(/^\S+[\s,:]*/, '')
    .trim();
  const address = /^(?:livr[ée]{1,2}e?|delivered)$/i.test(said) ? view.customer.business?.address : said;
  return address ? { ...view, order: { ...view.order, fulfilment: 'delivery', address } } : view;
}

/** What the order's VAT is, or may be, and how to decide. */
function state(run: Run, view: OrderView): string {
  const texts = textsFor(run.language).tax.abroad;
  const short = String(view.order.short);
  const decided = exemptionOf(view.order);
  if (decided) return texts.exempt[decided](short, totalOf(run, view.order.total));
  const seen = saleAbroad(run, view);
  if ('why' in seen) return whyNot(run, view, seen.why);
  const country = countryName(view.customer.country ?? 'FR', run.language);
  return `${texts.choices[seen.exemption](short, country)}\n${texts.how(short)}`;
}

function whyNot(
  run: Run,
  view: OrderView,
  why: Extract<ReturnType<typeof saleAbroad>, { why: unknown }>['why'],
): string {
  const texts = textsFor(run.language).tax.abroad;
  const short = String(view.order.short);
  switch (why) {
    case 'franchise':
      return texts.franchise;
    case 'no_seller_vat':
      return texts.noSellerVat;
    case 'no_vat':
      return texts.noVat(short, `c${view.customer.id}`);
    case 'no_day':
      return texts.noDay(short);
    case 'services_world':
      return texts.servicesWorld(short);
    default:
      return texts[why](short);
  }
}

async function exempt(run: Run, before: OrderView, view: OrderView): Promise<Outcome> {
  const { order } = view;
  const texts = textsFor(run.language).tax.abroad;
  const short = String(order.short);
  if (exemptionOf(order)) return { facts: { decided: order.vat_case }, reply: { text: state(run, view) } };
  await refuseIssued(run, view);
  const seen = saleAbroad(run, view);
  if ('why' in seen) throw new Refusal('invalid', whyNot(run, view, seen.why));
  if (order.paid > 0) throw new Refusal('wrong_state', texts.paid(short));
  const { lines } = contentOf(run, view);
  const { prices } = run.shop.settings;
  const net = lines.map((line) => withoutVat(line, prices));
  const shipping = netOf(order.shipping, shippingRate(lines), prices);
  const discount = netDiscount(lines, discountOf(order), prices);
  return rewrite(run, before, { view, lines: net, shipping, discount, decided: seen.exemption });
}

/** An amount taken off loses its VAT as the goods do, rate by rate; a share stays one. */
function netDiscount(lines: PricedLine[], discount: Discount, prices: Run['shop']['settings']['prices']): Discount {
  if ('rate' in discount) return discount;
  const parts = reductionsOf(lines, discount.amount);
  return { amount: parts.reduce((sum, { rate, amount }) => sum + netOf(amount, rate, prices), 0) };
}

async function french(run: Run, view: OrderView): Promise<Outcome> {
  const { order } = view;
  const texts = textsFor(run.language).tax.abroad;
  const short = String(order.short);
  await refuseIssued(run, view);
  if (exemptionOf(order)) {
    if (order.paid > 0) throw new Refusal('wrong_state', textsFor(run.language).refusals.paidAlready(order.short));
    const catalogue = await loadCatalogue(run.trx, run.shop.id);
    const lines = contentOf(run, view).lines.map((line): PricedLine => {
      const today = priceLine(catalogue, line);
      if (!today) throw new Refusal('not_found', textsFor(run.language).refusals.notUnderstoodChange(line.name));
      return today;
    });
    const share = discountOf(order);
    const discount = 'rate' in share ? share : { amount: 0 };
    const shipping = order.shipping === 0 ? 0 : undefined;
    return rewrite(run, view, { view, lines, shipping, discount, decided: 'domestic' });
  }
  await run.trx.updateTable('orders').set({ vat_case: 'domestic' }).where('id', '=', order.id).execute();
  await record(run, 'order.vat', order.id, { vat_case: 'domestic' });
  await askOwed(run);
  return {
    facts: { decided: 'domestic' },
    reply: { text: texts.french(short, totalOf(run, order.total)) },
  };
}

/** What becomes of an order: where it goes, its lines, delivery fee and discount at other prices, what was decided. */
type Rewritten = {
  view: OrderView;
  lines: PricedLine[];
  shipping: number | undefined;
  discount: Discount;
  decided: Exemption | 'domestic';
};

/** Makes it so: a new version, its customer hears of it. */
async function rewrite(run: Run, before: OrderView, to: Rewritten): Promise<Outcome> {
  const { view, lines, shipping, discount, decided } = to;
  const totals = totalsOf(lines, view.order.fulfilment, run.shop, shipping, discount);
  const fields: Fields = { ...contentOf(run, view).fields, ...totals, vat_case: decided };
  const outcome = await restoreContent(run, before, { lines, fields }, { vat_case: decided });
  const texts = textsFor(run.language);
  const short = String(view.order.short);
  const said =
    decided === 'domestic'
      ? `${texts.tax.abroad.french(short, totalOf(run, totals.total))} ${texts.tax.abroad.linesBack}`
      : texts.tax.abroad.exempt[decided](short, totalOf(run, totals.total));
  await askOwed(run);
  return {
    ...outcome,
    facts: { ...outcome.facts, decided },
    reply: { ...outcome.reply, text: `${said}\n${outcome.reply?.text ?? ''}`.trim() },
    undo: { tool: 'restore_content', input: contentOf(run, before) },
  };
}

/** Throws Refusal where a paper of the order says how it is taxed. */
async function refuseIssued(run: Run, { order }: OrderView): Promise<void> {
  const [standing] = await livePapers(run, order.id);
  const { issued } = textsFor(run.language).tax.abroad;
  if (standing) throw new Refusal('wrong_state', issued(String(order.short), standing.paper.number));
}

const totalOf = (run: Run, amount: number): string => formatMoney(amount, run.shop.currency, run.language);
