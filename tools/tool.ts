import type { z } from 'zod';
import type { Trx } from '../db/shop.ts';
import type { Actor, Ctx, Role } from './context.ts';
import type { Reply } from './conversations/message.ts';

/** How a member types a tool. The first word is the canonical French one; the others are English or close words. */
export type CommandWords = {
  words: string[];
  /** What follows: nothing, an order number, an order number and free text, or free text. */
  takes: 'nothing' | 'order' | 'order_and_text' | 'text';
  /**
   * What the typed text is read for before the tool gets it: `day` adds `day` (YYYY-MM-DD), `when` adds `date` and
   * `time`, `change` adds `change` (what of an order becomes different), `request` adds `request` (a whole order in one
   * line). Without it the tool gets the `text` alone.
   */
  reads?: 'day' | 'when' | 'change' | 'request';
  /** What follows the word, for /aide, when it is more than the number: "156 [45€] [espèces]". */
  example?: string;
  /** One line for /aide, in French, English and Arabic. */
  help: { fr: string; en: string; ar: string };
  /** Bare words that mean it without a slash ("confirmer 156" does; a lone "aide" does). */
  slashless: boolean;
};

/** What a tool gives back. `facts` may go to a language model; `reply` is code's own sentence for whoever asked. */
export type Outcome = {
  facts: Record<string, unknown>;
  reply?: Reply;
  /** The order, at its version, that `reply` shows: a quoted answer or a typed command binds to it. */
  about?: { orderId: number; version: number };
  /** The tool and input that take this effect back; offered for a while as /annule-ca. None: it cannot be taken back. */
  undo?: { tool: string; input: object };
};

/** A verb of the trade, defined once: the agent's tool, the chat command, the admin's button are derived from it. */
export type Tool<I extends z.ZodType = z.ZodType> = {
  name: string;
  /** For the model: what it does and when to use it. */
  says: string;
  for: Actor['kind'][];
  /** Members who may; absent: all. */
  roles?: Role[];
  input: I;
  command?: CommandWords;
  /** Asks ahead (`db/connection.ts`) for what `run` reads first: saves the way there. Changes nothing. */
  expect?(run: Run, input: z.output<I>): Promise<void>;
  run(run: Run, input: z.output<I>): Promise<Outcome>;
};

/** What a tool holds while it runs: the shop's transaction and a way to note work that starts after commit. */
export type Run = Ctx & {
  trx: Trx;
  /** The instant of this run, milliseconds; one value for the whole transaction. */
  at: number;
  /** Work noted in this transaction, rung after commit. */
  bells: { kind: 'turn' | 'deliver' | 'errand'; ref: string; at?: number }[];
};

/** Declares a tool; only fixes its types. */
export function defineTool<I extends z.ZodType>(tool: Tool<I>): Tool<I> {
  return tool;
}
