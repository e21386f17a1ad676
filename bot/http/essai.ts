import type { Bubble, EssaiParts, Phone, Saying } from '../../admin/essai/parts.ts';
import { forShop, type Trx } from '../../db/shop.ts';
import type { Hub, ShopFacts } from '../../tools/context.ts';
import type { Arrival, Content, Reply } from '../../tools/conversations/message.ts';
import { documentUrl } from '../../tools/day/picture.ts';
import { DEMO_MERCHANT } from '../../tools/shops/demo-shop.ts';
import type { Receiver } from '../road/receive.ts';

/** How often the page's stream looks for news, milliseconds. */
const LOOK_MS = 350;
/** The most bubbles one look brings. */
const MOST_BUBBLES = 200;

/** Where a phone's reading stands: last message seen, last message seen answered, last reply seen (instant and id). */
type Cursor = { message: number; done: number; sentAt: number; outgoing: number };

/** The simulator behind /essai: the demo shop's inbox and outbox shown as two phones. */
export function createEssaiParts(hub: Hub, receiver: Receiver, shop: ShopFacts): EssaiParts {
  return {
    shopName: shop.name,
    say: (saying) => receiver.receive([toArrival(saying, shop, hub.now())]),
    changed: (_visitor, timeoutMs) => new Promise((resolve) => setTimeout(resolve, Math.min(LOOK_MS, timeoutMs))),
    feed: (phone, visitor, after) =>
      forShop(hub.database, shop.id, async (trx) => {
        const cursor = readCursor(after);
        const conversation = await trx
          .selectFrom('conversation')
          .innerJoin('connection', 'connection.id', 'conversation.connection_id')
          .select(['conversation.id', 'conversation.bot_off_until'])
          .where('connection.channel', '=', 'simulator')
          .where('conversation.contact', '=', contactOf(phone, visitor))
          .executeTakeFirst();
        const lane = await laneOf(trx, phone, visitor);
        const mine = await said(trx, lane, cursor);
        const theirs = conversation ? await answered(trx, hub, shop.id, conversation.id, cursor) : [];
        await quote(trx, mine.bubbles);
        const bubbles = [...mine.bubbles, ...theirs.map((row) => row.bubble)].sort((a, b) => a.at - b.at);
        const silent = (conversation?.bot_off_until?.getTime() ?? 0) > hub.now();
        if (mine.pending && !silent)
          bubbles.push({ id: 'typing', side: 'them', at: hub.now(), text: '', typing: true });
        const last = theirs.at(-1);
        const next: Cursor = {
          ...mine.cursor,
          sentAt: last?.sentAt ?? cursor.sentAt,
          outgoing: last?.id ?? cursor.outgoing,
        };
        return { bubbles, cursor: writeCursor(next) };
      }),
  };
}

function contactOf(phone: Phone, visitor: string): string {
  return phone === 'merchant' ? DEMO_MERCHANT : `client-${visitor}`;
}

function toArrival(saying: Saying, shop: ShopFacts, now: number): Arrival {
  const contact = contactOf(saying.phone, saying.visitor);
  const content: Content = saying.tap
    ? { kind: 'tap', payload: saying.tap.payload, title: saying.tap.title }
    : { kind: 'text', text: saying.text ?? '' };
  const quoted = saying.quoted ?? saying.tap?.of;
  return {
    channel: 'simulator',
    account: shop.slug,
    externalId: saying.id,
    at: now,
    contact: {
      id: contact,
      ids: [{ kind: 'simulator', value: contact }],
      ...(saying.phone === 'customer' ? { name: 'Marie' } : {}),
    },
    what: { kind: 'message', content },
    ...(quoted ? { quoted } : {}),
    raw: null,
  };
}

async function laneOf(trx: Trx, phone: Phone, visitor: string): Promise<string> {
  const connection = await trx
    .selectFrom('connection')
    .select('id')
    .where('channel', '=', 'simulator')
    .executeTakeFirst();
  return `${connection?.id ?? 0}:${contactOf(phone, visitor)}`;
}

async function said(trx: Trx, lane: string, cursor: Cursor) {
  const rows = await trx
    .selectFrom('message')
    .select(['id', 'external_id', 'at', 'arrival', 'state'])
    .where('lane', '=', lane)
    .where('id', '>', cursor.done)
    .orderBy('id')
    .limit(MOST_BUBBLES)
    .execute();
  const bubbles: Bubble[] = [];
  const next = { message: cursor.message, done: cursor.done };
  let allDone = true;
  for (const row of rows) {
    const done = row.state === 'done';
    if (done && allDone) next.done = row.id;
    if (!done) allDone = false;
    if (row.id > cursor.message || done) bubbles.push(mineBubble(row, done));
    next.message = Math.max(next.message, row.id);
  }
  return { bubbles, pending: !allDone, cursor: next };
}

/** Gives the bubbles that answer one of ours the text they answer. */
async function quote(trx: Trx, bubbles: Bubble[]): Promise<void> {
  const ids = bubbles.flatMap((bubble) => bubble.quoted?.id ?? []);
  if (ids.length === 0) return;
  const rows = await trx
    .selectFrom('outgoing')
    .select(['provider_id', 'reply'])
    .where('provider_id', 'in', ids)
    .execute();
  for (const bubble of bubbles) {
    const row = rows.find((candidate) => candidate.provider_id === bubble.quoted?.id);
    if (row && bubble.quoted) bubble.quoted.text = (row.reply as Reply).text;
  }
}

function mineBubble(row: { external_id: string; at: Date; arrival: object }, done: boolean): Bubble {
  const { what, quoted } = row.arrival as Arrival;
  const content = what.kind === 'message' ? what.content : null;
  const text = content?.kind === 'text' ? content.text : content?.kind === 'tap' ? content.title : '';
  return {
    id: row.external_id,
    side: 'me',
    at: row.at.getTime(),
    text,
    state: done ? 'read' : 'delivered',
    ...(quoted ? { quoted: { id: quoted, text: '' } } : {}),
  };
}

async function answered(trx: Trx, hub: Hub, shopId: number, conversationId: number, cursor: Cursor) {
  const since = new Date(cursor.sentAt);
  const rows = await trx
    .selectFrom('outgoing')
    .select(['id', 'reply', 'sent_at', 'provider_id'])
    .where('conversation_id', '=', conversationId)
    .where('sent_at', 'is not', null)
    .where((eb) =>
      eb.or([eb('sent_at', '>', since), eb.and([eb('sent_at', '=', since), eb('id', '>', cursor.outgoing)])]),
    )
    .orderBy('sent_at')
    .orderBy('id')
    .limit(MOST_BUBBLES)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    sentAt: row.sent_at!.getTime(),
    bubble: theirsBubble(
      hub,
      shopId,
      row as { id: number; reply: object; sent_at: Date | null; provider_id: string | null },
    ),
  }));
}

function theirsBubble(
  hub: Hub,
  shopId: number,
  row: { id: number; reply: object; sent_at: Date | null; provider_id: string | null },
): Bubble {
  const { text, choices, choicesLabel, link, document } = row.reply as Reply;
  return {
    // The provider's id: a quoted answer names it and is bound to the card it quotes.
    id: row.provider_id ?? `sim-${row.id}`,
    side: 'them',
    at: row.sent_at?.getTime() ?? 0,
    text,
    ...(choices ? { choices } : {}),
    ...(choices && choices.length > 3 ? { choicesLabel: choicesLabel ?? '…' } : {}),
    ...(link ? { link } : {}),
    ...(document
      ? {
          document: {
            url: documentUrl(hub, shopId, document.fileId),
            filename: document.filename,
            mime: document.mime,
          },
        }
      : {}),
  };
}

function readCursor(text: string | null): Cursor {
  const [message = 0, done = 0, sentAt = 0, outgoing = 0] = (text ?? '').split('.').map((part) => Number(part) || 0);
  return { message, done, sentAt, outgoing };
}

function writeCursor(cursor: Cursor): string {
  return [cursor.message, cursor.done, cursor.sentAt, cursor.outgoing].join('.');
}
