/** English menus: a restaurant menu with its names only becomes a shop file; products, quantities and sizes are compared. */
import { readFileSync } from 'node:fs';
import { compileShop, type ReaderShop, read } from '../../understand/index.ts';
import { corporaPath, corpus, type RowScore, rowScore } from './score.ts';

type MenuProduct = { id: string; name: string; sizes: string[] | null; option_groups: string[] };
type Menu = {
  id: string;
  products: MenuProduct[];
  option_groups: { id: string; name: string; options: { id: string; name: string }[] }[];
};
type Line = { product: string; qty: number; size?: string; options?: unknown[] };
export type MenuCase = { id: string; text: string; catalog: string; expected: { lines: Line[] } };

/** A menu as a shop file: names only, no aliases. Sizes become variants `product@size`. */
export function shopOfMenu(menu: Menu): ReaderShop {
  return {
    shop: menu.id,
    currency: 'EUR',
    language: 'en',
    products: menu.products.map((p) => ({
      sku: p.id,
      name: p.name,
      unit: 'piece',
      price: 100,
      ...(p.sizes
        ? { variants: p.sizes.map((s) => ({ sku: `${p.id}@${s}`, name: s.replaceAll('_', ' '), price: 100 })) }
        : {}),
      options: menu.option_groups
        .filter((g) => p.option_groups.includes(g.id))
        .map((g) => ({
          name: g.name,
          kind: 'choices',
          choices: g.options.filter((o) => !o.id.startsWith('or(')).map((o) => o.name),
        })),
    })),
  };
}

function keyOf(lines: { product: string; qty: number | null }[]): string {
  return lines
    .map((l) => `${l.product}#${l.qty}`)
    .sort()
    .join(' ');
}

/** One row per menu of the corpus: orders whose products and quantities are all right. */
export function scoreMenus(): RowScore[] {
  const cases = corpus<MenuCase>('orders_en');
  return ['fobo-burger', 'fobo-burrito', 'fobo-coffee', 'fobo-sub'].map((id) => {
    const own = cases.filter((c) => c.catalog === id);
    if (own.length === 0) return rowScore(`menu_${id}`, []);
    const menu = JSON.parse(readFileSync(corporaPath(`catalogs/${id}.json`), 'utf8')) as Menu;
    return scoreMenu(`menu_${id}`, shopOfMenu(menu), own);
  });
}

/** Orders on one menu: products and quantities all right. */
export function scoreMenu(row: string, menu: ReaderShop, cases: readonly MenuCase[]): RowScore {
  const shop = compileShop(menu);
  return rowScore(
    row,
    cases.map((c) => {
      const r = read(shop, { turns: [{ from: 'customer', text: c.text }], refTime: '2026-06-01T12:00:00', lang: 'en' });
      const got = keyOf(r.items.map((i) => ({ product: i.sku.split('@')[0]!, qty: i.qty })));
      const gold = keyOf(c.expected.lines.map((l) => ({ product: l.product, qty: l.qty })));
      return {
        id: c.id,
        ok: got === gold,
        detail: `${c.text} | gold ${gold} | got ${got} | ${r.unresolved.map((u) => u.text)}`,
      };
    }),
  );
}
