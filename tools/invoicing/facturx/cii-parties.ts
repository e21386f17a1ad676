import { documentText } from '../fonts.ts';
import { isVatNumber, plainId } from '../missing.ts';
import { readPlace } from '../place.ts';
import { type PaperSnapshot, sirenOf } from '../snapshot.ts';
import { type Element, el, elWith } from './xml.ts';

/** Electronic address by SIREN (ISO 6523 code list, French extension). */
const BY_SIREN = '0225';
const SIREN = '0002';
/** BR-FR-25. */
const LONGEST_URI = 125;

type Place = { lines: string[]; postcode?: string; city?: string; country: string };

/** BG-4: the registered name, the SIREN (nine digits, BR-FR-10), the tax number, the electronic address. */
export function seller(paper: PaperSnapshot): Element {
  const { seller: from } = paper;
  const siren = sirenOf(from.siret ?? '');
  const name = documentText(from.company) || documentText(from.name) || siren;
  const trading = documentText(from.name);
  const { address } = from;
  // Without a VAT number (franchise) the SIREN identifies the seller to the tax office (BR-E-02).
  const tax = from.vat_number ? { scheme: 'VA', id: plainId(from.vat_number) } : { scheme: 'FC', id: siren };
  return el(
    'ram:SellerTradeParty',
    el('ram:Name', name),
    el(
      'ram:SpecifiedLegalOrganization',
      elWith('ram:ID', { schemeID: SIREN }, siren),
      trading !== name && trading && el('ram:TradingBusinessName', trading),
    ),
    postal({
      lines: [address?.line1 ?? '', address?.line2 ?? ''],
      postcode: documentText(address?.postcode ?? ''),
      city: documentText(address?.city ?? ''),
      country: address?.country ?? 'FR',
    }),
    uri(BY_SIREN, siren),
    el('ram:SpecifiedTaxRegistration', elWith('ram:ID', { schemeID: tax.scheme }, tax.id)),
  );
}

/** BG-7: a business by SIREN; a consumer by name, reached by e-mail where it is known. */
export function buyer(paper: PaperSnapshot): Element {
  const { buyer: to } = paper;
  return el(
    'ram:BuyerTradeParty',
    el('ram:Name', documentText(to.name) || 'Client'),
    to.siren && el('ram:SpecifiedLegalOrganization', elWith('ram:ID', { schemeID: SIREN }, to.siren)),
    postal(placeOf(to.address, to.country)),
    to.siren
      ? uri(BY_SIREN, to.siren)
      : to.email && isAddress(to.email)
        ? uri('EM', to.email)
        : byVatNumber(to.vat_number),
    to.vat_number &&
      isVatNumber(to.vat_number) &&
      el('ram:SpecifiedTaxRegistration', elWith('ram:ID', { schemeID: 'VA' }, plainId(to.vat_number))),
  );
}

/** Whether an e-mail address can stand in the XML as it is: nothing of it would have to be left out. */
const isAddress = (email: string): boolean =>
  email.length <= LONGEST_URI && /^[^\s@]+@[^\s@]+$/.test(email) && documentText(email) === email;

/**
 * BG-13, where it is delivered when that is elsewhere (mention of the e-invoicing reform); of goods that leave France
 * always, with its country (BR-IC-12).
 */
export function shipTo(paper: PaperSnapshot): Element | null {
  if (!paper.ship_to || (paper.kind === 'deposit' && !paper.exemption)) return null;
  return el('ram:ShipToTradeParty', postal(placeOf(paper.ship_to, paper.ship_country)));
}

/** Electronic addresses by VAT number (EAS code list), for a company abroad that gave no other. */
const VAT_SCHEMES: Record<string, string> = {
  ...{ HU: '9910', AT: '9914', ES: '9920', BE: '9925', BG: '9926', CH: '9927', CY: '9928', CZ: '9929', DE: '9930' },
  ...{ EE: '9931', GB: '9932', EL: '9933', HR: '9934', IE: '9935', LT: '9937', LU: '9938', LV: '9939', MC: '9940' },
  ...{ MT: '9943', NL: '9944', PL: '9945', PT: '9946', RO: '9947', SI: '9949', SK: '9950', FR: '9957' },
};

function byVatNumber(number: string | undefined): Element | null {
  const plain = number ? plainId(number) : '';
  const scheme = VAT_SCHEMES[plain.slice(0, 2)];
  return scheme ? uri(scheme, plain) : null;
}

function uri(scheme: string, id: string): Element {
  return el('ram:URIUniversalCommunication', elWith('ram:URIID', { schemeID: scheme }, id));
}

function postal(place: Place): Element {
  const [one, two, three] = place.lines.map(documentText).filter(Boolean);
  return el(
    'ram:PostalTradeAddress',
    place.postcode && el('ram:PostcodeCode', place.postcode),
    one && el('ram:LineOne', one),
    two && el('ram:LineTwo', two),
    three && el('ram:LineThree', three),
    place.city && el('ram:CityName', place.city),
    el('ram:CountryID', place.country),
  );
}

/** An address as a customer wrote it, in its parts; without a country, a French one. */
export function placeOf(address: string | undefined, country = 'FR'): Place {
  const { city, ...place } = readPlace(address, country !== 'FR' && country !== 'MC');
  return { ...place, ...(city ? { city: documentText(city) } : {}), country };
}
