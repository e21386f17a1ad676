import { folded } from '../catalog/match.ts';
import { formatMoney } from '../money.ts';
import { textsFor } from '../texts/index.ts';
import type { Run } from '../tool.ts';

/** "12e", "12ème arrondissement": a district of a city whose postcodes end with it. */
const DISTRICT = /(?<!\d)(\d{1,2}) ?(?:er?|eme|e?me)(?!\p{L})/u;
/** Paris, Lyon and Marseille, by the begin of their postcodes. */
const WITH_DISTRICTS = /^(?:750|690|130)(\d{2})$/;
const POSTCODE = /(?<!\d)(\d{2}) ?(\d{3})(?!\d)/;

/**
 * Where the shop delivers and what it costs, and whether a place named in `words` is among its areas (postcodes or names
 * of towns, as the shop wrote them). Null when the shop has said nothing of delivery.
 */
export function placeAnswer(run: Pick<Run, 'shop' | 'language'>, words: string): string | null {
  const { delivery } = run.shop.settings;
  if (!delivery) return null;
  const texts = textsFor(run.language).conversation.asked;
  const money = (amount: number) => formatMoney(amount, run.shop.currency, run.language);
  const { fee, free_from: from, areas } = delivery;
  const price =
    fee === 0
      ? texts.deliveryFree
      : from === undefined
        ? texts.deliveryFee(money(fee))
        : texts.deliveryFreeFrom(money(fee), money(from));
  const list = areas.join(', ');
  const place = placeIn(words, areas);
  if (areas.length === 0) return [texts.delivers, price].join(' ');
  if (place === null) return [texts.deliversTo(list), price].join(' ');
  return place.inside ? [texts.deliversThere(place.name), price].join(' ') : texts.notThere(place.name, list);
}

/** The place that words name, where that can be told without a map; null when it cannot. */
export function placeIn(words: string, areas: string[]): { name: string; inside: boolean } | null {
  const said = folded(words);
  const town = areas.find((area) => /\p{L}/u.test(area) && holds(said, folded(area)));
  if (town) return { name: town, inside: true };
  const code = POSTCODE.exec(said);
  const codes = areas.filter((area) => /^\d{5}$/.test(area));
  if (code && codes.length === areas.length) {
    const name = `${code[1]}${code[2]}`;
    return { name, inside: codes.includes(name) };
  }
  const district = DISTRICT.exec(said)?.[1]?.padStart(2, '0');
  const cities = codes.flatMap((area) => WITH_DISTRICTS.exec(area)?.[1] ?? []);
  if (!district || cities.length === 0 || new Set(codes.map((area) => area.slice(0, 3))).size > 1) return null;
  return { name: `${codes[0]!.slice(0, 3)}${district}`, inside: cities.includes(district) };
}

function holds(text: string, name: string): boolean {
  return new RegExp(`(?<!\\p{L})${name.replace(/[^\p{L}\d]+/gu, '[^\\p{L}\\d]+')}(?!\\p{L})`, 'u').test(text);
}
