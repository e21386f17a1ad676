import { type Asked, aboutOrder, goesOn, tellsAloud } from './about-order.ts';
import { aboutShop, newPaper } from './about-shop.ts';
import { ordersIn } from './order-numbers.ts';
import { clauseOf, flatten, type HearingWorld } from './words.ts';

export type { HearingWorld } from './words.ts';

/** The exact commands that words would run, and what of them was not understood. */
export type Heard = { commands: string[]; leftover: string[] };

const POLITE =
  /^(?:merci|stp|svp|s'il te plait|s'il vous plait|ok|voila|bonjour|salut|please|thanks|thank you|شكرا|bon|alors|et|puis)?[\s.!]*$/u;

/** The exact commands of a sentence, in the order in which they were said. */
export function hear(text: string, world: HearingWorld): Heard {
  const said = clauseOf(text.trim());
  const paper = said && newPaper(said, world);
  if (paper) return { commands: [paper], leftover: [] };
  // "dis à la 156 : …": all that follows is hers to say, commas and all.
  const dictated = said && tellsAloud(said.flat) ? aboutOrder(said, world) : null;
  if (dictated) return { commands: dictated.commands, leftover: [] };
  const groups: { words: string; order: number | undefined }[] = [];
  let lead = '';
  for (const { words, joint } of piecesOf(text)) {
    const before = groups.at(-1);
    // "annule la 156 et dis-lui ...", "et rembourse-la": what is told, and what a pronoun stands for, goes on.
    const order = before ? (goesOn(flatten(words)) ? lastOrder(before, world) : undefined) : world.order;
    if (one(words, { ...world, order })) groups.push({ words, order });
    else if (before) before.words += `${joint}${words}`;
    else lead += `${lead ? joint : ''}${words}`;
  }
  const commands: string[] = [];
  const leftover: string[] = POLITE.test(flatten(lead)) ? [] : [lead.trim()];
  for (const { words, order } of groups) {
    const found = one(words, { ...world, order }) ?? one(words.split(/[,;.!?]/)[0]!, { ...world, order });
    if (found) commands.push(...found.commands);
    if (found?.left && !POLITE.test(flatten(found.left))) leftover.push(found.left.trim());
  }
  // A sentence of which nothing was a command is no leftover: it is all of it.
  return {
    commands: joined([...new Set(commands)], world),
    leftover: commands.length > 0 ? leftover.filter(Boolean) : [],
  };
}

/** Whether a sentence names an order of the shop: what is not understood of it is not looked for elsewhere. */
export function namesAnOrder(text: string, world: HearingWorld): boolean {
  const clause = clauseOf(text);
  return clause !== null && ordersIn(clause, world).orders.some((order) => world.statusOf(order));
}

/** What the one before was about, for what goes on about it. */
function lastOrder(group: { words: string; order: number | undefined }, world: HearingWorld): number | undefined {
  const clause = clauseOf(group.words);
  return clause ? ordersIn(clause, { ...world, order: group.order }).orders.at(-1) : undefined;
}

/** "annule la 156 et rembourse-la" is one act with a command of its own. */
function joined(commands: string[], world: HearingWorld): string[] {
  if (!world.exists('annuler-rembourser')) return commands;
  const refunds = new Set(commands.flatMap((one) => /^\/rembourser (\d+)$/.exec(one)?.[1] ?? []));
  return commands.flatMap((one) => {
    const order = /^\/(annuler|rembourser) (\d+)/.exec(one);
    if (!order || !refunds.has(order[2]!) || !commands.some((other) => other.startsWith(`/annuler ${order[2]}`)))
      return [one];
    return order[1] === 'annuler' ? [`/annuler-rembourser ${order[2]}`] : [];
  });
}

/** What one clause asks for; null when it asks for nothing. */
function one(said: string, world: HearingWorld): Asked | null {
  const clause = clauseOf(said);
  if (!clause) return null;
  const order = aboutOrder(clause, world);
  if (order) return order;
  const shop = aboutShop(clause, world);
  return shop ? { commands: [shop], left: '' } : null;
}

/** A sentence in pieces, each with what joined it to the one before. "156, 157 et 158" stays in one. */
function piecesOf(text: string): { words: string; joint: string }[] {
  const cut = text
    .normalize('NFC')
    .split(
      /(\s*[;\n]+\s*|\s*[,.!?]+(?:\s+|$)(?!(?:(?:la|le|et|et la)\s+)?\d{1,7}(?:\s*$|\s*(?:,|et)\s))(?:et |puis )?|(?<!\d)(?<!\bet)\s+(?:et puis|et|puis|and|then)\s+|(?<=\d)\s+(?:et puis|et|puis|and|then)\s+(?!(?:puis\s+)?(?:(?:la|le)\s+)?\d))/iu,
    );
  const pieces: { words: string; joint: string }[] = [];
  for (let at = 0; at < cut.length; at += 2) {
    const words = cut[at]!.trim();
    if (words)
      pieces.push({
        // What is asked stays a question: "on est ouvert lundi ?" opens nothing.
        words: cut[at + 1]?.includes('?') ? `${words} ?` : words,
        joint: at === 0 ? '' : cut[at - 1]!.includes(',') ? ', ' : ` ${cut[at - 1]!.trim()} `.replace(/ {2}/, ' '),
      });
  }
  return pieces;
}
