/**
 * What PDF/A-3b (ISO 19005-3) asks of a file, as far as a Chromium print can break it; read from the bytes. Names are the
 * clauses of the standard, as its validators cite them.
 */
import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  PDFDocument,
  PDFHexString,
  PDFName,
  PDFRawStream,
  PDFRef,
  PDFString,
} from '@cantoo/pdf-lib';

const name = (text: string) => PDFName.of(text);
const decoded = (stream: PDFRawStream): Buffer => Buffer.from(decodePDFRawStream(stream).decode());

/** The rules a file breaks, and what was attached to it under the name factur-x.xml (null: nothing). */
export async function examinePdf(bytes: Uint8Array): Promise<{ broken: string[]; xml: string | null; pages: number }> {
  const broken: string[] = [];
  const must = (rule: string, holds: boolean) => holds || broken.push(rule);
  const raw = Buffer.from(bytes).toString('latin1');
  must('6.1.2-1 header', /^%PDF-1\.[0-7]\n%[\x80-\xff]{4}/.test(raw));
  must('6.1.3-1 trailer ID', /trailer\s*<<[\s\S]*\/ID\s*\[\s*<[0-9A-Fa-f]{32}>\s*<[0-9A-Fa-f]{32}>\s*\]/.test(raw));
  must('6.1.3-2 no encryption', !/\/Encrypt\b/.test(raw.slice(raw.lastIndexOf('trailer'))));
  must('6.1.3-3 nothing after the end', /%%EOF\n?$/.test(raw));
  must('no object streams', !/\/Type\s*\/ObjStm/.test(raw) && /\nxref\n/.test(raw));
  const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
  const { context, catalog } = pdf;
  for (const rule of await metadata(pdf)) broken.push(rule);
  const intents = catalog.lookupMaybe(name('OutputIntents'), PDFArray);
  const intent = intents?.lookupMaybe(0, PDFDict);
  const icc = intent && context.lookup(intent.get(name('DestOutputProfile')));
  must('6.2.3-1 output intent', intent?.get(name('S')) === name('GTS_PDFA1') && icc instanceof PDFRawStream);
  if (icc instanceof PDFRawStream) {
    const profile = decoded(icc);
    must('6.2.3-2 profile', profile.toString('latin1', 36, 40) === 'acsp' && profile.readUInt8(8) < 5);
    must(
      '6.2.4.2 profile size',
      profile.readUInt32BE(0) === profile.length && profile.toString('latin1', 16, 20) === 'RGB ',
    );
    must('6.2.3-3 components', icc.dict.get(name('N'))?.toString() === '3');
  }
  const fonts = new Map<string, PDFDict>();
  for (const [ref, object] of context.enumerateIndirectObjects()) {
    const dict = object instanceof PDFDict ? object : object instanceof PDFRawStream ? object.dict : null;
    if (!dict) continue;
    const type = dict.get(name('Type'))?.toString();
    const subtype = dict.get(name('Subtype'))?.toString();
    must(
      '6.5.1 no script or sound',
      !['/JavaScript', '/Launch', '/Sound', '/Movie'].includes(dict.get(name('S'))?.toString() ?? ''),
    );
    must('6.1.7-2 no foreign file', !(object instanceof PDFRawStream && dict.has(name('F')) && type !== '/Filespec'));
    must('6.1.7.2 no LZW', !String(dict.get(name('Filter'))).includes('LZW'));
    must('6.2.8.2 no interpolation', dict.get(name('Interpolate'))?.toString() !== 'true');
    if (subtype === '/Form') must('6.2.9 no PostScript or reference', !dict.has(name('PS')) && !dict.has(name('Ref')));
    if (type === '/ExtGState') must('6.2.5 no transfer function', !dict.has(name('TR')) && !dict.has(name('HTP')));
    if (type === '/Annot') must('6.3.2 printed annotations', dict.has(name('F')) || subtype === '/Popup');
    if (type === '/Font') fonts.set(ref.tag, dict);
  }
  for (const font of fonts.values()) for (const rule of embedded(pdf, font)) broken.push(rule);
  must('fonts are there', fonts.size > 0);
  for (const rule of glyphs(pdf)) broken.push(rule);
  const attached = attachment(pdf);
  for (const rule of attached.broken) broken.push(rule);
  return { broken: [...new Set(broken)], xml: attached.xml, pages: pdf.getPageCount() };
}

/** 6.6.2.1, 6.6.4, 6.6.2.3.1: XMP there, uncompressed, well-formed, its facts the information dictionary's. */
async function metadata(pdf: PDFDocument): Promise<string[]> {
  const { XmlDocument } = await import('libxml2-wasm');
  const stream = pdf.context.lookup(pdf.catalog.get(name('Metadata')));
  if (!(stream instanceof PDFRawStream)) return ['6.6.2.1-1 metadata'];
  const broken: string[] = [];
  if (stream.dict.has(name('Filter'))) broken.push('6.6.2.1 metadata is compressed');
  const text = Buffer.from(stream.contents).toString('utf8');
  const xmp = XmlDocument.fromString(text.replace(/<\?xpacket.*?\?>/gs, '').trim());
  const spaces = {
    rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
    dc: 'http://purl.org/dc/elements/1.1/',
    pdf: 'http://ns.adobe.com/pdf/1.3/',
    xmp: 'http://ns.adobe.com/xap/1.0/',
    pdfaid: 'http://www.aiim.org/pdfa/ns/id/',
  };
  const one = (xpath: string) => xmp.find(xpath, spaces)[0]?.content ?? '';
  if (one('//pdfaid:part') !== '3' || one('//pdfaid:conformance') !== 'B') broken.push('6.6.4 part and conformance');
  const info = pdf.context.lookupMaybe(pdf.context.trailerInfo.Info, PDFDict);
  const said = (key: string) => {
    const value = info?.lookup(name(key));
    return value instanceof PDFString || value instanceof PDFHexString ? value.decodeText() : '';
  };
  const pairs: [string, string][] = [
    [said('Title'), one('//dc:title//rdf:li')],
    [said('Author'), one('//dc:creator//rdf:li')],
    [said('Producer'), one('//pdf:Producer')],
    [said('Creator'), one('//xmp:CreatorTool')],
    [said('CreationDate').replace(/\D/g, ''), one('//xmp:CreateDate').replace(/\D/g, '')],
    [said('ModDate').replace(/\D/g, ''), one('//xmp:ModifyDate').replace(/\D/g, '')],
  ];
  if (pairs.some(([a, b]) => a === '' || a !== b)) broken.push(`6.6.2.3.1 ${JSON.stringify(pairs)}`);
  xmp.dispose();
  return broken;
}

/** 6.2.11.4.1: every font program is embedded. */
function embedded(pdf: PDFDocument, font: PDFDict): string[] {
  const subtype = font.get(name('Subtype'))?.toString();
  if (subtype === '/Type0' || subtype === '/Type3') return [];
  const descriptor = font.lookupMaybe(name('FontDescriptor'), PDFDict);
  const program = ['FontFile', 'FontFile2', 'FontFile3'].some((key) => descriptor?.has(name(key)));
  return program && pdf ? [] : [`6.2.11.4.1 ${font.get(name('BaseFont'))?.toString()} is not embedded`];
}

/** 6.2.11.8-1: no text shows .notdef. Chromium writes glyph numbers of two bytes. */
function glyphs(pdf: PDFDocument): string[] {
  for (const page of pdf.getPages()) {
    const contents = page.node.Contents();
    const streams =
      contents instanceof PDFArray ? contents.asArray().map((ref) => pdf.context.lookup(ref)) : [contents];
    const forms = pdf.context
      .enumerateIndirectObjects()
      .flatMap(([, object]) =>
        object instanceof PDFRawStream && object.dict.get(name('Subtype')) === name('Form') ? [object] : [],
      );
    for (const stream of [...streams, ...forms]) {
      if (!(stream instanceof PDFRawStream)) continue;
      const text = decoded(stream).toString('latin1');
      for (const [, hex] of text.matchAll(/<([0-9A-Fa-f]+)>(?=[^<>]*T[jJ])/g)) {
        if ((hex ?? '').match(/.{4}/g)?.includes('0000')) return ['6.2.11.8-1 .notdef'];
      }
    }
  }
  return [];
}

/** 6.8: the attached file is described, typed, and associated with the document. */
function attachment(pdf: PDFDocument): { broken: string[]; xml: string | null } {
  const { context, catalog } = pdf;
  const files = catalog.lookupMaybe(name('Names'), PDFDict)?.lookupMaybe(name('EmbeddedFiles'), PDFDict);
  const list = files?.lookupMaybe(name('Names'), PDFArray);
  const associated = catalog.lookupMaybe(name('AF'), PDFArray);
  if (!list) return { broken: associated ? ['6.8 associated without being embedded'] : [], xml: null };
  const broken: string[] = [];
  const ref = list.get(1);
  const spec = list.lookup(1, PDFDict);
  const must = (rule: string, holds: boolean) => holds || broken.push(rule);
  must('one attachment', list.size() === 2);
  must('6.8-5 associated', ref instanceof PDFRef && associated?.get(0) === ref);
  must('6.8-3 relationship', spec.get(name('AFRelationship')) === name('Alternative'));
  must('6.8-2 F and UF', spec.has(name('F')) && spec.has(name('UF')) && spec.has(name('Desc')));
  const file = context.lookup(spec.lookup(name('EF'), PDFDict).get(name('F')));
  if (!(file instanceof PDFRawStream)) return { broken: [...broken, '6.8 no file'], xml: null };
  must('6.8-1 type', file.dict.get(name('Subtype')) === name('text/xml'));
  const params = file.dict.lookupMaybe(name('Params'), PDFDict);
  const bytes = decoded(file);
  must(
    '6.8 params',
    params?.has(name('ModDate')) === true && params.get(name('Size'))?.toString() === String(bytes.length),
  );
  return { broken, xml: bytes.toString('utf8') };
}
