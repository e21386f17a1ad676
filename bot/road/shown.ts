import { sql } from 'kysely';
import { type Origin, productShown } from '../../tools/catalog/posts.ts';
import type { Arrival, Content } from '../../tools/conversations/message.ts';
import type { Run } from '../../tools/tool.ts';
import type { ConversationRow } from './person.ts';
import type { Said } from './turn.ts';
import { wordsOf } from './words.ts';

/** What a person came by is meant for so long. */
const MEANT_MS = 24 * 3_600_000;

/** Words that point instead of naming, with a number before them if any. */
const POINTING =
  /(?<!\p{L})(?:(?:(un|une|\d{1,3}|deux|trois|quatre|cinq|six|dix)\s+)?comme\s+(?:ça|ca|celui[- ]?(?:ci|là|la)|celle[- ]?(?:ci|là|la)|sur la photo)|(?:celui|celle|ceux|celles)[- ]?(?:ci|là|la)(?!\p{L})|(?:le|la) même|(?:this|that) one|هذا|هذه)(?!\p{L})/iu;
/** "j'en veux 2": the number stands, the thing is meant. */
const OF_IT =
  /(?<!\p{L})(?:j['’ ]?en|m['’ ]?en|nous en|en)\s+(?:\p{L}+\s+){1,2}(?:\d{1,3}|une?|deux|trois|quatre|cinq|six|dix|douze)(?!\p{L})/iu;
/** Short words under a story or an advertisement that want what is shown there, whatever else they say. */
const ABOUT_IT =
  /prix|combien|dispo|commander|commande|r[ée]serv|je (?:le|la|les) (?:veux|prends)|je (?:veux|voudrais)|il en reste|how much|price|available|order|i want|بكم|سعر|متوفر|نحب|أريد/iu;
const LONGEST_ABOUT_IT = 120;
const NUMBER = /^\s*(?:x\s*)?\d|(?:\d|(?<!\p{L})(?:une?|deux|trois|quatre|cinq|six|dix))\s*$/iu;

/**
 * "Celui-ci !" under a story, a shared post, an advertisement: the words are read with the product's name in place of
 * the pointing ones. Both are kept. What shows no known product stays as it is, and the members are asked which it is.
 */
export async function withShown(run: Run, conversation: ConversationRow, said: Said[]): Promise<Said[]> {
  if (conversation.member_id !== null) return said;
  let origin: Origin | undefined;
  const read: Said[] = [];
  for (const one of said) {
    origin = one.arrival.origin ?? origin;
    read.push(await withProduct(run, conversation, one, origin));
  }
  return read;
}

async function withProduct(
  run: Run,
  conversation: ConversationRow,
  one: Said,
  near: Origin | undefined,
): Promise<Said> {
  const { row, arrival } = one;
  const content = arrival.what.kind === 'message' ? arrival.what.content : null;
  if (content?.kind !== 'text' && content?.kind !== 'media') return one;
  if (content.shown) return one;
  const words = wordsOf(content);
  const points = POINTING.test(words) || OF_IT.test(words);
  const origin = near ?? (points ? await earlierOrigin(run, conversation) : undefined);
  if (!origin || words.trim() === '') return one;
  const asks = points || (near !== undefined && words.length <= LONGEST_ABOUT_IT && ABOUT_IT.test(words));
  const product = asks ? await productShown(run, conversation.channel, origin, points) : null;
  if (!product) return one;
  const as = withName(words, product.name);
  if (as === null) return one;
  const kept: Content = { ...content, shown: { sku: product.sku, as } };
  const changed: Arrival = { ...arrival, what: { kind: 'message', content: kept } };
  await run.trx
    .updateTable('message')
    .set({ arrival: JSON.stringify(changed) })
    .where('id', '=', row.id)
    .execute();
  return { row, arrival: changed };
}

/** The words with the name where they point; null when they name it themselves. */
export function withName(words: string, name: string): string | null {
  if (words.toLowerCase().includes(name.toLowerCase())) return null;
  const found = POINTING.exec(words);
  if (found) {
    const [before, after] = [words.slice(0, found.index), words.slice(found.index + found[0].length)];
    const counted = found[1] ? `${found[1]} ` : NUMBER.test(before) || NUMBER.test(after) ? '' : '1 ';
    return `${before}${counted}${name}${after}`;
  }
  if (OF_IT.test(words)) return words.replace(OF_IT, (whole) => `${whole} ${name}`);
  return `${words.trim()} (${name})`;
}

/** The advertisement, story or post this conversation came by, as long as it is meant. */
async function earlierOrigin(run: Run, conversation: ConversationRow): Promise<Origin | undefined> {
  const row = await run.trx
    .selectFrom('message')
    .select('arrival')
    .where('conversation_id', '=', conversation.id)
    .where('at', '>', new Date(run.at - MEANT_MS))
    .where(sql<boolean>`arrival ? 'origin'`)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (row?.arrival as Arrival | undefined)?.origin;
}
