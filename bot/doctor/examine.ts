import { forShop } from '../../db/shop.ts';
import { type Check, type Checkup, fail, keepCheckup, ok, subjectOf } from '../../tools/connections/checkup.ts';
import { learn } from '../../tools/connections/learn.ts';
import type { ChannelName } from '../../tools/conversations/message.ts';
import { inEveryLanguage } from '../../tools/texts/index.ts';
import { OF_CHANNELS, OF_SHOPS } from './examiners.ts';
import type { ConnectionVisit, Examined, Visit } from './visit.ts';

/** Channels of our own: nothing outside to examine. */
const OURS: ReadonlySet<string> = new Set(['simulator', 'manual', 'hub']);
const LONGEST_REASON = 300;

/**
 * Examines everything a shop is connected to (or one connection of it), all at once, and keeps what was found. Never
 * throws for what a provider did: that is a finding.
 */
export async function examineShop(visit: Visit, only?: { connectionId: number }): Promise<Checkup[]> {
  const { hub, shop } = visit;
  const connections = (await connectionsOf(visit)).filter(({ id }) => only === undefined || id === only.connectionId);
  const asked = [
    ...(only
      ? []
      : OF_SHOPS.map(({ subject, examine }) =>
          examination(visit, subject, async () => {
            const checks = await examine(visit);
            return checks && { checks };
          }),
        )),
    ...connections.map((connection) =>
      examination(visit, subjectOf(connection), () => examineConnection({ ...visit, connection }), connection.id),
    ),
  ];
  const found = (await Promise.all(asked)).filter((one) => one !== null);
  await forShop(hub.database, shop.id, async (trx) => {
    for (const one of found) {
      await keepCheckup(trx, shop.id, one);
      if (one.connectionId !== undefined && one.learned) await learn(trx, shop.id, one.connectionId, one.learned);
    }
  });
  return found.map(({ subject, checkedAt, checks }) => ({ subject, checkedAt, checks }));
}

type Found = Checkup & Pick<Examined, 'learned'> & { connectionId?: number | undefined };

async function examination(
  { hub }: Visit,
  subject: string,
  examine: () => Promise<Examined | null>,
  connectionId?: number,
): Promise<Found | null> {
  const examined = await examine().catch((error: unknown): Examined => ({ checks: [broken(error)] }));
  return examined && { ...examined, subject, checkedAt: hub.now(), connectionId };
}

function broken(error: unknown): Check {
  const why = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
  return fail(
    'examination',
    inEveryLanguage((texts) => texts.doctor.broke(why)),
    inEveryLanguage((texts) => texts.doctor.brokeNext),
  );
}

async function examineConnection(visit: ConnectionVisit): Promise<Examined> {
  const { channel } = visit.connection;
  const examine = OF_CHANNELS[channel];
  if (examine) {
    const examined = await examine(visit);
    return Array.isArray(examined) ? { checks: examined } : examined;
  }
  const nothing = inEveryLanguage((texts) => texts.doctor.notExamined(texts.channels[channel]));
  return { checks: [ok('nothing', nothing)] };
}

/** The connections that are in use, their secrets opened. */
async function connectionsOf({ hub, shop }: Visit): Promise<ConnectionVisit['connection'][]> {
  const rows = await forShop(hub.database, shop.id, (trx) =>
    trx
      .selectFrom('connection')
      .select(['id', 'channel', 'account', 'display', 'facts', 'expires_at', 'secrets_sealed'])
      .where('state', '!=', 'off')
      .orderBy('id')
      .execute(),
  );
  return rows
    .filter(({ channel }) => !OURS.has(channel))
    .map(({ secrets_sealed, channel, facts, expires_at, ...row }) => ({
      ...row,
      expiresAt: expires_at?.getTime() ?? null,
      facts,
      channel: channel as ChannelName,
      shopId: shop.id,
      secrets: JSON.parse(hub.sealer.open(secrets_sealed)) as Record<string, string>,
    }));
}
