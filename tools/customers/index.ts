import { z } from 'zod';
import { Refusal } from '../errors.ts';
import { dayOf, formatDay } from '../language.ts';
import { formatMoney } from '../money.ts';
import { summary } from '../orders/cards.ts';
import { withAllLines } from '../orders/read.ts';
import { setRetention, showRetention } from '../retention/set.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { noteBusiness } from './business.ts';
import { readBusiness } from './business-facts.ts';
import { decideCompany, restoreBusiness } from './company-offer.ts';
import {
  basketOf,
  type CustomerSeen,
  customerFirst,
  customerRow,
  findCustomers,
  MOST_LISTED,
  nameFor,
  refusalFor,
  theCustomer,
} from './find.ts';
import { mergeCustomers } from './merge.ts';
import { messageCustomer } from './message.ts';
import { noteCompany } from './note-company.ts';
import { differentCustomers, partCustomers } from './same.ts';
import { segmentsTool } from './segments.ts';

const typed = z.object({ text: z.string().max(500).default('') });
/** Orders of a customer's history that are shown. */
const MOST_ORDERS = 10;

export const showCustomer = defineTool({
  name: 'show_customer',
  says: 'Shows a customer by name or phone: orders, average basket, last order, note; several are listed.',
  for: ['member'],
  input: typed,
  command: {
    words: ['client', 'customer'],
    takes: 'text',
    example: 'Marie [société … siren … tva … adresse … pays … commande …]',
    help: { fr: 'fiche d’un client, ses données d’entreprise', en: 'a customer’s card', ar: 'بطاقة حريف' },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language).customers;
    const text = input.text.trim();
    if (!text) throw new Refusal('invalid', texts.who('/client Marie'));
    const told = readBusiness(text);
    if (told) {
      const noted = await noteBusiness(run, told);
      return { ...noted, reply: { text: `${noted.reply!.text}\n${textsFor(run.language).orders.toUndo}` } };
    }
    const found = await findCustomers(run, text);
    if (found.length === 0) throw new Refusal('not_found', texts.nobody(text));
    if (found.length === 1) return { facts: { customer: found[0]!.id }, reply: { text: await card(run, found[0]!) } };
    const rows = found.slice(0, MOST_LISTED).map((one) => `/client c${one.id} — ${customerRow(run, one)}`);
    if (found.length > MOST_LISTED) rows.push(texts.andMore(String(found.length - MOST_LISTED)));
    return { facts: { found: found.length }, reply: { text: [texts.list(text), ...rows].join('\n') } };
  },
});

async function card(run: Run, customer: CustomerSeen): Promise<string> {
  const texts = textsFor(run.language);
  const { customers } = texts;
  const last = await run.trx
    .selectFrom('orders')
    .select(['short', 'created_at', 'status', 'total'])
    .where('customer_id', '=', customer.id)
    .orderBy('id', 'desc')
    .executeTakeFirst();
  const channels = await run.trx
    .selectFrom('conversation')
    .select('channel')
    .distinct()
    .where('customer_id', '=', customer.id)
    .execute();
  const today = dayOf(run.at, run.shop.timezone);
  const rows = [
    `👤 ${nameFor(customer)}`,
    [customer.phone, customer.email].filter((one) => one && one !== nameFor(customer)).join(' · '),
    channels.map((row) => texts.channels[row.channel as keyof typeof texts.channels]).join(', '),
    customer.orders > 0 ? customers.basket(String(customer.orders), basketOf(run, customer)) : customers.noOrders,
    last &&
      customers.last(
        String(last.short),
        formatDay(dayOf(last.created_at.getTime(), run.shop.timezone), run.language, today),
        formatMoney(last.total, run.shop.currency, run.language),
        texts.statuses[last.status],
      ),
    customer.language && customers.language(customers.languages[customer.language as 'fr'] ?? customer.language),
    customer.note && `📌 ${customer.note}`,
    customers.next(`/historique c${customer.id}`, `/note c${customer.id}`),
  ];
  return rows.filter(Boolean).join('\n');
}

export const noteCustomer = defineTool({
  name: 'note_customer',
  says: 'Adds a note about a customer ("Marie allergie noix"); it stands on every later order card.',
  for: ['member'],
  input: typed,
  command: {
    words: ['note'],
    takes: 'text',
    example: 'Marie allergie noix',
    help: {
      fr: 'note sur un client, vue sur ses commandes',
      en: 'a note shown on their orders',
      ar: 'ملاحظة عن حريف تظهر مع طلباته',
    },
    slashless: true,
  },
  run: async (run, input) => {
    const texts = textsFor(run.language);
    const { customers } = texts;
    if (!input.text.trim()) throw new Refusal('invalid', customers.who('/note Marie allergie noix'));
    const named = await customerFirst(run, input.text);
    if (!named) throw new Refusal('not_found', customers.nobody(input.text.trim().split(/\s+/)[0]!));
    if (named.found.length > 1)
      throw refusalFor(run, named.who, named.found, (who) => `/note ${who} ${named.rest}`.trim());
    const customer = named.found[0]!;
    if (!named.rest) {
      const text = customer.note
        ? customers.noteIs(nameFor(customer), customer.note)
        : customers.noNote(nameFor(customer));
      return {
        facts: { note: customer.note },
        reply: { text: `${text}\n${customers.noteHow(`/note c${customer.id}`)}` },
      };
    }
    const erase = /^(effacer|supprimer|aucune|rien|erase|clear|none|-)$/i.test(named.rest);
    const note = erase ? null : [customer.note, named.rest].filter(Boolean).join(' · ').slice(0, 1000);
    await writeNote(run, customer.id, note);
    const text = note ? customers.noted(nameFor(customer), note) : customers.noteErased(nameFor(customer));
    return {
      facts: { customer: customer.id, note },
      reply: { text: `${text}\n${texts.orders.toUndo}` },
      undo: { tool: 'restore_note', input: { customer: customer.id, note: customer.note } },
    };
  },
});

async function writeNote(run: Run, id: number, note: string | null): Promise<void> {
  await run.trx.updateTable('customer').set({ note }).where('id', '=', id).execute();
}

export const restoreNote = defineTool({
  name: 'restore_note',
  says: 'Writes the note of a customer as a form gives it, or as it was before.',
  for: ['member'],
  input: z.object({ customer: z.int().positive(), note: z.string().max(1000).nullable() }),
  run: async (run, input) => {
    const texts = textsFor(run.language).customers;
    const [customer] = await findCustomers(run, `c${input.customer}`);
    if (!customer) throw new Refusal('not_found', texts.nobody(`c${input.customer}`));
    await writeNote(run, customer.id, input.note);
    const text = input.note ? texts.noteIs(nameFor(customer), input.note) : texts.noNote(nameFor(customer));
    return { facts: { note: input.note }, reply: { text } };
  },
});

export const customerHistory = defineTool({
  name: 'customer_history',
  says: 'Lists the last orders of a customer.',
  for: ['member'],
  input: typed,
  command: {
    words: ['historique', 'history'],
    takes: 'text',
    example: 'Marie',
    help: { fr: 'commandes d’un client', en: 'a customer’s orders', ar: 'طلبات حريف' },
    slashless: true,
  },
  run: async (run, input): Promise<Outcome> => {
    const texts = textsFor(run.language);
    if (!input.text.trim()) throw new Refusal('invalid', texts.customers.who('/historique Marie'));
    const named = await customerFirst(run, input.text);
    const customer =
      named?.found.length === 1 && !named.rest
        ? named.found[0]!
        : await theCustomer(run, input.text.trim(), (who) => `/historique ${who}`);
    const rows = await run.trx
      .selectFrom('orders')
      .selectAll()
      .where('customer_id', '=', customer.id)
      .orderBy('id', 'desc')
      .limit(MOST_ORDERS)
      .execute();
    const views = await withAllLines(run.trx, rows);
    const today = dayOf(run.at, run.shop.timezone);
    const lines = views.map((view) =>
      [
        String(view.order.short),
        formatDay(
          view.order.due_date ?? dayOf(view.order.created_at.getTime(), run.shop.timezone),
          run.language,
          today,
        ),
        summary(view, run.language),
        formatMoney(view.order.total, run.shop.currency, run.language),
        texts.statuses[view.order.status],
      ].join(' · '),
    );
    const title =
      customer.orders > 0
        ? texts.customers.history(
            nameFor(customer),
            String(customer.orders),
            formatMoney(customer.spent, run.shop.currency, run.language),
          )
        : `${nameFor(customer)} : ${texts.customers.noOrders}`;
    return { facts: { customer: customer.id, orders: rows.length }, reply: { text: [title, ...lines].join('\n') } };
  },
});

/** Everything a member does with customers. */
export const CUSTOMER_TOOLS = [
  showCustomer,
  noteCompany,
  noteCustomer,
  messageCustomer,
  customerHistory,
  mergeCustomers,
  partCustomers,
  differentCustomers,
  segmentsTool,
  restoreNote,
  decideCompany,
  restoreBusiness,
  showRetention,
  setRetention,
];
