/**
 * Sales to companies abroad: whether one may bear no French VAT. The hub never leaves the tax out by itself: that a VAT
 * number is valid and that goods left is for a member to know. What is French VAT in any case it decides alone.
 */
import { zoneOf } from '../customers/country.ts';
import type { OrderView } from '../orders/read.ts';
import type { Run } from '../tool.ts';
import { operationsOf } from './operations.ts';
import type { Exemption } from './snapshot.ts';

/** What of a sale decides on its VAT. */
export type SaleSeen = {
  order: Pick<OrderView['order'], 'fulfilment' | 'address' | 'due_date'> &
    Partial<Pick<OrderView['order'], 'vat_case'>>;
  lines: Partial<Pick<OrderView['lines'][number], 'operation'>>[];
  customer: Pick<OrderView['customer'], 'business' | 'country'>;
};

/** French VAT in any case: no company abroad, no VAT at all, taken in France, or no VAT number to go by. */
const DECIDED = ['home', 'franchise', 'pickup', 'no_vat'] as const;
/** In the way of a sale without VAT, until it is settled or French VAT is chosen. */
const OPEN = ['mixed', 'services_world', 'no_seller_vat', 'no_day'] as const;
export type WhyNot = (typeof DECIDED)[number] | (typeof OPEN)[number];

/**
 * How a sale may bear no VAT, or why it does. Goods that leave for a company of another member state: art. 262 ter I CGI;
 * that leave the Union: 262 I; services for a company of another member state: 259-1 and 283-2.
 */
export function saleAbroad(run: Pick<Run, 'shop'>, sale: SaleSeen): { exemption: Exemption } | { why: WhyNot } {
  const { legal, papers } = run.shop.settings;
  const { order, customer } = sale;
  const zone = zoneOf(customer.country ?? 'FR');
  const french = (legal.address?.country ?? (run.shop.currency === 'TND' ? 'TN' : 'FR')) === 'FR';
  if (!french || !customer.business || (zone !== 'union' && zone !== 'world')) return { why: 'home' };
  if (legal.vat_regime === 'franchise') return { why: 'franchise' };
  const operations = operationsOf(sale.lines, papers.operations) ?? 'goods';
  if (operations === 'goods' && !(order.fulfilment === 'delivery' && order.address)) return { why: 'pickup' };
  if (zone === 'union' && !customer.business.vat_number) return { why: 'no_vat' };
  if (operations === 'mixed') return { why: 'mixed' };
  if (operations === 'services' && zone === 'world') return { why: 'services_world' };
  if (!legal.vat_number) return { why: 'no_seller_vat' };
  if (operations === 'services') return { exemption: 'reverse_charge' };
  if (zone === 'world') return { exemption: 'export' };
  return order.due_date ? { exemption: 'intra_eu' } : { why: 'no_day' };
}

/** Whether a member still has to say if this sale abroad bears VAT. */
export function isUndecided(run: Pick<Run, 'shop'>, sale: SaleSeen): boolean {
  if (sale.order.vat_case) return false;
  const seen = saleAbroad(run, sale);
  return 'exemption' in seen || OPEN.some((why) => why === seen.why);
}

/** The exemption a member decided on; undefined: the sale bears French VAT. */
export const exemptionOf = ({ vat_case: decided }: SaleSeen['order'] | { vat_case?: SaleSeen['order']['vat_case'] }) =>
  decided && decided !== 'domestic' ? decided : undefined;
