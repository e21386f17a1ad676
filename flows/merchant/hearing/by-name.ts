import type { Ctx } from '../../../tools/context.ts';
import { inShop } from '../../../tools/perform.ts';
import { flatten } from './words.ts';

/** An order that words may mean, with what tells it from the others of the same customer. */
export type Meant = { short: number; name: string; due: string | null; open: boolean };

/** The orders a customer's name stands for, and the sentence with one's number in the name's place. */
export type Named = { name: string; orders: Meant[]; withNumber(short: number): string };

/** Older orders are asked about by their number. */
const RECENT_MS = 60 * 24 * 3_600_000;
const MOST_READ = 500;

/** What leads to a name and gives way with it: "la commande de Mme", "à", "pour". */
const LEAD =
  /(?:(?:la |sa |les |the )?(?:commande|order|cde)s? )?(?:(de la |de l'|de |d'|du |a la |a |pour |for |to |of )?(?:la |le )?)?(?:(?:mme|madame|mlle|mr|mrs|m|monsieur)\.? )?$/u;
const TITLE = /^(?:mme|madame|mlle|mademoiselle|mr|mrs|ms|m|monsieur|dr|de|du|la|le|des|el|ben|al)$/;
const SHORTEST = 3;

/** Finds the orders whose customer a sentence names; `isWord` tells words that name something else. Null: none. */
export async function ordersByName(ctx: Ctx, text: string, isWord: (word: string) => boolean): Promise<Named | null> {
  const said = text.normalize('NFC');
  const flat = flatten(said);
  if (flat.length !== said.length) return null;
  const orders = await recentOrders(ctx);
  const found = orders.flatMap((order) => {
    const at = placeOfName(flat, said, order.name, isWord);
    return at ? [{ order, ...at }] : [];
  });
  const longest = Math.max(0, ...found.map(({ end, start }) => end - start));
  const best = found.filter(({ end, start }) => end - start === longest);
  const [first] = best;
  // Two customers in one sentence: whose order is meant for what is not told by a name.
  if (!first || found.some(({ start, end }) => end <= first.start || start >= first.end)) return null;
  const open = best.filter(({ order }) => order.open);
  const meant = (open.length > 0 ? open : best).map(({ order }) => order);
  const lead = LEAD.exec(flat.slice(0, first.start))!;
  const link = /^(?:a|to)/.test(lead[1] ?? '') ? 'à ' : /^(?:pour|for)/.test(lead[1] ?? '') ? 'pour ' : '';
  const before = said.slice(0, lead.index);
  const after = said.slice(first.end);
  return {
    name: said.slice(first.start, first.end),
    orders: meant,
    withNumber: (short) => `${before}${link}la ${short}${after}`,
  };
}

async function recentOrders(ctx: Ctx): Promise<Meant[]> {
  return inShop(ctx, async (run) => {
    const rows = await run.trx
      .selectFrom('orders')
      .innerJoin('customer', 'customer.id', 'orders.customer_id')
      .select(['orders.short', 'orders.status', 'orders.due_date', 'orders.customer_name', 'customer.name'])
      .where('orders.status', '!=', 'cancelled')
      .where('orders.created_at', '>', new Date(run.at - RECENT_MS))
      .orderBy('orders.id', 'desc')
      .limit(MOST_READ)
      .execute();
    return rows.flatMap(({ short, status, due_date: due, customer_name: own, name }) => {
      const called = own ?? name;
      return called ? [{ short, name: called, due, open: status !== 'delivered' }] : [];
    });
  });
}

/** Where a name, or the longest run of its words, stands in a sentence; small words and words of goods are none. */
function placeOfName(
  flat: string,
  said: string,
  name: string,
  isWord: (word: string) => boolean,
): { start: number; end: number } | null {
  const words = flatten(name)
    .split(/[^\p{L}\p{N}'-]+/u)
    .filter(Boolean);
  const whole = placeOf(flat, words.join(' '));
  if (whole && words.length > 1) return whole;
  const single = words.filter((word) => word.length >= SHORTEST && !TITLE.test(word) && !/^\d/.test(word));
  for (const word of single) {
    const at = placeOf(flat, word);
    if (!at) continue;
    const capital = /^\p{Lu}/u.test(said.slice(at.start)) && at.start > 0;
    if (capital || !isWord(word)) return at;
  }
  return null;
}

function placeOf(flat: string, words: string): { start: number; end: number } | null {
  if (words === '') return null;
  const pattern = words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '[\\s-]+');
  const found = new RegExp(`(?<![\\p{L}\\p{N}])${pattern}(?![\\p{L}\\p{N}])`, 'u').exec(flat);
  return found ? { start: found.index, end: found.index + found[0].length } : null;
}
