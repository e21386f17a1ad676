/** What the page posts when somebody types or taps, checked at the door. */
import { z } from 'zod';
import { PHONES, type Saying } from './parts.ts';

const ID = /^[A-Za-z0-9_-]{8,64}$/;
const bubbleId = z.string().min(1).max(200);

const saySchema = z
  .strictObject({
    phone: z.enum(PHONES),
    mark: z.string().max(64),
    id: z.string().regex(ID, 'expected 8 to 64 letters, digits, - or _'),
    text: z.string().trim().min(1, 'expected some text').max(4096, 'expected at most 4096 characters').optional(),
    tap: z
      .strictObject({ payload: z.string().min(1).max(256), title: z.string().min(1).max(200), of: bubbleId.optional() })
      .optional(),
    quoted: bubbleId.optional(),
  })
  .refine((say) => (say.text === undefined) !== (say.tap === undefined), 'expected either text or tap');

/** A saying of the page without its visitor, and the visitor the page believes to be (`mark`); or what is wrong with it. */
export function readSaying(
  body: unknown,
): { ok: true; mark: string; saying: Omit<Saying, 'visitor'> } | { ok: false; faults: string } {
  const read = saySchema.safeParse(body);
  if (!read.success) {
    const faults = read.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
    return { ok: false, faults: faults.join('; ') };
  }
  const { mark, phone, id, text, tap, quoted } = read.data;
  const saying: Omit<Saying, 'visitor'> = { phone, id };
  if (text !== undefined) saying.text = text;
  if (tap) saying.tap = { payload: tap.payload, title: tap.title, ...(tap.of === undefined ? {} : { of: tap.of }) };
  if (quoted !== undefined) saying.quoted = quoted;
  return { ok: true, mark, saying };
}
