import { forShop } from '../../db/shop.ts';
import type { Ctx, Hub, ShopFacts } from '../../tools/context.ts';
import { draftOrder } from '../../tools/drafts/index.ts';
import { addDays, dayOf, weekdayOf } from '../../tools/language.ts';
import { placeOrder } from '../../tools/orders/index.ts';
import { perform } from '../../tools/perform.ts';

export type Person = { customerId: number; conversationId: number };

/** Customers of the shop, each with a conversation. */
export async function newPeople(hub: Hub, shop: ShopFacts, count: number): Promise<Person[]> {
  const people: Person[] = [];
  for (let number = 0; number < count; number++) {
    people.push(await newPerson(hub, shop.id, `336${50_000_000 + number}`));
  }
  return people;
}

/** A customer of the shop with a conversation on WhatsApp. */
export async function newPerson(hub: Hub, shopId: number, contact: string): Promise<Person> {
  return forShop(hub.database, shopId, async (trx) => {
    const { id: connection_id } = await trx.selectFrom('connection').select('id').executeTakeFirstOrThrow();
    const none = { email: null, address: null, language: null, note: null };
    const customer = await trx
      .insertInto('customer')
      .values({ shop_id: shopId, name: `Client ${contact}`, phone: `+${contact}`, ...none })
      .returning('id')
      .executeTakeFirstOrThrow();
    const at = new Date(hub.now());
    const conversation = await trx
      .insertInto('conversation')
      .values({
        ...{ shop_id: shopId, connection_id, channel: 'whatsapp', contact, customer_id: customer.id },
        ...{ member_id: null, language: 'fr', last_inbound_at: at, last_message_id: null },
        ...{ bot_off_until: null, introduced_at: at },
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    return { customerId: customer.id, conversationId: conversation.id };
  });
}

/** The ctx of a step of the bench's order of that number. */
export function contextFor(hub: Hub, shop: ShopFacts, number: number) {
  return (actor: Ctx['actor'], step: string): Ctx => ({
    hub,
    shop,
    actor,
    language: 'fr',
    cause: `bench:${number}:${step}`,
  });
}

/** Drafts and places an order; its short number. */
export async function orderToCard(hub: Hub, shop: ShopFacts, person: Person, number: number): Promise<number> {
  const customer = contextFor(hub, shop, number)({ kind: 'customer', ...person }, 'turn');
  await perform(draftOrder, customer, {
    lines: [
      { sku: 'gateau-fraises-8p', words: 'gâteaux aux fraises', qty: 2 },
      { sku: 'macarons-12', words: 'macarons', qty: 1 },
    ],
    date: nextSaturday(hub, shop),
    fulfilment: 'pickup',
  });
  const placed = await perform(placeOrder, customer, {});
  return Number(placed.facts.order);
}

/** A day the shop is open and every product can be made for. */
function nextSaturday(hub: Hub, shop: ShopFacts): string {
  let day = addDays(dayOf(hub.now(), shop.timezone), 7);
  while (weekdayOf(day) !== 'sat') day = addDays(day, 1);
  return day;
}
