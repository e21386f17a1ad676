import { append, fileText } from '../../books/ledger.ts';
import { handToPlatform } from '../../einvoicing/handover.ts';
import { digest } from '../../sealing.ts';
import type { Run } from '../../tool.ts';
import { facturX, hasFacturX } from '../facturx/cii.ts';
import { documentText } from '../fonts.ts';
import type { PaperRow } from '../issue.ts';
import { paperHtml } from '../page.tsx';
import type { Printer } from '../pdf.ts';
import type { PaperSnapshot } from '../snapshot.ts';
import { WORDS } from '../words/index.ts';
import { sealPdf } from './seal.ts';

/** A paper's files: the PDF/A-3, and the XML inside it where it carries one. */
export type PaperBytes = { pdf: Uint8Array; xml: string | null };

/**
 * Prints a paper and seals it for the archive. `logo`: the picture its template names, PNG bytes. Rejects when the browser
 * fails; nothing is kept then.
 */
export async function paperPdf(
  printer: Pick<Printer, 'print'>,
  paper: PaperSnapshot,
  logo: Uint8Array | null = null,
): Promise<PaperBytes> {
  const xml = hasFacturX(paper) ? facturX(paper) : null;
  const print = await printer.print(paperHtml(paper, logo));
  const facts = {
    title: `${WORDS[paper.language].titles[paper.kind]} ${paper.number}`,
    author: documentText(paper.seller.company) || documentText(paper.seller.name) || paper.number,
    language: paper.language,
    at: paper.issued_at,
  };
  return { pdf: await sealPdf(print, facts, xml), xml };
}

/**
 * Keeps a paper's files with their hashes, in the books' chain too, and has the platform get what it is to get. The first
 * print is the paper's for good; a second one changes nothing.
 */
export async function keepFiles(run: Run, paper: PaperRow, bytes: PaperBytes): Promise<void> {
  const files = [
    { mime: 'application/pdf', filename: `${paper.number}.pdf`, bytes: Buffer.from(bytes.pdf) },
    ...(bytes.xml
      ? [{ mime: 'text/xml', filename: `${paper.number}.xml`, bytes: Buffer.from(bytes.xml, 'utf8') }]
      : []),
  ];
  const kept = await run.trx
    .insertInto('paper_file')
    .values(files.map((file) => ({ shop_id: run.shop.id, paper_id: paper.id, ...file, sha256: digest(file.bytes) })))
    .onConflict((conflict) => conflict.columns(['shop_id', 'paper_id', 'mime']).doNothing())
    .returning(['id', 'paper_id', 'mime', 'filename', 'sha256'])
    .execute();
  for (const row of kept) await append(run, { kind: 'file', ref: row.id, canonical: fileText(row) });
  await handToPlatform(run, paper);
}
