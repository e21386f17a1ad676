/**
 * The shape of WhatsApp's webhooks, as lenient as can be: a field of the wrong type is as good as absent, so that one
 * odd message never costs the others of its batch. Nothing is stripped from what is stored; `read.ts` keeps the raw part.
 */
import { z } from 'zod';
import { notThisChannel } from '../meta.ts';

/** Ids and times are strings by the book; numbers have been seen. Anything else, and the empty string, is absent. */
export const word = z
  .union([z.string().min(1), z.number().finite().transform(String)])
  .optional()
  .catch(undefined);
/** A text that may be empty: an empty emoji is a reaction taken back. */
export const phrase = z.string().optional().catch(undefined);
export const amount = z
  .union([z.number(), z.string().trim().min(1).transform(Number)])
  .pipe(z.number().finite())
  .optional()
  .catch(undefined);
export const flag = z.boolean().optional().catch(undefined);

/** An optional object whose own fields are lenient; anything that is not an object is absent. */
export const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.object(shape).optional().catch(undefined);
/** A list; none when absent. Absent comes first: most are, and a `catch` composes a complaint each time it catches. */
export const list = z.array(z.unknown()).default([]).catch([]);
/** A list whose items that do not fit are left out. */
export const several = <Item extends z.ZodType>(item: Item) =>
  list.transform((found) => found.flatMap((one) => item.safeParse(one).data ?? []));

const media = part({ id: word, url: word, mime_type: word, filename: word, caption: phrase, voice: flag });

const errors = several(z.object({ code: amount, title: word, message: word, error_data: part({ details: word }) }));
export type WireError = z.infer<typeof errors>[number];

/** The body of a message or of an edit's replacement: which part is filled depends on `type`. */
const bodyParts = {
  type: word,
  text: part({ body: phrase }),
  image: media,
  video: media,
  sticker: media,
  audio: media,
  voice: media,
  document: media,
  location: part({ latitude: amount, longitude: amount, name: word, address: word }),
  contacts: several(
    z.object({
      name: part({ formatted_name: word, first_name: word, last_name: word }),
      phones: several(z.object({ phone: word, wa_id: word })),
    }),
  ),
  interactive: part({
    type: word,
    button_reply: part({ id: word, title: word }),
    list_reply: part({ id: word, title: word }),
    nfm_reply: part({ response_json: phrase }),
  }),
  button: part({ payload: word, text: word }),
  order: part({
    text: phrase,
    product_items: several(z.object({ product_retailer_id: word, quantity: amount })),
  }),
  unsupported: part({ type: word }),
  errors,
};
const body = z.object(bodyParts);
export type WireBody = z.infer<typeof body>;

/** One entry of `messages[]` or `message_echoes[]`. */
export const wireMessage = z.object({
  ...bodyParts,
  id: word,
  timestamp: word,
  from: word,
  from_user_id: word,
  from_parent_user_id: word,
  to: word,
  to_user_id: word,
  to_parent_user_id: word,
  group_id: word,
  context: part({ id: word, referred_product: part({ product_retailer_id: word }) }),
  referral: part({ source_type: word, source_id: word, source_url: word, headline: word, body: phrase }),
  reaction: part({ message_id: word, emoji: phrase }),
  edit: part({ original_message_id: word, message: body.optional().catch(undefined) }),
  revoke: part({ original_message_id: word }),
  system: part({ type: word, body: word, wa_id: word, user_id: word, previous_user_id: word }),
});
export type WireMessage = z.infer<typeof wireMessage>;

export const wireStatus = z.object({
  id: word,
  status: word,
  timestamp: word,
  recipient_participant_id: word,
  biz_opaque_callback_data: word,
  pricing: part({ billable: flag, category: word }),
  errors,
});
export type WireStatus = z.infer<typeof wireStatus>;

const contacts = several(
  z.object({ profile: part({ name: word, username: word }), wa_id: word, user_id: word, parent_user_id: word }),
);
export type WireContact = z.infer<typeof contacts>[number];

/** The inside of one change. Lists stay unknown here, so that each element is read, kept or refused alone. */
export const wireValue = z.object({
  metadata: part({ phone_number_id: word, display_phone_number: word }),
  contacts,
  messages: list,
  statuses: list,
  message_echoes: list,
  user_preferences: list,
  user_id_update: list,
  history: list,
  state_sync: list,
  errors: list,
});
export type WireValue = z.infer<typeof wireValue>;

/** A chunk of past conversations (coexistence). */
export const wireHistory = z.object({
  threads: several(
    z.object({ id: word, context: part({ wa_id: word, user_id: word, username: word }), messages: list }),
  ),
});

/** A card of the address book of the phone that shares the number. */
export const wireStateSync = z.object({
  type: word,
  action: word,
  contact: part({ full_name: word, first_name: word, phone_number: word }),
  metadata: part({ timestamp: word }),
});

/** A contact asked for marketing messages to stop or to resume. */
export const wirePreference = z.object({ wa_id: word, user_id: word, category: word, value: word, timestamp: word });

/** A contact's business-scoped id was replaced. */
export const wireUserIdUpdate = z.object({
  wa_id: word,
  detail: word,
  timestamp: word,
  user_id: part({ previous: word, current: word }),
});

const wireEntry = z.object({ id: word, time: word, changes: list });
const wireChange = z.object({ field: word, value: z.unknown() });

/** One change of a body with the account (WABA) it belongs to; `value` as it came. */
export type Change = { waba: string; time?: string; field: string; value: unknown };

const OBJECT = 'whatsapp_business_account';
const wireEnvelope = z.object({ object: z.literal(OBJECT), entry: z.unknown() });

/**
 * The changes of a webhook body, in order. Throws `notThisChannel` when the body is not WhatsApp's;
 * entries and changes without a readable shape come out with field '' and what was there as `value`.
 */
export function changesOf(body: unknown): Change[] {
  const envelope = wireEnvelope.safeParse(body);
  if (!envelope.success) throw notThisChannel('WhatsApp', OBJECT);
  const entries = Array.isArray(envelope.data.entry) ? envelope.data.entry : [envelope.data.entry ?? body];
  return entries.flatMap((raw: unknown) => {
    const entry = wireEntry.safeParse(raw).data;
    if (!entry) return [{ waba: '', field: '', value: raw }];
    const at = { waba: entry.id ?? '', ...(entry.time !== undefined && { time: entry.time }) };
    if (entry.changes.length === 0) return [{ ...at, field: '', value: raw }];
    return entry.changes.map((one) => {
      const change = wireChange.safeParse(one).data;
      return change ? { ...at, field: change.field ?? '', value: change.value } : { ...at, field: '', value: one };
    });
  });
}
