import { frenchVat } from '../../../tools/shops/siren.ts';

/** What a company says of itself under a letter. Anybody can write it: a proposal for the customer's record, never a fact. */
export type CompanyFacts = {
  company?: string;
  siret?: string;
  vatNumber?: string;
  /** "12 rue des Lilas, 75011 Paris". */
  address?: string;
  phone?: string;
};

const FORM =
  /\b(?:S\.?A\.?S\.?U?|S\.?A\.?R\.?L|E\.?U\.?R\.?L|S\.?A|SNC|SCOP|SCI|SELARL|GIE|SUARL|GmbH|Ltd|LLC|BV|Inc)\b\.?/;
const ASSOCIATION =
  /^(?:association|fondation|mairie|comité|cse|lycée|collège|école|hôtel|restaurant|traiteur|société)\s/iu;
const LONGEST_NAME = 80;

/** The company facts in a signature; null when it says none. A SIRET counts only when its check digit is right. */
export function companyIn(signature: string): CompanyFacts | null {
  const lines = signature.split('\n').map((line) => line.replace(/^[\s|•*-]+|[\s|•*-]+$/g, ''));
  const facts: CompanyFacts = {};
  const named = lines.find((line) => line.length <= LONGEST_NAME && (FORM.test(line) || ASSOCIATION.test(line)));
  if (named) facts.company = named.split(/\s+[-–|·]\s+|\s*,?\s*(?:SIRET|RCS|au capital)/i)[0]!.trim();
  const siret = /(?<!\d)(\d{3}[ .]?\d{3}[ .]?\d{3}[ .]?\d{5})(?!\d)/.exec(signature)?.[1]?.replace(/\D/g, '');
  if (siret && isLuhn(siret)) facts.siret = siret;
  const vat = /\bFR\s?([0-9A-Z]{2})\s?(\d{3})\s?(\d{3})\s?(\d{3})\b/.exec(signature);
  if (vat && isFrenchVat(vat[1]!, vat.slice(2).join(''))) facts.vatNumber = `FR${vat.slice(1).join('')}`;
  const address = addressIn(lines);
  if (address) facts.address = address;
  const phone = /(?<![\d+])((?:\+33\s?|0)[1-9](?:[ .-]?\d{2}){4}|\+216[ .-]?\d{2}(?:[ .-]?\d{3}){2})(?!\d)/.exec(
    signature,
  )?.[1];
  if (phone) facts.phone = phone.replace(/[ .-]/g, '').replace(/^0/, '+33');
  return facts.company || facts.siret || facts.vatNumber ? facts : null;
}

const STREET =
  /^\d{1,4}(?:\s?(?:bis|ter|[a-d]))?\s*,?\s+(?:rue|avenue|av\.?|boulevard|bd\.?|place|chemin|impasse|allée|quai|route|cours|square|passage|faubourg|zone|z\.?a\.?)\s.{2,60}$/iu;
const TOWN = /^(?:F-)?(\d{5})\s+(\p{Lu}[\p{L}' -]{1,40}(?:\s+cedex(?:\s+\d{1,2})?)?)$/iu;

/** A street and the town below or beside it. */
function addressIn(lines: string[]): string | null {
  const pieces = lines.flatMap((line) => line.split(/\s*(?:[,;|·]|\s[-–]\s)\s*(?=\d{5}\s)/));
  for (const [at, piece] of pieces.entries()) {
    const town = TOWN.exec(pieces[at + 1]?.trim() ?? '');
    if (town && STREET.test(piece.trim())) return `${piece.trim().replace(/,$/, '')}, ${town[1]} ${town[2]}`;
  }
  return null;
}

/** A French VAT number: its key is that of its SIREN (CGI ann. II art. 242 nonies A); letters in the key are not checked. */
function isFrenchVat(key: string, siren: string): boolean {
  return isLuhn(siren) && (!/^\d{2}$/.test(key) || frenchVat(siren) === `FR${key}${siren}`);
}

/** The check digit of SIREN and SIRET numbers (ISO/IEC 7812-1). */
function isLuhn(digits: string): boolean {
  let sum = 0;
  for (const [at, digit] of [...digits].reverse().entries()) {
    const value = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}
