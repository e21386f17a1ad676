import type { Hono } from 'hono';
import { type CompanyData, paperPages } from '../../admin/papers/index.ts';
import type { Ctx } from '../../tools/context.ts';
import { countryName } from '../../tools/customers/country.ts';
import { COMPANY_FIELDS, companySeen, noteCompany } from '../../tools/customers/note-company.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { countryOf } from '../../tools/shops/setup-country.ts';
import { framed } from './office-papers.ts';
import type { OfficeEnv, OfficeRoom } from './office-room.ts';

const PATH = '/papiers/client/:id{c[0-9]{1,15}}';

/** /admin/papiers/client/c12: what invoices say of a customer that is a company, as a form. */
export function companyRoutes(app: Hono<OfficeEnv>, room: OfficeRoom): void {
  app.get(PATH, async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const seen = await inShop(ctx, (run) => companySeen(run, idOf(c.req.param('id'))));
    if (!seen) return c.notFound();
    const { name, business, country } = seen;
    const kept: Partial<Record<CompanyData['fields'][number]['field'], string>> = {
      ...business,
      ...(country ? { country: countryName(country, ctx.language) } : {}),
    };
    const data: CompanyData = {
      ...framed(c, ctx, room),
      name: business?.company ?? name ?? c.req.param('id'),
      action: `/admin/papiers/client/${c.req.param('id')}`,
      fields: fieldsFor(ctx).map((field) => ({ field, value: kept[field] ?? '' })),
    };
    return room.page(c, paperPages.company(data));
  });

  app.post(PATH, async (c) => {
    const form = await c.req.parseBody();
    const ctx = await room.contextOf(c.get('session'));
    const said = fieldsFor(ctx).map((field) => [field, String(form[field] ?? '').slice(0, 300)]);
    const input = {
      customer: idOf(c.req.param('id')),
      facts: Object.fromEntries(said),
      consumer: form.consumer === 'oui',
    };
    return room.act(c, `/admin/papiers/client/${c.req.param('id')}`, perform(noteCompany, ctx, input));
  });
}

const idOf = (ref: string): number => Number(ref.slice(1));

/** A French shop is not asked for Tunisian numbers, nor the other way round. */
function fieldsFor(ctx: Ctx) {
  const elsewhere = countryOf(ctx) === 'TN' ? ['siren', 'engagement', 'service'] : ['matricule_fiscal'];
  return COMPANY_FIELDS.filter((field) => !elsewhere.includes(field));
}
