/** What a platform checks of a report of sales to consumers (flow 10, syntax FRR) before it takes it in. */
import { XmlDocument, XsdValidator } from 'libxml2-wasm';

const date =
  '<xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="20\\d{6}"/></xs:restriction></xs:simpleType>';
const pattern = (value: string) =>
  `<xs:simpleType><xs:restriction base="xs:string"><xs:pattern value="${value}"/></xs:restriction></xs:simpleType>`;
const amount = pattern('-?\\d{1,15}(\\.\\d{1,2})?');
const percent = pattern('\\d{1,3}(\\.\\d{1,2})?');
const one = (name: string, type: string, more = '') => `<xs:element name="${name}"${more}>${type}</xs:element>`;
const group = (name: string, inside: string, more = '') =>
  `<xs:element name="${name}"${more}><xs:complexType><xs:sequence>${inside}</xs:sequence></xs:complexType></xs:element>`;
const many = ' maxOccurs="unbounded"';
const party = (name: string, role: string, scheme: string) =>
  group(
    name,
    `<xs:element name="Id"><xs:complexType><xs:simpleContent><xs:extension base="xs:string">
      <xs:attribute name="schemeId" use="required" fixed="${scheme}"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
     ${one('Name', pattern('.{1,99}'))}${one('RoleCode', pattern(role))}`,
  );
const period = group('ReportPeriod', one('StartDate', date) + one('EndDate', date));

/** The parts of the DGFiP's schema of flow 10 (annex 6) that totals of sales and payments use, in its order. */
const SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">${group(
  'Report',
  `${group(
    'ReportDocument',
    `${one('Id', pattern('.{1,50}'))}
     ${group('IssueDateTime', one('DateTimeString', pattern('20\\d{12}')))}
     ${one('TypeCode', pattern('IN|RE'))}
     ${party('Sender', 'WK', '0238')}${party('Issuer', 'SE', '0002')}`,
  )}
  <xs:choice>
  ${group(
    'TransactionsReport',
    period +
      group(
        'Transactions',
        `${one('Date', date)}${one('TransactionsCurrency', pattern('[A-Z]{3}'))}
         ${one('TaxDueDateTypeCode', pattern('3|5|29|35|72|432'), ' minOccurs="0"')}
         ${one('CategoryCode', pattern('TLB1|TPS1|TNT1|TMA1'))}
         ${one('TaxExclusiveAmount', amount)}${one('TaxTotal', amount)}
         ${one('TransactionsCount', pattern('\\d{1,9}'), ' minOccurs="0"')}
         ${group('TaxSubtotal', one('TaxPercent', percent) + one('TaxableAmount', amount) + one('TaxTotal', amount), many)}`,
        many,
      ),
  )}
  ${group(
    'PaymentsReport',
    period +
      group(
        'Transactions',
        group(
          'Payment',
          one('Date', date) +
            group(
              'SubTotals',
              one('TaxPercent', percent) + one('CurrencyCode', pattern('EUR')) + one('Amount', amount),
              many,
            ),
        ),
        many,
      ),
  )}
  </xs:choice>`,
)}</xs:schema>`;

/** What is wrong with it; nothing: it is taken in. */
export function faultsOfReport(xml: string): string[] {
  const schema = XmlDocument.fromString(SCHEMA);
  const validator = XsdValidator.fromDoc(schema);
  let document: XmlDocument;
  try {
    document = XmlDocument.fromString(xml);
  } catch (error) {
    return [String(error)];
  }
  try {
    try {
      validator.validate(document);
    } catch (error) {
      return [String((error as { details?: { message: string }[] }).details?.[0]?.message ?? error)];
    }
    return rules(document);
  } finally {
    document.dispose();
    validator.dispose();
    schema.dispose();
  }
}

const cents = (text: string): number => Math.round(Number(text) * 100);

function rules(document: XmlDocument): string[] {
  const faults: string[] = [];
  const values = (path: string) => document.find(path).map((node) => node.content);
  const [from = '', to = ''] = [values('//StartDate')[0], values('//EndDate')[0]];
  if (from > to) faults.push('the period ends before it begins');
  if ((values('//DateTimeString')[0] ?? '').slice(0, 8) <= to) faults.push('reported before the period is over');
  for (const day of values('//Transactions//Date'))
    if (day < from || day > to) faults.push(`${day} is not in the period`);
  const seen = new Set<string>();
  for (const node of document.find('/Report/TransactionsReport/Transactions')) {
    const of = (path: string) => node.find(path).map((found) => found.content);
    const key = `${of('Date')} ${of('CategoryCode')}`;
    if (seen.has(key)) faults.push(`${key} is there twice`);
    seen.add(key);
    const total = (path: string) => of(path).reduce((sum, text) => sum + cents(text), 0);
    if (total('TaxSubtotal/TaxableAmount') !== total('TaxExclusiveAmount')) faults.push(`${key}: bases do not add up`);
    if (total('TaxSubtotal/TaxTotal') !== total('TaxTotal')) faults.push(`${key}: VAT does not add up`);
  }
  return faults;
}
