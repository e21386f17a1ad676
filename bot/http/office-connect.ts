import type { Context, Hono } from 'hono';
import { connectPage, managePage } from '../../admin/channels/connect.tsx';
import type { ConnectData, ManageData } from '../../admin/channels/data.ts';
import { type ConnectChannel, FIELDS, guideOf } from '../../admin/channels/steps.ts';
import { metaDialogHeaders, pageHeaders } from '../../admin/security.ts';
import { readCheckups, subjectOf } from '../../tools/connections/checkup.ts';
import { connectAccount, disconnectAccount } from '../../tools/connections/connect.ts';
import type { Learned } from '../../tools/connections/learn.ts';
import { type ConnectionState, connectionStates } from '../../tools/connections/list.ts';
import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { writtenIn } from '../../tools/language.ts';
import { inShop, perform } from '../../tools/perform.ts';
import { wholeConnectionSchema } from '../../tools/shops/shop-file.ts';
import { textsFor } from '../../tools/texts/index.ts';
import type { Outcome } from '../../tools/tool.ts';
import { PROVERS, type WholeConnection } from '../connecting/prove.ts';
import { isDirect, NotReached, proveDirect } from '../connecting/prove-direct.ts';
import { examineShop } from '../doctor/examine.ts';
import { metaApp } from '../doctor/meta.ts';
import type { Settings } from '../settings.ts';
import { CHANNELS_PATH, cardOf, frameOf, rowOf } from './office-channels.ts';
import type { OfficeFacts } from './office-data.ts';
import { dialogsFor, instagramDialogRoutes, metaDialogRoutes } from './office-meta.ts';
import type { OfficeEnv, OfficeRoom } from './office-room.ts';

export const CONNECTABLE = Object.keys(FIELDS) as ConnectChannel[];

/** Where a channel's provider has to call. */
const HOOKS: Record<ConnectChannel, (shop: string) => string> = {
  whatsapp: () => '/webhooks/meta',
  messenger: () => '/webhooks/meta',
  instagram: () => '/webhooks/meta',
  email: (shop) => `/webhooks/email/${shop}`,
  phone: (shop) => `/webhooks/phone/${shop}`,
  tiktok: () => '/webhooks/tiktok',
};

const isConnectable = (channel: string): channel is ConnectChannel => Object.hasOwn(FIELDS, channel);

/**
 * Connecting, renewing and cutting, for owners. What is typed goes to the provider before it is kept; what is refused
 * changes nothing, and the page says why.
 */
export function connectRoutes(app: Hono<OfficeEnv>, room: OfficeRoom, settings: Settings, facts: OfficeFacts): void {
  const { hub } = room;
  const owner = room.only(['owner']);
  const show = (c: Context, html: string, withDialog: boolean, status: 200 | 422 = 200) =>
    c.html(html, status, withDialog ? metaDialogHeaders() : pageHeaders());

  const connectData = (
    c: Context<OfficeEnv>,
    ctx: Ctx,
    channel: ConnectChannel,
    more: Partial<ConnectData>,
  ): ConnectData => {
    const flash = room.takeFlash(c);
    return {
      ...frameOf(ctx, c.get('session')),
      ...(flash ? { flash } : {}),
      channel,
      webhook: `${hub.publicUrl}${HOOKS[channel](ctx.shop.slug)}`,
      action: `${CHANNELS_PATH}/relier/${channel}`,
      dialogs: dialogsFor(channel, settings, ctx.language),
      ...more,
    };
  };

  app.get('/canaux/relier/:channel', owner, async (c, next) => {
    const channel = c.req.param('channel');
    if (!isConnectable(channel)) return next();
    const ctx = await room.contextOf(c.get('session'));
    const data = connectData(c, ctx, channel, {});
    return show(c, connectPage(data), data.dialogs.signup !== undefined);
  });

  app.post('/canaux/relier/:channel', owner, async (c, next) => {
    const channel = c.req.param('channel');
    if (!isConnectable(channel)) return next();
    const ctx = await room.contextOf(c.get('session'));
    const given = await typed(c);
    try {
      const outcome = await connect(ctx, settings, { channel, ...given });
      return await connected(c, room, settings, ctx, outcome);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const data = connectData(c, ctx, channel, {
        fault: error.message,
        given: shownAgain(channel, given),
        ...(error instanceof NotReached ? { anyway: true as const } : {}),
      });
      return show(c, connectPage(data), data.dialogs.signup !== undefined, 422);
    }
  });

  metaDialogRoutes(app, room, settings);
  instagramDialogRoutes(app, room, settings);

  const found = async (c: Context<OfficeEnv>, ctx: Ctx): Promise<ConnectionState | undefined> => {
    const id = Number(c.req.param('id'));
    const all = await inShop(ctx, (run) => connectionStates(run.trx, run.at));
    return all.find((one) => one.id === id && isConnectable(one.channel));
  };
  const manage = async (c: Context<OfficeEnv>, ctx: Ctx, one: ConnectionState, refused?: Refusal) => {
    const fault = refused?.message;
    const flash = room.takeFlash(c);
    const checkups = await inShop(ctx, (run) => readCheckups(run.trx));
    const checkup = checkups.find(({ subject }) => subject === subjectOf(one));
    const at = `${CHANNELS_PATH}/${one.id}`;
    const data: ManageData = {
      ...frameOf(ctx, c.get('session')),
      ...(flash ? { flash } : {}),
      ...(fault === undefined ? {} : { fault }),
      ...(refused instanceof NotReached ? { anyway: true as const } : {}),
      channel: one.channel,
      connection: { ...cardOf(ctx, one, facts, checkup && rowOf(checkup, ctx.language)), href: '' },
      ...(c.get('session').member.role === 'owner'
        ? { actions: { renew: `${at}/renouveler`, cut: `${at}/couper` } }
        : {}),
      dialogs: dialogsFor(one.channel, settings, ctx.language),
    };
    return show(c, managePage(data), data.dialogs.signup !== undefined, fault === undefined ? 200 : 422);
  };

  app.get('/canaux/:id{[0-9]+}', room.only(['owner', 'manager']), async (c, next) => {
    const ctx = await room.contextOf(c.get('session'));
    const one = await found(c, ctx);
    return one ? manage(c, ctx, one) : next();
  });

  app.post('/canaux/:id{[0-9]+}/renouveler', owner, async (c, next) => {
    const ctx = await room.contextOf(c.get('session'));
    const one = await found(c, ctx);
    if (!one) return next();
    try {
      const kept = await keptFields(ctx, one.id);
      const outcome = await connect(ctx, settings, {
        ...kept,
        channel: one.channel,
        ...idOf(one),
        ...(await typed(c)),
      });
      return await connected(c, room, settings, ctx, outcome);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return manage(c, ctx, one, error);
    }
  });

  app.post('/canaux/:id{[0-9]+}/couper', owner, async (c) => {
    const ctx = await room.contextOf(c.get('session'));
    const input = { connection: Number(c.req.param('id')) };
    return room.act(c, CHANNELS_PATH, perform(disconnectAccount, ctx, input));
  });
}

/** The connection is proved by its provider, then kept in one transaction. Throws a Refusal with the reason. */
export async function connect(
  ctx: Ctx,
  settings: Settings,
  given: Record<string, string>,
  known: Learned = {},
): Promise<Outcome> {
  const texts = textsFor(ctx.language);
  const { anyway, sms, ...fields } = given;
  const parsed = wholeConnectionSchema.safeParse(sms === undefined ? fields : { ...fields, sms: true });
  if (!parsed.success) {
    const field = String(parsed.error.issues[0]?.path[0] ?? parsed.error.issues[0]?.code ?? '');
    const { fields } = guideOf(given.channel as ConnectChannel, writtenIn(ctx.language));
    throw new Refusal('invalid', texts.connect.fieldWrong(fields[field] ?? field));
  }
  const connection: WholeConnection = parsed.data;
  const learned = (await PROVERS[connection.channel]?.(connection, metaApp(settings), texts)) ?? {};
  const proved = await provedDirect(connection, { settings, now: ctx.hub.now, texts }, anyway !== undefined);
  const outcome = await perform(connectAccount, ctx, {
    connection,
    learned: { ...learned, ...known, facts: { ...learned.facts, ...known.facts } },
  });
  if (proved || !outcome.reply) return outcome;
  return { ...outcome, reply: { ...outcome.reply, text: texts.connect.keptUnproved(outcome.reply.text) } };
}

/** Whether somebody could log in; false: nobody answered, and it is to be kept `anyway`. */
async function provedDirect(
  connection: WholeConnection,
  given: Parameters<typeof proveDirect>[1],
  anyway: boolean,
): Promise<boolean> {
  if (!isDirect(connection)) return true;
  try {
    await proveDirect(connection, given);
    return true;
  } catch (error) {
    if (anyway && error instanceof NotReached) return false;
    throw error;
  }
}

/** What was connected is examined at once; its page shows what the doctor says. */
export async function connected(
  c: Context<OfficeEnv>,
  room: OfficeRoom,
  settings: Settings,
  ctx: Ctx,
  outcome: Outcome,
): Promise<Response> {
  const connectionId = Number(outcome.facts.connection);
  await examineShop({ hub: room.hub, settings, shop: ctx.shop }, { connectionId });
  return room.act(c, `${CHANNELS_PATH}/${connectionId}`, Promise.resolve(outcome));
}

/** The fields of a form that were filled in, without its token. */
async function typed(c: Context): Promise<Record<string, string>> {
  const form = await c.req.parseBody();
  const fields = Object.entries(form).flatMap(([name, value]) => {
    const text = typeof value === 'string' ? value.trim() : '';
    return name === 'csrf' || text === '' ? [] : [[name, text]];
  });
  return Object.fromEntries(fields) as Record<string, string>;
}

function shownAgain(channel: ConnectChannel, given: Record<string, string>): Record<string, string> {
  const open = FIELDS[channel].filter(({ secret }) => !secret).map(({ name }) => name);
  return Object.fromEntries(Object.entries(given).filter(([name]) => open.includes(name)));
}

/** What a connection keeps besides what is renewed: an optional secret that was left empty stays as it is. */
async function keptFields(ctx: Ctx, id: number): Promise<Record<string, string>> {
  const row = await inShop(ctx, (run) =>
    run.trx.selectFrom('connection').select('secrets_sealed').where('id', '=', id).executeTakeFirstOrThrow(),
  );
  return JSON.parse(ctx.hub.sealer.open(row.secrets_sealed)) as Record<string, string>;
}

/** A connection that was cut keeps no secrets: its account's name is where it always was. */
function idOf({ channel, account }: ConnectionState): Record<string, string> {
  const first = isConnectable(channel) ? FIELDS[channel][0]?.name : undefined;
  return first === undefined ? {} : { [first]: account };
}
