/**
 * Factur-X: an invoice, deposit invoice or credit note as UN/CEFACT CII D16B in the EN 16931 profile, with what the
 * French rules add (XP Z12-012). Every amount is a whole number of minor units until it is written.
 */

import { zoneOf } from '../../customers/country.ts';
import { exponentOf } from '../../money.ts';
import { documentText } from '../fonts.ts';
import type { PaperSnapshot } from '../snapshot.ts';
import { day, lineItem } from './cii-lines.ts';
import { buyer, seller, shipTo } from './cii-parties.ts';
import { settlement } from './cii-settlement.ts';
import { billingFrame, typeCode } from './codes.ts';
import { netLines } from './net-lines.ts';
import { type Element, el, elWith, serialize } from './xml.ts';

const NAMESPACES = {
  'xmlns:rsm': 'urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100',
  'xmlns:ram': 'urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100',
  'xmlns:udt': 'urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100',
  'xmlns:qdt': 'urn:un:unece:uncefact:data:standard:QualifiedDataType:100',
};
const EN16931 = 'urn:cen.eu:en16931:2017';

/**
 * Whether this paper carries a Factur-X: a French seller's invoice, deposit invoice or credit note in euros whose seller
 * is known by SIREN and tax number. Three decimals of a dinar do not fit EN 16931 (BR-DEC-14).
 */
export function hasFacturX(paper: PaperSnapshot): boolean {
  const { seller: from } = paper;
  return (
    typeCode(paper) !== null &&
    exponentOf(paper.currency) === 2 &&
    from.address?.country === 'FR' &&
    from.siret !== undefined &&
    (from.vat_number !== undefined || from.vat_regime === 'franchise')
  );
}

/** The paper's XML: UTF-8, the same text for the same facts. Throws TypeError for a paper that carries none. */
export function facturX(paper: PaperSnapshot): string {
  const code = typeCode(paper);
  if (!code || !hasFacturX(paper)) throw new TypeError(`${paper.number} carries no Factur-X`);
  const { lines, allowances } = netLines(paper);
  const { reference, engagement, service } = paper.buyer;
  const orderedAs = engagement ?? reference;
  const root = elWith(
    'rsm:CrossIndustryInvoice',
    NAMESPACES,
    el(
      'rsm:ExchangedDocumentContext',
      el('ram:BusinessProcessSpecifiedDocumentContextParameter', el('ram:ID', billingFrame(paper))),
      el('ram:GuidelineSpecifiedDocumentContextParameter', el('ram:ID', EN16931)),
    ),
    el(
      'rsm:ExchangedDocument',
      el('ram:ID', paper.number),
      el('ram:TypeCode', code),
      el('ram:IssueDateTime', day(paper.issued_on)),
      notes(paper),
    ),
    el(
      'rsm:SupplyChainTradeTransaction',
      lines.map((line, index) => lineItem(paper, line, index + 1)),
      el(
        'ram:ApplicableHeaderTradeAgreement',
        service && documentText(service) && el('ram:BuyerReference', documentText(service)),
        seller(paper),
        buyer(paper),
        ordered('ram:SellerOrderReferencedDocument', paper.order?.number),
        // BT-13: of a public buyer the engagement, which Chorus Pro looks for there.
        ordered('ram:BuyerOrderReferencedDocument', orderedAs),
      ),
      el(
        'ram:ApplicableHeaderTradeDelivery',
        shipTo(paper),
        paper.supplied_on &&
          (paper.kind === 'invoice' || paper.exemption) &&
          el('ram:ActualDeliverySupplyChainEvent', el('ram:OccurrenceDateTime', day(paper.supplied_on))),
      ),
      settlement(paper, lines, allowances),
    ),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n${serialize(root)}`;
}

/** BT-14 and BT-13: what an order is called; nothing where nothing of it can be written. */
function ordered(name: string, said: string | undefined): Element | null {
  const id = documentText(said ?? '');
  return id ? el(name, el('ram:IssuerAssignedID', id)) : null;
}

/**
 * The notes the French rules want, each subject once (BR-FR-05/06): discount for early payment (AAB), penalties (PMD),
 * recovery charge (PMT), nature of the customer (BAR); and who the seller is by law (REG, ABL).
 */
function notes(paper: PaperSnapshot): Element[] {
  const { buyer: to, seller: from } = paper;
  const said = new Map((paper.notes ?? []).map((note) => [note.subject, note.text]));
  const none = 'Sans objet.';
  const capital = from.capital && [from.form, `au capital de ${from.capital}`].filter(Boolean).join(' ');
  const rows: [subject: string, text: string | undefined][] = [
    ['AAB', said.get('AAB') ?? 'Pas d’escompte pour paiement anticipé.'],
    ['PMD', said.get('PMD') ?? none],
    ['PMT', said.get('PMT') ?? none],
    ['BAR', !to.business ? 'B2C' : zoneOf(to.country ?? 'FR') === 'france' ? 'B2B' : 'B2BINT'],
    ['REG', capital && documentText(capital)],
    ['ABL', from.rcs && documentText(/^(rcs|rm|rne)\b/i.test(from.rcs) ? from.rcs : `RCS ${from.rcs}`)],
  ];
  return rows.flatMap(([subject, text]) =>
    text ? [el('ram:IncludedNote', el('ram:Content', text), el('ram:SubjectCode', subject))] : [],
  );
}
