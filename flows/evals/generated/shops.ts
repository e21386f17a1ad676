/** The catalogues the sentences are drawn over: the project's own, and those that stand beside the repository. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { type CompiledShop, compileShop, type ReaderShop } from '../../understand/index.ts';
import { corporaPath } from '../read/score.ts';
import { type Family, familiesOf, type Good, goodsOf } from './goods.ts';

export type Stand = { name: string; shop: ReaderShop; compiled: CompiledShop; goods: Good[]; families: Family[] };

function standsIn(folder: string, prefix: string, name: (file: string) => string): Stand[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.startsWith(prefix) && file.endsWith('.json') && !/^(?:fobo|shop-diner)/.test(file))
    .sort()
    .map((file) => {
      const shop = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')) as ReaderShop;
      const goods = goodsOf(shop);
      return { name: name(file), shop, compiled: compileShop(shop), goods, families: familiesOf(goods) };
    });
}

/** The project's own shops. */
export const ownStands = (): Stand[] =>
  standsIn(new URL('../read/cases', import.meta.url).pathname, 'shop-', (f) => f.slice(5, -5));

/** The shops of the corpora, none when they are not there. */
export const corpusStands = (): Stand[] => standsIn(corporaPath('catalogs'), '', (f) => `corpus/${f.slice(0, -5)}`);
