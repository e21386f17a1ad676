/** Which approved platform a shop speaks to: its own, sealed, or the one this hub is set up with. */
import { z } from 'zod';
import { forShop } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import { record } from '../journal.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Outcome, type Run } from '../tool.ts';
import { type AfnorAccess, createAfnorPlatform } from './afnor.ts';
import { type ApprovedPlatform, type PlatformSender, senderOf } from './platform.ts';

export type PlatformAccess = AfnorAccess & { sender: PlatformSender | null };

/** Where it is, how one gets in, and who it is. What is missing is told by `FIELD` names. */
export const platformAccessSchema = z
  .strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .transform((url) => url.replace(/\/+$/, '')),
    token: z.string().min(1).max(4000).optional(),
    token_url: z
      .url({ protocol: /^https?$/ })
      .max(300)
      .optional(),
    client_id: z.string().min(1).max(300).optional(),
    client_secret: z.string().min(1).max(1000).optional(),
    number: z
      .string()
      .regex(/^[0-9A-Za-z]{4}$/)
      .transform((number) => number.toUpperCase())
      .optional(),
    name: z.string().min(1).max(99).optional(),
  })
  .refine((one) => one.token !== undefined || (one.token_url && one.client_id && one.client_secret), {
    path: ['token'],
  })
  .refine((one) => (one.number === undefined) === (one.name === undefined), { path: ['number'] });
export type TypedAccess = z.output<typeof platformAccessSchema>;

/** What was typed as it is called with: a token wins over a client's id and secret. */
export function accessOf(typed: TypedAccess): PlatformAccess {
  const { url, token, token_url, client_id = '', client_secret = '', number, name } = typed;
  const address = token || !token_url ? null : new URL(token_url);
  if (address) {
    address.username = encodeURIComponent(client_id);
    address.password = encodeURIComponent(client_secret);
  }
  return { url, token: token ?? null, tokenUrl: address?.href ?? null, sender: senderOf(number, name) };
}

/** What may be shown of a shop's platform: its host, whose it is, who it is; null: there is none. */
export type PlatformSeen = { host: string | null; own: boolean; sender: PlatformSender | null; provedAt: Date | null };

/** The platform the shop of this run speaks to. */
export async function platformSeen(run: Pick<Run, 'trx' | 'hub'>): Promise<PlatformSeen | null> {
  const row = await run.trx.selectFrom('platform_access').selectAll().executeTakeFirst();
  if (row) {
    const { sender } = accessOf(opened(run.hub, row.access_sealed));
    return { host: row.host, own: true, sender, provedAt: row.proved_at };
  }
  const usual = run.hub.facilities?.platform;
  return usual ? { host: usual.host, own: false, sender: usual.sender, provedAt: null } : null;
}

function opened(hub: Pick<Hub, 'sealer'>, sealed: string): TypedAccess {
  return platformAccessSchema.parse(JSON.parse(hub.sealer.open(sealed)));
}

/** What is kept of a shop's own platform, open; for changing one part of it. Null: it has none of its own. */
export async function keptAccess(run: Pick<Run, 'trx' | 'hub'>): Promise<TypedAccess | null> {
  const row = await run.trx.selectFrom('platform_access').select('access_sealed').executeTakeFirst();
  return row ? opened(run.hub, row.access_sealed) : null;
}

export type Platforms = {
  /** The platform of a shop, ready to be called; null: it has none. */
  of(shopId: number): Promise<ApprovedPlatform | null>;
};

/** Opens the platforms of all shops: `usual` is this hub's own. Nothing is called before one is asked for something. */
export function openPlatforms(hub: Pick<Hub, 'database' | 'sealer' | 'now'>, usual: AfnorAccess | null): Platforms {
  const common = usual && createAfnorPlatform(usual, hub.now);
  // A token that was got is used until it ends; new secrets are another platform.
  const own = new Map<number, { sealed: string; platform: ApprovedPlatform }>();
  return {
    async of(shopId) {
      const row = await forShop(hub.database, shopId, (trx) =>
        trx.selectFrom('platform_access').select('access_sealed').executeTakeFirst(),
      );
      if (!row) {
        own.delete(shopId);
        return common;
      }
      const known = own.get(shopId);
      if (known?.sealed === row.access_sealed) return known.platform;
      const platform = createAfnorPlatform(accessOf(opened(hub, row.access_sealed)), hub.now);
      own.set(shopId, { sealed: row.access_sealed, platform });
      return platform;
    },
  };
}

export const connectPlatform = defineTool({
  name: 'connect_platform',
  says: "Keeps a shop's own approved platform for electronic invoices, or renews its secrets.",
  for: ['member'],
  roles: ['owner'],
  /** Whoever calls has logged in with it. */
  input: z.object({ access: platformAccessSchema }),
  run: async (run, { access }): Promise<Outcome> => {
    const { host } = new URL(access.url);
    const row = {
      access_sealed: run.hub.sealer.seal(JSON.stringify(access)),
      host,
      proved_at: new Date(run.at),
    };
    await run.trx
      .insertInto('platform_access')
      .values({ shop_id: run.shop.id, ...row })
      .onConflict((conflict) => conflict.column('shop_id').doUpdateSet(row))
      .execute();
    await record(run, 'platform.connected', null, { host });
    return { facts: { host }, reply: { text: textsFor(run.language).einvoicing.connected(host) } };
  },
});

export const disconnectPlatform = defineTool({
  name: 'disconnect_platform',
  says: "Forgets a shop's own approved platform.",
  for: ['member'],
  roles: ['owner'],
  input: z.object({}),
  run: async (run): Promise<Outcome> => {
    const gone = await run.trx.deleteFrom('platform_access').returning('host').executeTakeFirst();
    if (gone) await record(run, 'platform.disconnected', null, { host: gone.host });
    const texts = textsFor(run.language).einvoicing;
    return { facts: { done: gone !== undefined }, reply: { text: texts.disconnected } };
  },
});
