import { forShop } from '../../db/shop.ts';
import { type Check, type Checkup, fail, keepCheckup, ok, subjectOf } from '../../tools/connections/checkup.ts';
import type { ChannelName } from '../../tools/conversations/message.ts';
import { inEveryLanguage } from '../../tools/texts/index.ts';
import { OF_CHANNELS, OF_SHOPS } from './examiners.ts';
import type { ConnectionVisit, Visit } from './visit.ts';

/** Channels of our own: nothing outside to examine. */
const OURS: ReadonlySet<string> = new Set(['simulator', 'manual']);
const LONGEST_REASON = 300;

/**
 * Examines everything a shop is connected to (or one connection of it), all at once, and keeps what was found. Never
 * throws for what a provider did: that is a finding.
 */
export async function examineShop(visit: Visit, only?: { connectionId: number }): Promise<Checkup[]> {
  const { hub, shop } = visit;
  const connections = (await connectionsOf(visit)).filter(({ id }) => only === undefined || id === only.connectionId);
  const asked = [
    ...(only ? [] : OF_SHOPS.map(({ subject, examine }) => examination(visit, subject, () => examine(visit)))),
    ...connections.map((connection) =>
      examination(visit, subjectOf(connection), () => examineConnection({ ...visit, connection })),
    ),
  ];
  const found = (await Promise.all(asked)).filter((one) => one !== null);
  await forShop(hub.database, shop.id, async (trx) => {
    for (const one of found) await keepCheckup(trx, shop.id, one);
  });
  return found;
}

async function examination(
  { hub }: Visit,
  subject: string,
  examine: () => Promise<Check[] | null>,
): Promise<Checkup | null> {
  const checks = await examine().catch((error: unknown) => [broken(error)]);
  return checks && { subject, checkedAt: hub.now(), checks };
}

function broken(error: unknown): Check {
  const why = (error instanceof Error ? error.message : String(error)).slice(0, LONGEST_REASON);
  return fail(
    'examination',
    inEveryLanguage((texts) => texts.doctor.broke(why)),
    inEveryLanguage((texts) => texts.doctor.brokeNext),
  );
}

async function examineConnection(visit: ConnectionVisit): Promise<Check[]> {
  const { channel } = visit.connection;
  const examine = OF_CHANNELS[channel];
  if (examine) return examine(visit);
  return [
    ok(
      'nothing',
      inEveryLanguage((texts) => texts.doctor.notExamined(texts.channels[channel])),
    ),
  ];
}

/** The connections that are in use, their secrets opened. */
async function connectionsOf({ hub, shop }: Visit): Promise<ConnectionVisit['connection'][]> {
  const rows = await forShop(hub.database, shop.id, (trx) =>
    trx
      .selectFrom('connection')
      .select(['id', 'channel', 'account', 'display', 'secrets_sealed'])
      .where('state', '!=', 'off')
      .orderBy('id')
      .execute(),
  );
  return rows
    .filter(({ channel }) => !OURS.has(channel))
    .map(({ secrets_sealed, channel, ...row }) => ({
      ...row,
      channel: channel as ChannelName,
      shopId: shop.id,
      secrets: JSON.parse(hub.sealer.open(secrets_sealed)) as Record<string, string>,
    }));
}
