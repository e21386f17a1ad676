import type { Clause, HearingWorld } from './words.ts';

/** "la 156", "commande n° 156", "à la 156", "les 156, 157 et 158": who names them, and the numbers. */
const NUMBERED =
  /(?<![\p{L}\d/])((?:(?:pour|a|de|sur|avec|dans|for|to|on|in) )?(?:(?:la|le|les|l'|the)\s+)?(?:(?:commandes?|cde|orders?|numero|n[°o]|#)\s*)*#?)(\d{1,7}(?:\s*(?:,|et puis|et|puis|and|&|\+|و)\s*(?:(?:la|le|the)\s+)?(?:n[°o]\s?|#)?\d{1,7})*)(?!\d)/gu;
const SAID_SO = /\b(?:la|les|the|commandes?|cde|orders?|numero)\b|n[°o]|#/;

/** What makes the number before it an amount, a time, a size or a day. */
const COUNTS =
  /^[\d.,]*\s*(?:€|euros?|eur\b|dt\b|tnd|dinars?|h\b|heures?|min|mn\b|kg|g\b|%|x\b|p\b|parts?|pers|jours?|semaines?|mois|er\b|(?:au|et le) \d|:\d|\/|h\d|janvier|fevrier|mars|avril|mai\b|juin|juillet|aout|septembre|octobre|novembre|decembre|-\s*\d)/u;
/** "du 2", "au 9": days. */
const A_DAY = /\b(?:du|au|jusqu'au)\s*$/;
/** The words behind a number that may be the thing it counts. */
const COUNTED = /^\s*(?:x\s*)?([\p{L}'-]+(?:\s+[\p{L}'-]+){0,3})/u;

/** The orders a clause is about, and the clause without their numbers. */
export type AboutOrders = { clause: Clause; orders: number[] };

/**
 * Takes the numbers of orders out of a clause. A number that counts ("2 éclairs", "30 minutes", "le 24 décembre") is
 * none; a bare one is an order's only when the shop has that order.
 */
export function ordersIn(clause: Clause, world: HearingWorld): AboutOrders {
  for (const match of clause.flat.matchAll(NUMBERED)) {
    const end = match.index + match[0].length;
    const after = clause.flat.slice(end);
    if (COUNTS.test(after) || A_DAY.test(clause.flat.slice(0, match.index))) continue;
    const orders = [...match[2]!.matchAll(/\d+/g)].map(([digits]) => Number(digits));
    const exist = orders.every((order) => world.statusOf(order));
    const named = SAID_SO.test(match[1]!);
    if (!named && (!exist || countsProduct(after, world) || isBuried(clause.flat, match.index, after))) continue;
    const without = (text: string) => `${text.slice(0, match.index)} ${text.slice(end)}`;
    return { clause: { said: without(clause.said), flat: without(clause.flat) }, orders };
  }
  return { clause, orders: world.order === undefined ? [] : [world.order] };
}

/** "4 éclairs dans la 2": one word or more behind the number name something of the catalogue. */
function countsProduct(after: string, world: HearingWorld): boolean {
  const words = COUNTED.exec(after)?.[1]?.split(/\s+/) ?? [];
  return words.some((_, last) => world.isProduct(words.slice(0, last + 1).join(' ')));
}

/** A bare number with words before and behind it counts something: "on a reçu 3 clients". A verb may lead it. */
function isBuried(flat: string, at: number, after: string): boolean {
  return flat.slice(0, at).trim().split(/\s+/).length > 1 && /^\s*\p{L}/u.test(after);
}
