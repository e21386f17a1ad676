import type { FileProduct } from './rows.ts';
import type { StandingShopFile } from './shop-file.ts';

/** One thing an import would change. `from` and `to` are short texts for people; a secret never stands in them. */
export type Difference = { path: string; kind: 'added' | 'removed' | 'changed'; from?: string; to?: string };

const SHOWN_LENGTH = 120;
const STANDARD_VAT = 20;

/**
 * What distinguishes the wanted shop from the stored one: settings field by field, products and variants by sku,
 * lists (aliases, options, closures) as a whole. Members, connections and secrets are compared where they are matched.
 * Stock is looked at only with `stock`.
 */
export function differences(
  stored: StandingShopFile,
  wanted: StandingShopFile,
  options: { stock: boolean },
): Difference[] {
  const found = compare(settingsOf(stored), settingsOf(wanted), '');
  const [before, after] = [productsOf(stored, options.stock), productsOf(wanted, options.stock)];
  found.push(...compare(before, after, 'products'));
  const order = (file: Record<string, unknown>, other: Record<string, unknown>) =>
    Object.keys(file)
      .filter((sku) => Object.hasOwn(other, sku))
      .join();
  if (order(before, after) !== order(after, before))
    found.push({ path: 'products', kind: 'changed', to: 'another order' });
  return found;
}

function settingsOf(file: StandingShopFile): object {
  const { shop: _shop, members: _members, connections: _connections, payments: _payments, ...rest } = file;
  const { subscribers: _subscribers, api_key: _key, products: _products, ...settings } = rest;
  return settings;
}

function productsOf(file: StandingShopFile, stock: boolean): Record<string, object> {
  const counted = <T extends { stock?: number | undefined }>({ stock: level, ...rest }: T) =>
    stock ? { ...rest, stock: level } : rest;
  return Object.fromEntries(
    file.products.map(({ sku, variants, vat_rate: rate = STANDARD_VAT, ...product }): [string, object] => [
      sku,
      {
        ...counted(product as Omit<FileProduct, 'sku' | 'variants'>),
        vat_rate: rate,
        variants: Object.fromEntries(variants.map(({ sku: own, ...variant }) => [own, counted(variant)])),
      },
    ]),
  );
}

/** Differences between two plain values; objects are entered, anything else is compared as JSON. */
export function compare(before: unknown, after: unknown, path: string): Difference[] {
  if (isPlain(before) && isPlain(after)) {
    const fields = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return fields.flatMap((field) => compare(before[field], after[field], path ? `${path}.${field}` : field));
  }
  if (canonical(before) === canonical(after)) return [];
  if (before === undefined) return [{ path, kind: 'added', to: shown(after) }];
  if (after === undefined) return [{ path, kind: 'removed', from: shown(before) }];
  return [{ path, kind: 'changed', from: shown(before), to: shown(after) }];
}

/** JSON with sorted keys: the database does not keep their order. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_key, part: unknown) =>
    isPlain(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  const text = isPlain(value) && typeof value.name === 'string' ? value.name : JSON.stringify(value);
  return text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text;
}
