import type { Context, Hono } from 'hono';
import { type LookData, type LookValues, paperPages } from '../../admin/papers/index.ts';
import { forShop } from '../../db/shop.ts';
import type { Ctx } from '../../tools/context.ts';
import { lookOf } from '../../tools/invoicing/invoice.ts';
import { fitted, type LogoFault, logoHtml, logoOf, sniffLogo } from '../../tools/invoicing/logo.ts';
import { readable } from '../../tools/invoicing/page/looks.ts';
import { paperOnScreen, SCREEN_SHEET } from '../../tools/invoicing/page.tsx';
import type { Printer } from '../../tools/invoicing/pdf.ts';
import { samplePaper } from '../../tools/invoicing/sample.ts';
import { writtenIn } from '../../tools/language.ts';
import { PAPER_KINDS } from '../../tools/papers/list.ts';
import { changeLogo, changeLook, lookSchema } from '../../tools/papers/look.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { framed, wordsFor } from './office-papers.ts';
import type { OfficeEnv, OfficeRoom } from './office-room.ts';

const PATH = '/admin/papiers/modele';
const USUAL_ACCENT = { classic: '#17495a', modern: '#2b3a67', warm: '#8a3b2e' } as const;
const LANGUAGES = ['fr', 'en', 'ar'] as const;
const MOST_WORDS = 300;
const HASH = /^[0-9a-f]{64}$/;

type Given = Record<string, unknown>;

/** /admin/papiers/modele: the look of papers to come, drawn before it is saved. Owner and managers only. */
export function lookRoutes(app: Hono<OfficeEnv>, room: OfficeRoom, printer: Pick<Printer, 'picture'>): void {
  app.use('/papiers/modele', room.only(['owner', 'manager']));
  app.use('/papiers/modele/*', room.only(['owner', 'manager']));

  const show = async (c: Context<OfficeEnv>, shown: { given?: Given; wrong?: LookData['wrong'] } = {}) => {
    const ctx = await room.contextOf(c.get('session'));
    const values = { ...keptLook(ctx), ...(shown.given ? valuesOf(shown.given) : {}) };
    const darker = /^#[0-9a-f]{6}$/.test(values.accent) ? readable(values.accent) : values.accent;
    const data: LookData = {
      ...framed(c, ctx, room),
      values,
      ...(darker === values.accent ? {} : { darkened: darker }),
      ...(shown.wrong ? { wrong: shown.wrong } : {}),
      sample: sampleOf(shown.given ?? {}, writtenIn(ctx.shop.language)),
    };
    return room.page(c, paperPages.look(data));
  };

  app.get('/papiers/modele', (c) => show(c));

  app.post('/papiers/modele', async (c) => {
    const given = await c.req.parseBody();
    const values = valuesOf(given);
    const parsed = lookSchema.safeParse(values);
    const ctx = await room.contextOf(c.get('session'));
    if (given.voir !== undefined) return show(c, { given });
    if (!parsed.success) return show(c, { given, wrong: wrongs(ctx, parsed.error.issues) });
    await perform(changeLook, ctx, parsed.data);
    room.leaveFlash(c, { kind: 'good', text: wordsFor(ctx).saved });
    return c.redirect(PATH, 303);
  });

  app.get('/papiers/modele/apercu.png', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const { template, accent, footer, thanks, logo } = { ...keptLook(ctx), ...valuesOf(c.req.query()) };
    const { kind, language } = sampleOf(c.req.query(), writtenIn(ctx.shop.language));
    const known = lookSchema.shape;
    const look = lookOf({
      template: known.template.safeParse(template).data ?? 'classic',
      ...given('accent', known.accent.safeParse(accent).data),
      ...given('footer', footer.slice(0, MOST_WORDS) || undefined),
      ...given('thanks', thanks.slice(0, MOST_WORDS) || undefined),
      ...given('logo', HASH.test(logo) && logo === ctx.shop.settings.papers.logo ? logo : undefined),
    });
    const drawn = await inShop(ctx, async (run) => {
      const paper = await samplePaper(run, { kind, language, look });
      return paperOnScreen(paper, await logoOf(run.trx, paper));
    });
    const png = await printer.picture(drawn, SCREEN_SHEET);
    return c.body(new Uint8Array(png), 200, { 'Content-Type': 'image/png', 'Cache-Control': 'private, max-age=60' });
  });

  app.get('/papiers/modele/logo/:name', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const sha256 = c.req.param('name').replace(/\.png$/, '');
    const row = await forShop(ctx.hub.database, ctx.shop.id, (trx) =>
      trx.selectFrom('logo').select('bytes').where('sha256', '=', sha256).executeTakeFirst(),
    );
    if (!row) return c.notFound();
    return c.body(new Uint8Array(row.bytes), 200, {
      'Content-Type': 'image/png',
      'Cache-Control': 'private, no-store',
    });
  });

  app.post('/papiers/modele/logo', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const { logo } = await c.req.parseBody();
    const bytes = logo instanceof File ? new Uint8Array(await logo.arrayBuffer()) : new Uint8Array();
    const drawn = await drawLogo(printer, bytes);
    if ('fault' in drawn) return show(c, { wrong: { logo: wordsFor(ctx).logoFaults[drawn.fault] } });
    await perform(changeLogo, ctx, { png: Buffer.from(drawn.png).toString('base64') });
    room.leaveFlash(c, { kind: 'good', text: wordsFor(ctx).logoSaved });
    return c.redirect(PATH, 303);
  });

  app.post('/papiers/modele/logo/retirer', async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    await perform(changeLogo, ctx, { png: null });
    room.leaveFlash(c, { kind: 'good', text: wordsFor(ctx).logoGone });
    return c.redirect(PATH, 303);
  });
}

/** An uploaded logo as pixels of the browser's. A picture that draws nothing comes out as the empty page does. */
async function drawLogo(
  printer: Pick<Printer, 'picture'>,
  bytes: Uint8Array,
): Promise<{ png: Uint8Array } | { fault: LogoFault }> {
  const found = sniffLogo(bytes);
  if ('fault' in found) return found;
  const size = fitted(found);
  const png = await printer.picture(logoHtml(bytes, found), size);
  const empty = await printer.picture(logoHtml(new Uint8Array(), found), size);
  return Buffer.from(png).equals(Buffer.from(empty)) ? { fault: 'unreadable' } : { png };
}

const given = <K extends string, V>(key: K, value: V | undefined) =>
  (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };

/** The look as it is saved, with the usual values where nothing is. */
function keptLook(ctx: Ctx): LookValues {
  const { template = 'classic', accent, footer = '', thanks = '', logo = '' } = ctx.shop.settings.papers;
  return { template, accent: accent ?? USUAL_ACCENT[template], footer, thanks, logo };
}

/** What a form or an address said of it. */
function valuesOf(form: Given): Partial<LookValues> & Omit<LookValues, 'logo' | 'template'> {
  const text = (name: string) =>
    String(form[name] ?? '')
      .replace(/\s+/g, ' ')
      .trim();
  const template = (['classic', 'modern', 'warm'] as const).find((one) => one === form.template);
  return {
    ...(template ? { template } : {}),
    accent: text('accent').toLowerCase(),
    footer: text('footer'),
    thanks: text('thanks'),
    ...(form.logo === undefined ? {} : { logo: text('logo') }),
  };
}

function sampleOf(form: Given, usual: (typeof LANGUAGES)[number]): LookData['sample'] {
  return {
    kind: PAPER_KINDS.find((kind) => kind === form.type) ?? 'invoice',
    language: LANGUAGES.find((language) => language === form.langue) ?? usual,
  };
}

function wrongs(ctx: Ctx, issues: { path: PropertyKey[] }[]): LookData['wrong'] {
  const w = wordsFor(ctx);
  return Object.fromEntries(
    issues.map(({ path }) => [String(path[0]), path[0] === 'accent' ? w.badColour : w.tooLong]),
  );
}
