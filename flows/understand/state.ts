/** The conversation so far: the draft, its day, hour, place, and what the shop has said. */

import type { Line } from './lines.ts';
import type { Intent, Part, TimeIs, Unresolved } from './types.ts';

export type CartLine = Line & { op?: 'add' | 'set' | 'remove'; turn: number; start: number; end: number };

export type Slot<T> = { value: T; turn: number; start: number; end: number } | null;

export type State = {
  cart: CartLine[];
  /** Words that stand for an order that cannot be read ("comme d'habitude"). */
  references: (Unresolved & { turn: number; start: number; end: number })[];
  date: Slot<string>;
  /** The day that was last asked about, before anything was ordered for it. */
  spokenOf: string | null;
  endDate: string | null;
  dateAsked: boolean;
  time: Slot<string>;
  endTime: string | null;
  timeIs: TimeIs | null;
  part: Part | null;
  fulfilment: Slot<'pickup' | 'delivery'>;
  address: Slot<string>;
  secondAddress: boolean;
  name: Slot<string>;
  phone: Slot<string>;
  note: Slot<string>;
  /** The goods the customer named last, asked about or ordered. */
  named: (Pick<Line, 'product' | 'candidates'> & Partial<Pick<Line, 'sku' | 'askVariant'>>) | null;
  /** The goods the shop listed last, by index. */
  shown: number[];
  placed: boolean;
  /** The order itself is not in the conversation: the cart holds only what changes. */
  touched: boolean;
  /** An order intent has been seen. */
  draft: boolean;
  people: number | null;
  intent: Intent;
  also: Intent[];
  confidence: number;
};

/** The state before the first message. */
export function emptyState(): State {
  return {
    cart: [],
    references: [],
    date: null,
    spokenOf: null,
    endDate: null,
    dateAsked: false,
    time: null,
    endTime: null,
    timeIs: null,
    part: null,
    fulfilment: null,
    address: null,
    secondAddress: false,
    name: null,
    phone: null,
    note: null,
    named: null,
    shown: [],
    placed: false,
    touched: false,
    draft: false,
    people: null,
    intent: 'other',
    also: [],
    confidence: 0.5,
  };
}
