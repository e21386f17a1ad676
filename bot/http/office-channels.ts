import type { Context, Hono } from 'hono';
import { type ChannelsData, type CheckupRow, type ConnectionCard, channelsPage } from '../../admin/channels/page.tsx';
import { WORDS } from '../../admin/channels/texts.ts';
import { type Checkup, readCheckups, subjectOf, worst } from '../../tools/connections/checkup.ts';
import { type ConnectionState, connectionStates } from '../../tools/connections/list.ts';
import type { Ctx, Language } from '../../tools/context.ts';
import { writtenIn } from '../../tools/language.ts';
import { inShop } from '../../tools/perform.ts';
import type { SignedIn } from '../../tools/team/sign-in.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { examineShop } from '../doctor/examine.ts';
import type { Settings } from '../settings.ts';
import { CONNECTABLE, connectRoutes } from './office-connect.ts';
import type { OfficeFacts } from './office-data.ts';
import { type OfficeEnv, type OfficeRoom, signedFrame } from './office-room.ts';

export const CHANNELS_PATH = '/admin/canaux';

/** What can be connected here, by its owner. */
const WAYS = CONNECTABLE.map((channel) => ({ channel, href: `${CHANNELS_PATH}/relier/${channel}` }));

/** Channels without a secret of the installation. */
const UNSIGNED: ReadonlySet<string> = new Set(['email', 'phone', 'tiktok', 'simulator', 'manual']);

/**
 * /admin/canaux, for owners and managers: every connection with what is known of it, and the doctor. Mounted behind the
 * office's session and form token.
 */
export function channelRoutes(app: Hono<OfficeEnv>, room: OfficeRoom, settings: Settings, facts: OfficeFacts): void {
  const { hub } = room;

  app.get('/canaux', room.only(['owner', 'manager']), async (c) => {
    const session = c.get('session');
    const ctx = await room.contextOf(session);
    const flash = room.takeFlash(c);
    const found = await inShop(ctx, async (run) => ({
      connections: await connectionStates(run.trx, run.at),
      checkups: await readCheckups(run.trx),
    }));
    return room.page(
      c,
      channelsPage({ ...frameOf(ctx, session), ...(flash ? { flash } : {}), ...shown(ctx, facts, found) }),
    );
  });

  app.post('/canaux/verifier', room.only(['owner', 'manager']), async (c: Context<OfficeEnv>) => {
    const ctx = await room.contextOf(c.get('session'));
    const found = await examineShop({ hub, settings, shop: ctx.shop });
    const words = WORDS[writtenIn(ctx.language)];
    const state = worst(found.flatMap(({ checks }) => checks)) ?? 'ok';
    room.leaveFlash(
      c,
      {
        ok: { kind: 'good' as const, text: words.checkDone },
        warn: { kind: 'warn' as const, text: words.checkWarn },
        fail: { kind: 'bad' as const, text: words.checkFail },
      }[state],
    );
    return c.redirect(CHANNELS_PATH, 303);
  });

  connectRoutes(app, room, settings, facts);
}

export function frameOf(ctx: Ctx, session: SignedIn) {
  return {
    ...signedFrame(ctx, session),
    checkAction: `${CHANNELS_PATH}/verifier`,
  };
}

function shown(
  ctx: Ctx,
  facts: OfficeFacts,
  found: { connections: ConnectionState[]; checkups: Checkup[] },
): Pick<ChannelsData, 'connections' | 'others' | 'ways'> {
  const bySubject = new Map(found.checkups.map((one) => [one.subject, rowOf(one, ctx.language)]));
  const subjects = new Set(found.connections.map(subjectOf));
  return {
    connections: found.connections.map((one) => cardOf(ctx, one, facts, bySubject.get(subjectOf(one)))),
    others: found.checkups
      .filter(({ subject }) => !subject.includes(':') && !subjects.has(subject))
      .map((one) => ({ name: nameOf(ctx, one.subject), checkup: rowOf(one, ctx.language) })),
    ways: ctx.actor.kind === 'member' && ctx.actor.role === 'owner' ? WAYS : [],
  };
}

/** A connection as its card shows it. */
export function cardOf(
  ctx: Ctx,
  one: ConnectionState,
  facts: OfficeFacts,
  checkup: CheckupRow | undefined,
): ConnectionCard {
  const { faults } = textsFor(ctx.language);
  const { last } = one.failures;
  const unsigned = !facts.signed.has(one.channel) && !UNSIGNED.has(one.channel);
  return {
    id: one.id,
    channel: one.channel,
    account: one.account,
    state: one.state !== 'off' && unsigned ? 'secret_missing' : one.state,
    failures: {
      count: one.failures.count,
      ...(last ? { last: { says: faults[last.fault ?? 'unknown'], raw: last.details } } : {}),
    },
    ...(one.display ? { display: one.display } : {}),
    // Without a fault the reason is a sentence of ours already.
    ...(one.reason
      ? {
          reason: one.reason.fault
            ? { says: faults[one.reason.fault], raw: one.reason.details }
            : { says: one.reason.details },
        }
      : {}),
    ...(one.lastEventAt === null ? {} : { lastEventAt: one.lastEventAt }),
    ...(one.readAt === null ? {} : { readAt: one.readAt }),
    ...(one.expiresAt === null ? {} : { expiresAt: one.expiresAt }),
    ...(checkup ? { checkup } : {}),
    ...(CONNECTABLE.includes(one.channel as never) ? { href: `${CHANNELS_PATH}/${one.id}` } : {}),
  };
}

export function rowOf({ checkedAt, checks }: Checkup, language: Language): CheckupRow {
  return {
    at: checkedAt,
    checks: checks.map(({ state, says, next }) => ({
      state,
      says: says[writtenIn(language)],
      ...(next ? { next: next[writtenIn(language)] } : {}),
    })),
  };
}

/** A provider's name is written as it is; the hub's is in words. */
function nameOf(ctx: Ctx, subject: string): string {
  if (subject === 'platform') return textsFor(ctx.language).einvoicing.name;
  if (subject === 'books') return textsFor(ctx.language).einvoicing.books.name;
  return subject === 'hub' ? textsFor(ctx.language).doctor.hub : subject.charAt(0).toUpperCase() + subject.slice(1);
}
