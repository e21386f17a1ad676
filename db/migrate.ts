import { type Kysely, sql } from 'kysely';
import { up as base } from './migrations/001-base.ts';
import { up as trade } from './migrations/002-trade.ts';
import { up as rowSecurity } from './migrations/003-row-security.ts';
import { up as conversation } from './migrations/004-conversation.ts';
import { up as model } from './migrations/005-model.ts';
import { up as orders } from './migrations/006-orders.ts';
import { up as merchant } from './migrations/007-merchant.ts';
import { up as money } from './migrations/008-money.ts';
import { up as stock } from './migrations/009-stock.ts';
import { up as watch } from './migrations/010-watch.ts';
import { up as connecting } from './migrations/011-connecting.ts';
import { up as receipts } from './migrations/012-receipts.ts';
import { up as recordings } from './migrations/013-recordings.ts';
import { up as providers } from './migrations/014-providers.ts';
import { up as mail } from './migrations/015-mail.ts';
import { up as tending } from './migrations/016-tending.ts';
import { up as pages } from './migrations/017-pages.ts';
import { up as marketplace } from './migrations/018-marketplace.ts';
import { up as papers } from './migrations/019-papers.ts';
import { up as sameCustomer } from './migrations/020-same-customer.ts';
import { up as ledger } from './migrations/021-ledger.ts';
import { up as hubNumber } from './migrations/022-hub-number.ts';
import { up as attachments } from './migrations/023-attachments.ts';
import { up as sentLetters } from './migrations/024-sent-letters.ts';
import { up as road } from './migrations/025-road.ts';
import { up as proved } from './migrations/026-proved.ts';
import { up as paperOffice } from './migrations/027-paper-office.ts';
import { up as conversationPages } from './migrations/028-conversation-pages.ts';
import { up as platform } from './migrations/029-platform.ts';
import { up as retention } from './migrations/030-retention.ts';
import { up as attachmentHash } from './migrations/031-attachment-hash.ts';
import { up as seriesDates } from './migrations/032-series-dates.ts';
import { up as tax } from './migrations/033-tax.ts';
import { up as platformAccess } from './migrations/034-platform-access.ts';
import { up as marketChanges } from './migrations/035-market-changes.ts';
import { up as paymentStatus } from './migrations/036-payment-status.ts';
import { up as chainedFiles } from './migrations/037-chained-files.ts';
import { up as drawnPayments } from './migrations/038-drawn-payments.ts';
import { up as customersPage } from './migrations/039-customers-page.ts';
import type { Tables } from './tables/index.ts';

/** In order, forever: a migration that has been released is never edited. A later table brings its own policy. */
export const MIGRATIONS: { name: string; up: string }[] = [
  { name: '001-base', up: base },
  { name: '002-trade', up: trade },
  { name: '003-row-security', up: rowSecurity },
  { name: '004-conversation', up: conversation },
  { name: '005-model', up: model },
  { name: '006-orders', up: orders },
  { name: '007-merchant', up: merchant },
  { name: '008-money', up: money },
  { name: '009-stock', up: stock },
  { name: '010-watch', up: watch },
  { name: '011-connecting', up: connecting },
  { name: '012-receipts', up: receipts },
  { name: '013-recordings', up: recordings },
  { name: '014-providers', up: providers },
  { name: '015-mail', up: mail },
  { name: '016-tending', up: tending },
  { name: '017-pages', up: pages },
  { name: '018-marketplace', up: marketplace },
  { name: '019-papers', up: papers },
  { name: '020-same-customer', up: sameCustomer },
  { name: '021-ledger', up: ledger },
  { name: '022-hub-number', up: hubNumber },
  { name: '023-attachments', up: attachments },
  { name: '024-sent-letters', up: sentLetters },
  { name: '025-road', up: road },
  { name: '026-proved', up: proved },
  { name: '027-paper-office', up: paperOffice },
  { name: '028-conversation-pages', up: conversationPages },
  { name: '029-platform', up: platform },
  { name: '030-retention', up: retention },
  { name: '031-attachment-hash', up: attachmentHash },
  { name: '032-series-dates', up: seriesDates },
  { name: '033-tax', up: tax },
  { name: '034-platform-access', up: platformAccess },
  { name: '035-market-changes', up: marketChanges },
  { name: '036-payment-status', up: paymentStatus },
  { name: '037-chained-files', up: chainedFiles },
  { name: '038-drawn-payments', up: drawnPayments },
  { name: '039-customers-page', up: customersPage },
];

/** Any fixed number: two processes that start together migrate one after the other. */
const MIGRATION_LOCK = 7_283_164_001;

/**
 * Brings the schema up to date and lets `role` (when there is one) use it. Safe to call from several processes at once;
 * each migration commits with its own record, so a crash in between resumes at the next one. Returns the names applied.
 */
export async function migrate(db: Kysely<Tables>, role: string | null): Promise<string[]> {
  return db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${MIGRATION_LOCK})`.execute(connection);
    try {
      await sql`create table if not exists migration (name text primary key, applied_at timestamptz not null default now())`.execute(
        connection,
      );
      const done = new Set(
        (await sql<{ name: string }>`select name from migration`.execute(connection)).rows.map((row) => row.name),
      );
      const applied: string[] = [];
      for (const migration of MIGRATIONS) {
        if (done.has(migration.name)) continue;
        await connection.transaction().execute(async (trx) => {
          await sql.raw(migration.up).execute(trx);
          await sql`insert into migration (name) values (${migration.name})`.execute(trx);
        });
        applied.push(migration.name);
      }
      if (role) await grant(connection, role);
      return applied;
    } finally {
      await sql`select pg_advisory_unlock(${MIGRATION_LOCK})`.execute(connection);
    }
  });
}

async function grant(db: Kysely<Tables>, role: string): Promise<void> {
  const name = sql.id(role);
  await sql`grant usage on schema public to ${name}`.execute(db);
  await sql`grant select, insert, update, delete on all tables in schema public to ${name}`.execute(db);
  await sql`grant usage on all sequences in schema public to ${name}`.execute(db);
}

/** True when every migration this release knows has been applied. */
export async function isMigrated(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`select name from migration`.execute(db);
  const done = new Set(rows.map((row) => row.name));
  return MIGRATIONS.every((migration) => done.has(migration.name));
}
