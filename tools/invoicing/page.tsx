/** A paper as one self-contained HTML document, ready to print: nothing in it points outside. */
import type { Child, FC } from 'hono/jsx';
import { countryName } from '../customers/country.ts';
import { formatMoney } from '../money.ts';
import { documentText, fontFaces } from './fonts.ts';
import { LineTable } from './page/lines.tsx';
import { lookCss } from './page/looks.ts';
import { Lines, type Sheet } from './page/sheet.tsx';
import { styleSheet } from './page/style.ts';
import { Agreement, Rates, Settlement, Sums } from './page/sums.tsx';
import { type PaperSnapshot, type Seller, sirenOf } from './snapshot.ts';
import { WORDS, type Words } from './words/index.ts';

type Direction = 'ltr' | 'rtl';

const POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:";

/** The lines of a seller's address that it has. */
function addressLines(seller: Seller, words: Words, language: string): string[] {
  const address = seller.address;
  if (!address) return [];
  const country = address.country === 'FR' && language === 'fr' ? [] : [words.countries[address.country]];
  return [address.line1, address.line2 ?? '', `${address.postcode} ${address.city}`, ...country].filter(Boolean);
}

/** 12345678200010 -> 123 456 782 00010. */
const grouped = (digits: string): string => digits.replace(/^(\d{3})(\d{3})(\d{3})/, '$1 $2 $3 ').trim();

/** The SIREN, unless the register's entry already shows it. */
function sirenPart(seller: Seller, words: Words): string | undefined {
  if (!seller.siret) return undefined;
  const siren = sirenOf(seller.siret);
  return seller.rcs?.replace(/\D/g, '').includes(siren) ? undefined : `${words.siren} ${grouped(siren)}`;
}

/** The registered name with its form, unless it already ends with it ("Camille Durand EI"). */
function legalName(seller: Seller): string {
  const company = documentText(seller.company);
  const form = documentText(seller.form ?? '');
  return !form || company.endsWith(` ${form}`) ? company : `${company} ${form}`.trim();
}

/** Short parts stay on one line of the foot; an address may break when it is long. */
const unbroken = (part: string): string => (part.length > 60 ? part : part.replaceAll(' ', '\u00a0'));

/** Who the seller is by law, for the foot of every page: form, capital, registers, tax numbers, seat. */
function legalParts(seller: Seller, words: Words, direction: Direction): string[] {
  const { siret, rcs, vat_number, matricule_fiscal, address } = seller;
  const capital = seller.capital ? [words.capital(documentText(seller.capital))] : [];
  // "Lilas SARL au capital de 8 000 €" is one phrase; in an Arabic line the Latin name stays apart.
  const who = [legalName(seller), ...capital];
  const numbers = [
    siret && `${words.siret} ${grouped(siret)}`,
    sirenPart(seller, words),
    rcs && (/^rcs/i.test(rcs) ? documentText(rcs) : `${words.rcs} ${documentText(rcs)}`),
    vat_number && `${words.vatNumber} ${documentText(vat_number)}`,
    matricule_fiscal && `${words.taxNumber} ${documentText(matricule_fiscal)}`,
    address && documentText(`${address.line1}, ${address.postcode} ${address.city}`),
  ];
  const known = numbers.flatMap((part) => (part ? [unbroken(part)] : []));
  return [...(direction === 'rtl' ? who : [who.join(' ')]), ...known];
}

/** Parts side by side; each isolated (U+2068 ... U+2069) so that Latin numbers stay in place in an Arabic line. */
const beside = (parts: string[], direction: Direction): string =>
  parts.map((part) => (direction === 'rtl' ? `\u2068${part}\u2069` : part)).join('  ·  ');

/** The registered name and form, where they say more than the name customers know. */
const LegalName: FC<{ seller: Seller }> = ({ seller }) => {
  const legal = legalName(seller);
  if (legal === documentText(seller.name)) return null;
  return (
    <div class="company">
      <bdi>{legal}</bdi>
    </div>
  );
};

/** Decoration: who cannot see it loses nothing, the name stands beside it. */
const Logo: FC<{ png: Uint8Array }> = ({ png }) => (
  <div class="logo">
    <img alt="" src={`data:image/png;base64,${Buffer.from(png).toString('base64')}`} />
  </div>
);

const Heading: FC<Sheet> = ({ paper, words, logo }) => (
  <header>
    <div class="seller">
      {logo && <Logo png={logo} />}
      <div class="names">
        <p class="brand">
          <bdi>{documentText(paper.seller.name) || documentText(paper.seller.company)}</bdi>
        </p>
        <div class="muted small">
          <LegalName seller={paper.seller} />
          {addressLines(paper.seller, words, paper.language).map((line) => (
            <div>
              <bdi>{documentText(line)}</bdi>
            </div>
          ))}
          {[paper.seller.phone, paper.seller.email].filter(Boolean).map((line) => (
            <div>
              <bdi>{documentText(line ?? '')}</bdi>
            </div>
          ))}
        </div>
      </div>
    </div>
    <div class="title">
      <h1>{words.titles[paper.kind]}</h1>
      <p class="number">
        <bdi>{paper.number}</bdi>
      </p>
    </div>
  </header>
);

const Fact: FC<{ label: string; children?: Child }> = ({ label, children }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

const Parties: FC<Sheet> = ({ paper, words }) => {
  const { buyer } = paper;
  const reach = [buyer.phone, buyer.email].filter(Boolean).map((line) => documentText(line ?? ''));
  const numbers = [
    buyer.siren && `${words.siren} ${buyer.siren}`,
    buyer.vat_number && `${words.vatNumber} ${documentText(buyer.vat_number)}`,
    buyer.matricule_fiscal && `${words.taxNumber} ${documentText(buyer.matricule_fiscal)}`,
  ].filter(Boolean);
  const references = [
    [words.reference, buyer.reference],
    [words.engagement, buyer.engagement],
    [words.service, buyer.service],
  ].flatMap(([label, said]): [string, string][] => (label && said ? [[label, said]] : []));
  const abroad = (country: string | undefined) =>
    country && country !== (paper.seller.address?.country ?? 'FR') ? (
      <p>
        <bdi>{documentText(countryName(country, paper.language))}</bdi>
      </p>
    ) : null;
  return (
    <section class="parties">
      <div class="buyer">
        <p class="label">{words.buyer[paper.kind]}</p>
        <p class="name">
          <bdi>{documentText(buyer.name) || words.customer}</bdi>
        </p>
        {buyer.address && <Lines text={buyer.address} />}
        {abroad(buyer.country)}
        {[...numbers, ...reach].map((line) => (
          <p class="muted small">
            <bdi>{line}</bdi>
          </p>
        ))}
        {paper.ship_to && (
          <div class="ship">
            <p class="label">{words.shipTo}</p>
            <Lines text={paper.ship_to} />
            {abroad(paper.ship_country)}
          </div>
        )}
      </div>
      <dl class="facts">
        <Fact label={words.issuedOn}>{words.date(paper.issued_on)}</Fact>
        {paper.supplied_on && paper.supplied_on !== paper.issued_on && (
          <Fact label={words.suppliedOn}>{words.date(paper.supplied_on)}</Fact>
        )}
        {paper.due_on && paper.totals.due > 0 && paper.buyer.business && (
          <Fact label={words.dueOn}>{words.date(paper.due_on)}</Fact>
        )}
        {paper.valid_until && <Fact label={words.validUntil}>{words.date(paper.valid_until)}</Fact>}
        {references.map(([label, said]) => (
          <Fact label={label}>
            <bdi>{documentText(said)}</bdi>
          </Fact>
        ))}
        {paper.order && (
          <Fact label={words.order}>{words.orderOf(documentText(paper.order.number), paper.order.placed_at)}</Fact>
        )}
        {paper.cancels && (
          <Fact label={words.cancels}>
            {words.cancelsOf(documentText(paper.cancels.number), paper.cancels.issued_at)}
          </Fact>
        )}
      </dl>
    </section>
  );
};

const Body: FC<Sheet> = (sheet) => (
  <>
    {sheet.paper.demo && (
      <div class="demo">
        <span>{sheet.words.demo}</span>
      </div>
    )}
    <Heading {...sheet} />
    <Parties {...sheet} />
    <LineTable {...sheet}>
      <section class="closing">
        <div class="aside">
          {sheet.paper.totals.vat.length > 0 && <Rates {...sheet} />}
          <Settlement {...sheet} />
          {sheet.paper.kind === 'quote' && <Agreement {...sheet} />}
        </div>
        <Sums {...sheet} />
      </section>
      {sheet.paper.template?.thanks && (
        <p class="thanks">
          <bdi>{documentText(sheet.paper.template.thanks)}</bdi>
        </p>
      )}
      {sheet.paper.mentions.length > 0 && (
        <ul class="mentions">
          {sheet.paper.mentions.map((mention) => (
            <li>{mention}</li>
          ))}
        </ul>
      )}
      {sheet.paper.template?.footer && (
        <p class="footer muted small">
          <bdi>{documentText(sheet.paper.template.footer)}</bdi>
        </p>
      )}
    </LineTable>
  </>
);

/**
 * The paper as HTML for A4: fonts inlined, no script, no address to fetch, everything written by people escaped and
 * freed of what the typefaces cannot draw. `logo`: PNG bytes of the picture its template names. Equal snapshots give
 * equal HTML.
 */
export function paperHtml(snapshot: PaperSnapshot, logo: Uint8Array | null = null): string {
  const words = WORDS[snapshot.language];
  const direction = snapshot.language === 'ar' ? 'rtl' : 'ltr';
  const title = `${words.titles[snapshot.kind]} ${snapshot.number}`;
  // No typeface here draws U+202F: what stands in for it is too tight beside letters, an ordinary space is not.
  const money = (minor: number) =>
    formatMoney(minor, snapshot.currency, snapshot.language).replace(/\u202f(?=\D)/, '\u00a0');
  const body = String(<Body paper={snapshot} words={words} money={money} logo={logo} />);
  const legal = beside(legalParts(snapshot.seller, words, direction), direction);
  const style = `${fontFaces(`${body.replace(/data:[^"]+/g, '')}${legal}`)}\n${styleSheet({ legal, running: title, look: lookCss(snapshot.template), direction })}`;
  const page = (
    <html lang={snapshot.language} dir={direction}>
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={POLICY} />
        <title>{`${title} — ${documentText(snapshot.seller.name)}`}</title>
        {/* Our own sheet; what people wrote enters it only through cssString. */}
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body dangerouslySetInnerHTML={{ __html: body }} />
    </html>
  );
  return `<!doctype html>${String(page)}`;
}

/** What a sheet of paper looks like on a screen: its margins, and at its foot who the seller is. */
const ON_SCREEN = `html { background: #fff; }
body { position: relative; width: 794px; min-height: 1123px; padding: 17mm 16mm 30mm; }
.foot { position: absolute; inset-inline: 16mm; bottom: 12mm; font-size: 7pt; color: #5d6d75; }`;

/** The paper's first page for a picture of it: the same document as `paperHtml`, laid out for a screen. */
export function paperOnScreen(snapshot: PaperSnapshot, logo: Uint8Array | null = null): string {
  const direction = snapshot.language === 'ar' ? 'rtl' : 'ltr';
  const foot = String(
    <p class="foot">{beside(legalParts(snapshot.seller, WORDS[snapshot.language], direction), direction)}</p>,
  );
  return paperHtml(snapshot, logo)
    .replace('</head>', () => `<style>${ON_SCREEN}</style></head>`)
    .replace('</body>', () => `${foot}</body>`);
}

/** The size of that picture, CSS pixels: A4 at 96 a inch. */
export const SCREEN_SHEET = { width: 794, height: 1123 };
