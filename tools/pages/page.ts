/** Pages of paper that a member photographs, kept as they came beside what a model read on them. */
import { z } from 'zod';
import type { PageTrouble } from '../conversations/message.ts';
import { Refusal } from '../errors.ts';
import { digest } from '../sealing.ts';
import type { PriceRow } from '../shops/setup-words.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** Where a line stands on its picture: left, top, right, bottom in thousandths of its width and height. */
export type Box = [left: number, top: number, right: number, bottom: number];

const thousandth = z.number().min(0).max(1000);

/** A line of a notebook as it was read: its words, and where it stands. */
export const notebookLine = z.object({
  text: z.string().max(500),
  box: z.tuple([thousandth, thousandth, thousandth, thousandth]).nullable(),
});
export type NotebookLine = z.output<typeof notebookLine>;

/** A line of a price list as it was read; prices and rates are words until they are checked. */
export const priceLine = z.object({
  name: z.string().max(200),
  price: z.string().max(40),
  unit: z.string().max(20).optional(),
  rate: z.string().max(20).optional(),
});

export type PageReading =
  | { kind: 'notebook'; lines: NotebookLine[] | null }
  | { kind: 'price_list'; lines: PriceRow[] | null };

/** A picture that a member sent, ready to be kept. `lines` null: nobody read it, `trouble` says why. */
export type NewPage = PageReading & {
  messageId: number;
  conversationId: number;
  memberId: number;
  mime: string;
  bytes: Uint8Array;
  caption: string | null;
  model: string | null;
  trouble: PageTrouble | null;
};

/** Keeps a page, once per message; its number. */
export async function keepPage(run: Run, page: NewPage): Promise<number> {
  const row = await run.trx
    .insertInto('page')
    .values({
      shop_id: run.shop.id,
      conversation_id: page.conversationId,
      member_id: page.memberId,
      message_id: page.messageId,
      kind: page.kind,
      mime: page.mime,
      bytes: Buffer.from(page.bytes),
      sha256: digest(page.bytes),
      url: null,
      caption: page.caption,
      lines: page.lines === null ? null : JSON.stringify(page.lines),
      model: page.model,
      trouble: page.trouble,
      created_at: new Date(run.at),
      done_at: null,
    })
    .onConflict((conflict) => conflict.columns(['shop_id', 'message_id']).doUpdateSet({ caption: page.caption }))
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

/** The rows of a price list that was photographed, as they were read. Throws Refusal when there is no such page. */
export async function priceRows(run: Run, pageId: number): Promise<PriceRow[]> {
  const row = await pageRow(run, pageId);
  return row.kind === 'price_list' ? z.array(priceLine).parse(row.lines ?? []) : [];
}

/** The lines of a notebook's page with its picture. Throws Refusal when there is no such page. */
export async function notebookPage(run: Run, pageId: number) {
  const row = await pageRow(run, pageId);
  const lines = row.kind === 'notebook' ? z.array(notebookLine).parse(row.lines ?? []) : [];
  return { id: row.id, mime: row.mime ?? '', bytes: row.bytes ?? Buffer.alloc(0), lines };
}

async function pageRow(run: Run, pageId: number) {
  const row = await run.trx.selectFrom('page').selectAll().where('id', '=', pageId).executeTakeFirst();
  if (!row) throw new Refusal('not_found', textsFor(run.language).pages.gone(String(pageId)));
  return row;
}

/** What is kept and waits for somebody, newest first, without the pictures themselves. */
export async function openPages(run: Pick<Run, 'trx'>, limit = 20) {
  return run.trx
    .selectFrom('page')
    .select(['id', 'kind', 'url', 'caption', 'created_at', 'trouble'])
    .where('done_at', 'is', null)
    .where('kind', '!=', 'price_list')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** A page's picture; undefined: there is none. */
export async function pagePicture(run: Pick<Run, 'trx'>, pageId: number) {
  const row = await run.trx.selectFrom('page').select(['mime', 'bytes']).where('id', '=', pageId).executeTakeFirst();
  return row?.bytes && row.mime ? { mime: row.mime, bytes: row.bytes } : undefined;
}
