/** What the real chat completions endpoint refuses, refused here too. */
import { z } from 'zod';

const toolCall = z.object({
  id: z.string().min(1).max(40),
  type: z.literal('function'),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
});

const text = z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))]);

const DATA_URI = /^data:(image\/(?:jpeg|png|webp|gif));base64,([A-Za-z0-9+/]+={0,2})$/;
const FIRST_BYTES = {
  'image/jpeg': 'ffd8ff',
  'image/png': '89504e47',
  'image/webp': '52494646',
  'image/gif': '47494638',
};
const MOST_PICTURE = 20 * 1024 * 1024;

/** A picture inside the request: base64 of what it says it is. */
const picture = z.object({
  type: z.literal('image_url'),
  image_url: z.object({
    url: z
      .string()
      .max(MOST_PICTURE)
      .refine((url) => {
        const [, mime, data = ''] = DATA_URI.exec(url) ?? [];
        const head = Buffer.from(data.slice(0, 16), 'base64').toString('hex');
        return mime !== undefined && head.startsWith(FIRST_BYTES[mime as keyof typeof FIRST_BYTES]);
      }, 'You uploaded an unsupported image'),
    detail: z.enum(['low', 'high', 'auto']).optional(),
  }),
});
const spoken = z.object({ type: z.literal('text'), text: z.string() });
const shown = z.union([z.string(), z.array(z.discriminatedUnion('type', [spoken, picture])).min(1)]);

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: text }),
  z.object({ role: z.literal('user'), content: shown }),
  z.object({ role: z.literal('assistant'), content: text.nullish(), tool_calls: z.array(toolCall).min(1).optional() }),
  z.object({ role: z.literal('tool'), content: text, tool_call_id: z.string().min(1) }),
]);

const chat = z.object({
  model: z.string().min(1),
  messages: z.array(message).min(1),
  tools: z
    .array(
      z.object({
        type: z.literal('function'),
        function: z.object({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          description: z.string().max(1024).optional(),
          parameters: z.looseObject({
            type: z.literal('object'),
            properties: z.record(z.string(), z.unknown()).optional(),
          }),
        }),
      }),
    )
    .max(128)
    .optional(),
  temperature: z.number().min(0).max(2).optional(),
  stream: z.literal(false).optional(),
  response_format: z
    .discriminatedUnion('type', [
      z.object({ type: z.enum(['text', 'json_object']) }),
      z.object({
        type: z.literal('json_schema'),
        json_schema: z.object({
          name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
          strict: z.boolean().optional(),
          schema: z.looseObject({ type: z.literal('object') }).refine(isStrict, 'Invalid schema: every object closed'),
        }),
      }),
    ])
    .optional(),
});

/** A strict schema closes every object and requires every key of it. */
function isStrict(schema: unknown): boolean {
  if (typeof schema !== 'object' || schema === null) return true;
  const { type, properties, required, additionalProperties } = schema as Record<string, unknown>;
  const keys = Object.keys((properties as object | undefined) ?? {});
  const closed =
    additionalProperties === false && keys.every((key) => (required as string[] | undefined)?.includes(key));
  return (type !== 'object' || closed) && Object.values(schema).every(isStrict);
}

export type ChatRequest = z.output<typeof chat>;

/** A request as the endpoint takes it, or why it does not. */
export function checkChat(body: unknown): { request: ChatRequest } | { why: string } {
  const parsed = chat.safeParse(body);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    return { why: `${issue?.path.join('.')}: ${issue?.message}` };
  }
  const why = checkCalls(parsed.data.messages);
  return why ? { why } : { request: parsed.data };
}

/** Every call is answered by tool messages before anybody speaks again, and nothing is answered that was not asked. */
function checkCalls(messages: ChatRequest['messages']): string | null {
  let waiting = new Set<string>();
  for (const [index, one] of messages.entries()) {
    if (one.role === 'tool') {
      if (!waiting.delete(one.tool_call_id)) return `messages.${index}: tool_call_id answers no call`;
      continue;
    }
    if (waiting.size > 0) return `messages.${index}: tool calls without an answer: ${[...waiting].join(', ')}`;
    if (one.role !== 'assistant') continue;
    if (!one.tool_calls && !one.content) return `messages.${index}: an assistant message without content or calls`;
    const ids = (one.tool_calls ?? []).map((call) => call.id);
    waiting = new Set(ids);
    if (waiting.size !== ids.length) return `messages.${index}: two calls share an id`;
  }
  return waiting.size > 0 ? 'the last calls have no answer' : null;
}
