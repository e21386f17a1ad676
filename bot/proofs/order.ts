/** The first order, walked past any death of the hub, and what must be left of it in the database. */
import assert from 'node:assert/strict';
import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { forShop } from '../../db/shop.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import { digest } from '../../tools/sealing.ts';
import type { SentMessage } from '../fakes/graph.ts';
import { OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { type Site, until } from './site.ts';

const WITHIN_MS = 120_000;
const ME = { phoneNumberId: PHONE_NUMBER_ID };

/** A customer orders, is asked once, the owner approves, the customer pays and gets the invoice. The order's number. */
export async function walkOrder(site: Site, customer: string, copies = 1): Promise<number> {
  const { graph, stripe } = site;
  const next = (to: string, match: (message: SentMessage) => boolean) =>
    graph.waitFor((message) => message.to === to && match(message), WITHIN_MS);
  const deliver = async (signed: Parameters<Site['deliver']>[0]) => {
    const answers = await Promise.all(Array.from({ length: copies }, () => site.deliver(signed)));
    assert.deepEqual(new Set(answers), new Set([200]));
  };
  const text = 'Bonjour, je voudrais 2 gâteaux aux fraises pour samedi svp';
  await deliver(graph.inboundText({ ...ME, from: customer, name: 'Marie Lefebvre', text }));
  const question = await next(customer, (message) => message.choices.length > 0);
  const size = question.choices.find(({ title }) => title === '8 parts');
  assert.ok(size, JSON.stringify(question.choices));
  await deliver(
    graph.inboundTap({ ...ME, from: customer, payload: size.id, title: size.title, contextId: question.id }),
  );
  const placed = await next(customer, (message) => /n° \d+/.test(message.text));
  const short = Number(/n° (\d+)/.exec(placed.text)?.[1]);
  const yes = `/confirmer ${short} `;
  const card = await next(OWNER_PHONE, (message) => message.choices.some(({ id }) => id.startsWith(yes)));
  const choice = card.choices.find(({ id }) => id.startsWith(yes))!;
  const tap = { ...ME, from: OWNER_PHONE, payload: choice.id, title: choice.title, contextId: card.id };
  await deliver(card.template ? graph.inboundTemplateTap(tap) : graph.inboundTap(tap));
  const recap = await next(customer, (message) => message.url !== undefined);
  const pressed = await site.request(new URL(recap.url!).pathname, { method: 'POST' });
  assert.equal(pressed.status, 303, await pressed.text());
  const event = stripe.pay(stripe.sessionAt(pressed.headers.get('location') ?? '').id);
  for (let copy = 0; copy < copies; copy++) assert.equal(await site.hooks(() => stripe.sign(event)), 200);
  await next(customer, (message) => message.documentId !== undefined);
  return short;
}

/** What an order left: facts that are the same for every order walked alike. Its own numbers are put as `#`. */
export type Trace = Awaited<ReturnType<typeof traceOf>>;

/** Reads the whole trace of a customer's one order; fails when there is not exactly one, or anything is unfinished. */
export async function traceOf(database: Database, customer: string) {
  const shopId = await onlyShop(database);
  return forShop(database, shopId, async (trx) => {
    const order = only(
      await trx
        .selectFrom('orders')
        .innerJoin('customer', 'customer.id', 'orders.customer_id')
        .selectAll('orders')
        .where('customer.phone', '=', `+${customer}`)
        .execute(),
    );
    const of = { order: order.id, conversation: order.conversation_id! };
    const messages = await trx
      .selectFrom('message')
      .selectAll()
      .where('conversation_id', '=', of.conversation)
      .execute();
    const turns = await trx.selectFrom('turn').selectAll().where('conversation_id', '=', of.conversation).execute();
    const drafts = await trx.selectFrom('draft').selectAll().where('conversation_id', '=', of.conversation).execute();
    const lines = await trx.selectFrom('order_line').selectAll().where('order_id', '=', of.order).execute();
    const links = await trx.selectFrom('payment_link').selectAll().where('order_id', '=', of.order).execute();
    const payments = await trx.selectFrom('payment').selectAll().where('order_id', '=', of.order).execute();
    const events = await trx.selectFrom('journal').selectAll().where('order_id', '=', of.order).orderBy('id').execute();
    const paper = only(await trx.selectFrom('paper').selectAll().where('order_id', '=', of.order).execute());
    const file = only(
      await trx
        .selectFrom('paper_file')
        .selectAll()
        .where('paper_id', '=', paper.id)
        .where('mime', '=', 'application/pdf')
        .execute(),
    );
    const said = await trx
      .selectFrom('outgoing')
      .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
      .select(['outgoing.id', 'contact', 'reply', 'outgoing.state', 'failure'])
      .where((eb) => eb.or([eb('outgoing.order_id', '=', of.order), eb('conversation_id', '=', of.conversation)]))
      .orderBy('outgoing.id')
      .execute();
    assert.equal(file.bytes.subarray(0, 5).toString(), '%PDF-');
    assert.equal(digest(file.bytes), file.sha256);
    const hide = (text: string) =>
      text
        .replaceAll(paper.number, 'F-#')
        .replaceAll(order.number, 'N-#')
        .replace(new RegExp(`(n° |ommande |/\\w+ )${order.short}\\b`, 'g'), '$1#');
    return {
      /** What each message is known by at the provider. */
      trackers: said.map(({ id }) => String(id)),
      paper: paper.number,
      short: order.short,
      facts: {
        order: [order.status, order.payment_status, order.total, order.paid, order.version, order.due_date, order.tax],
        lines: lines.map(({ sku, qty, total }) => [sku, qty, total]),
        drafts: drafts.map(({ state }) => state),
        links: links.map(({ state, amount }) => [state, amount]),
        payments: payments.map(({ provider, amount, currency }) => [provider, amount, currency]),
        events: events.map(({ event }) => event),
        paper: [paper.kind, paper.total],
        messages: messages.map(({ state }) => state),
        turns: turns.map(({ done_at, error }) => [done_at !== null, error]),
        said: said
          .map(({ contact, reply, state, failure }) => ({
            to: contact === customer ? 'customer' : contact,
            state,
            failure,
            text: hide((reply as Reply).text),
            choices: (reply as Reply).choices?.map(({ id }) => hide(id)) ?? [],
            carries: Object.keys(reply as Reply).sort(),
          }))
          // Each person's own messages in their order; whose come first is nobody's matter.
          .sort((a, b) => a.to.localeCompare(b.to)),
      },
    };
  });
}

/** Nothing of any order is under way, half done or failed. */
export async function assertSettled(database: Database): Promise<void> {
  const counts = await leftOver(database);
  assert.deepEqual(counts, { work: 0, messages: 0, outgoing: 0, errands: 0, turns: 0, effects: 0 });
}

/** Waits until nothing is under way any more; the hub's words where something stays. */
export async function settled(site: Site, database: Database): Promise<void> {
  await until('nothing under way', async () =>
    Object.values(await leftOver(database)).every((count) => count === 0),
  ).catch(async (error: Error) => {
    throw new Error(`${error.message}: ${JSON.stringify(await leftOver(database))}\n${site.hub().said()}`);
  });
  await assertSettled(database);
}

/** An errand's id as work names it. */
const REF = sql<string>`errand.id::text`.as('ref');

/** How much is still under way. */
export async function leftOver(database: Database) {
  const shopId = await onlyShop(database);
  return forShop(database, shopId, async (trx) => {
    const count = async (rows: Promise<unknown[]>) => (await rows).length;
    return {
      work: await count(
        trx
          .selectFrom('work')
          .select('ref')
          // A reminder of a card that stays unanswered is noted for later, not under way.
          .where('ref', 'not in', (eb) => eb.selectFrom('errand').select(REF).where('kind', '=', 'remind_card'))
          .execute(),
      ),
      messages: await count(trx.selectFrom('message').select('id').where('state', '!=', 'done').execute()),
      outgoing: await count(
        trx.selectFrom('outgoing').select('id').where('state', 'not in', ['sent', 'delivered', 'read']).execute(),
      ),
      errands: await count(
        trx.selectFrom('errand').select('id').where('state', '!=', 'done').where('kind', '!=', 'remind_card').execute(),
      ),
      turns: await count(trx.selectFrom('turn').select('id').where('done_at', 'is', null).execute()),
      effects: await count(trx.selectFrom('effect').select('key').where(sql<boolean>`result = '{}'`).execute()),
    };
  });
}

export async function onlyShop(database: Database): Promise<number> {
  const { rows } = await database.pool.query<{ shop_id: number }>("select shop_id from directory where kind = 'shop'");
  return only(rows).shop_id;
}

/** Each of the order's messages reached the provider, and no more than `repeats` of them a second time. */
export function assertSent(site: Site, trace: Pick<Trace, 'trackers'>, repeats = 0): void {
  const times = trace.trackers.map(
    (tracker) => site.graph.sent.filter((message) => message.tracker === tracker).length,
  );
  assert.ok(
    times.every((count) => count >= 1),
    `never sent: ${JSON.stringify(times)}`,
  );
  assert.ok(
    times.every((count) => count <= (repeats > 0 ? 2 : 1)),
    `sent too often: ${JSON.stringify(times)}`,
  );
  const again = times.reduce((sum, count) => sum + count - 1, 0);
  assert.ok(again <= repeats, `${again} messages were sent again, ${repeats} may be`);
}

function only<T>(rows: T[]): T {
  assert.equal(rows.length, 1, `one row expected, not ${rows.length}`);
  return rows[0]!;
}
