/** How a long paper falls on its pages: no totals alone, no row cut, the head again on each, page n of m. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import { paperHtml } from './page.tsx';
import { openPrinter } from './pdf.ts';
import { aPaper } from './testing-papers.ts';
import { BUSINESS, line, unpaid } from './testing-worked.ts';

const printer = openPrinter({ log: () => {} });
after(() => printer.close());

/** Rows of one, two and three lines of text, each with a total of its own. */
const lines = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    line(
      `Pain n${String(at).padStart(3, '0')}`,
      '1',
      1000 + at,
      5.5,
      at % 5 === 2 ? { details: 'Bien cuit\nTranché' } : {},
    ),
  );

/** The words of each page; null without poppler's pdftotext. */
function pagesOf(pdf: Uint8Array): string[] | null {
  const read = spawnSync('pdftotext', ['-layout', '-', '-'], { input: pdf });
  if (read.error) return null;
  return read.stdout
    .toString()
    .split('\f')
    .filter((page) => page.trim() !== '');
}

/** Words with plain spaces, on one row. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/ ?\/ ?/g, '/');

// Around each break of the page: what fits, what does not by one row, what is in between.
const COUNTS = [8, 17, 26, 40, 58, 64, 88, 107, 120];

for (const name of ['classic', 'modern', 'warm'] as const) {
  for (const kind of ['invoice', 'quote'] as const) {
    test(`${name} ${kind}s of 8 to 120 lines`, async (t) => {
      for (const count of COUNTS) {
        const look = { template: { name, revision: 1, thanks: 'Merci !', footer: 'Ouvert du mardi au dimanche' } };
        const asked = kind === 'quote' ? { valid_until: '2027-01-10', paid: 0 } : unpaid;
        const paper = aPaper({ kind, lines: lines(count), buyer: BUSINESS, ...look, ...asked });
        const pages = pagesOf(await printer.print(paperHtml(paper)));
        if (!pages) {
          assert.notEqual(process.env.REQUIRE_SERVICES, '1', 'pdftotext is required');
          return t.diagnostic('pdftotext is not installed: where rows and totals fall was not read back');
        }
        const where = `${count} lines`;
        const last = pages.at(-1)!;
        const rows = last.split('\n').filter((row) => /Pain n\d{3}/.test(row)).length;
        assert.ok(rows >= 3, `${where}: ${rows} rows beside the totals`);
        for (const said of ['Total TTC', 'Merci !', 'Ouvert du mardi', ...paper.mentions])
          assert.ok(plain(last).includes(plain(said)), `${where}: ${said}`);
        for (const [at, page] of pages.entries()) {
          assert.match(page, /Désignation/, `${where}: head of page ${at + 1}`);
          assert.match(plain(page), new RegExp(` ${at + 1}/${pages.length} `), where);
        }
        for (const [at, { total, details }] of paper.lines.entries()) {
          const row = `Pain n${String(at).padStart(3, '0')}`;
          const found: string[] = pages.filter((one) => one.includes(row));
          assert.equal(found.length, 1, `${where}: ${row}`);
          const [, behind = ''] = found[0]!.split(row);
          assert.match(behind.split('\n')[0]!, new RegExp(`${(total / 100).toFixed(2).replace('.', ',')}`), where);
          const next = behind.split(/Pain n\d{3}|Total/)[0]!;
          if (details) assert.match(next, /Bien cuit[\s\S]*Tranché/, `${where}: ${row}`);
        }
      }
    });
  }
}
