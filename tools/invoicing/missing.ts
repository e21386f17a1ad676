/** What the law wants on an invoice and the shop, or a company that buys, has not given yet. */
import type { Language } from '../context.ts';
import { zoneOf } from '../customers/country.ts';
import { textsFor } from '../texts/index.ts';
import { placeLacks } from './place.ts';
import type { PaperSnapshot } from './snapshot.ts';

/** A fact that is missing: of the seller, or (`buyer_*`) of a customer that is a company. */
export const LACKS = [
  'address',
  'siret',
  'vat_number',
  'capital',
  'rcs',
  'matricule_fiscal',
  'buyer_address',
  'buyer_siren',
  'buyer_vat',
  'supplied_on',
  'vat_case',
] as const;
export type Lack = (typeof LACKS)[number];

/** The missing facts as one list for a member, each with the command that fills it in. */
export function lacksText(lacks: readonly Lack[], language: Language): string {
  const { papers } = textsFor(language);
  return lacks.map((lack) => papers.lacks[lack]).join(language === 'ar' ? '، ' : ', ');
}

type Judged = Pick<PaperSnapshot, 'seller' | 'buyer' | 'currency'> &
  Partial<Pick<PaperSnapshot, 'exemption' | 'supplied_on'>>;

/** Forms of company that name their capital and their register (C. com. art. R123-238). */
const COMPANIES = /^(?:sarl|eurl|sas|sasu|sa|snc|scop|selarl)$/i;

/** Digits and the check letter of a Tunisian tax number; I, O, U, Y and Z do not occur as the letter. */
const MATRICULE = /^\d{7}[A-HJ-NP-TV-X][ABDNP][CMNPE]\d{3}$/;

/** A Tunisian matricule fiscal as it is written plainly ("0736202X/A/M/000" -> "0736202XAM000"), or null when it is none. */
export function plainMatricule(text: string): string | null {
  const plain = text.replace(/[\s/.-]/g, '').toUpperCase();
  return MATRICULE.test(plain) ? plain : null;
}

/** Tax numbers are written in groups by people and without by machines. */
export const plainId = (id: string): string => id.replace(/[^A-Za-z0-9]/g, '').toUpperCase();

/** Whether this can be a VAT number of the Union: it begins with a country (EN 16931, BR-CO-09). */
export const isVatNumber = (text: string): boolean => /^[A-Z]{2}[A-Z0-9]{2,13}$/.test(plainId(text));

/**
 * What keeps these facts from being an invoice (CGI ann. II art. 242 nonies A; C. com. art. L441-9; code de la TVA
 * tunisien art. 18), in the order in which to ask for it. Empty: it can be issued. `undecided`: nobody said yet whether this
 * sale abroad bears VAT.
 */
export function lacksOf(paper: Judged, undecided = false): Lack[] {
  const { seller, buyer } = paper;
  const found: Lack[] = [];
  if (!seller.address) found.push('address');
  const tunisian = (seller.address?.country ?? (paper.currency === 'TND' ? 'TN' : 'FR')) === 'TN';
  if (tunisian) {
    if (!seller.matricule_fiscal || plainMatricule(seller.matricule_fiscal) === null) found.push('matricule_fiscal');
    if (buyer.business && !buyer.address) found.push('buyer_address');
    return found;
  }
  if (!seller.siret) found.push('siret');
  if (seller.vat_number ? !isVatNumber(seller.vat_number) : seller.vat_regime === 'standard') found.push('vat_number');
  if (seller.form && COMPANIES.test(seller.form)) {
    if (!seller.capital) found.push('capital');
    if (!seller.rcs) found.push('rcs');
  }
  if (buyer.business) found.push(...lacksOfCompany(buyer));
  if (paper.exemption && paper.exemption !== 'export' && !buyer.vat_number) found.push('buyer_vat');
  if (paper.exemption === 'intra_eu' && !paper.supplied_on) found.push('supplied_on');
  if (undecided) found.push('vat_case');
  return found;
}

/** A French company has an address with its parts and a SIREN (reform of e-invoicing); one abroad has an address. */
function lacksOfCompany({ address, country = 'FR', siren }: PaperSnapshot['buyer']): Lack[] {
  const french = zoneOf(country) === 'france';
  const complete = address !== undefined && (country !== 'FR' || placeLacks(address).length === 0);
  return [...(complete ? [] : ['buyer_address' as const]), ...(french && !siren ? ['buyer_siren' as const] : [])];
}
