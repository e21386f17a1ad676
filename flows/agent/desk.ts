import type { Ctx } from '../../tools/context.ts';
import { Refusal } from '../../tools/errors.ts';
import { TOOLS } from '../../tools/index.ts';
import { perform } from '../../tools/perform.ts';
import type { Outcome, Tool } from '../../tools/tool.ts';

/** One tool that was run for this turn, and what came of it. */
export type Done = { tool: string; outcome: Outcome | null; refusal: Refusal | null };

/** Where tools are run for one turn: one after the other, each remembered. */
export type Desk = {
  done: Done[];
  /** Runs a tool as this turn's customer. A refusal is remembered, not thrown; a fault is thrown. */
  act(name: string, input: unknown): Promise<Done>;
  /** Resolves when nothing is running any more. */
  idle(): Promise<void>;
};

/** The tools a customer's words can reach, from the one registry. */
export const CUSTOMER_TOOLS: readonly Tool[] = TOOLS.filter((tool) => tool.for.includes('customer'));

/**
 * Of these, the ones a model may call. A new tool for customers is not a model's until it is named here and in the
 * policy: a yes to a quote or to an offered day, a code that links an account are a customer's own taps and words.
 */
const FOR_MODELS = new Set([
  'search_catalogue',
  'show_photo',
  'draft_order',
  'drop_draft',
  'place_order',
  'order_status',
  'draft_so_far',
  'payment_link',
  'send_invoice',
  'opening_hours',
  'shop_facts',
  'in_name_of',
  'request_change',
  'hand_over',
]);

export const MODEL_TOOLS: readonly Tool[] = CUSTOMER_TOOLS.filter((tool) => FOR_MODELS.has(tool.name));

const DRAFTING = new Set(['draft_order', 'place_order', 'drop_draft']);

/** Opens the desk of one turn. Parallel calls of a model are run in the order it gave them. */
export function openDesk(ctx: Ctx): Desk {
  const done: Done[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const run = async (name: string, input: unknown): Promise<Done> => {
    const tool = CUSTOMER_TOOLS.find((one) => one.name === name);
    if (!tool) throw new Error(`no customer tool is called ${name}`);
    if (DRAFTING.has(name) && done.some(isPlaced)) {
      return {
        tool: name,
        outcome: null,
        refusal: new Refusal('wrong_state', 'The order of this turn is placed already.'),
      };
    }
    // One message carries one picture, and the members hear of one product that lacks its own.
    if (name === 'show_photo' && done.some((entry) => entry.tool === name && entry.outcome))
      return { tool: name, outcome: null, refusal: new Refusal('wrong_state', 'One photo fits into an answer.') };
    const entry = await attempt(tool, ctx, input);
    done.push(entry);
    return entry;
  };
  return {
    done,
    act(name, input) {
      const mine = last.then(() => run(name, input));
      last = mine.catch(() => undefined);
      return mine;
    },
    async idle() {
      await last;
    },
  };
}

async function attempt(tool: Tool, ctx: Ctx, input: unknown): Promise<Done> {
  try {
    return { tool: tool.name, outcome: await perform(tool, ctx, input), refusal: null };
  } catch (error) {
    if (error instanceof Refusal) return { tool: tool.name, outcome: null, refusal: error };
    throw error;
  }
}

function isPlaced(done: Done): boolean {
  return done.tool === 'place_order' && done.outcome?.facts.placed === true;
}

/** True when something was decided that ends the talk for this turn: an order placed, a draft dropped, people told. */
export function isSettled(done: Done): boolean {
  const facts = done.outcome?.facts;
  if (!facts) return false;
  return isPlaced(done) || facts.dropped === true || facts.handedOver === true || facts.passedOn === true;
}

/** What the last draft of the turn still misses: its kind, null when complete, undefined when nothing was drafted. */
export function draftMisses(done: Done[]): string | null | undefined {
  const last = done.findLast((entry) => entry.tool === 'draft_order' && entry.outcome);
  return last ? (last.outcome!.facts.missing as string | null) : undefined;
}
