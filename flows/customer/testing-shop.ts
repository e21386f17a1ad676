/** For tests: the demo shop on a database of its own, with a member's thread and customers who write to it. */
import { type Database, openDatabase, openPool } from '../../db/database.ts';
import { migrate } from '../../db/migrate.ts';
import { forShop, type Trx } from '../../db/shop.ts';
import { createDatabase } from '../../db/testing/server.ts';
import type { Hub, ShopFacts } from '../../tools/context.ts';
import type { Content, Reply } from '../../tools/conversations/message.ts';
import { createSealer } from '../../tools/sealing.ts';
import { createShop } from '../../tools/shops/create.ts';
import { DEMO_SHOP } from '../../tools/shops/demo-shop.ts';
import { shopFacts } from '../../tools/shops/facts.ts';
import { parseShopFile, type ShopFileInput } from '../../tools/shops/shop-file.ts';
import type { Mind } from '../agent/model.ts';
import { answerCustomer } from '../customer.ts';
import type { Answer, Turn } from '../turn.ts';

/** Sunday 22 November 2026, 17:00 in Paris. */
export const TEST_NOW = Date.parse('2026-11-22T16:00:00Z');

export type TestShop = {
  hub: Hub;
  shop: ShopFacts;
  /** The owner's conversation: what members are told is in its outbox. */
  memberThread: number;
  clock: { now: number };
  query<T>(work: (trx: Trx) => Promise<T>): Promise<T>;
  /** What the members' thread was told, oldest first. */
  told(): Promise<Reply[]>;
  newCustomer(): Promise<TestCustomer>;
  close(): Promise<void>;
};

export type TestCustomer = {
  conversationId: number;
  customerId: number;
  /** Writes and gets the answer, as the road does it: stored, read with the story since the last order. */
  says(mind: Mind, ...messages: (string | Content)[]): Promise<Answer>;
  /** The last turn once more, under the same cause: what a crash before its end brings. */
  again(mind: Mind): Promise<Answer>;
};

/** Opens the shop; `file` changes the demo shop's file. */
export async function openTestShop(file: Partial<ShopFileInput> = {}): Promise<TestShop> {
  const created = await createDatabase();
  const database: Database = await openDatabase(openPool(created.url, 4));
  await migrate(database.db, database.role);
  const clock = { now: TEST_NOW };
  const hub: Hub = {
    database,
    now: () => clock.now,
    ring: () => {},
    sealer: createSealer('a test key of thirty-two characters'),
    publicUrl: 'http://localhost:3000',
    linksOff: null,
  };
  const id = (await createShop(hub, parseShopFile({ ...DEMO_SHOP, ...file }), { demo: true }))!;
  const query = <T>(work: (trx: Trx) => Promise<T>) => forShop(database, id, work);
  const connection = await query((trx) =>
    trx
      .insertInto('connection')
      .values({
        shop_id: id,
        channel: 'simulator',
        account: 'test',
        display: null,
        secrets_sealed: '',
        state_reason: null,
        last_event_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  );
  const converse = (contact: string, who: { customer_id: number | null; member_id: number | null }) =>
    query((trx) =>
      trx
        .insertInto('conversation')
        .values({
          ...who,
          shop_id: id,
          connection_id: connection.id,
          channel: 'simulator',
          contact,
          language: null,
          last_inbound_at: null,
          last_message_id: null,
          bot_off_until: null,
          introduced_at: null,
        })
        .returning('id')
        .executeTakeFirstOrThrow(),
    );
  const owner = await query((trx) => trx.selectFrom('member').select('id').executeTakeFirstOrThrow());
  const memberThread = (await converse('owner', { customer_id: null, member_id: owner.id })).id;
  const world = { hub, shop: await shopFacts(hub, id), memberThread, clock, query };
  return {
    ...world,
    told: async () => {
      const rows = await query((trx) =>
        trx.selectFrom('outgoing').select('reply').where('conversation_id', '=', memberThread).orderBy('id').execute(),
      );
      return rows.map((row) => row.reply as Reply);
    },
    newCustomer: async () => {
      const { id: customerId } = await query((trx) =>
        trx
          .insertInto('customer')
          .values({ shop_id: id, name: 'Camille', phone: null, email: null, address: null, language: null, note: null })
          .returning('id')
          .executeTakeFirstOrThrow(),
      );
      const { id: conversationId } = await converse(`customer-${customerId}`, {
        customer_id: customerId,
        member_id: null,
      });
      return customerOf(world, conversationId, customerId);
    },
    close: async () => {
      await database.close();
      await created.drop();
    },
  };
}

let lastId = 0;

function customerOf(
  world: Pick<TestShop, 'hub' | 'shop' | 'clock' | 'query'>,
  conversationId: number,
  customerId: number,
): TestCustomer {
  const log: { id: number; from: 'customer' | 'shop'; text: string }[] = [];
  const state: { language: Turn['conversation']['language']; introduced: boolean; last: Turn | null } = {
    language: world.shop.language,
    introduced: false,
    last: null,
  };
  const answer = async (turn: Turn, mind: Mind): Promise<Answer> => {
    const since = await world.query((trx) =>
      trx.selectFrom('conversation').select('story_since').where('id', '=', conversationId).executeTakeFirstOrThrow(),
    );
    const story = log
      .filter((one) => one.id > since.story_since && one.text !== '')
      .map(({ id, from, text }) => ({ id: String(id), from, text }));
    return answerCustomer({ ...turn, story }, mind);
  };
  return {
    conversationId,
    customerId,
    async says(mind, ...messages) {
      const said = messages.map((one) => {
        const content: Content = typeof one === 'string' ? { kind: 'text', text: one } : one;
        lastId += 1;
        return { id: lastId, externalId: `in-${lastId}`, at: world.clock.now, content, text: wordsIn(content) };
      });
      for (const { id, text } of said) log.push({ id, from: 'customer', text });
      await world.query((trx) =>
        trx.updateTable('conversation').set({ last_message_id: lastId }).where('id', '=', conversationId).execute(),
      );
      const turn: Turn = {
        hub: world.hub,
        shop: world.shop,
        id: lastId,
        cause: `turn:${lastId}`,
        conversation: {
          id: conversationId,
          channel: 'simulator',
          customerId,
          member: null,
          language: state.language,
          introduced: state.introduced,
        },
        messages: said,
        story: [],
      };
      state.last = turn;
      const result = await answer(turn, mind);
      state.language = result.language;
      state.introduced ||= result.introduces ?? false;
      if (result.reply) {
        lastId += 1;
        log.push({ id: lastId, from: 'shop', text: result.reply.text });
      }
      return result;
    },
    again: (mind) => answer(state.last!, mind),
  };
}

function wordsIn(content: Content): string {
  if (content.kind === 'text') return content.text;
  if (content.kind === 'tap') return content.payload;
  if (content.kind === 'cart') return content.text ?? '';
  if (content.kind === 'location') return content.address ?? content.name ?? '';
  return content.kind === 'media' ? (content.caption ?? '') : '';
}
