/**
 * A quote's yes, a change, a deposit and its refund, walked past any death of the hub; and all that must be left of them.
 * Each phase ends with nothing under way, so that what dies in it is the phase's own.
 */
import assert from 'node:assert/strict';
import type { Database } from '../../db/database.ts';
import { forShop } from '../../db/shop.ts';
import type { Reply } from '../../tools/conversations/message.ts';
import type { SentMessage } from '../fakes/graph.ts';
import { OWNER_PHONE, PHONE_NUMBER_ID } from '../testing/shop.ts';
import { onlyShop, settled } from './order.ts';
import type { Site } from './site.ts';

const WITHIN_MS = 120_000;
const ME = { phoneNumberId: PHONE_NUMBER_ID };

export const PHASES = ['quote', 'change', 'deposit', 'refund'] as const;
export type Phase = (typeof PHASES)[number];

/**
 * A customer accepts a quote and gets the link of its deposit; the owner changes the order, and the deposit is paid by
 * the new link; then all of it is given back. `before` is told of each phase when nothing is under way.
 */
export async function walkAgreement(
  site: Site,
  database: Database,
  customer: string,
  before: (phase: Phase) => void = () => {},
): Promise<void> {
  const { graph, stripe } = site;
  const since = graph.sent.length;
  const next = (to: string, match: (message: SentMessage) => boolean) =>
    graph.waitFor((one) => one.to === to && graph.sent.indexOf(one) >= since && match(one), WITHIN_MS);
  const deliver = async (signed: Parameters<Site['deliver']>[0]) => assert.equal(await site.deliver(signed), 200);
  const says = (from: string, name: string, text: string) => deliver(graph.inboundText({ ...ME, from, name, text }));
  const taps = (from: string, on: SentMessage, of: RegExp) => {
    const choice = on.choices.find(({ id }) => of.test(id));
    assert.ok(choice, JSON.stringify(on.choices));
    return deliver(graph.inboundTap({ ...ME, from, payload: choice.id, title: choice.title, contextId: on.id }));
  };
  await says(customer, 'Marie Lefebvre', 'Bonjour');
  await next(customer, () => true);
  await says(OWNER_PHONE, 'Olivia', `/devis Marie Lefebvre +${customer} 12 éclairs au chocolat vendredi`);
  const quote = await next(customer, ({ choices }) => choices.some(({ id }) => /^quote:/.test(id)));
  await settled(site, database);

  before('quote');
  await taps(customer, quote, /^quote:/);
  const recap = await next(customer, ({ url }) => url !== undefined);
  const short = Number(/n° (\d+)/.exec(recap.text)?.[1]);
  assert.ok(short > 0, recap.text);
  await settled(site, database);

  before('change');
  await says(OWNER_PHONE, 'Olivia', `/modifier ${short} 20 éclairs au chocolat`);
  const again = await next(customer, ({ url, text }) => url !== undefined && /modifiée/.test(text));
  await settled(site, database);

  before('deposit');
  const pressed = await site.request(new URL(again.url!).pathname, { method: 'POST' });
  assert.equal(pressed.status, 303, await pressed.text());
  const event = stripe.pay(stripe.sessionAt(pressed.headers.get('location') ?? '').id);
  assert.equal(await site.hooks(() => stripe.sign(event)), 200);
  await next(customer, ({ documentId, choices }) => documentId !== undefined && choices.length === 0);
  await settled(site, database);

  await says(OWNER_PHONE, 'Olivia', `/rembourser ${short}`);
  const back = new RegExp(`^/rembourser ${short} .* v\\d+$`);
  const asks = await next(OWNER_PHONE, ({ choices }) => choices.some(({ id }) => back.test(id)));
  await settled(site, database);
  before('refund');
  await taps(OWNER_PHONE, asks, back);
  await next(customer, ({ text }) => /remboursé/.test(text));
  await settled(site, database);
}

/** What an agreement left; `facts` are the same for every one walked alike: its own numbers are put as `#`. */
export type AgreementTrace = Awaited<ReturnType<typeof agreementOf>>;

/** Reads the whole trace of a customer's one quote and the one order it became. */
export async function agreementOf(database: Database, customer: string) {
  return forShop(database, await onlyShop(database), async (trx) => {
    const { id: customerId } = await trx
      .selectFrom('customer')
      .select('id')
      .where('phone', '=', `+${customer}`)
      .executeTakeFirstOrThrow();
    const quotes = await trx.selectFrom('quote').selectAll().where('customer_id', '=', customerId).execute();
    const orders = await trx.selectFrom('orders').selectAll().where('customer_id', '=', customerId).execute();
    assert.deepEqual([quotes.length, orders.length], [1, 1]);
    const [order] = orders as [(typeof orders)[number]];
    const { id } = order;
    const lines = await trx.selectFrom('order_line').selectAll().where('order_id', '=', id).orderBy('id').execute();
    const links = await trx.selectFrom('payment_link').selectAll().where('order_id', '=', id).orderBy('id').execute();
    const payments = await trx.selectFrom('payment').selectAll().where('order_id', '=', id).orderBy('id').execute();
    const refunds = await trx.selectFrom('refund').selectAll().where('order_id', '=', id).orderBy('id').execute();
    const events = await trx.selectFrom('journal').select('event').where('order_id', '=', id).orderBy('id').execute();
    const papers = await trx
      .selectFrom('paper')
      .selectAll()
      .where('customer_id', '=', customerId)
      .orderBy('id')
      .execute();
    const files = await trx
      .selectFrom('paper_file')
      .select('paper_id')
      .where('mime', '=', 'application/pdf')
      .where(
        'paper_id',
        'in',
        papers.map(({ id }) => id),
      )
      .execute();
    const said = await trx
      .selectFrom('outgoing')
      .innerJoin('conversation', 'conversation.id', 'outgoing.conversation_id')
      .select(['outgoing.id', 'contact', 'reply', 'outgoing.state'])
      .where((eb) => eb.or([eb('outgoing.order_id', '=', id), eb('conversation.customer_id', '=', customerId)]))
      .orderBy('outgoing.id')
      .execute();
    const hide = (text: string) =>
      papers
        .reduce((shown, { number, kind }) => shown.replaceAll(number, `${kind}-#`), text)
        .replaceAll(customer, '#')
        .replace(/quote:\d+/g, 'quote:#')
        .replace(new RegExp(`(n° |ommande |/\\S+ )${order.short}\\b`, 'g'), '$1#');
    const { status, payment_status, total, paid, credited, version } = order;
    return {
      /** What each message is known by at the provider. */
      trackers: said.map(({ id }) => String(id)),
      papers: papers.map(({ number }) => number),
      facts: {
        quote: quotes.map(({ state, order_id }) => [state, order_id === order.id]),
        order: { status, payment_status, total, paid, credited, version },
        lines: lines.map(({ sku, qty, total }) => [sku, qty, total]),
        links: links.map(({ state, amount, order_version }) => [state, amount, order_version]),
        payments: payments.map(({ provider, kind, amount }) => [provider, kind, amount]),
        refunds: refunds.map(({ state, amount }) => [state, amount]),
        events: events.map(({ event }) => event),
        papers: papers.map(({ kind, total }) => [kind, total]),
        printed: files.length,
        said: said
          .map(({ contact, reply, state }) => ({
            to: contact === customer ? 'customer' : contact,
            state,
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
