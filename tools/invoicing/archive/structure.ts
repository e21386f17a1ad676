import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRef, PDFString } from '@cantoo/pdf-lib';

const TYPE = PDFName.of('Type');
const ELEMENT = PDFName.of('StructElem');
const ID = PDFName.of('ID');
const NAMES = PDFName.of('Names');
const KIDS = PDFName.of('Kids');

/**
 * Chromium names the cells of a table in a document's structure (ISO 32000-1, 14.7.2) by counts of its own that go on from
 * print to print, in an order that varies. Here they are named in the order of the document, so that equal papers give
 * equal bytes; headings that point to them (14.8.5.7) follow.
 */
export function nameStructure({ context, catalog }: PDFDocument): void {
  const root = catalog.lookupMaybe(PDFName.of('StructTreeRoot'), PDFDict);
  const tree = root?.lookupMaybe(PDFName.of('IDTree'), PDFDict);
  if (!tree) return;
  const elements = context
    .enumerateIndirectObjects()
    .sort(([a], [b]) => a.objectNumber - b.objectNumber)
    .flatMap(([ref, object]) =>
      object instanceof PDFDict && object.get(TYPE) === ELEMENT ? [{ ref, element: object }] : [],
    );
  const names = new Map<string, PDFString>();
  const index: PDFObject[] = [];
  for (const { ref, element } of elements) {
    if (!(element.get(ID) instanceof PDFString)) continue;
    const name = PDFString.of(`node${String(names.size + 1).padStart(8, '0')}`);
    names.set(String(element.get(ID)), name);
    element.set(ID, name);
    index.push(name, ref);
  }
  for (const { element } of elements) rename(element.lookup(PDFName.of('A')), names);
  for (const kid of tree.lookupMaybe(KIDS, PDFArray)?.asArray() ?? []) if (kid instanceof PDFRef) context.delete(kid);
  tree.delete(KIDS);
  tree.set(NAMES, context.obj(index));
}

/** The names that the attributes of an element point to. */
function rename(attributes: PDFObject | undefined, names: Map<string, PDFString>): void {
  if (attributes instanceof PDFDict) rename(attributes.lookup(PDFName.of('Headers')), names);
  if (!(attributes instanceof PDFArray)) return;
  for (let at = 0; at < attributes.size(); at += 1) {
    const part = attributes.lookup(at);
    const name = part instanceof PDFString ? names.get(String(part)) : undefined;
    if (name) attributes.set(at, name);
    else rename(part, names);
  }
}
