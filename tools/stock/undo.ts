import { z } from 'zod';
import { defineTool } from '../tool.ts';
import { stockLine, writeFlags } from './counting.ts';
import { applyMoves, stopCounting } from './movements.ts';

/** Takes a change of stock back: by movements the other way, so that what orders took in between stays taken. */
export const undoStock = defineTool({
  name: 'undo_stock',
  says: 'Takes back a change of stock or of what is sold out.',
  for: ['member'],
  input: z.object({
    moves: z.array(
      z.object({
        sku: z.string(),
        /** What is added back, thousandths. */
        qty: z.int(),
        location: z.string().nullable(),
        /** It was counted before the change; otherwise it is no longer. */
        counted: z.boolean(),
      }),
    ),
    flags: z.array(z.object({ sku: z.string(), at: z.string().nullable() })),
  }),
  run: async (run, input) => {
    for (const { sku, qty, location, counted } of input.moves) {
      if (!counted) await stopCounting(run, sku, 'undo');
      else if (qty !== 0) await applyMoves(run, [{ sku, qty, reason: 'correction', location, key: `undo:${qty}` }]);
    }
    await writeFlags(run, input.flags);
    const skus = [...new Set([...input.moves, ...input.flags].map((one) => one.sku))];
    const rows: string[] = [];
    for (const sku of skus) rows.push(await stockLine(run, sku));
    return { facts: { undone: true }, reply: { text: rows.join('\n') } };
  },
});
