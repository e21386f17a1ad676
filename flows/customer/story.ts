import { type Catalogue, nameOf } from '../../tools/catalog/catalogue.ts';
import type { Content } from '../../tools/conversations/message.ts';
import type { DraftContent, DraftLine } from '../../tools/drafts/draft.ts';
import { dayOf, timeOf } from '../../tools/language.ts';
import type { OrderView } from '../../tools/orders/read.ts';
import { type Beside, CART_MARK, draftFrom, type TurnFacts } from '../agent/facts.ts';
import { productsIn } from '../agent/model-input.ts';
import type { Turn } from '../turn.ts';
import { type CompiledShop, type Intent, type ReaderTurn, type Reading, read } from '../understand/index.ts';
import { isNews, readAsked } from './asked.ts';
import { addsTo, goesOn, isAboutOrder, orderMeant, readChange } from './change.ts';
import { withAnswers } from './evidence.ts';
import { isAcknowledgement, onlyThanks } from './manners.ts';
import { asQuestion, photoWish, withoutPhotoWish } from './photo-wish.ts';

/** Reads a turn: its words, its native carts, its places on the map. Pure: nothing is asked or changed. */
export function readTurn(
  turn: Turn,
  shop: { catalogue: Catalogue; compiled: CompiledShop },
  open: DraftContent | null,
  placed: Placed = NOTHING_PLACED,
): TurnFacts {
  const last = turn.messages.at(-1)!;
  const { timezone } = turn.shop;
  const refTime = `${dayOf(last.at, timezone)}T${timeOf(last.at, timezone)}`;
  const beside: Beside = { cart: cartOf(turn, shop, open), place: placeOf(turn) };
  const story = withCart(withoutWishes(turn), beside.cart);
  const { channel, introduced, language } = turn.conversation;
  const context = { refTime, channel, ...(introduced ? { speaks: language === 'aeb' ? 'arabizi' : language } : {}) };
  const reading = read(shop.compiled, { turns: story, ...context });
  const words = wordsOf(turn);
  const heard = withoutPhotoWish(words);
  const meant = orderMeant(heard, placed.orders, placed.changing);
  // What was forgotten when the order was placed is read by itself: nothing before it is about it.
  const alone =
    open === null && meant && story.length > turn.messages.length
      ? read(shop.compiled, { turns: story.slice(-turn.messages.length), ...context })
      : reading;
  const added = open === null && meant !== null && addsTo(alone, heard);
  const named = open === null && meant !== null ? nameAlone(shop.compiled, heard, refTime) : null;
  const intent = added || named ? 'other' : intentOf(turn, reading, open);
  const about = { story: withoutWishes(turn), refTime, place: beside.place, alone };
  const change =
    meant && changes(intent, { reading: added ? alone : reading, words: heard, open, placed })
      ? readChange(turn, shop, { ...about, view: meant })
      : null;
  const written = draftFrom(reading, { story, catalogue: shop.catalogue, before: open, beside });
  const facts = {
    shop: turn.shop,
    ...shop,
    story,
    words,
    refTime,
    reading: named ? { ...reading, customer_name: named } : reading,
    intent: change && intent !== 'cancel_order' ? ('modify_order' as const) : intent,
    read: change ? change.content : withAnswers(written, open, turn.messages),
    open,
    change,
    photo: photoOf(turn, shop, open),
    order: meant?.order.short ?? null,
  };
  const ordered = meant?.lines.map(({ sku }) => sku) ?? [];
  return { ...facts, asked: readAsked({ ...facts, ordered }) };
}

/** The story as it is read: asking to be shown a product orders none. */
function withoutWishes({ story, messages }: Turn): ReaderTurn[] {
  const before = story.length - messages.length;
  return story.map((turn, index) => {
    if (turn.from !== 'customer') return turn;
    return { ...turn, text: index < before ? asQuestion(turn.text) : withoutPhotoWish(turn.text) };
  });
}

/** What a photo is asked of: named with the wish, in the same turn, being ordered, or spoken of last. */
function photoOf(turn: Turn, shop: { compiled: CompiledShop }, open: DraftContent | null): string[] | null {
  const wishes = turn.messages.flatMap(({ text }) => photoWish(text) ?? []);
  if (wishes.length === 0) return null;
  const said = [...wishes.reverse(), withoutPhotoWish(wordsOf(turn))];
  for (const words of said) {
    const skus = productsIn(shop, words);
    if (skus.length > 0) return skus;
  }
  const ordering = (open?.lines ?? []).flatMap((line) => line.sku ?? []);
  if (ordering.length > 0) return ordering;
  const before = turn.story.slice(0, -turn.messages.length).slice(-SPOKEN_OF).reverse();
  for (const { text } of before) {
    const skus = productsIn(shop, text);
    if (skus.length > 0) return skus;
  }
  return [];
}

/** "Une photo ?" is of what was spoken of among this many last messages. */
const SPOKEN_OF = 4;

/** The customer's orders that are open, newest first, and the one a change is being put together for. */
export type Placed = { orders: OrderView[]; changing: number | null };
const NOTHING_PLACED: Placed = { orders: [], changing: null };

/** An open draft takes every change; without one, words that change something are about the order that was placed. */
function changes(
  intent: Intent,
  about: { reading: Reading; words: string; open: DraftContent | null; placed: Placed },
): boolean {
  if (about.open || intent === 'human_request' || intent === 'thanks' || COMMAND.test(about.words)) return false;
  if (about.placed.changing !== null) return intent === 'cancel_order' || goesOn(about.reading, about.words);
  return isAboutOrder(about.reading, about.words);
}

/** What this turn said in words, one message a line. */
export function wordsOf(turn: Turn): string {
  return turn.messages
    .map((message) => message.text.trim())
    .filter(Boolean)
    .join('\n');
}

/** The word that our own introduction promises, alone in a message. */
const HUMAN =
  /^\P{L}*(?:(?:un |une |an? )?(?:humain|humaine|human|personne|person)|إنسان|انسان|شخص(?: حقيقي)?)\P{L}*$/iu;

const COMMAND = /^\s*\/\p{L}/u;
const DECIDES: ReadonlySet<Intent> = new Set(['cancel_order', 'modify_order']);

/** The promised word is heard first; a cart is an order whatever is written beside it; a place answers an open draft. */
function intentOf(turn: Turn, reading: Reading, open: DraftContent | null): Intent {
  if (turn.messages.some((message) => HUMAN.test(message.text))) return 'human_request';
  if (turn.messages.some((message) => message.content.kind === 'cart')) return 'order';
  if (onlyThanks(wordsOf(turn))) return 'thanks';
  if (open === null && onlyNods(turn, reading)) return 'other';
  if (reading.intent === 'complaint' && isNews(wordsOf(turn))) return 'other';
  const onlyPlaces = turn.messages.every((message) => message.content.kind === 'location');
  if (onlyPlaces && open) return 'order';
  // A member's command in a customer's mouth asks for nothing.
  const commanded = turn.messages.some((message) => COMMAND.test(message.text));
  return commanded && DECIDES.has(reading.intent) ? 'other' : reading.intent;
}

/** "Oui", "ok parfait", with nothing asked: the reader takes them for a wish that names no goods yet. */
function onlyNods(turn: Turn, { intent, items, unresolved }: Reading): boolean {
  if (intent !== 'order' || items.length + unresolved.length > 0) return false;
  const asked = turn.story.findLast(({ from }) => from === 'shop');
  return !/[?؟]/u.test(asked?.text ?? '') && isAcknowledgement(wordsOf(turn));
}

const NAME = /^\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}$/u;

/** "Martin", alone and with a capital, after an order that has no name: what the reader takes for one when it was asked. */
function nameAlone(compiled: CompiledShop, words: string, refTime: string): string | null {
  if (!NAME.test(words.trim())) return null;
  const turns: ReaderTurn[] = [
    { from: 'shop', text: 'À quel nom ?' },
    { from: 'customer', text: words },
  ];
  const { intent, customer_name: name, items, unresolved, date } = read(compiled, { turns, refTime });
  return intent === 'other' && items.length + unresolved.length === 0 && date === null ? name : null;
}

/**
 * The lines of native carts: this turn's and those the open draft carries. An unknown sku stays as words with the
 * products they may mean; a product sold in sizes is asked about like any other.
 */
function cartOf(
  turn: Turn,
  shop: { catalogue: Catalogue; compiled: CompiledShop },
  open: DraftContent | null,
): DraftLine[] {
  const answered = productsIn(shop, wordsOf(turn)).length > 0;
  const carried = (open?.lines ?? []).filter((line) => line.words.startsWith(CART_MARK) && (line.sku || !answered));
  const lines = new Map(carried.map((line) => [line.words, line]));
  for (const message of turn.messages) {
    if (message.content.kind !== 'cart') continue;
    for (const { sku, qty } of message.content.lines) {
      const found = shop.catalogue.find(sku);
      const words = `${CART_MARK}${qty} ${found ? nameOf(found) : sku}`.slice(0, 200);
      const candidates = found ? [] : productsIn(shop, sku.replace(/[-_.]+/g, ' '));
      lines.set(words, { sku: found ? sku : null, words, qty, options: {}, candidates });
    }
  }
  return [...lines.values()];
}

/** The cart spelled out before the story, so that "finalement 3" and "enlève les macarons" are read against it. */
function withCart(story: ReaderTurn[], cart: DraftLine[]): ReaderTurn[] {
  const spelled = cart.filter((line) => line.sku).map((line) => line.words.slice(CART_MARK.length));
  return spelled.length > 0 ? [{ from: 'customer', text: spelled.join('\n') }, ...story] : story;
}

/** The address of the last place on the map: its name and address, or its coordinates. */
function placeOf(turn: Turn): string | null {
  const place = turn.messages.map((message) => message.content).findLast(isPlace);
  if (!place) return null;
  const written = [place.name, place.address].filter(Boolean).join(', ');
  return written || `📍 ${place.latitude.toFixed(5)}, ${place.longitude.toFixed(5)}`;
}

function isPlace(content: Content): content is Extract<Content, { kind: 'location' }> {
  return content.kind === 'location';
}
