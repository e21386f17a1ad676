/** Changing SECRET_KEY: every secret of a shop sealed anew with the key in force. */
import { sql } from 'kysely';
import { forShop, type Trx } from '../db/shop.ts';
import type { Hub } from './context.ts';
import type { Sealer } from './sealing.ts';

/** What became of one shop: how many secrets were sealed anew, how many were so already. */
export type Resealed = { anew: number; already: number };

/**
 * Seals a shop's secrets anew: the accounts of its channels with their PINs, the keys of its payment providers, its approved platform. Each row
 * is a transaction of its own, under its lock, and what is sealed with the key in force is left alone: stopped anywhere,
 * it goes on where it was. `step` is called before each commit. Throws where a secret opens with none of the keys.
 */
export async function resealShop(hub: Hub, shopId: number, step: () => void = () => {}): Promise<Resealed> {
  const { sealer, database } = hub;
  const count: Resealed = { anew: 0, already: 0 };
  const anew = (sealed: string) => {
    if (sealer.isCurrent(sealed)) count.already += 1;
    else count.anew += 1;
    return resealed(sealer, sealed);
  };
  const ids = await forShop(database, shopId, (trx) =>
    trx.selectFrom('connection').select('id').orderBy('id').execute(),
  );
  for (const { id } of ids)
    await forShop(database, shopId, async (trx) => {
      await resealConnection(trx, id, anew);
      step();
    });
  for (const part of [resealPayments, resealPlatform])
    await forShop(database, shopId, async (trx) => {
      await part(trx, anew);
      step();
    });
  return count;
}

function resealed(sealer: Sealer, sealed: string): string {
  return sealer.isCurrent(sealed) ? sealed : sealer.seal(sealer.open(sealed));
}

async function resealConnection(trx: Trx, id: number, anew: (sealed: string) => string): Promise<void> {
  const row = await trx
    .selectFrom('connection')
    .select(['secrets_sealed', 'facts'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (!row) return;
  const { pin, ...facts } = row.facts;
  await trx
    .updateTable('connection')
    .set({
      secrets_sealed: anew(row.secrets_sealed),
      facts: JSON.stringify({ ...facts, ...(pin === undefined ? {} : { pin: anew(pin) }) }),
    })
    .where('id', '=', id)
    .execute();
}

async function resealPayments(trx: Trx, anew: (sealed: string) => string): Promise<void> {
  const { settings } = await trx.selectFrom('shop').select('settings').forUpdate().executeTakeFirstOrThrow();
  const { payments = {} } = settings as { payments?: Record<string, string | undefined> };
  const given = Object.entries(payments).flatMap(([name, sealed]) => (sealed ? [[name, anew(sealed)]] : []));
  if (given.length === 0) return;
  // Only this part: what another release keeps in the settings stays as it is.
  await trx
    .updateTable('shop')
    .set({
      settings: sql<string>`settings || jsonb_build_object('payments', ${JSON.stringify(Object.fromEntries(given))}::jsonb)`,
    })
    .execute();
}

async function resealPlatform(trx: Trx, anew: (sealed: string) => string): Promise<void> {
  const row = await trx.selectFrom('platform_access').select('access_sealed').forUpdate().executeTakeFirst();
  if (row)
    await trx
      .updateTable('platform_access')
      .set({ access_sealed: anew(row.access_sealed) })
      .execute();
}
