import type { Context, Hono } from 'hono';
import type { CustomerData, CustomerFact } from '../../admin/customers/data.ts';
import { CUSTOMERS_PATH, customersPage } from '../../admin/customers/list.tsx';
import { customerPage } from '../../admin/customers/page.tsx';
import { customersTexts } from '../../admin/customers/texts.ts';
import type { OrderStatus, PaymentStatus } from '../../admin/office/index.ts';
import type { Ctx } from '../../tools/context.ts';
import { countryName } from '../../tools/customers/country.ts';
import { restoreNote } from '../../tools/customers/index.ts';
import {
  type CustomerCursor,
  type CustomerPage,
  countCustomers,
  readCustomer,
  readCustomers,
} from '../../tools/customers/list.ts';
import { COMPANY_FIELDS, noteCompany } from '../../tools/customers/note-company.ts';
import { writtenIn } from '../../tools/language.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

const LIST_PAGE = 40;
const ORDERS_PAGE = 20;
const ONE = '/clients/:id{[0-9]{1,15}}';

/** /admin/clients: the customers, one of them, the note about them. For every member, as /client is. */
export function customerRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  app.get('/clients', async (c) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const query = (c.req.query('q') ?? '').trim().slice(0, 100);
    const before = cursorOf(c.req.query('avant'));
    const { rows, more, all } = await inShop(ctx, async (run) => ({
      ...(await readCustomers(run, { query, most: LIST_PAGE, ...(before ? { before } : {}) })),
      all: await countCustomers(run),
    }));
    const address = (given: Record<string, string>) => {
      const kept = Object.entries(given).filter(([, value]) => value !== '');
      return kept.length === 0 ? CUSTOMERS_PATH : `${CUSTOMERS_PATH}?${new URLSearchParams(kept)}`;
    };
    const items = rows.map(({ id, name, company, phone, email, spent, ...row }) => {
      const contact = phone ?? email;
      return {
        ...row,
        href: `${CUSTOMERS_PATH}/${id}`,
        spent: { amount: spent, currency: ctx.shop.currency },
        ...(name === null ? {} : { name }),
        ...(company === null ? {} : { company }),
        ...(contact === null ? {} : { contact }),
      };
    });
    return room.page(
      c,
      customersPage({
        ...signedFrame(ctx, session, room.takeFlash(c)),
        ...{ query, items, count: all },
        ...(more ? { more: address({ q: query, avant: `${more.at}-${more.id}` }) } : {}),
        ...(before ? { newest: address({ q: query }) } : {}),
      }),
    );
  });

  app.get(ONE, async (c, next) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const id = idOf(c);
    const avant = /^\d{1,15}$/.exec(c.req.query('avant') ?? '')?.[0];
    const before = avant === undefined ? {} : { before: Number(avant) };
    const found = await inShop(ctx, (run) => readCustomer(run, id, { most: ORDERS_PAGE, ...before }));
    if (!found) return next();
    if ('mergedInto' in found) return c.redirect(`${CUSTOMERS_PATH}/${found.mergedInto}`, 303);
    const at = `${CUSTOMERS_PATH}/${id}`;
    return room.page(
      c,
      customerPage({
        ...signedFrame(ctx, session, room.takeFlash(c)),
        ...shown(ctx, found),
        ...(found.older ? { older: `${at}?avant=${found.older}` } : {}),
        ...(avant === undefined ? {} : { newest: at }),
      }),
    );
  });

  app.post(`${ONE}/note`, async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const note = String((await c.req.parseBody()).note ?? '').trim();
    const input = { customer: idOf(c), note: note === '' ? null : note.slice(0, 1000) };
    return room.act(c, `${CUSTOMERS_PATH}/${idOf(c)}`, perform(restoreNote, ctx, input));
  });
}

const idOf = (c: Context<OfficeEnv>): number => Number(c.req.param('id'));

/** An instant in microseconds and an id joined by a dash, as a cursor stands in an address. */
function cursorOf(text: string | undefined): CustomerCursor | undefined {
  const [, at, id] = /^(\d{1,16})-(\d{1,15})$/.exec(text ?? '') ?? [];
  return at === undefined ? undefined : { at: Number(at), id: Number(id) };
}

type Shown = Omit<CustomerData, keyof ReturnType<typeof signedFrame>>;

function shown(ctx: Ctx, found: CustomerPage): Shown {
  const { customer, business } = found;
  const { currency } = ctx.shop;
  const money = (amount: number) => ({ amount, currency });
  const name = customer.name ?? business?.company ?? customer.phone ?? customer.email;
  return {
    ...(name ? { name } : {}),
    ...(customer.note === null ? {} : { note: customer.note }),
    back: CUSTOMERS_PATH,
    facts: factsOf(ctx, found),
    conversations: found.conversations.map(({ id, channel }) => ({ channel, href: `/admin/conversations/${id}` })),
    invoicing: {
      ...(mayInvoice(ctx) ? { href: `/admin/papiers/client/c${customer.id}` } : {}),
      rows: COMPANY_FIELDS.flatMap((field) => {
        const value = field === 'country' ? undefined : business?.[field];
        return value ? [{ field, value }] : [];
      }),
    },
    noteAction: `${CUSTOMERS_PATH}/${customer.id}/note`,
    figures: {
      orders: customer.orders,
      spent: money(customer.spent),
      owed: money(found.owed),
      late: money(found.late),
    },
    orders: found.orders.map(({ short, number, at, due, total, status, payment }) => ({
      ...{ href: `/admin/argent/${short}`, number, at, total: money(total) },
      ...{ status: status as OrderStatus, payment: payment as PaymentStatus },
      ...(due === null ? {} : { due }),
    })),
  };
}

/** Whether the references are changed here by this member; the tool checks it again. */
function mayInvoice({ actor }: Ctx): boolean {
  return actor.kind === 'member' && (noteCompany.roles?.includes(actor.role) ?? true);
}

function factsOf(ctx: Ctx, { customer, phones, emails, address, country }: CustomerPage): CustomerFact[] {
  const { languages } = customersTexts(writtenIn(ctx.language));
  return [
    ...phones.map((value): CustomerFact => ({ label: 'phone', value, href: `tel:${value}` })),
    ...emails.map((value): CustomerFact => ({ label: 'email', value, href: `mailto:${value}` })),
    ...(address ? [{ label: 'address' as const, value: address }] : []),
    ...(country ? [{ label: 'country' as const, value: countryName(country, ctx.language) }] : []),
    ...(customer.language
      ? [{ label: 'language' as const, value: languages[customer.language] ?? customer.language }]
      : []),
  ];
}
