import { z } from 'zod';

/** What is deleted after a time of its own. Papers, payments and orders are never touched: LPF art. L102 B asks for six years. */
export const KEPT = ['recordings', 'pictures', 'letters', 'transcripts', 'strangers'] as const;
export type Kept = (typeof KEPT)[number];

/**
 * Days, unless the shop says otherwise, and the most it may say.
 * These are advice, not law; a shop may choose shorter times, or longer ones up to `most`.
 * - recordings: six months.
 * - pictures, letters (as they came) and transcripts: a year; what they said stays in the conversation.
 * - strangers, the conversations of people who never ordered: three years after the last word at most.
 */
export const DAYS: Record<Kept, { usual: number; most: number }> = {
  recordings: { usual: 180, most: 365 },
  pictures: { usual: 365, most: 1_825 },
  letters: { usual: 365, most: 1_825 },
  transcripts: { usual: 365, most: 1_825 },
  strangers: { usual: 1_095, most: 1_095 },
};

const days = (kind: Kept) => z.int().min(1).max(DAYS[kind].most).optional();

/** What a shop says of it, in days. */
export const retentionSchema = z.strictObject({
  recordings: days('recordings'),
  pictures: days('pictures'),
  letters: days('letters'),
  transcripts: days('transcripts'),
  strangers: days('strangers'),
});

/** The days that hold for a shop. */
export function retentionOf(settings: {
  retention?: z.infer<typeof retentionSchema> | undefined;
}): Record<Kept, number> {
  const said = settings.retention ?? {};
  return Object.fromEntries(KEPT.map((kind) => [kind, said[kind] ?? DAYS[kind].usual])) as Record<Kept, number>;
}
