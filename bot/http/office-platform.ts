import type { Context, Hono } from 'hono';
import { type PlatformData, type PlatformField, paperPages } from '../../admin/papers/index.ts';
import { readCheckups } from '../../tools/connections/checkup.ts';
import {
  connectPlatform,
  disconnectPlatform,
  keptAccess,
  platformAccessSchema,
  platformSeen,
  type TypedAccess,
} from '../../tools/einvoicing/access.ts';
import { RHYTHMS } from '../../tools/einvoicing/periods.ts';
import { remakeReport, reportLacks } from '../../tools/einvoicing/reports.ts';
import { usePlatform } from '../../tools/einvoicing/use.ts';
import { Refusal } from '../../tools/errors.ts';
import { readPlatform } from '../../tools/papers/platform.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { provePlatform } from '../connecting/prove-platform.ts';
import { examineShop } from '../doctor/examine.ts';
import type { Settings } from '../settings.ts';
import { rowOf } from './office-channels.ts';
import { fileAnswer, framed } from './office-papers.ts';
import type { OfficeEnv, OfficeRoom } from './office-room.ts';

const PATH = '/admin/papiers/plateforme';
const FIELDS = ['url', 'token', 'token_url', 'client_id', 'client_secret', 'number', 'name'] as const;
const SHOWN: readonly PlatformField[] = ['url', 'token_url', 'client_id', 'number', 'name'];

/**
 * /admin/papiers/plateforme: the approved platform a shop hands invoices and reports to. Read by owners and managers; its
 * access and what it is used for are the owner's. What is typed is tried before it is kept.
 */
export function platformRoutes(app: Hono<OfficeEnv>, room: OfficeRoom, settings: Settings): void {
  app.use('/papiers/plateforme', room.only(['owner', 'manager']));
  app.use('/papiers/plateforme/*', room.only(['owner', 'manager']));

  const show = async (c: Context<OfficeEnv>, refused?: { fault: string; given: PlatformData['given'] }) => {
    const ctx = await room.contextOf(c.get('session'));
    const found = await inShop(ctx, async (run) => ({
      platform: await platformSeen(run),
      kept: await keptAccess(run),
      lacks: await reportLacks(run),
      checkup: (await readCheckups(run.trx)).find(({ subject }) => subject === 'platform'),
      ...(await readPlatform(run)),
    }));
    const { papers, legal } = ctx.shop.settings;
    const { lacks: words } = textsFor(ctx.language).einvoicing;
    const { kept, platform, checkup } = found;
    const data: PlatformData = {
      ...framed(c, ctx, room),
      now: ctx.hub.now(),
      abroad: ctx.shop.currency !== 'EUR' || legal.address?.country === 'TN',
      platform: platform && { host: platform.host ?? '', own: platform.own, sender: platform.sender },
      ...(checkup ? { checkup: rowOf(checkup, ctx.language) } : {}),
      use: { invoices: papers.platform === true, rhythm: papers.reporting?.rhythm ?? 'off' },
      ...(papers.reporting ? { since: papers.reporting.since } : {}),
      franchise: legal.vat_regime === 'franchise',
      mixed: papers.operations === 'mixed',
      lacks: papers.reporting ? found.lacks.map((lack) => words[lack]) : [],
      reports: found.reports.map(({ total, ...row }) => ({
        ...row,
        total: { amount: total, currency: ctx.shop.currency },
        again: row.last && (row.status === 'rejected' || row.status === 'accepted'),
      })),
      flows: found.flows,
      given: refused?.given ?? shownOf(kept),
      ...(refused ? { fault: refused.fault } : {}),
    };
    return room.page(c, paperPages.platform(data));
  };

  app.get('/papiers/plateforme', (c) => show(c));

  app.post('/papiers/plateforme/acces', room.only(['owner']), async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const form = await c.req.parseBody();
    const typed = Object.fromEntries(
      FIELDS.flatMap((field) => {
        const text = String(form[field] ?? '').trim();
        return text === '' ? [] : [[field, text]];
      }),
    ) as Partial<Record<PlatformField, string>>;
    const kept = await inShop(ctx, keptAccess);
    const texts = textsFor(ctx.language);
    try {
      const parsed = platformAccessSchema.safeParse(withKept(typed, kept));
      if (!parsed.success) {
        const field = String(parsed.error.issues[0]?.path[0]) as PlatformField;
        throw new Refusal('invalid', texts.einvoicing.wrongField(texts.einvoicing.fields[field] ?? field));
      }
      await provePlatform(parsed.data, { now: ctx.hub.now, publicUrl: ctx.hub.publicUrl, texts });
      const outcome = await perform(connectPlatform, ctx, { access: parsed.data });
      await examineShop({ hub: room.hub, settings, shop: ctx.shop });
      return room.act(c, PATH, Promise.resolve(outcome));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const given = Object.fromEntries(Object.entries(typed).filter(([name]) => SHOWN.includes(name as PlatformField)));
      return show(c, { fault: error.message, given });
    }
  });

  app.post('/papiers/plateforme/oublier', room.only(['owner']), async (c) =>
    room.act(c, PATH, perform(disconnectPlatform, await room.contextOf(c.get('session')), {})),
  );

  app.post('/papiers/plateforme/usage', room.only(['owner']), async (c) => {
    const form = await c.req.parseBody();
    const reporting = RHYTHMS.find((rhythm) => rhythm === form.rythme) ?? 'off';
    const input = { invoices: form.factures === 'oui', reporting } as const;
    return room.act(c, PATH, perform(usePlatform, await room.contextOf(c.get('session')), input));
  });

  app.post('/papiers/plateforme/verifier', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    await examineShop({ hub: room.hub, settings, shop: ctx.shop });
    return c.redirect(PATH, 303);
  });

  app.post('/papiers/plateforme/rapports/:id{[0-9]+}', async (c) => {
    const input = { report: Number(c.req.param('id')) };
    return room.act(c, PATH, perform(remakeReport, await room.contextOf(c.get('session')), input));
  });

  app.get('/papiers/plateforme/rapports/:id{[0-9]+}', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const row = await inShop(ctx, (run) =>
      run.trx
        .selectFrom('platform_report')
        .selectAll()
        .where('id', '=', Number(c.req.param('id')))
        .executeTakeFirst(),
    );
    if (!row?.xml) return c.notFound();
    const filename = `ereporting-${row.kind}-${row.period_from}-${row.version}.xml`;
    return fileAnswer(c, { bytes: Buffer.from(row.xml), mime: 'application/xml', filename }, true);
  });
}

/** Secrets left empty stay, as long as they go where they went: another address asks for its own. */
function withKept(typed: Partial<Record<PlatformField, string>>, kept: TypedAccess | null) {
  if (!kept || typed.token || typed.client_secret) return typed;
  const same = (a: string | undefined, b: string | undefined) => a?.replace(/\/+$/, '') === b?.replace(/\/+$/, '');
  if (!same(typed.url, kept.url) || !same(typed.token_url, kept.token_url)) return typed;
  const { token, client_secret } = kept;
  return { ...typed, ...(token ? { token } : {}), ...(client_secret ? { client_secret } : {}) };
}

function shownOf(kept: TypedAccess | null): PlatformData['given'] {
  const entries = Object.entries(kept ?? {}).filter(([name]) => SHOWN.includes(name as PlatformField));
  return Object.fromEntries(entries);
}
