import { z } from 'zod';

/** An order as a member names it: its short number, and the version a button was shown for. */
export const orderRef = z.object({ order: z.int().positive(), version: z.int().positive().optional() });

/** The same with what was typed behind it. */
export const withText = orderRef.extend({ text: z.string().max(500).default('') });
