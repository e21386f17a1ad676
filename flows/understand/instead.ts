/** What the customer takes in place of something the shop does not have. */

import type { State } from './state.ts';

const INSTEAD = /a la place|instead|بدلا/;

/**
 * The shop asked what is wanted in place of a thing it could not find: the goods named in the answer take that place,
 * and its quantity when they name none.
 */
export function takePlace(state: State, turn: number, shopWords: string): void {
  if (!INSTEAD.test(shopWords)) return;
  const lost = state.cart.find((line) => line.turn < turn && line.product === null && line.candidates.length === 0);
  const found = state.cart.find((line) => line.turn === turn && line.product !== null);
  if (!lost || !found) return;
  if (found.unsaid) {
    found.qty = lost.qty;
    found.askQty = lost.qty === null;
  }
  state.cart = state.cart.filter((line) => line !== lost);
}
