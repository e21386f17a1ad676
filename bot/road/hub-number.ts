/**
 * The hub's own WhatsApp number: one number that serves the members of many shops. What arrives there is given to one shop
 * before it is stored, by the card it answers, else by the shop she chose; from then on it is that shop's alone.
 */
import { forHub, forShop } from '../../db/shop.ts';
import type { Answer } from '../../flows/turn.ts';
import { HUB_NUMBER, hubConnection } from '../../tools/connections/hub-number.ts';
import type { Hub, ShopFacts } from '../../tools/context.ts';
import type { Arrival, Reply } from '../../tools/conversations/message.ts';
import { noteDelivery } from '../../tools/conversations/say.ts';
import { inShop } from '../../tools/perform.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Outbound } from '../channels/channel.ts';
import type { Parts } from './parts.ts';
import type { Opened } from './turn.ts';

const THREAD = 'hub_thread';
/** What our buttons carry there: the shop they are about, then what they are. */
const MARKED = /^@(\d{1,15}) (.*)$/s;
const TRACKER = /^s(\d{1,15})\.(.+)$/s;
/** A list on WhatsApp has ten rows. */
const MOST_SHOPS = 10;

type Routed = { shopId: number; arrival: Arrival };

/** The shop something that arrived on the hub's number is for; null: it is not on that number, or of nobody we know. */
export async function routed(hub: Hub, arrival: Arrival): Promise<Routed | null> {
  if (!hub.ownNumber || arrival.channel !== 'whatsapp' || arrival.account !== hub.ownNumber.phoneNumberId) return null;
  const { what, contact } = arrival;
  if (what.kind === 'status') {
    const mark = TRACKER.exec(what.tracker ?? '');
    return mark ? { shopId: Number(mark[1]), arrival: { ...arrival, what: { ...what, tracker: mark[2]! } } } : null;
  }
  const phone = contact?.verifiedPhone;
  const shops = phone ? await shopsOf(hub, phone) : [];
  if (!phone || shops.length === 0) return null;
  if (what.kind === 'message' && what.content.kind === 'tap') {
    const mark = MARKED.exec(what.content.payload);
    // Only a shop she is a member of: a forged button leads nowhere.
    if (mark && shops.includes(Number(mark[1]))) {
      const content = { ...what.content, payload: mark[2]! };
      return { shopId: Number(mark[1]), arrival: { ...arrival, what: { ...what, content } } };
    }
  }
  const quoted = shops.length > 1 && arrival.quoted ? await shopOfMessage(hub, shops, arrival.quoted) : null;
  const chosen = quoted ?? (await chosenShop(hub, phone));
  return { shopId: chosen !== null && shops.includes(chosen) ? chosen : shops[0]!, arrival };
}

/** The connection of a shop to the hub's number. */
export async function hubConnectionOf(hub: Hub, shopId: number): Promise<number | null> {
  return forShop(hub.database, shopId, (trx) => hubConnection({ trx, shop: { id: shopId }, hub }));
}

/** The shops in which this telephone is an active member's, oldest first. */
async function shopsOf(hub: Hub, phone: string): Promise<number[]> {
  const rows = await forHub(hub.database, (trx) =>
    trx
      .selectFrom('directory')
      .select('shop_id')
      .where('kind', '=', 'member_phone')
      .where('key', '=', phone)
      .orderBy('shop_id')
      .execute(),
  );
  return rows.map((row) => row.shop_id);
}

async function chosenShop(hub: Hub, phone: string): Promise<number | null> {
  const row = await forHub(hub.database, (trx) =>
    trx
      .selectFrom('directory')
      .select('shop_id')
      .where('kind', '=', THREAD)
      .where('key', '=', phone)
      .executeTakeFirst(),
  );
  return row?.shop_id ?? null;
}

/** From now on what she writes there is for this shop. Each row belongs to its shop, so the former one is taken away there. */
async function choose(hub: Hub, phone: string, shopId: number): Promise<void> {
  const before = await chosenShop(hub, phone);
  if (before === shopId) return;
  if (before !== null) {
    await forShop(hub.database, before, (trx) =>
      trx.deleteFrom('directory').where('kind', '=', THREAD).where('key', '=', phone).execute(),
    );
  }
  await forShop(hub.database, shopId, (trx) =>
    trx
      .insertInto('directory')
      .values({ kind: THREAD, key: phone, shop_id: shopId })
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/** The one of her shops that sent this message. */
async function shopOfMessage(hub: Hub, shops: number[], providerId: string): Promise<number | null> {
  for (const shopId of shops) {
    const row = await forShop(hub.database, shopId, (trx) =>
      trx.selectFrom('outgoing').select('id').where('provider_id', '=', providerId).executeTakeFirst(),
    );
    if (row) return shopId;
  }
  return null;
}

/**
 * A member of several shops is asked once which one she means, and changes it with /boutique. Null: the turn is her
 * chosen shop's like any other. Her writing opens the thread of each of her shops, since it is one on WhatsApp.
 */
export async function whichShop(parts: Parts, shop: ShopFacts, opened: Opened): Promise<Answer | null> {
  const { hub } = parts;
  if (!hub.ownNumber || !opened.turn.conversation.member) return null;
  const phone = `+${opened.conversation.contact}`;
  if (!(await isOnHub(hub, shop.id, opened.conversation.id))) return null;
  const shops = await shopsOf(hub, phone);
  const others = shops.filter((id) => id !== shop.id);
  for (const id of others) await openThread(parts, id, opened);
  const { language } = opened.turn.conversation;
  const texts = textsFor(language).hubNumber;
  const asked = opened.turn.messages
    .map(({ text }) => /^\/?boutiques?(?:\s+(.*))?$/is.exec(text.trim()))
    .findLast(Boolean);
  const answer = (reply: Reply): Answer => ({ reply, language });
  if (!asked) {
    const tapped = opened.turn.messages.some(({ content, quoted }) => content.kind === 'tap' || quoted !== undefined);
    if (others.length === 0 || tapped || (await chosenShop(hub, phone)) !== null) return null;
    return answer(await question(hub, shops, texts.which));
  }
  const named = (asked[1] ?? '').trim();
  const meant = named === HERE ? shop : named ? await shopNamed(hub, shops, named) : null;
  if (!meant)
    return answer(await question(hub, shops, others.length > 0 ? texts.change(shop.name) : texts.only(shop.name)));
  await choose(hub, phone, meant.id);
  return answer({ text: texts.chosen(meant.name) });
}

/** What the button of a shop says: it is routed to that shop before it is read. */
const HERE = 'ici';

async function question(hub: Hub, shops: number[], text: string): Promise<Reply> {
  if (shops.length < 2) return { text };
  const facts = await Promise.all(shops.slice(0, MOST_SHOPS).map((id) => shopFacts(hub, id)));
  return { text, choices: facts.map(({ id, name }) => ({ id: `@${id} /boutique ${HERE}`, title: name })) };
}

async function shopNamed(hub: Hub, shops: number[], words: string): Promise<ShopFacts | null> {
  const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const facts = await Promise.all(shops.map((id) => shopFacts(hub, id)));
  const found = facts.filter(({ name, slug }) => plain(name).includes(plain(words)) || slug === plain(words));
  return found.length === 1 ? found[0]! : null;
}

async function isOnHub(hub: Hub, shopId: number, conversationId: number): Promise<boolean> {
  const row = await forShop(hub.database, shopId, (trx) =>
    trx
      .selectFrom('conversation')
      .innerJoin('connection', 'connection.id', 'conversation.connection_id')
      .select('connection.channel')
      .where('conversation.id', '=', conversationId)
      .executeTakeFirst(),
  );
  return row?.channel === HUB_NUMBER;
}

/** The 24 hours of another of her shops begin anew, and what waited there leaves. */
async function openThread(parts: Parts, shopId: number, { conversation, turn }: Opened): Promise<void> {
  const { hub } = parts;
  const at = turn.messages.at(-1)?.at ?? hub.now();
  const other = await shopFacts(hub, shopId);
  const ctx = { hub, shop: other, actor: { kind: 'system' as const }, language: other.language, cause: turn.cause };
  await inShop(ctx, async (run) => {
    const thread = await run.trx
      .updateTable('conversation')
      .set({ last_inbound_at: new Date(at) })
      .where('contact', '=', conversation.contact)
      .where('connection_id', 'in', (eb) =>
        eb.selectFrom('connection').select('connection.id').where('channel', '=', HUB_NUMBER),
      )
      .where((eb) => eb.or([eb('last_inbound_at', 'is', null), eb('last_inbound_at', '<', new Date(at))]))
      .returning('id')
      .executeTakeFirst();
    if (!thread) return;
    const freed = await run.trx
      .updateTable('outgoing')
      .set({ state: 'queued', due_at: new Date(run.at), attempts: 0, by_template: false })
      .where('conversation_id', '=', thread.id)
      .where('state', '=', 'waiting')
      .executeTakeFirst();
    if (freed.numUpdatedRows > 0n) await noteDelivery(run, thread.id);
  });
}

/** A message as it leaves on the hub's number: its buttons and its report name the shop; with several, its text too. */
export async function markedForShop(
  hub: Hub,
  shop: { id: number; name: string },
  message: Outbound,
): Promise<Outbound> {
  const several = (await shopsOf(hub, `+${message.to}`)).length > 1;
  const mark = (id: string) => (MARKED.test(id) ? id : `@${shop.id} ${id}`);
  const { reply } = message;
  const { choices, template } = reply;
  return {
    ...message,
    tracker: `s${shop.id}.${message.tracker}`,
    reply: {
      ...reply,
      text: several ? `🏪 ${shop.name}\n${reply.text}` : reply.text,
      ...(choices ? { choices: choices.map((choice) => ({ ...choice, id: mark(choice.id) })) } : {}),
      ...(template?.payloads ? { template: { ...template, payloads: template.payloads.map(mark) } } : {}),
    },
  };
}
