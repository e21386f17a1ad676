import type { Business } from '../../db/tables/people.ts';
import type { Purchase } from '../../db/tables/trade.ts';
import { addDays, dayOf } from '../language.ts';
import type { OrderView } from '../orders/read.ts';
import { reductionsOf, shippingRate } from '../orders/total.ts';
import { type Held, heldOf } from '../payments/books.ts';
import type { LegalIdentity, ShopSettings } from '../shops/settings.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import { exemptionOf, isUndecided } from './abroad.ts';
import { DELIVERY_SKU } from './credit-lines.ts';
import { DISCOUNT_SKU } from './facturx/net-lines.ts';
import { amountInWords } from './in-words.ts';
import { localInstant } from './issue.ts';
import { saidOn } from './mentions.ts';
import { type Lack, lacksOf, plainMatricule } from './missing.ts';
import { operationsOf } from './operations.ts';
import { type PaperKind, type PaperLine, type PaperSnapshot, STAMP } from './snapshot.ts';
import { lineTotal, stampDuty, type Totals, totalsOf } from './vat.ts';
import { WORDS } from './words/index.ts';

/** Between businesses, unless they agree otherwise (C. com. art. L441-10 I). */
const USUAL_DUE_DAYS = 30;

/** What a paper is made from: an order, or what is to become one. */
export type PaperSource = {
  order: Pick<
    OrderView['order'],
    'id' | 'number' | 'paid' | 'due_date' | 'customer_name' | 'fulfilment' | 'address' | 'shipping' | 'created_at'
  > &
    Partial<Pick<OrderView['order'], 'discount' | 'discount_rate' | 'purchase' | 'vat_case'>>;
  lines: (Pick<
    OrderView['lines'][number],
    'sku' | 'name' | 'qty' | 'unit' | 'unit_price' | 'total' | 'vat_rate' | 'options'
  > &
    Partial<Pick<OrderView['lines'][number], 'discount' | 'operation'>>)[];
  customer: OrderView['customer'];
};

/** A paper's facts before it has a number. */
export type PaperFacts = Omit<PaperSnapshot, 'number'>;

/**
 * The facts of an order's invoice as they stand in this transaction; everything but its number. `held` gives what its
 * payments hold.
 */
export async function invoiceOf(
  run: Run,
  view: PaperSource,
  kind: PaperKind = 'invoice',
  held?: Held[],
): Promise<PaperFacts> {
  const { order } = view;
  const lines = paperLines(run, view);
  const frame = frameOf(run, view, kind);
  const totals = totalsOf(lines, { prices: frame.prices, regime: frame.seller.vat_regime });
  // Oldest first, each with what is left of it after refunds and corrections.
  const payments = (held ?? (await heldOf(run, order.id))).toReversed();
  // What came beyond the total is the customer's, not the invoice's.
  const paid = Math.max(0, Math.min(order.paid, totals.gross));
  return settled(
    run,
    { ...frame, lines },
    totals,
    paid,
    payments.map((payment) => paidRow(run, payment)),
  );
}

/** What is the same on every paper of an order: parties, dates, look, sentences. */
export function frameOf(
  run: Run,
  view: PaperSource,
  kind: PaperKind,
): Omit<PaperFacts, 'lines' | 'totals' | 'payments'> {
  const { order } = view;
  const { legal, prices, papers } = run.shop.settings;
  const issuedOn = dayOf(run.at, run.shop.timezone);
  const language = run.shop.language;
  const { seller, buyer } = partiesOf(run, view);
  const look = lookOf(papers);
  const exemption = exemptionOf(order);
  const { vat_on_debits: debits } = papers;
  const operations = operationsOf(view.lines, papers.operations);
  const dueOn = buyer.business ? addDays(issuedOn, papers.due_days ?? USUAL_DUE_DAYS) : issuedOn;
  return {
    kind,
    issued_on: issuedOn,
    issued_at: localInstant(run.at, run.shop.timezone),
    ...(order.due_date && (kind !== 'deposit' || exemption) ? { supplied_on: order.due_date } : {}),
    ...(kind === 'invoice' ? { due_on: dueOn } : {}),
    seller,
    buyer,
    ...(order.fulfilment === 'delivery' && order.address ? { ship_to: order.address } : {}),
    ...(exemption ? { exemption } : {}),
    ...(exemption && exemption !== 'reverse_charge' && buyer.country ? { ship_country: buyer.country } : {}),
    order: { number: order.number, placed_at: dayOf(order.created_at.getTime(), run.shop.timezone) },
    prices,
    currency: run.shop.currency,
    language,
    ...(operations ? { operations } : {}),
    ...saidOn({
      country: countryOf(run),
      regime: legal.vat_regime ?? 'standard',
      business: buyer.business,
      kind,
      issued_on: issuedOn,
      language,
      operations,
      debits,
      exemption,
    }),
    ...(look ? { template: look } : {}),
    demo: run.shop.demo,
  };
}

/**
 * A paper with its totals. A Tunisian one bears the stamp duty on top, outside the VAT base; the shop takes it upon
 * itself, since the customer pays what the order came to, and the sum is written out.
 */
export function settled(
  run: Run,
  frame: Omit<PaperFacts, 'totals' | 'payments'>,
  totals: Totals,
  paid: number,
  payments: PaperSnapshot['payments'],
): PaperFacts {
  const stamp = stampDuty({ country: countryOf(run), kind: frame.kind, issued_on: frame.issued_on });
  const whole = totals.gross + stamp;
  const borne = stamp > 0 ? [{ method: STAMP, at: frame.issued_on, amount: stamp }] : [];
  const words = frame.kind === 'quote' ? [] : inFull(countryOf(run), whole, frame);
  return {
    ...frame,
    totals: { ...totals, ...(stamp > 0 ? { stamp_duty: stamp } : {}), paid: paid + stamp, due: totals.gross - paid },
    payments: [...payments, ...borne],
    mentions: [...frame.mentions, ...words],
  };
}

function inFull(country: 'FR' | 'TN', whole: number, frame: Pick<PaperFacts, 'currency'>): string[] {
  if (country !== 'TN') return [];
  return [`Arrêté le présent document à la somme de ${amountInWords(whole, frame.currency)}.`];
}

/** The seller's country by its address; without one, its currency's. */
export function countryOf(run: Pick<Run, 'shop'>): 'FR' | 'TN' {
  return run.shop.settings.legal.address?.country ?? (run.shop.currency === 'TND' ? 'TN' : 'FR');
}

/** A payment as a paper lists it. */
export function paidRow(run: Pick<Run, 'shop'>, held: { method: string; at: Date; left: number }) {
  return { method: held.method, at: dayOf(held.at.getTime(), run.shop.timezone), amount: held.left };
}

/** The seller as papers name it. */
export function sellerOf(name: string, legal: LegalIdentity): PaperSnapshot['seller'] {
  const { company, form, capital, siret, rcs, vat_number, iban, bic, address } = legal;
  const matricule = legal.matricule_fiscal && (plainMatricule(legal.matricule_fiscal) ?? legal.matricule_fiscal);
  return {
    name,
    company: company ?? name,
    vat_regime: legal.vat_regime ?? 'standard',
    ...present({ form, capital, siret, rcs, vat_number, matricule_fiscal: matricule, iban, bic, address }),
  };
}

/** Who sells and who buys, as they stand. */
export function partiesOf(run: Run, view: PaperSource): Pick<PaperSnapshot, 'seller' | 'buyer'> {
  return { seller: sellerOf(run.shop.name, run.shop.settings.legal), buyer: buyerOf(run, view) };
}

/** What keeps this sale from being invoiced, as things stand. */
export function lacksOfSale(run: Run, view: OrderView): Lack[] {
  const { order } = view;
  const [exemption, suppliedOn] = [exemptionOf(order), order.due_date ?? undefined];
  const facts = { ...partiesOf(run, view), currency: run.shop.currency, exemption, supplied_on: suppliedOn };
  return lacksOf(facts, isUndecided(run, view));
}

/** A company by what was noted of it; a consumer by the name the order was placed under. */
function buyerOf(run: Run, view: PaperSource): PaperSnapshot['buyer'] {
  const { order, customer } = view;
  const { country, business } = customer;
  const { order: reference, engagement, service } = { ...referencesOf(business), ...order.purchase };
  const reach = present({ phone: customer.phone, email: customer.email, country, reference, engagement, service });
  if (business) {
    const { company, siren, vat_number, matricule_fiscal, address } = business;
    return { name: company, business: true, ...reach, ...present({ siren, vat_number, matricule_fiscal, address }) };
  }
  const name = order.customer_name ?? customer.name ?? customer.phone ?? textsFor(run.shop.language).member.unnamed;
  return { name, business: false, ...reach };
}

/** The references a company gave once for all its orders. */
function referencesOf(business: Business | null): Purchase {
  const { reference: order, engagement, service } = business ?? {};
  return present({ order, engagement, service });
}

const LOOK_REVISION = 1;

/** The shop's look, frozen with the paper. Undefined: the usual one. */
export function lookOf(papers: ShopSettings['papers']): PaperSnapshot['template'] | undefined {
  const { template, accent, logo, footer, thanks } = papers;
  if (!template && !accent && !logo && !footer && !thanks) return undefined;
  return { name: template ?? 'classic', revision: LOOK_REVISION, ...present({ accent, logo, footer, thanks }) };
}

function paperLines(run: Run, view: PaperSource): PaperLine[] {
  const lines = view.lines.flatMap((line): PaperLine[] => {
    const options = Object.entries(line.options as Record<string, unknown>);
    const details = options.map(([name, value]) => `${name} : ${String(value)}`).join(', ');
    const vat_rate = line.vat_rate / 100;
    const operation = line.operation ? { operation: line.operation } : {};
    const goods = lineTotal(line.qty, line.unit_price);
    // A reduction is never more than the line with its options: what of it the goods cannot bear, these do.
    const discount = Math.min(line.discount ?? 0, goods);
    const main: PaperLine = {
      sku: line.sku,
      name: line.name,
      ...(details ? { details } : {}),
      qty: line.qty,
      unit: line.unit,
      unit_price: line.unit_price,
      ...(discount > 0 ? { discount } : {}),
      total: goods - discount,
      vat_rate,
      ...operation,
    };
    const extras = line.total - (goods - discount);
    if (extras === 0) return [main];
    return [main, { ...single(`${line.sku}-options`, details, extras, vat_rate), ...operation }];
  });
  const { discount = 0, discount_rate: percent = null } = view.order;
  const goods = view.lines.map((line) => ({ total: line.total, vatRate: line.vat_rate }));
  for (const { rate, amount } of reductionsOf(goods, discount)) {
    const words = WORDS[run.shop.language];
    const name = percent ? `${words.discount} ${words.percent(percent / 100)}` : words.discount;
    lines.push(single(DISCOUNT_SKU, name, 0 - amount, rate / 100));
  }
  if (view.order.shipping > 0) {
    const rate = shippingRate(view.lines.map((line) => ({ vatRate: line.vat_rate }))) / 100;
    lines.push(single(DELIVERY_SKU, textsFor(run.shop.language).fulfilment.delivery, view.order.shipping, rate));
  }
  return lines;
}

function single(sku: string, name: string, amount: number, vat_rate: number): PaperLine {
  return { sku, name, qty: '1', unit: 'piece', unit_price: amount, total: amount, vat_rate };
}

/** The members that have a value. */
function present<T extends Record<string, unknown>>(facts: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };
}
