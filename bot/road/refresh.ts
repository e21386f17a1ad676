import { forShop } from '../../db/shop.ts';
import { learn } from '../../tools/connections/learn.ts';
import type { ShopFacts } from '../../tools/context.ts';
import { failureOf } from '../channels/meta-dm/graph.ts';
import { hostOf, isInstagramToken } from '../channels/meta-dm/host.ts';
import { refreshInstagram } from '../connecting/instagram-login.ts';
import { metaApp } from '../doctor/meta.ts';
import type { Parts } from './parts.ts';

const DAY_MS = 24 * 3_600_000;
/** Half of its sixty days: a month of failures is left before it ends, and a week before that the members are warned. */
const AHEAD_MS = 30 * DAY_MS;

type Dated = {
  id: number;
  channel: string;
  expires_at: Date | null;
  secrets_sealed: string;
  facts: Record<string, string>;
};

/**
 * Renews a token of Instagram's own login in good time, at most once a day; one whose end is not known, to learn it. The
 * former token stays good until its own end, so a death in between loses nothing; a token that a member renewed meanwhile
 * stays. Never throws: what went wrong is kept beside the connection, where the doctor reads it.
 */
export async function refreshAccess(parts: Parts, shop: ShopFacts, one: Dated): Promise<void> {
  const { hub, log } = parts;
  const now = hub.now();
  const secrets = JSON.parse(hub.sealer.open(one.secrets_sealed)) as { access_token?: string };
  const token = secrets.access_token ?? '';
  if (one.channel !== 'instagram' || !isInstagramToken(token)) return;
  if (one.expires_at !== null && (one.expires_at.getTime() > now + AHEAD_MS || one.expires_at.getTime() <= now)) return;
  if (Number(one.facts.refresh_tried ?? 0) > now - DAY_MS) return;
  const tried = { refresh_tried: String(now) };
  const note = (failed: string, expiresAt?: number) =>
    forShop(hub.database, shop.id, (trx) =>
      learn(trx, shop.id, one.id, {
        facts: { ...tried, refresh_failed: failed },
        ...(expiresAt === undefined ? {} : { expiresAt }),
      }),
    );
  try {
    const { graphUrl } = hostOf(metaApp(parts.settings), 'instagram', token);
    const fresh = await refreshInstagram(graphUrl, token);
    const sealed = hub.sealer.seal(JSON.stringify({ ...secrets, access_token: fresh.token }));
    const kept = await forShop(hub.database, shop.id, (trx) =>
      trx
        .updateTable('connection')
        .set({ secrets_sealed: sealed })
        .where('id', '=', one.id)
        .where('secrets_sealed', '=', one.secrets_sealed)
        .where('state', '!=', 'off')
        .returning('id')
        .executeTakeFirst(),
    );
    if (kept) await note('', now + fresh.seconds * 1_000);
  } catch (error) {
    const { details } = failureOf(error, 0);
    log.warn('a token of Instagram could not be renewed', { shop: shop.slug, connection: one.id, why: details });
    await note(details);
  }
}
