import { sql } from 'kysely';
import type { Arrival } from '../conversations/message.ts';
import { draftContentSchema } from '../drafts/draft.ts';
import { formatMoney } from '../money.ts';
import { type StockNews, stockNews, stockRows } from '../stock/orders.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';
import type { OrderView } from './read.ts';

/** How much of what was heard a card shows, in characters. */
const MOST_SPOKEN = 200;
const MOST_AD = 80;
/** As long as WhatsApp takes a conversation for one that an advertisement began. */
const FROM_AD_MS = 72 * 3_600_000;

/** What a member reads about an order beyond its lines, before she says yes. */
export type Background = {
  /** The customer's other orders (cancelled ones left out) and what they came to together, minor units. */
  orders: number;
  spent: number;
  /** The part of the day the customer named instead of an hour. */
  part: 'morning' | 'midday' | 'afternoon' | 'evening' | 'night' | null;
  /** What was heard in the voice notes that the order was read from. */
  spoken: string[];
  /** The advertisement the customer came by: its title, or where it stands; empty where it says neither. */
  ad: string | null;
  /** What members noted about the customer. */
  note: string | null;
  /** Stocks that it takes under zero or low. */
  stock: StockNews[];
};

/** The background of an order: who its customer has been so far, and what was said that the order cannot hold. */
export async function backgroundOf(run: Run, view: OrderView): Promise<Background> {
  const { order } = view;
  const row = await run.trx
    .selectFrom('orders')
    .select((eb) => [eb.fn.countAll().as('count'), eb.fn.sum('total').as('sum')])
    .where('customer_id', '=', order.customer_id)
    .where('id', '!=', order.id)
    .where('status', '!=', 'cancelled')
    .executeTakeFirstOrThrow();
  const customer = await run.trx
    .selectFrom('customer')
    .select('note')
    .where('id', '=', order.customer_id)
    .executeTakeFirstOrThrow();
  return {
    orders: Number(row.count),
    spent: Number(row.sum ?? 0),
    part: await partOf(run, order),
    spoken: await spokenIn(run, order),
    ad: await adOf(run, order),
    note: customer.note,
    stock: await stockNews(run, view),
  };
}

async function partOf(run: Run, order: OrderView['order']): Promise<Background['part']> {
  if (order.due_time !== null || order.draft_id === null || order.status !== 'pending') return null;
  const draft = await run.trx.selectFrom('draft').select('content').where('id', '=', order.draft_id).executeTakeFirst();
  const content = draftContentSchema.safeParse(draft?.content);
  return content.success ? content.data.part : null;
}

/** What was heard in the voice notes that a waiting order was read from, oldest first: it may have been misheard. */
export async function spokenIn(run: Run, order: OrderView['order']): Promise<string[]> {
  if (order.draft_id === null || order.status !== 'pending') return [];
  const draft = await run.trx.selectFrom('draft').select('content').where('id', '=', order.draft_id).executeTakeFirst();
  const content = draftContentSchema.safeParse(draft?.content);
  const pieces = content.success ? content.data.evidence : [];
  const ids = [...new Set(pieces.flatMap((piece) => Number(piece.message) || []))];
  if (ids.length === 0) return [];
  const rows = await run.trx.selectFrom('message').select('arrival').where('id', 'in', ids).orderBy('id').execute();
  return rows.flatMap((row) => {
    const { what } = row.arrival as Arrival;
    return what.kind === 'message' && what.content.kind === 'media' && what.content.transcript
      ? [what.content.transcript]
      : [];
  });
}

/** The advertisement that brought the customer of a waiting order, named by its title; null when none did. */
async function adOf(run: Run, order: OrderView['order']): Promise<string | null> {
  if (order.conversation_id === null || order.status !== 'pending') return null;
  const row = await run.trx
    .selectFrom('message')
    .select('arrival')
    .where('conversation_id', '=', order.conversation_id)
    .where('at', '>', new Date(order.created_at.getTime() - FROM_AD_MS))
    .where('at', '<=', order.created_at)
    .where(sql<boolean>`arrival -> 'origin' ->> 'kind' = 'ad'`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const origin = (row?.arrival as Arrival | undefined)?.origin;
  return origin ? (origin.title ?? origin.text ?? origin.url ?? '').replace(/\s+/g, ' ').trim() : null;
}

/** "Déjà 5 commandes, panier moyen 52 €", or that it is the first; below it what members noted about the customer. */
export function historyLine(background: Background, run: Pick<Run, 'shop' | 'language'>): string {
  const texts = textsFor(run.language).orders;
  const { orders, spent, note } = background;
  const noted = note ? `\n📌 ${note}` : '';
  if (orders === 0) return `👤 ${texts.historyFirst}${noted}`;
  const basket = formatMoney(Math.round(spent / orders), run.shop.currency, run.language);
  return `👤 ${texts.history(orders, basket)}${noted}`;
}

/** What was unclear, and what is short, one a row. */
export function unclearRows(background: Background, run: Pick<Run, 'language'>): string[] {
  const texts = textsFor(run.language);
  const heard = short(background.spoken.join(' … ').replace(/\s+/g, ' '), MOST_SPOKEN);
  const spoken = heard ? [texts.orders.spoken(heard)] : [];
  const ad = background.ad === null ? [] : [texts.orders.fromAd(short(background.ad, MOST_AD))];
  const unclear = background.part ? [texts.orders.unclearPart(texts.parts[background.part])] : [];
  return [...ad, ...spoken, ...unclear, ...stockRows(background.stock, run.language)];
}

const short = (text: string, most: number) => (text.length > most ? `${text.slice(0, most - 1).trimEnd()}…` : text);
