import { documentText } from '../fonts.ts';
import type { Exemption, PaperSnapshot } from '../snapshot.ts';
import { amount, day, reason, reduction, taxing } from './cii-lines.ts';
import { meansCode } from './codes.ts';
import type { NetAllowance, NetLine } from './net-lines.ts';
import { type Element, el, elWith } from './xml.ts';

/** BG-16 to BG-23: how it is paid, VAT per rate, reductions, terms, totals, and the papers it goes back to (BG-3). */
export function settlement(paper: PaperSnapshot, lines: NetLine[], allowances: NetAllowance[]): Element {
  return el(
    'ram:ApplicableHeaderTradeSettlement',
    el('ram:InvoiceCurrencyCode', paper.currency),
    means(paper),
    taxes(paper),
    allowances.map((taken) => documentReduction(paper, taken)),
    el('ram:SpecifiedTradePaymentTerms', el('ram:DueDateDateTime', day(dueDate(paper)))),
    sums(paper, lines, allowances),
    earlier(paper).map((reference) =>
      el(
        'ram:InvoiceReferencedDocument',
        el('ram:IssuerAssignedID', reference.number),
        el(
          'ram:FormattedIssueDateTime',
          elWith('qdt:DateTimeString', { format: '102' }, reference.issued_at.replaceAll('-', '')),
        ),
      ),
    ),
  );
}

/** BG-3: the deposits a final invoice takes off, or the paper a credit note cancels, with number and date (BR-FR-CO-05). */
function earlier(paper: PaperSnapshot): { number: string; issued_at: string }[] {
  return paper.cancels ? [paper.cancels] : (paper.deposits ?? []);
}

/**
 * BT-9: when paid, the day it was (BR-FR-CO-09), but of an invoice not before its own day: BR-FR-CO-07 exempts frame 2, yet
 * its published test reads the frame where CII has none. Else the last day to pay. Of a credit note, its own day.
 */
export function dueDate(paper: PaperSnapshot): string {
  const last = paper.payments
    .map((payment) => payment.at)
    .sort()
    .at(-1);
  const paid = paper.kind !== 'credit_note' && paper.totals.due <= 0;
  if (!paid || !last) return latest(paper.due_on, paper.issued_on);
  return paper.kind === 'invoice' ? latest(last, paper.issued_on) : last;
}

const latest = (a: string | undefined, b: string): string => (a && a > b ? a : b);

function means(paper: PaperSnapshot): Element | null {
  if (paper.kind === 'credit_note') return null;
  const { iban } = paper.seller;
  const paid = paper.payments.at(-1);
  const code = paper.totals.due <= 0 && paid ? meansCode(paid.method, iban !== undefined) : iban ? '30' : null;
  if (!code) return null;
  const account =
    code === '30' && iban
      ? el('ram:PayeePartyCreditorFinancialAccount', el('ram:IBANID', iban.replace(/\s/g, '')))
      : null;
  return el('ram:SpecifiedTradeSettlementPaymentMeans', el('ram:TypeCode', code), account);
}

/** Why no VAT is charged: the sentence printed, found by what it cites, and its code (VATEX). */
const UNTAXED: Record<Exemption | 'franchise', { cites: RegExp; usual: string; code: string }> = {
  franchise: {
    cites: /293 B|L\. 223-1/,
    usual: 'TVA non applicable, article 293 B du CGI',
    code: 'VATEX-FR-FRANCHISE',
  },
  intra_eu: {
    cites: /262 ter|article 138/,
    usual: 'Exonération de TVA, article 262 ter, I du CGI',
    code: 'VATEX-EU-IC',
  },
  reverse_charge: { cites: /283-2|196 de/, usual: 'Autoliquidation, article 283-2 du CGI', code: 'VATEX-EU-AE' },
  export: { cites: /262, I du|article 146/, usual: 'Exonération de TVA, article 262, I du CGI', code: 'VATEX-EU-G' },
};

/** BG-23, one for each rate. Where nothing is charged: why (BR-E-10, BR-IC-10, BR-AE-10, BR-G-10). */
function taxes(paper: PaperSnapshot): Element[] {
  const untaxed = paper.seller.vat_regime === 'franchise' ? 'franchise' : paper.exemption;
  if (untaxed) {
    const { cites, usual, code } = UNTAXED[untaxed];
    const { category, rate } = taxing(paper, 0);
    return [
      el(
        'ram:ApplicableTradeTax',
        el('ram:CalculatedAmount', amount(paper, 0)),
        el('ram:TypeCode', 'VAT'),
        el('ram:ExemptionReason', paper.mentions.find((mention) => cites.test(mention)) ?? usual),
        el('ram:BasisAmount', amount(paper, paper.totals.net)),
        el('ram:CategoryCode', category),
        el('ram:ExemptionReasonCode', code),
        el('ram:RateApplicablePercent', rate),
      ),
    ];
  }
  return paper.totals.vat.map((row) => {
    const { category, rate } = taxing(paper, row.rate);
    return el(
      'ram:ApplicableTradeTax',
      el('ram:CalculatedAmount', amount(paper, row.vat)),
      el('ram:TypeCode', 'VAT'),
      el('ram:BasisAmount', amount(paper, row.base)),
      el('ram:CategoryCode', category),
      el('ram:RateApplicablePercent', rate),
    );
  });
}

function documentReduction(paper: PaperSnapshot, { line, net }: NetAllowance): Element {
  const { category, rate } = taxing(paper, line.vat_rate);
  return reduction(
    el('ram:ActualAmount', amount(paper, net)),
    documentText(line.name) || reason(paper),
    el(
      'ram:CategoryTradeTax',
      el('ram:TypeCode', 'VAT'),
      el('ram:CategoryCode', category),
      el('ram:RateApplicablePercent', rate),
    ),
  );
}

/** BG-22. */
function sums(paper: PaperSnapshot, lines: NetLine[], allowances: NetAllowance[]): Element {
  const { totals, currency } = paper;
  const ofLines = lines.reduce((sum, line) => sum + line.net, 0);
  const taken = allowances.reduce((sum, row) => sum + row.net, 0);
  const vat = totals.vat.reduce((sum, row) => sum + row.vat, 0);
  return el(
    'ram:SpecifiedTradeSettlementHeaderMonetarySummation',
    el('ram:LineTotalAmount', amount(paper, ofLines)),
    taken > 0 && el('ram:AllowanceTotalAmount', amount(paper, taken)),
    el('ram:TaxBasisTotalAmount', amount(paper, totals.net)),
    elWith('ram:TaxTotalAmount', { currencyID: currency }, amount(paper, vat)),
    el('ram:GrandTotalAmount', amount(paper, totals.gross)),
    totals.paid > 0 && el('ram:TotalPrepaidAmount', amount(paper, totals.paid)),
    el('ram:DuePayableAmount', amount(paper, totals.due)),
  );
}
