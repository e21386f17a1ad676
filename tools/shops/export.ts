import { forShop } from '../../db/shop.ts';
import type { Hub } from '../context.ts';
import type { StandingShopFile } from './shop-file.ts';
import { isSecret, readStored, type StoredShop } from './stored.ts';

/** What a file says when it says nothing: left out of an export. */
const DEFAULTS: Record<string, string> = {
  closures: '[]',
  legal: '{}',
  approval: '"always"',
  prices: '"incl_vat"',
  assistant: '{"model":false}',
  retention: '{}',
  papers: '{}',
  digest: '{"evening":"19:00","morning":"opening"}',
  subscribers: '[]',
  payments: '{}',
};

/**
 * A shop as its file, without any secret; `leftOut` names those it has. Imported again, it changes nothing: what a
 * file does not say about secrets stays.
 */
export async function exportShop(hub: Hub, shopId: number): Promise<{ file: object; leftOut: string[] }> {
  const stored = await forShop(hub.database, shopId, (trx) => readStored(trx, hub));
  return { file: brief(stored.file), leftOut: secretsOf(stored) };
}

function brief(file: StandingShopFile): object {
  const { products, ...rest } = file;
  const kept = Object.entries(rest).filter(
    ([key, value]) => value !== undefined && JSON.stringify(value) !== DEFAULTS[key],
  );
  return {
    ...Object.fromEntries(kept),
    ...(file.opening_hours ? { opening_hours: inOrder(file.opening_hours) } : {}),
    products: products.map((product) =>
      Object.fromEntries(
        Object.entries(product).filter(
          ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
        ),
      ),
    ),
  };
}

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

function inOrder(hours: NonNullable<StandingShopFile['opening_hours']>): object {
  return Object.fromEntries(WEEK.flatMap((day) => (hours[day] === undefined ? [] : [[day, hours[day]]])));
}

function secretsOf({ members, connections, payments, apiKeys }: StoredShop): string[] {
  const shown = connections.filter((one) => one.on);
  return [
    ...members.filter((row) => row.active && row.password_hash !== null).map((row) => `the password of ${row.name}`),
    ...shown.flatMap((one, index) =>
      Object.keys(one.whole)
        .filter(isSecret)
        .map((field) => `connections[${index}].${field}`),
    ),
    ...Object.keys(payments).map((name) => `the keys of payments.${name}`),
    ...(apiKeys.length > 0 ? ['api_key'] : []),
  ];
}
