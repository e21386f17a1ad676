/** What the two-phone page needs from outside: two feeds, a wake-up, and somewhere to say things. */

export const PHONES = ['customer', 'merchant'] as const;
/** Whose phone: the customer's (left) or the merchant's (right). */
export type Phone = (typeof PHONES)[number];

/** One thing on a phone's screen, as the channel rendered it. */
export type Bubble = {
  /**
   * Stable. What a phone said carries the `id` of its `say`, so that the page recognises its own bubble;
   * a bubble that changed (its `state`, a `typing` that ended) comes again with the same id and replaces the first.
   */
  id: string;
  /** `me` is the owner of this phone. */
  side: 'me' | 'them';
  /** Milliseconds since the epoch. */
  at: number;
  text: string;
  /** Up to three without a `choicesLabel` are buttons, otherwise a list behind one button. */
  choices?: { id: string; title: string; description?: string }[];
  choicesLabel?: string;
  link?: { label: string; url: string };
  /** `size` in bytes, when known. */
  document?: { url: string; filename: string; mime: string; size?: number };
  /** For `me`: the ticks. */
  state?: 'sent' | 'delivered' | 'read' | 'failed';
  quoted?: { id: string; text: string };
  /** "is writing": shown until a later bubble of that side, or until the same id comes without it. */
  typing?: boolean;
};

/** What somebody typed or tapped. Exactly one of `text` and `tap`. */
export type Saying = {
  phone: Phone;
  visitor: string;
  text?: string;
  tap?: { payload: string; title: string /** The bubble the button stood under. */; of?: string };
  /** The id of the bubble this one quotes. */
  quoted?: string;
  /** Made by the browser, 8 to 64 of [A-Za-z0-9_-]; the same saying sent again has the same id and must count once. */
  id: string;
};

export type EssaiParts = {
  shopName: string;
  /**
   * All bubbles of one phone after a cursor, oldest first, new and changed ones; all of them after null.
   * `cursor` is what to ask with next time, opaque to the page (at most 200 characters); null while there is nothing.
   */
  feed(phone: Phone, visitor: string, after: string | null): Promise<{ bubbles: Bubble[]; cursor: string | null }>;
  /** Resolves when something new may be there for this visitor, or after `timeoutMs`. It is called before `feed` reads. */
  changed(visitor: string, timeoutMs: number): Promise<void>;
  /** Takes what was said, durably. A second saying with the same `id` changes nothing. */
  say(saying: Saying): Promise<void>;
};
