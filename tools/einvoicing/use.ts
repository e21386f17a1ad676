/** What a shop uses its approved platform for: its invoices to businesses, its sales to consumers. */
import { z } from 'zod';
import { changeSettings } from '../shops/change-settings.ts';
import type { ShopSettings } from '../shops/settings.ts';
import { textsFor } from '../texts/index.ts';
import { defineTool, type Run } from '../tool.ts';
import { RHYTHMS, type Rhythm } from './periods.ts';
import { reportsSince } from './reports.ts';

type Papers = ShopSettings['papers'];

/** E-reporting on with its rhythm, from the running period, or off. Where only the rhythm changes, the first day stays. */
export function withReporting(run: Run, now: Papers, rhythm: Rhythm | 'off'): Papers {
  const { reporting, ...rest } = now;
  if (rhythm === 'off') return rest;
  return { ...rest, reporting: { rhythm, since: reporting?.since ?? reportsSince(run, rhythm) } };
}

export const usePlatform = defineTool({
  name: 'use_platform',
  says: 'Sets what goes to the approved platform: invoices to businesses, reports of sales to consumers.',
  for: ['member'],
  roles: ['owner'],
  input: z.object({ invoices: z.boolean(), reporting: z.enum([...RHYTHMS, 'off']) }),
  run: async (run, { invoices, reporting }) => {
    await changeSettings(run, ({ papers: { platform: _, ...papers } }) => ({
      papers: withReporting(run, { ...papers, ...(invoices ? { platform: true } : {}) }, reporting),
    }));
    return { facts: { invoices, reporting }, reply: { text: textsFor(run.language).einvoicing.used } };
  },
});
