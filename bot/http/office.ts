import { randomUUID, timingSafeEqual } from 'node:crypto';
import { type Context, Hono } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { type OfficePages, officePages } from '../../admin/office/index.ts';
import { fromOurPage, pageHeaders } from '../../admin/security.ts';
import type { Ctx, Language, WrittenLanguage } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { writtenIn } from '../../tools/language.ts';
import { confirmOrder, refuseOrder } from '../../tools/orders/index.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { randomSecret } from '../../tools/sealing.ts';
import { readSession, type SignedIn, signInByPassword, signInByToken, signOut } from '../../tools/team/sign-in.ts';
import { readToday } from '../../tools/team/today.ts';
import type { Parts } from '../road/parts.ts';
import type { Settings } from '../settings.ts';
import { booksRoutes } from './office-books.ts';
import { catalogueRoutes } from './office-catalogue.ts';
import { channelRoutes } from './office-channels.ts';
import { companyRoutes } from './office-company.ts';
import { conversationRoutes } from './office-conversations.ts';
import { customerRoutes } from './office-customers.ts';
import { type OfficeFacts, todayData } from './office-data.ts';
import { lookRoutes } from './office-look.ts';
import { moneyRoutes } from './office-money.ts';
import { newOrderRoutes } from './office-new-order.ts';
import { paperRoutes } from './office-papers.ts';
import { platformRoutes } from './office-platform.ts';
import { postRoutes } from './office-posts.ts';
import { retentionRoutes } from './office-retention.ts';
import type { Flash, OfficeEnv, OfficeRoom } from './office-room.ts';
import { shopRoutes } from './office-shop.ts';
import { askedLanguage } from './reader.ts';
import { sizeLimit } from './size-limit.ts';
import { createTries } from './tries.ts';

const SESSION_COOKIE = 'hub_session';
const FORM_COOKIE = 'hub_form';
const FLASH_COOKIE = 'hub_flash';
const SESSION_SECONDS = 30 * 24 * 3600;
/** Sign-ins that may fail within the window before the address has to wait. */
const MOST_TRIES = 8;
const TRIES_WINDOW_MS = 10 * 60_000;

/** The largest form is the one with a logo. */
const MOST_BYTES = 4_000_000;
/** An archive of the books, brought to be checked. */
const MOST_ARCHIVE = 100_000_000;
/** A cookie holds 4 KB; letters of Arabic take six bytes each in it. */
const MOST_FLASH = 500;

/**
 * /admin. Every page but the sign-in needs a session, every form its token, every act goes through `perform` with the
 * member's role. A one-time link is only used up by the button on its page, so that a preview cannot spend it.
 */
export function createOffice(parts: Parts, settings: Settings, facts: OfficeFacts): Hono<OfficeEnv> {
  const { hub } = parts;
  const app = new Hono<OfficeEnv>();
  const pages: OfficePages = officePages;
  const tries = createTries(MOST_TRIES, TRIES_WINDOW_MS, hub.now);
  const secure = hub.publicUrl.startsWith('https:');
  const page = (c: Context, html: string, status: 200 | 401 | 403 | 404 | 413 | 429 = 200) =>
    c.html(html, status, pageHeaders());
  const cookie = { httpOnly: true, sameSite: 'Lax', secure, path: '/admin' } as const;

  /** The token of forms that come before a session: kept in a cookie of its own, compared on post. */
  const formToken = (c: Context): string => {
    const known = getCookie(c, FORM_COOKIE);
    if (known) return known;
    const fresh = randomSecret();
    setCookie(c, FORM_COOKIE, fresh, cookie);
    return fresh;
  };
  const leaveFlash = (c: Context, flash: Flash): void =>
    setCookie(c, FLASH_COOKIE, JSON.stringify({ ...flash, text: flash.text.slice(0, MOST_FLASH) }), {
      ...cookie,
      maxAge: 60,
    });
  const takeFlash = (c: Context): Flash | undefined => {
    const left = getCookie(c, FLASH_COOKIE);
    if (left) deleteCookie(c, FLASH_COOKIE, cookie);
    return left ? (JSON.parse(left) as Flash) : undefined;
  };
  const startSession = (c: Context, session: string, next?: string) => {
    setCookie(c, SESSION_COOKIE, session, { ...cookie, maxAge: SESSION_SECONDS });
    return c.redirect(wayBack(next), 303);
  };

  const tooLarge = (c: Context) =>
    page(c, pages.error({ lang: langOf(c), kind: 'too_large', home: { href: '/admin', to: 'office' } }), 413);
  const usual = sizeLimit(MOST_BYTES, tooLarge);
  const archives = sizeLimit(MOST_ARCHIVE, tooLarge);
  app.use('*', (c, next) => (c.req.path === '/admin/papiers/compta/archive/verifier' ? archives : usual)(c, next));

  app.get('/connexion', (c) =>
    page(
      c,
      pages.signIn({
        ...{ lang: langOf(c), csrf: formToken(c), action: '/admin/connexion' },
        next: wayBack(c.req.query('vers')),
      }),
    ),
  );

  app.post('/connexion', async (c) => {
    const form = await c.req.parseBody();
    const email = String(form.email ?? '').trim();
    const again = (notice: NonNullable<Parameters<OfficePages['signIn']>[0]['notice']>, status: 401 | 429) =>
      page(
        c,
        pages.signIn({
          ...{ lang: langOf(c), csrf: formToken(c), action: '/admin/connexion', email, notice },
          next: wayBack(String(form.next ?? '')),
        }),
        status,
      );
    if (!fromOurPage(c) || !same(String(form.csrf ?? ''), getCookie(c, FORM_COOKIE)))
      return again({ kind: 'expired' }, 401);
    const key = email.toLowerCase();
    if (tries.exhausted(key)) return again({ kind: 'too_many', minutes: Math.ceil(TRIES_WINDOW_MS / 60_000) }, 429);
    const session = await signInByPassword(hub, email, String(form.password ?? ''));
    if (!session) {
      tries.count(key);
      return again({ kind: 'wrong' }, 401);
    }
    return startSession(c, session, String(form.next ?? ''));
  });

  app.get('/entrer/:token', (c) =>
    page(
      c,
      pages.linkLanding({
        lang: langOf(c),
        csrf: formToken(c),
        action: `/admin/entrer/${c.req.param('token')}`,
        name: '',
      }),
    ),
  );

  app.post('/entrer/:token', async (c) => {
    const form = await c.req.parseBody();
    const ours = fromOurPage(c) && same(String(form.csrf ?? ''), getCookie(c, FORM_COOKIE));
    const session = ours ? await signInByToken(hub, c.req.param('token')) : null;
    if (session) return startSession(c, session);
    const notice = { kind: ours ? ('link_spent' as const) : ('expired' as const) };
    return page(c, pages.signIn({ lang: langOf(c), csrf: formToken(c), action: '/admin/connexion', notice }), 401);
  });

  app.use('*', async (c, next) => {
    const session = await readSession(hub, getCookie(c, SESSION_COOKIE));
    if (!session) {
      if (c.req.method === 'GET') {
        // A provider's answer to a dialog belongs to the session that opened it.
        const asked = c.req.query('state') ? '/admin' : wayBack(c.req.url.slice(new URL(c.req.url).origin.length));
        const kept = asked === '/admin' ? '' : `?vers=${encodeURIComponent(asked)}`;
        return c.redirect(`/admin/connexion${kept}`, 303);
      }
      return page(
        c,
        pages.error({ lang: langOf(c), kind: 'expired', home: { href: '/admin/connexion', to: 'sign_in' } }),
        401,
      );
    }
    c.set('session', session);
    if (c.req.method === 'POST') {
      const form = await c.req.parseBody();
      if (!fromOurPage(c) || !same(String(form.csrf ?? ''), session.csrf)) {
        return forbidden(c);
      }
    }
    return next();
  });

  const contextOf = async (session: SignedIn): Promise<Ctx> => {
    const { member, shop } = session;
    return {
      hub,
      shop,
      language: (member.language as Language | null) ?? shop.language,
      cause: `admin:${randomUUID()}`,
      actor: { kind: 'member', memberId: member.id, role: member.role, name: member.name },
    };
  };

  const forbidden = (c: Context) =>
    page(c, pages.error({ lang: langOf(c), kind: 'forbidden', home: { href: '/admin', to: 'office' } }), 403);
  const only: OfficeRoom['only'] = (roles) => async (c, next) =>
    roles.includes(c.get('session').member.role) ? next() : forbidden(c);

  app.get('/', async (c) => {
    const session = c.get('session');
    const ctx = await contextOf(session);
    const today = await inShop(ctx, readToday);
    return page(c, pages.today(todayData(ctx, session, today, facts, takeFlash(c))));
  });

  const act: OfficeRoom['act'] = async (c, to, work) => {
    const flash = await work.then(
      (outcome): Flash => ({ kind: outcome.facts.done === false ? 'warn' : 'good', text: outcome.reply?.text ?? '' }),
      (error: unknown): Flash => {
        if (error instanceof Refusal) return { kind: 'bad', text: error.message };
        throw error;
      },
    );
    leaveFlash(c, flash);
    return c.redirect(to, 303);
  };
  const decide = async (c: Context<OfficeEnv>, tool: typeof confirmOrder, withReason: boolean) => {
    const form = await c.req.parseBody();
    const input = {
      order: Number(form.short),
      version: Number(form.version),
      ...(withReason ? { text: String(form.reason ?? '').slice(0, 500) } : {}),
    };
    return act(c, '/admin', perform(tool, await contextOf(c.get('session')), input as never));
  };
  app.post('/confirmer', (c) => decide(c, confirmOrder, false));
  app.post('/refuser', (c) => decide(c, refuseOrder, true));

  const room: OfficeRoom = { hub, contextOf, page, only, act, leaveFlash, takeFlash };
  conversationRoutes(app, room);
  customerRoutes(app, room);
  newOrderRoutes(app, room);
  moneyRoutes(app, room);
  catalogueRoutes(app, room);
  postRoutes(app, room);
  shopRoutes(app, room);
  retentionRoutes(app, room);
  booksRoutes(app, room);
  platformRoutes(app, room, settings);
  lookRoutes(app, room, parts.printer);
  paperRoutes(app, room, parts.printer);
  companyRoutes(app, room);
  channelRoutes(app, room, settings, facts);

  app.post('/sortir', async (c) => {
    await signOut(hub, c.get('session'));
    deleteCookie(c, SESSION_COOKIE, cookie);
    return c.redirect('/admin/connexion', 303);
  });

  app.all('*', (c) =>
    page(c, pages.error({ lang: langOf(c), kind: 'not_found', home: { href: '/admin', to: 'office' } }), 404),
  );
  return app;
}

/** Who is signed in is answered in her language, others in their browser's. */
function langOf(c: Context): WrittenLanguage {
  const session: SignedIn | undefined = c.get('session');
  if (session) return writtenIn((session.member.language as Language | null) ?? session.shop.language);
  return askedLanguage(c) ?? 'fr';
}

/** Where to go after signing in: the page of the office that was asked for, and never anywhere else. */
function wayBack(asked: string | undefined): string {
  return asked !== undefined && /^\/admin(?:[/?][\w\-./?=&%+]{0,400})?$/.test(asked) ? asked : '/admin';
}

function same(given: string, expected: string | undefined): boolean {
  if (!expected) return false;
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
