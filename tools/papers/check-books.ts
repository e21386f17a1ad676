/** The audit of the shop's books from the office; what it found is kept, and shown until the next. */
import { auditBooks } from '../books/audit.ts';
import { fail, keepCheckup, ok } from '../connections/checkup.ts';
import { inEveryLanguage } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** The name under which it is kept. */
export const BOOKS_SUBJECT = 'books';

/** Reads the whole chain and keeps whether it holds. Returns the first fault, or null. */
export async function checkBooks(run: Run): Promise<string | null> {
  const { fault, entries } = await auditBooks(run.trx);
  const check =
    fault === null
      ? ok(
          'chain',
          inEveryLanguage((texts) => texts.einvoicing.books.whole(String(entries))),
        )
      : fail(
          'chain',
          inEveryLanguage((texts) => texts.einvoicing.books.broken(fault)),
          inEveryLanguage((texts) => texts.einvoicing.books.brokenNext),
        );
  await keepCheckup(run.trx, run.shop.id, { subject: BOOKS_SUBJECT, checkedAt: run.at, checks: [check] });
  return fault;
}
