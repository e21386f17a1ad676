import { z } from 'zod';
import { say } from '../conversations/say.ts';
import { Refusal } from '../errors.ts';
import { whoOrdered, wordsTemplate } from '../orders/cards.ts';
import { orderByShort } from '../orders/read.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';

const DAY_MS = 24 * 3_600_000;
/** Channels of Meta carry a person's words this long after the customer's last ones; by e-mail and elsewhere always. */
const WINDOWS_MS = new Map([
  ['whatsapp', DAY_MS],
  ['messenger', 7 * DAY_MS],
  ['instagram', 7 * DAY_MS],
]);

export const messageCustomer = defineTool({
  name: 'message_customer',
  says: 'Writes a member’s own words to the customer of an order, in the customer’s thread.',
  for: ['member'],
  input: z.object({
    order: z.int().positive(),
    version: z.int().positive().optional(),
    text: z.string().max(3000).default(''),
  }),
  command: {
    words: ['message', 'msg', 'ecrire', 'write'],
    takes: 'order_and_text',
    example: '156 texte',
    help: { fr: 'écrit au client de la commande', en: 'writes to the order’s customer', ar: 'مراسلة صاحب الطلب' },
    slashless: true,
  },
  run: async (run, input) => {
    const view = await orderByShort(run, input.order);
    const texts = textsFor(run.language).customers;
    const short = String(input.order);
    const who = whoOrdered(view, run.language);
    if (!input.text.trim()) throw new Refusal('invalid', texts.messageHow(`/message ${short} votre texte`));
    const thread = await threadOf(run, view.order.conversation_id, view.customer.id);
    if (!thread) {
      const phone = view.customer.phone;
      throw new Refusal('unavailable', phone ? texts.noThreadCall(who, phone) : texts.noThread(who));
    }
    const words = input.text.trim();
    const theirs = (thread.language as Run['language'] | null) ?? run.shop.language;
    const template = wordsTemplate(run, theirs, view.order.short, words);
    await say(
      run,
      thread.id,
      `message:${view.order.id}`,
      { text: words, byPerson: true, ...(template ? { template } : {}) },
      { orderId: view.order.id, version: view.order.version },
    );
    const windowMs = WINDOWS_MS.get(thread.channel);
    const open =
      windowMs === undefined ||
      (thread.last_inbound_at !== null && run.at < thread.last_inbound_at.getTime() + windowMs);
    const byTemplate = !open && thread.channel === 'whatsapp' && template !== undefined;
    const text = open
      ? texts.messageSent(who, short)
      : byTemplate
        ? texts.messageByTemplate(who, short)
        : texts.messageWaits(who, short);
    return { facts: { sent: open || byTemplate, waits: !open && !byTemplate, order: input.order }, reply: { text } };
  },
});

/** The order's own thread, else the one its customer wrote from last. */
async function threadOf(run: Run, conversationId: number | null, customerId: number) {
  const threads = run.trx.selectFrom('conversation').select(['id', 'channel', 'language', 'last_inbound_at']);
  if (conversationId !== null) return threads.where('id', '=', conversationId).executeTakeFirst();
  return threads
    .where('customer_id', '=', customerId)
    .where('channel', '!=', 'phone')
    .orderBy('last_inbound_at', (order) => order.desc().nullsLast())
    .executeTakeFirst();
}
