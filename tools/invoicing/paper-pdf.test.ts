import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { extractXml } from '@stackforge-eu/factur-x';
import { paperPdf } from './archive/paper-pdf.ts';
import { facturX, hasFacturX } from './facturx/cii.ts';
import { openPrinter, type Printer } from './pdf.ts';
import { ODD } from './testing-odd.ts';
import { aPaper, LINES } from './testing-papers.ts';
import { examinePdf } from './testing-pdfa.ts';
import { WORKED } from './testing-worked-chains.ts';

const here = process.platform === 'linux' && process.arch === 'x64';
const skip = here ? false : 'the printing tests run on Linux x64, where npm brings the browser';

let printer: Printer;
before(() => {
  printer = openPrinter({ systemBrowsers: [], allowUnsandboxed: true, log: () => {} });
});
after(() => printer.close());

test('every worked paper is a PDF/A-3b, with its XML inside where it carries one', { skip }, async () => {
  for (const { title, paper } of WORKED) {
    const { pdf, xml } = await paperPdf(printer, paper);
    const found = await examinePdf(pdf);
    assert.deepEqual(found.broken, [], title);
    assert.equal(found.xml, hasFacturX(paper) ? facturX(paper) : null, title);
    assert.equal(found.xml, xml, title);
    if (xml) assert.equal((await extractXml(pdf)).xml, xml, title);
  }
});

test('so is every odd one, whatever its names are made of', { skip }, async () => {
  for (const { title, paper } of ODD) {
    const { pdf, xml } = await paperPdf(printer, paper);
    const found = await examinePdf(pdf);
    assert.deepEqual(found.broken, [], title);
    assert.equal(found.xml, xml, title);
  }
});

test('no letter and mark together come out as an empty box', { skip }, async () => {
  const letters = 'aeimoxzÆßñαωбиюبجسلےۇ17(«-€'.split('');
  const marks = [0x300, 0x301, 0x308, 0x323, 0x329, 0x483, 0x610, 0x64b, 0x651, 0x670, 0x6e5, 0x8f0, 0x20dd, 0xfe0f];
  const names = letters.map((letter) =>
    marks.flatMap((mark) => [`${letter}${String.fromCodePoint(mark)}`, String.fromCodePoint(mark)]).join(' '),
  );
  const lines = names.map((name, n) => ({ ...LINES[0]!, sku: `L${n}`, name }));
  const { pdf } = await paperPdf(printer, aPaper({ lines }));
  assert.deepEqual((await examinePdf(pdf)).broken, []);
});

test('English and Arabic papers and the demonstration are PDF/A too', { skip }, async () => {
  for (const changes of [{ language: 'en' as const }, { language: 'ar' as const }, { demo: true }]) {
    const { pdf } = await paperPdf(printer, aPaper(changes));
    assert.deepEqual((await examinePdf(pdf)).broken, [], JSON.stringify(changes));
  }
});

test('the same paper printed again is the same file to the byte, by a new browser and after many papers', {
  skip,
}, async (t) => {
  const fresh = openPrinter({ systemBrowsers: [], allowUnsandboxed: true, log: () => {} });
  t.after(() => fresh.close());
  const first = Buffer.from((await paperPdf(printer, aPaper())).pdf);
  for (let papers = 0; papers < 22; papers += 1)
    assert.ok(first.equals(Buffer.from((await paperPdf(fresh, aPaper())).pdf)), `print ${papers + 1}`);
});

test('the examination finds a print that was not sealed', { skip }, async () => {
  const { broken } = await examinePdf(await printer.print('<!doctype html><title>x</title><p>Bonjour'));
  for (const rule of [/6\.1\.3-1/, /6\.6\.2\.1-1/, /6\.2\.3-1/])
    assert.ok(
      broken.some((one) => rule.test(one)),
      String(rule),
    );
});
