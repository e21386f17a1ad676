/**
 * A Chromium print as PDF/A-3b (ISO 19005-3), with its Factur-X attached where there is one. A print lacks three things:
 * an identifier in the trailer (6.1.3), colours tied to a profile (6.2.4.3) and metadata (6.6.2.1). Equal prints and
 * facts give equal bytes.
 */
import { createHash } from 'node:crypto';
import { ParseSpeeds, PDFDict, PDFDocument, PDFHexString, PDFName, PDFString } from '@cantoo/pdf-lib';
import { srgbProfile } from './srgb.ts';
import { nameStructure } from './structure.ts';
import { type Facts, PRODUCER, xmpPacket } from './xmp.ts';

/** The one name a Factur-X may have (Factur-X 1.0, 6.2.2). */
const ATTACHMENT = 'factur-x.xml';

let profile: Uint8Array | undefined;

/** `print`: PDF bytes as Chromium gives them. `facts.at` is the only time that enters the file. */
export async function sealPdf(
  print: Uint8Array,
  facts: Omit<Facts, 'facturX'>,
  xml: string | null,
): Promise<Uint8Array> {
  const pdf = await PDFDocument.load(print, { updateMetadata: false, parseSpeed: ParseSpeeds.Fastest });
  const { context, catalog } = pdf;
  nameStructure(pdf);
  profile ??= srgbProfile();
  const icc = context.register(context.flateStream(profile, { N: 3 }));
  const intent = context.obj({
    Type: 'OutputIntent',
    S: 'GTS_PDFA1',
    OutputConditionIdentifier: PDFString.of('sRGB IEC61966-2.1'),
    RegistryName: PDFString.of('http://www.color.org'),
    Info: PDFString.of('sRGB IEC61966-2.1'),
    DestOutputProfile: icc,
  });
  catalog.set(PDFName.of('OutputIntents'), context.obj([context.register(intent)]));
  // Metadata is read by tools that do not unpack it: never compressed.
  const packet = Buffer.from(xmpPacket({ ...facts, facturX: xml !== null }), 'utf8');
  const metadata = context.stream(packet, { Type: 'Metadata', Subtype: 'XML' });
  catalog.set(PDFName.of('Metadata'), context.register(metadata));
  catalog.set(PDFName.of('Lang'), PDFString.of(facts.language));
  inform(pdf, facts);
  if (xml !== null) attach(pdf, xml, facts);
  const id = PDFHexString.of(
    createHash('sha256')
      .update(print.length.toString())
      .update(packet)
      .update(xml ?? '')
      .digest('hex')
      .slice(0, 32),
  );
  context.trailerInfo.ID = context.obj([id, id]);
  // In one go: pdf-lib would otherwise pause a millisecond for every fifty objects.
  const objectsPerTick = Number.POSITIVE_INFINITY;
  return pdf.save({ useObjectStreams: false, addDefaultPage: false, updateFieldAppearances: false, objectsPerTick });
}

/** The information dictionary says what the metadata says, no more (6.6.2.3.1). */
function inform(pdf: PDFDocument, facts: Omit<Facts, 'facturX'>): void {
  const date = PDFString.of(pdfDate(facts.at));
  const info = pdf.context.obj({
    Title: PDFHexString.fromText(facts.title),
    Author: PDFHexString.fromText(facts.author),
    Creator: PDFString.of(PRODUCER),
    Producer: PDFString.of(PRODUCER),
    CreationDate: date,
    ModDate: date,
  });
  const old = pdf.context.trailerInfo.Info;
  if (old && 'objectNumber' in old) pdf.context.assign(old as never, info);
  else pdf.context.trailerInfo.Info = pdf.context.register(info);
}

/** The invoice as an associated file of the document: another form of the same content (Alternative). */
function attach(pdf: PDFDocument, xml: string, facts: Omit<Facts, 'facturX'>): void {
  const { context, catalog } = pdf;
  const bytes = Buffer.from(xml, 'utf8');
  const file = context.flateStream(bytes, {
    Type: 'EmbeddedFile',
    Subtype: 'text/xml',
    Params: {
      Size: bytes.length,
      ModDate: PDFString.of(pdfDate(facts.at)),
      CheckSum: PDFHexString.of(createHash('md5').update(bytes).digest('hex')),
    },
  });
  const fileRef = context.register(file);
  const specification = context.register(
    context.obj({
      Type: 'Filespec',
      F: PDFString.of(ATTACHMENT),
      UF: PDFHexString.fromText(ATTACHMENT),
      Desc: PDFHexString.fromText('Factur-X'),
      AFRelationship: 'Alternative',
      EF: { F: fileRef, UF: fileRef },
    }),
  );
  const names = catalog.lookupMaybe(PDFName.of('Names'), PDFDict) ?? context.obj({});
  names.set(PDFName.of('EmbeddedFiles'), context.obj({ Names: [PDFString.of(ATTACHMENT), specification] }));
  catalog.set(PDFName.of('Names'), names);
  catalog.set(PDFName.of('AF'), context.obj([specification]));
}

/** 2026-12-11T10:12:00+01:00 as D:20261211101200+01'00' (ISO 32000-1, 7.9.4). */
function pdfDate(at: string): string {
  const digits = at.slice(0, 19).replace(/\D/g, '');
  const zone = /([+-])(\d\d):(\d\d)$/.exec(at);
  return zone ? `D:${digits}${zone[1]}${zone[2]}'${zone[3]}'` : `D:${digits}Z`;
}
