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

const WHICH =
  /(?:^| )(?:lequel|laquelle|lesquels|lesquelles|quel gateau|quelle sorte|quoi|which|anehou|anehi|chnowa|شنوه)(?: |$)/;

/** "un gâteau" - "lequel ?" - "un opéra": what is named takes the place of the word that was open. */
export function chosen(state: State, turn: number, asked: string): void {
  if (!WHICH.test(asked)) return;
  const open = state.cart.filter((c) => c.turn < turn && c.product === null);
  const named = state.cart.filter((c) => c.turn === turn && c.product !== null);
  if (open.length !== 1 || named.length !== 1) return;
  const [was, is] = [open[0]!, named[0]!];
  if ((is.unsaid || is.qty === 1) && was.qty !== null) is.qty = was.qty;
  is.askQty = is.qty === null;
  state.cart.splice(state.cart.indexOf(was), 1);
}
