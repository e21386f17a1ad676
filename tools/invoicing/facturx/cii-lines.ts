import { exponentOf } from '../../money.ts';
import { documentText } from '../fonts.ts';
import type { Exemption, PaperSnapshot } from '../snapshot.ts';
import { unitCode } from './codes.ts';
import { decimal, type NetLine } from './net-lines.ts';
import { type Element, el, elWith } from './xml.ts';

type Taxing = { category: 'S' | 'Z' | 'E' | 'K' | 'AE' | 'G'; rate: string };

/** UNTDID 5305: intra-Community supply, reverse charge, export. */
const EXEMPT: Record<Exemption, Taxing['category']> = { intra_eu: 'K', reverse_charge: 'AE', export: 'G' };

/** Minor units as an amount of EN 16931: the currency's decimals, a dot. */
export function amount(paper: Pick<PaperSnapshot, 'currency'>, minor: number): string {
  const exponent = exponentOf(paper.currency);
  return decimal(BigInt(minor), exponent, exponent);
}

/** The VAT category and rate of a line: taxed, taxed at nothing, exempt under the franchise or as a sale abroad. */
export function taxing(paper: Pick<PaperSnapshot, 'seller' | 'exemption'>, rate: number): Taxing {
  if (paper.exemption) return { category: EXEMPT[paper.exemption], rate: '0' };
  if (paper.seller.vat_regime === 'franchise') return { category: 'E', rate: '0' };
  return { category: rate === 0 ? 'Z' : 'S', rate: String(rate) };
}

/** A day in format 102. */
export function day(iso: string): Element {
  return elWith('udt:DateTimeString', { format: '102' }, iso.replaceAll('-', ''));
}

/** BG-25. */
export function lineItem(paper: PaperSnapshot, item: NetLine, position: number): Element {
  const { line } = item;
  const unit = unitCode(line.unit);
  const { category, rate } = taxing(paper, line.vat_rate);
  const details = line.details ? documentText(line.details) : '';
  return el(
    'ram:IncludedSupplyChainTradeLineItem',
    el('ram:AssociatedDocumentLineDocument', el('ram:LineID', String(position))),
    el(
      'ram:SpecifiedTradeProduct',
      el('ram:SellerAssignedID', documentText(line.sku) || String(position)),
      el('ram:Name', documentText(line.name) || documentText(line.sku) || String(position)),
      details && el('ram:Description', details),
    ),
    el(
      'ram:SpecifiedLineTradeAgreement',
      el(
        'ram:NetPriceProductTradePrice',
        el('ram:ChargeAmount', item.price),
        item.priceQty && elWith('ram:BasisQuantity', { unitCode: unit }, item.priceQty),
      ),
    ),
    el('ram:SpecifiedLineTradeDelivery', elWith('ram:BilledQuantity', { unitCode: unit }, item.qty)),
    el(
      'ram:SpecifiedLineTradeSettlement',
      el(
        'ram:ApplicableTradeTax',
        el('ram:TypeCode', 'VAT'),
        el('ram:CategoryCode', category),
        el('ram:RateApplicablePercent', rate),
      ),
      item.allowance > 0 && reduction(el('ram:ActualAmount', amount(paper, item.allowance)), reason(paper), null),
      el('ram:SpecifiedTradeSettlementLineMonetarySummation', el('ram:LineTotalAmount', amount(paper, item.net))),
    ),
  );
}

/** A reduction of a line (BG-27) or of the document (BG-20, which says its VAT), with its reason (BR-41, BR-33). */
export function reduction(taken: Element, why: string, tax: Element | null): Element {
  return el(
    'ram:SpecifiedTradeAllowanceCharge',
    el('ram:ChargeIndicator', el('udt:Indicator', 'false')),
    taken,
    // UNTDID 5189: discount.
    el('ram:ReasonCode', '95'),
    el('ram:Reason', why),
    tax,
  );
}

const REASONS = { fr: 'Remise', en: 'Discount', ar: 'تخفيض' };

/** Why something was taken off, in the paper's language. */
export const reason = (paper: Pick<PaperSnapshot, 'language'>): string => REASONS[paper.language];
