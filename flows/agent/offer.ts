import { type StructuredToolInterface, tool } from '@langchain/core/tools';
import type { z } from 'zod';
import { CUSTOMER_TOOLS, type Desk } from './desk.ts';
import type { TurnFacts } from './facts.ts';
import { MODEL_INPUTS, prepare } from './model-input.ts';

/**
 * The registry's tools for customers as LangChain's. A call is prepared (code resolves products and days), run at the
 * desk, and answered with facts; a refusal becomes a sentence for the model. `onFault` gets what is nobody's refusal.
 */
export function offerTools(facts: TurnFacts, desk: Desk, onFault: (fault: unknown) => void): StructuredToolInterface[] {
  return CUSTOMER_TOOLS.map((one) =>
    tool(
      async (args: unknown) => {
        const prepared = prepare(one.name, facts, { ...(args as Record<string, unknown>) });
        if ('refused' in prepared) return `Refused: ${prepared.refused}`;
        try {
          const { outcome, refusal } = await desk.act(one.name, prepared.input);
          return outcome ? JSON.stringify(outcome.facts) : `Refused: ${refusal?.message}`;
        } catch (fault) {
          onFault(fault);
          throw fault;
        }
      },
      {
        name: one.name,
        description: one.says,
        schema: MODEL_INPUTS[one.name]?.schema ?? (one.input as z.ZodObject),
      },
    ),
  );
}
