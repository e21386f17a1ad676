import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { parseMoney } from '../../tools/money.ts';
import type { OrderChange, OrderRequest } from '../../tools/orders/change.ts';
import { orderByShort } from '../../tools/orders/read.ts';
import { inShop } from '../../tools/perform.ts';
import { textsFor } from '../../tools/texts/index.ts';
import { readerFor } from '../reader.ts';
import { type Reading, read, readWhen } from '../understand/index.ts';
import { stillOff, type TypedDiscount, typedDiscounts } from './discounts.ts';
import type { Command } from './grammar.ts';
import { otherPacks } from './packs.ts';
import { readingText, remarksIn } from './remarks.ts';

/** What a command's tool takes, from what was typed after its word. Throws Refusal when the words cannot be read. */
export async function commandInput(ctx: Ctx, command: Command, order: number | undefined): Promise<object> {
  const { takes, reads } = command.tool.command!;
  const named = {
    ...(order === undefined ? {} : { order }),
    ...(command.version === undefined ? {} : { version: command.version }),
  };
  const { text } = command;
  if (takes === 'nothing') return named;
  // A word after the number, for those that know one: "facture 156 mail".
  if (takes === 'order') return text ? { ...named, text } : named;
  switch (reads) {
    case 'change':
      return { ...named, ...(text ? { change: await readChange(ctx, order ?? 0, text) } : {}) };
    case 'request':
      // "156" names an order that exists: there is nothing to read in it.
      return { ...named, text, ...(/\p{L}/u.test(text) ? { request: await readRequest(ctx, text) } : {}) };
    case 'day': {
      const day = whenNamed(ctx, text)?.date;
      return { ...named, text, ...(day ? { day } : {}) };
    }
    case 'when': {
      const when = whenNamed(ctx, text);
      return { ...named, text, ...(when?.date ? { date: when.date } : {}), ...(when?.time ? { time: when.time } : {}) };
    }
    default:
      return { ...named, text };
  }
}

function whenNamed(ctx: Ctx, text: string) {
  if (!text) return undefined;
  return readWhen(text, { refTime: new Date(ctx.hub.now()).toISOString(), timezone: ctx.shop.timezone });
}

/** A fee is an amount with its currency, or a bare one at the end of what is said: "livraison 23 rue …" is none. */
const FEE =
  /\b(?:livraison|delivery|frais)\s*:?\s*(\d+(?:[.,]\d+)?)(?:\s*(?:€|eur(?:os?)?|dt|tnd|dinars?)(?!\p{L})|(?=\s*(?:[,;.]|$)))/iu;

/**
 * What a member's words change of an order: "3 fraisiers, dimanche 10h, livraison 5€", and "3 au lieu de 2, 14h" where
 * the order itself says which line has two. Null when the words name no change; throws Refusal when one is unclear.
 */
export async function changeFromWords(ctx: Ctx, order: number, text: string): Promise<OrderChange | null> {
  const { swapped, rest } = await readSwaps(ctx, order, text);
  const read = /[\p{L}\d]/u.test(rest) ? (await readOrder(ctx, rest)).change : { lines: [] };
  const named = read.lines.filter((line) => !swapped.some((one) => one.sku === line.sku));
  const lines = [...named, ...swapped, ...(await otherPacks(ctx, order, rest, named))];
  const change: OrderChange = { ...read, lines };
  return lines.length === 0 && Object.keys(change).length === 1 ? null : change;
}

/** "3 fraisiers, dimanche 10h, livraison 5€": what a member wants different. Throws Refusal naming what is unclear. */
async function readChange(ctx: Ctx, order: number, text: string): Promise<OrderChange> {
  const change = await changeFromWords(ctx, order, text);
  if (!change) throw new Refusal('invalid', textsFor(ctx.language).refusals.notUnderstoodChange(text));
  const remarks = remarksIn(text, await readsAs(ctx));
  if (remarks.length === 0) return change;
  const { note } = (await inShop(ctx, (run) => orderByShort(run, order))).order;
  return { ...change, note: noteOf(change.note ?? note, remarks) };
}

/** "3 au lieu de 2", with what may be named in between: new quantity, words, old quantity. */
const SWAP =
  /(\d+(?:[.,]\d+)?)((?:\s+[\p{L}'’-]+){0,5}?)\s+(?:au lieu d[e’']|à la place d[e’']|plutôt qu[e’']|instead of|بدل)\s*(\d+(?:[.,]\d+)?)/giu;

/** Quantities that replace others, on the line that has the old one; `rest` is what else was said. */
async function readSwaps(
  ctx: Ctx,
  order: number,
  text: string,
): Promise<{ swapped: OrderChange['lines']; rest: string }> {
  const bare: { qty: number; was: number; words: string }[] = [];
  const rest = text.replace(SWAP, (clause: string, qty: string, named: string, was: string) => {
    if (named.trim()) return `${qty}${named}`;
    bare.push({ qty: numberOf(qty), was: numberOf(was), words: clause });
    return ' ';
  });
  if (bare.length === 0) return { swapped: [], rest };
  const { lines } = await inShop(ctx, (run) => orderByShort(run, order));
  const swapped = bare.map(({ qty, was, words }) => {
    const having = lines.filter((line) => Number(line.qty) === was);
    const meant = having.length > 0 ? having : lines;
    if (meant.length !== 1) {
      const names = meant.map((line) => line.name);
      throw new Refusal('invalid', textsFor(ctx.language).refusals.ambiguousChange(words, names));
    }
    return { sku: meant[0]!.sku, qty };
  });
  return { swapped, rest };
}

const numberOf = (text: string): number => Number(text.replace(',', '.'));

/** A telephone number as it is typed in France or Tunisia, with or without the country. */
// Of the two countries the length is known: a quantity may follow it ("+33612345678 12 éclairs").
const PHONE =
  /(?:\+|\b00)(?:33(?:[ .-]?\d){9}|216(?:[ .-]?\d){8})\b|(?:\+|\b00)\d(?:[ .-]?\d){7,13}\b|\b0\d(?:[ .-]?\d{2}){4}\b|\b[24579]\d(?:[ .-]?\d{3}){2}\b/u;
/** Where the name at the head of a line ends: a figure, a counting word, a comma. */
const NAME_ENDS =
  /[\d,;:]|(?<!\p{L})(?:une?|deux|trois|quatre|cinq|six|dix|douze|des|les?|la|pour|veut|one|two|a)(?!\p{L})/iu;

/**
 * A whole order in one line: "Marie 0612345678 2 fraisiers 8p samedi 14h livraison 23 rue des Lilas". The name stands
 * first or is said ("au nom de"). Throws Refusal naming what is unclear.
 */
async function readRequest(ctx: Ctx, text: string): Promise<OrderRequest> {
  const phone = PHONE.exec(text)?.[0];
  const named = phone ? text.replace(phone, ' ') : text;
  const first = await nameAtHead(ctx, named.trim());
  const said = first ? null : await nameBehindFor(ctx, named.trim());
  const head = first || said?.name || '';
  const told = said ? said.rest : head ? named.trim().slice(head.length) : named;
  const { found, rest: wanted } = typedDiscounts(told, ctx.shop.currency);
  if (stillOff(wanted)) throw new Refusal('invalid', textsFor(ctx.language).orders.offUnclear);
  const { change, reading } = await readOrder(ctx, wanted, (words) => {
    const { unknownGoods, retype } = textsFor(ctx.language).orders;
    return `${unknownGoods(words)}\n${retype}`;
  });
  const uncounted = reading.items.find((item) => item.qty === null);
  if (uncounted) {
    const { catalogue } = await readerFor(ctx);
    const name = catalogue.find(uncounted.sku)?.product.name ?? uncounted.sku;
    throw new Refusal('invalid', textsFor(ctx.language).orders.howMany(name));
  }
  const name = head || reading.customer_name;
  const given = phone ?? reading.phone;
  // "dimanche matin": an order has an hour, or the words.
  const part = reading.part && !reading.time ? [textsFor(ctx.shop.language).parts[reading.part]] : [];
  const note = noteOf(change.note, [...part, ...remarksIn(wanted, await readsAs(ctx))]);
  return {
    ...change,
    ...(note ? { note } : {}),
    ...(await discountsOf(ctx, found, change.lines)),
    ...(name ? { name } : {}),
    ...(given ? { phone: given } : {}),
  };
}

/** As much as the note of an order holds. */
const NOTE_LENGTH = 1000;

/** What is noted already, and remarks; nothing twice. */
function noteOf(noted: string | null | undefined, remarks: string[]): string | undefined {
  const fresh = remarks.filter((one) => !noted?.includes(one));
  const all = [noted, ...fresh].filter(Boolean).join(' · ').slice(0, NOTE_LENGTH);
  return all || undefined;
}

/** What a line of an order is read as, one text for equal readings. */
async function readsAs(ctx: Ctx): Promise<(text: string) => string> {
  const { compiled } = await readerFor(ctx);
  const refTime = new Date(ctx.hub.now()).toISOString();
  return (text) => {
    const turns = [{ from: 'customer' as const, text: text.replace(FEE, ' ') }];
    return readingText(read(compiled, { turns, refTime, speaker: 'customer' }));
  };
}

/** What is taken off, of which line or of the whole. Throws Refusal where it is not clear of which, or said twice. */
async function discountsOf(
  ctx: Ctx,
  found: TypedDiscount[],
  lines: OrderRequest['lines'],
): Promise<Pick<OrderRequest, 'discount' | 'off'>> {
  const texts = textsFor(ctx.language);
  const off: NonNullable<OrderRequest['off']> = {};
  let discount: OrderRequest['discount'];
  for (const one of found) {
    const named =
      one.on === null
        ? []
        : (await readOrder(ctx, `1 ${one.on.replace(/^\s*\d+(?:[.,]\d+)?\s*(?:x|×)?/iu, '')}`)).change.lines;
    const meant = lines.filter((line) => named.some(({ sku }) => sku === line.sku));
    if (one.on !== null && named.length > 0 && meant.length !== 1)
      throw new Refusal('invalid', texts.orders.whichOff(one.on));
    const sku = meant[0]?.sku;
    if (sku === undefined ? discount : off[sku]) throw new Refusal('invalid', texts.orders.offTwice);
    if (sku === undefined) discount = one.off;
    else off[sku] = one.off;
  }
  return { ...(discount ? { discount } : {}), ...(Object.keys(off).length > 0 ? { off } : {}) };
}

const TITLE = String.raw`(?:[Mm]|[Mm]r|[Mm]me|[Mm]lle|[Mm]onsieur|[Mm]adame|[Mm]ademoiselle)\.?\s+`;
/** "pour Dupont", "pour Mme Le Goff", "for Ann Carter": a name has a capital or a title. */
const FOR_WHOM = new RegExp(
  String.raw`(?:^|\s)(?:[Pp]our|[Ff]or)\s+((?:${TITLE})[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]*){0,3}|\p{Lu}[\p{L}'’-]*(?:\s+\p{Lu}[\p{L}'’-]*){0,3})(?=$|[\s,;.:])`,
  'gu',
);

/** The customer a line is said to be for, wherever it stands in it, and the line without; null: nobody. */
async function nameBehindFor(ctx: Ctx, text: string): Promise<{ name: string; rest: string } | null> {
  for (const found of [...text.matchAll(FOR_WHOM)].reverse()) {
    const name = found[1]!;
    if (!(await isName(ctx, name))) continue;
    const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim();
    return { name, rest };
  }
  return null;
}

/** The customer's name when the line begins with one: up to four words that are no product and no day. Else "". */
async function nameAtHead(ctx: Ctx, text: string): Promise<string> {
  const end = NAME_ENDS.exec(text)?.index ?? text.length;
  const head = text.slice(0, end).trim();
  if (!head || head.split(/\s+/).length > 4 || !/^[\p{L}'’. -]+$/u.test(head)) return '';
  return (await isName(ctx, head)) ? head : '';
}

/** Neither a day nor a product. */
async function isName(ctx: Ctx, head: string): Promise<boolean> {
  if (whenNamed(ctx, head)?.date) return false;
  const { compiled } = await readerFor(ctx);
  const reading = read(compiled, {
    turns: [{ from: 'customer', text: `1 ${head}` }],
    refTime: new Date(ctx.hub.now()).toISOString(),
    speaker: 'customer',
  });
  return reading.items.length === 0;
}

/** `unknown`: the sentence about goods that are no product. */
async function readOrder(
  ctx: Ctx,
  text: string,
  unknown: (words: string) => string = textsFor(ctx.language).refusals.notUnderstoodChange,
): Promise<{ change: OrderChange; reading: Reading }> {
  const texts = textsFor(ctx.language).refusals;
  const fee = FEE.exec(text);
  const shipping = fee ? parseMoney(fee[1]!, ctx.shop.currency) : null;
  const rest = fee ? text.replace(fee[0], ' ') : text;
  const { compiled, catalogue } = await readerFor(ctx);
  const reading = read(compiled, {
    turns: [{ from: 'customer', text: rest.trim() || text }],
    refTime: new Date(ctx.hub.now()).toISOString(),
    speaker: 'customer',
  });
  const unclear = reading.unresolved[0];
  if (unclear && rest.trim()) {
    const names = unclear.candidates.flatMap((sku) => catalogue.find(sku)?.product.name ?? []);
    throw new Refusal('invalid', names.length > 0 ? texts.ambiguousChange(unclear.text, names) : unknown(unclear.text));
  }
  const change: OrderChange = {
    lines: reading.items.flatMap((item) =>
      item.qty === null
        ? []
        : [
            {
              sku: item.sku,
              qty: item.op === 'remove' ? 0 : item.qty,
              ...(item.options ? { options: item.options } : {}),
            },
          ],
    ),
    ...(reading.date ? { date: reading.date } : {}),
    ...(reading.time ? { time: reading.time } : {}),
    ...(reading.fulfilment ? { fulfilment: reading.fulfilment } : {}),
    ...(reading.address ? { address: reading.address } : {}),
    ...(reading.note ? { note: reading.note } : {}),
    ...(shipping === null ? {} : { shipping, fulfilment: 'delivery' as const }),
  };
  return { change, reading };
}
