import { zipSync } from 'fflate';
import { z } from 'zod';
import { documentUrl } from '../day/picture.ts';
import { Refusal } from '../errors.ts';
import { sirenOf } from '../invoicing/snapshot.ts';
import { dayOf } from '../language.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { ereportingCsv } from './ereporting.ts';
import { fecCounts, fecName, fecText } from './fec.ts';
import { type Days, daysOf, receiptsOf, salesOf, yearBefore } from './sales.ts';
import { journalCsv, vatCsv } from './tables.ts';

/** What can be handed to an accountant. */
export const EXPORTS = ['fec', 'journal', 'tva', 'factures', 'ereporting'] as const;
export type ExportKind = (typeof EXPORTS)[number];
export type Exported = { filename: string; mime: string; bytes: Buffer; rows: number };

/** One export of a period; null: nothing happened in it. */
export async function exportOf(run: Pick<Run, 'trx' | 'shop'>, kind: ExportKind, days: Days): Promise<Exported | null> {
  const sales = await salesOf(run, days);
  const { currency, slug, settings } = run.shop;
  const name = `${slug}-${kind}-${days.from}-${days.to}`;
  if (kind === 'fec') {
    const earlier = yearBefore(days);
    const before = earlier && fecCounts(await salesOf(run, earlier), await receiptsOf(run, earlier));
    const text = fecText(sales, await receiptsOf(run, days), before ?? undefined);
    const siren = settings.legal.siret ? sirenOf(settings.legal.siret) : '000000000';
    return text ? textFile(fecName(siren, days), 'text/plain', text) : null;
  }
  if (sales.length === 0) return null;
  if (kind === 'factures') return zipOf(run, sales, name);
  const tables = { journal: journalCsv, tva: vatCsv, ereporting: ereportingCsv };
  return textFile(`${name}.csv`, 'text/csv', tables[kind](sales, currency));
}

function textFile(filename: string, mime: string, text: string): Exported {
  const rows = text.split('\r\n').filter(Boolean).length - 1;
  return { filename, mime, bytes: Buffer.from(text, 'utf8'), rows };
}

/** The period's papers as they were printed, PDF and XML. What is not printed yet is left for the next time. */
async function zipOf(run: Pick<Run, 'trx'>, sales: { id: number }[], name: string): Promise<Exported> {
  const files = await run.trx
    .selectFrom('paper_file')
    .select(['filename', 'bytes'])
    .where(
      'paper_id',
      'in',
      sales.map((sale) => sale.id),
    )
    .orderBy('id')
    .execute();
  // A fixed time: the same papers make the same file.
  const at = new Date('2000-01-01T00:00:00Z');
  const parts = Object.fromEntries(
    files.map((file) => [file.filename, [new Uint8Array(file.bytes), { mtime: at }] as const]),
  );
  const bytes = Buffer.from(zipSync(parts as never, { level: 0 }));
  return { filename: `${name}.zip`, mime: 'application/zip', bytes, rows: files.length };
}

export const exportBooks = defineTool({
  name: 'export_books',
  says: "Makes the accountant's export of a month or year: FEC, sales journal, VAT, invoices, e-reporting.",
  for: ['member'],
  roles: ['owner', 'manager'],
  input: z.object({ text: z.string().max(60).default('') }),
  command: {
    words: ['export', 'comptable'],
    takes: 'text',
    example: 'fec|journal|tva|factures|ereporting 2026-11',
    help: {
      fr: 'exports pour le comptable (FEC, journal, TVA, factures)',
      en: 'exports for the accountant (FEC, journal, VAT, invoices)',
      ar: 'ملفات للمحاسب (FEC والدفتر والأداء والفواتير)',
    },
    slashless: false,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).papers;
    const [word = '', period = dayOf(run.at, run.shop.timezone).slice(0, 7)] = input.text
      .toLowerCase()
      .trim()
      .split(/\s+/);
    const kind = EXPORTS.find((one) => one === word || (word === 'vat' && one === 'tva'));
    const days = daysOf(period);
    if (!kind || !days || (kind === 'fec' && run.shop.currency !== 'EUR'))
      throw new Refusal('invalid', texts.badExport(input.text));
    const made = await exportOf(run, kind, days);
    if (!made) throw new Refusal('not_found', texts.exportEmpty(period));
    const { id } = await run.trx
      .insertInto('picture')
      .values({
        shop_id: run.shop.id,
        mime: made.mime,
        filename: made.filename,
        bytes: made.bytes,
        created_at: new Date(run.at),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const rows = [
      texts.exportHere(made.filename, String(made.rows)),
      ...(kind === 'fec' ? [texts.exportFec] : []),
      documentUrl(run.hub, run.shop.id, `picture:${id}`),
    ];
    return { facts: { file: made.filename, rows: made.rows }, reply: { text: rows.join('\n') } };
  },
});
