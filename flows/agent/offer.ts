import { type StructuredToolInterface, tool } from '@langchain/core/tools';
import type { z } from 'zod';
import { type Desk, MODEL_TOOLS } from './desk.ts';
import type { TurnFacts } from './facts.ts';
import { MODEL_INPUTS, prepare } from './model-input.ts';
import type { Vault } from './tokens.ts';

/**
 * The registry's tools for a customer's model as LangChain's. A call is prepared (code resolves products and days), run at the
 * desk, and answered with facts; a refusal becomes a sentence for the model. `onFault` gets what is nobody's refusal.
 */
export function offerTools(
  facts: TurnFacts,
  { desk, vault }: { desk: Desk; vault: Vault | null },
  onFault: (fault: unknown) => void,
): StructuredToolInterface[] {
  const leaving = (text: string) => vault?.hide(text) ?? text;
  return MODEL_TOOLS.map((one) =>
    tool(
      async (args: unknown) => {
        const prepared = prepare(one.name, facts, restored(args, vault));
        if ('refused' in prepared) return `Refused: ${prepared.refused}`;
        try {
          const { outcome, refusal } = await desk.act(one.name, prepared.input);
          return leaving(outcome ? JSON.stringify(outcome.facts) : `Refused: ${refusal?.message}`);
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

function restored(args: unknown, vault: Vault | null): Record<string, unknown> {
  const given = { ...(args as Record<string, unknown>) };
  return vault ? vault.restore(given) : given;
}
