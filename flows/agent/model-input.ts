import { z } from 'zod';
import { questionInput } from '../customer/asked.ts';
import { askedDay } from '../customer/asked-day.ts';
import { goodsAsked, matchProducts, TOPICS } from '../understand/index.ts';
import { ordering, type TurnFacts } from './facts.ts';
import { weave } from './weave.ts';

/** What a tool is given for what a model said: its input, or a sentence for the model when it may not. */
export type Prepared = { input: unknown } | { refused: string };

/** A tool as a model sees it. Amounts, dates, ids and other people's words have no place in its schema. */
export type ModelInput = {
  schema: z.ZodObject;
  prepare(facts: TurnFacts, args: Record<string, unknown>): Prepared;
};

/** The most of a customer's words that is passed on to a member. */
const MOST_PASSED_ON = 500;
const MOST_FOUND = 8;
/** Below this, words and product have nothing in common. */
const FOUND = 0.3;
const AS_LIKELY = 0.8;

const proposal = z.object({
  lines: z
    .array(
      z.object({
        product: z.string().min(1).max(200).describe('A sku from the catalogue lines, or the customer’s own words.'),
        quantity: z.number().positive().max(10_000).nullable().describe('As the customer said it; null when not said.'),
        options: z.record(z.string(), z.union([z.string(), z.number(), z.array(z.string())])).optional(),
      }),
    )
    .max(50),
  when: z
    .string()
    .max(200)
    .optional()
    .describe('The customer’s own words for the day and hour, never a date of yours.'),
  fulfilment: z.enum(['pickup', 'delivery']).optional(),
  address: z.string().max(500).optional(),
  name: z.string().max(120).optional(),
  note: z.string().max(1000).optional().describe('The customer’s own words.'),
});

const nothing = z.object({});
const same = (_facts: TurnFacts, args: Record<string, unknown>): Prepared => ({ input: args });
const ownWords: ModelInput = {
  schema: nothing,
  prepare: (facts) => ({ input: { words: facts.words.slice(0, MOST_PASSED_ON) } }),
};
const NOT_ORDERING = {
  refused: 'The customer is not ordering anything in this message. Answer what was asked, or hand over.',
};

const NOT_CANCELLING = { refused: 'The customer is not cancelling anything in this message.' };

/** The tools whose model-facing form differs from their own. Any other tool is offered as it is. */
export const MODEL_INPUTS: Record<string, ModelInput> = {
  draft_order: {
    schema: proposal,
    prepare: (facts, args) => (ordering(facts) ? { input: weave(facts, proposal.parse(args)) } : NOT_ORDERING),
  },
  place_order: { schema: nothing, prepare: (facts, args) => (ordering(facts) ? same(facts, args) : NOT_ORDERING) },
  drop_draft: {
    schema: nothing,
    prepare: (facts, args) =>
      facts.intent === 'order' ? { refused: 'The customer is ordering, not giving up.' } : same(facts, args),
  },
  search_catalogue: {
    schema: z.object({ words: z.string().max(200).describe('What the customer calls it; empty for the whole list.') }),
    prepare: (facts, args) => {
      const { day } = askedDay(facts);
      return {
        input: {
          skus: goodsAsked(facts.compiled, String(args.words ?? '')).slice(0, MOST_FOUND),
          ...(day ? { day } : {}),
        },
      };
    },
  },
  show_photo: {
    schema: z.object({ words: z.string().max(200).describe('What the customer calls it; empty when not named.') }),
    prepare: (facts, args) => {
      const named = productsIn(facts, String(args.words ?? ''));
      return { input: { skus: named.length > 0 ? named : (facts.photo ?? []) } };
    },
  },
  request_change: {
    schema: z.object({ what: z.enum(['change', 'cancel']) }),
    prepare: (facts, args) => {
      if (args.what === 'cancel' && facts.intent !== 'cancel_order') return NOT_CANCELLING;
      const input = {
        what: args.what,
        text: facts.words.slice(0, MOST_PASSED_ON),
        ...(facts.order === null ? {} : { order: facts.order }),
        ...(args.what === 'change' && facts.change
          ? { change: facts.change.change, content: facts.change.content }
          : {}),
      };
      return { input };
    },
  },
  hand_over: {
    schema: nothing,
    prepare: (facts) => ({
      input: {
        about: facts.words.slice(0, MOST_PASSED_ON),
        why: facts.intent === 'complaint' ? 'complaint' : 'wish',
      },
    }),
  },
  order_status: ownWords,
  send_invoice: ownWords,
  in_name_of: {
    schema: nothing,
    prepare: ({ reading }) =>
      reading.customer_name ? { input: { name: reading.customer_name } } : { refused: 'The customer gave no name.' },
  },
  shop_facts: {
    schema: z.object({ about: z.array(z.enum(TOPICS)).max(8) }),
    prepare: (facts, args) => {
      const { about } = z.object({ about: z.array(z.enum(TOPICS)).max(8) }).parse(args);
      return { input: questionInput(facts, about) };
    },
  },
  opening_hours: {
    schema: nothing,
    prepare: (facts) => ({ input: askedDay(facts) }),
  },
};

/** Products that words name, the likeliest first; none when they name none. */
export function productsIn(facts: Pick<TurnFacts, 'compiled'>, words: string): string[] {
  const hits = matchProducts(facts.compiled, words);
  const best = hits[0]?.score ?? 0;
  return hits
    .filter((hit) => hit.score >= FOUND && hit.score >= best * AS_LIKELY)
    .slice(0, MOST_FOUND)
    .map((hit) => hit.sku);
}

/** What a tool is given when a model calls it with these arguments. */
export function prepare(name: string, facts: TurnFacts, args: Record<string, unknown>): Prepared {
  return (MODEL_INPUTS[name]?.prepare ?? same)(facts, args);
}
