import { type Catalogue, nameOf } from '../../tools/catalog/catalogue.ts';
import type { Content } from '../../tools/conversations/message.ts';
import type { DraftContent, DraftLine } from '../../tools/drafts/draft.ts';
import { dayOf, timeOf } from '../../tools/language.ts';
import { type Beside, CART_MARK, draftFrom, type TurnFacts } from '../agent/facts.ts';
import { productsIn } from '../agent/model-input.ts';
import type { Turn } from '../turn.ts';
import { type CompiledShop, type Intent, type ReaderTurn, type Reading, read } from '../understand/index.ts';

/** Reads a turn: its words, its native carts, its places on the map. Pure: nothing is asked or changed. */
export function readTurn(
  turn: Turn,
  shop: { catalogue: Catalogue; compiled: CompiledShop },
  open: DraftContent | null,
): TurnFacts {
  const last = turn.messages.at(-1)!;
  const { timezone } = turn.shop;
  const refTime = `${dayOf(last.at, timezone)}T${timeOf(last.at, timezone)}`;
  const beside: Beside = { cart: cartOf(turn, shop, open), place: placeOf(turn) };
  const story = withCart(turn.story, beside.cart);
  const reading = read(shop.compiled, { turns: story, refTime, channel: turn.conversation.channel });
  return {
    shop: turn.shop,
    ...shop,
    story,
    words: wordsOf(turn),
    refTime,
    reading,
    intent: intentOf(turn, reading, open),
    read: draftFrom(reading, { story, catalogue: shop.catalogue, before: open, beside }),
    open,
  };
}

/** What this turn said in words, one message a line. */
export function wordsOf(turn: Turn): string {
  return turn.messages
    .map((message) => message.text.trim())
    .filter(Boolean)
    .join('\n');
}

/** The word that our own introduction promises, alone in a message. */
const HUMAN = /^\P{L}*(?:(?:un |une |an? )?(?:humain|humaine|human|personne|person)|إنسان|انسان|شخص)\P{L}*$/iu;

/** The promised word is heard first; a cart is an order whatever is written beside it; a place answers an open draft. */
function intentOf(turn: Turn, reading: Reading, open: DraftContent | null): Intent {
  if (turn.messages.some((message) => HUMAN.test(message.text))) return 'human_request';
  if (turn.messages.some((message) => message.content.kind === 'cart')) return 'order';
  const onlyPlaces = turn.messages.every((message) => message.content.kind === 'location');
  return onlyPlaces && open ? 'order' : reading.intent;
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
