import type { Context, Hono } from 'hono';
import { choosePage } from '../../admin/channels/connect.tsx';
import type { Dialogs } from '../../admin/channels/data.ts';
import type { Ctx, Language, WrittenLanguage } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { writtenIn } from '../../tools/language.ts';
import { DIALOG_MS, openDialog, takeDialog } from '../../tools/team/dialog-state.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Outcome } from '../../tools/tool.ts';
import { debugToken } from '../channels/meta-account/account.ts';
import { isGraphId } from '../channels/whatsapp/graph.ts';
import {
  exchangeInstagramCode,
  instagramAccount,
  instagramApp,
  instagramDialogUrl,
  lengthenInstagram,
} from '../connecting/instagram-login.ts';
import {
  dialogUrl,
  exchangeCode,
  lengthen,
  type OwnApp,
  type OwnPage,
  onlyNumber,
  ownApp,
  ownPages,
  settleNumber,
} from '../connecting/login.ts';
import { asked } from '../connecting/prove.ts';
import { metaApp } from '../doctor/meta.ts';
import type { Settings } from '../settings.ts';
import { CHANNELS_PATH, frameOf } from './office-channels.ts';
import { connect, connected } from './office-connect.ts';
import type { OfficeEnv, OfficeRoom } from './office-room.ts';

const SIGNUP = '/canaux/relier/whatsapp/dialogue';
const OPEN = '/canaux/pages/dialogue';
const INSTAGRAM = '/canaux/instagram/dialogue';
const INSTAGRAM_BACK = '/canaux/instagram/retour';
const BACK = '/canaux/pages/retour';
const CHOOSE = '/canaux/pages/choisir';
const LOCALES: Record<WrittenLanguage, string> = { fr: 'fr_FR', en: 'en_US', ar: 'ar_AR' };

/** The dialogs that can be opened for a channel with what this hub is told of its own app. */
export function dialogsFor(channel: string, settings: Settings, language: Language): Dialogs {
  const instagram = channel === 'instagram' && instagramApp(settings) ? { instagram: `/admin${INSTAGRAM}` } : {};
  const app = ownApp(metaApp(settings));
  if (!app) return instagram;
  const { configId } = settings.meta;
  if (channel === 'whatsapp' && configId !== null) {
    const sdk = `https://connect.facebook.net/${LOCALES[writtenIn(language)]}/sdk.js`;
    return { signup: { appId: app.appId, configId, version: app.graphVersion, sdk, action: `/admin${SIGNUP}` } };
  }
  return channel === 'messenger' || channel === 'instagram' ? { pages: `/admin${OPEN}`, ...instagram } : {};
}

/** What comes back from Meta's dialogs. Owners only; each step belongs to the session that began it. */
export function metaDialogRoutes(app: Hono<OfficeEnv>, room: OfficeRoom, settings: Settings): void {
  const owner = room.only(['owner']);
  const own = ownApp(metaApp(settings));
  const back = () => `${room.hub.publicUrl}/admin${BACK}`;

  /** A refusal is told on the page of all channels. */
  const refused = (error: unknown): Promise<Outcome> => {
    if (error instanceof Refusal) return Promise.reject(error);
    throw error;
  };

  app.post(SIGNUP, owner, async (c, next) => {
    if (!own) return next();
    const ctx = await room.contextOf(c.get('session'));
    const form = await c.req.parseBody();
    const field = (name: string) => String(form[name] ?? '').trim();
    try {
      const given = { code: field('code'), waba: field('waba_id'), phone: field('phone_number_id') };
      const outcome = await signUp(ctx, settings, own, { ...given, coexistence: field('coexistence') === '1' });
      return await connected(c, room, settings, ctx, outcome);
    } catch (error) {
      return room.act(c, CHANNELS_PATH, refused(error));
    }
  });

  app.get(OPEN, owner, async (c, next) => {
    if (!own) return next();
    const { shopId, member } = c.get('session');
    const state = await openDialog(room.hub, { shopId, memberId: member.id });
    return c.redirect(dialogUrl(own, settings.meta.pagesConfigId, back(), state), 303);
  });

  app.get(BACK, owner, async (c, next) => {
    if (!own) return next();
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const texts = textsFor(ctx.language);
    try {
      const code = await codeOf(c, room, ctx.language);
      const pages = await asked(texts, async () =>
        ownPages(own, await lengthen(own, await exchangeCode(own, code, back()))),
      );
      if (pages.length === 0) throw new Refusal('not_found', texts.connect.noPages);
      const data = {
        ...frameOf(ctx, session),
        channel: 'messenger' as const,
        action: `/admin${CHOOSE}`,
        sealed: room.hub.sealer.seal(
          JSON.stringify({ shop: session.shopId, until: room.hub.now() + DIALOG_MS, pages }),
        ),
        pages: pages.map(({ id, name, instagram }) => ({
          id,
          name,
          ...(instagram ? { instagram: instagram.username ?? instagram.id } : {}),
        })),
      };
      return room.page(c, choosePage(data));
    } catch (error) {
      return room.act(c, CHANNELS_PATH, refused(error));
    }
  });

  app.post(CHOOSE, owner, async (c, next) => {
    if (!own) return next();
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const form = await c.req.parseBody();
    try {
      const pages = opened(room, session.shopId, String(form.sealed ?? ''));
      const page = pages?.find(({ id }) => id === form.page);
      if (!page) throw new Refusal('not_allowed', textsFor(ctx.language).connect.dialogStale);
      const outcome = await connect(ctx, settings, {
        channel: 'messenger',
        page_id: page.id,
        access_token: page.token,
      });
      if (page.instagram) {
        const behind = { channel: 'instagram', account_id: page.instagram.id, access_token: page.token };
        const second = await connect(ctx, settings, behind);
        const text = [outcome.reply?.text, second.reply?.text].join(' ');
        await connected(c, room, settings, ctx, second);
        return await connected(c, room, settings, ctx, { ...outcome, reply: { text } });
      }
      return await connected(c, room, settings, ctx, outcome);
    } catch (error) {
      return room.act(c, CHANNELS_PATH, refused(error));
    }
  });
}

/** The code a dialog came back with. Throws Refusal when this member did not open it, or it was given up. */
async function codeOf(c: Context<OfficeEnv>, { hub }: OfficeRoom, language: Language): Promise<string> {
  const session = c.get('session');
  const texts = textsFor(language).connect;
  const member = { shopId: session.shopId, memberId: session.member.id };
  if (!(await takeDialog(hub, member, c.req.query('state') ?? ''))) throw new Refusal('not_allowed', texts.dialogStale);
  const code = c.req.query('code');
  if (!code) throw new Refusal('invalid', texts.dialogFailed);
  return code;
}

/** The pages that were sealed for this shop, while they are fresh; null: not ours, altered, too old. */
function opened({ hub }: OfficeRoom, shopId: number, sealed: string): OwnPage[] | null {
  try {
    const kept = JSON.parse(hub.sealer.open(sealed)) as { shop: number; until: number; pages: OwnPage[] };
    return kept.shop === shopId && kept.until > hub.now() ? kept.pages : null;
  } catch {
    return null;
  }
}

type SignedUp = { code: string; waba: string; phone: string; coexistence: boolean };

/** The code becomes the shop's own token; the account is subscribed, the number registered, both kept. */
async function signUp(ctx: Ctx, settings: Settings, app: OwnApp, given: SignedUp): Promise<Outcome> {
  const texts = textsFor(ctx.language);
  if (given.code === '') throw new Refusal('invalid', texts.connect.dialogFailed);
  const token = await asked(texts, () => exchangeCode(app, given.code));
  // The browser names the account; the token decides whether it may be used.
  const facts = await asked(texts, () => debugToken(app, token));
  const granted = facts.targets.whatsapp_business_management ?? [];
  const waba = granted.includes(given.waba) ? given.waba : granted[0];
  if (!facts.valid || waba === undefined) throw new Refusal('invalid', texts.connect.tokenDead);
  const phoneNumberId = given.phone || (await asked(texts, () => onlyNumber(app, waba, token)));
  if (phoneNumberId === null || !isGraphId(phoneNumberId)) throw new Refusal('invalid', texts.connect.noNumber);
  const { coexistence } = given;
  const pin = await asked(texts, () => settleNumber(app, { waba, phoneNumberId, token, coexistence }));
  const kept = { waba, coexistence: coexistence ? 'yes' : 'no', ...(pin ? { pin: ctx.hub.sealer.seal(pin) } : {}) };
  const connection = { channel: 'whatsapp', phone_number_id: phoneNumberId, access_token: token };
  return connect(ctx, settings, connection, { facts: kept });
}

/** Instagram's own login: the code becomes the account's token of sixty days. Owners only. */
export function instagramDialogRoutes(app: Hono<OfficeEnv>, room: OfficeRoom, settings: Settings): void {
  const owner = room.only(['owner']);
  const own = instagramApp(settings);
  const back = () => `${room.hub.publicUrl}/admin${INSTAGRAM_BACK}`;

  app.get(INSTAGRAM, owner, async (c, next) => {
    if (!own) return next();
    const { shopId, member } = c.get('session');
    return c.redirect(
      instagramDialogUrl(own, back(), await openDialog(room.hub, { shopId, memberId: member.id })),
      303,
    );
  });

  app.get(INSTAGRAM_BACK, owner, async (c, next) => {
    if (!own) return next();
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const texts = textsFor(ctx.language);
    try {
      const code = await codeOf(c, room, ctx.language);
      const outcome = await asked(texts, async () => {
        const { token: short, missing } = await exchangeInstagramCode(own, code, back());
        if (missing.length > 0) throw new Refusal('invalid', texts.connect.scopesMissing(missing.join(', ')));
        const { token, seconds } = await lengthenInstagram(own, short);
        const { id } = await instagramAccount(own, token);
        const connection = { channel: 'instagram', account_id: id, access_token: token };
        return connect(ctx, settings, connection, { expiresAt: room.hub.now() + seconds * 1_000 });
      });
      return await connected(c, room, settings, ctx, outcome);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return room.act(c, CHANNELS_PATH, Promise.reject(error));
    }
  });
}
