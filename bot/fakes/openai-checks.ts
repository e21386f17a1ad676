/** What the real chat completions endpoint refuses, refused here too. */
import { z } from 'zod';

const toolCall = z.object({
  id: z.string().min(1).max(40),
  type: z.literal('function'),
  function: z.object({ name: z.string().min(1), arguments: z.string() }),
});

const text = z.union([z.string(), z.array(z.object({ type: z.literal('text'), text: z.string() }))]);

const message = z.discriminatedUnion('role', [
  z.object({ role: z.enum(['system', 'developer']), content: text }),
  z.object({ role: z.literal('user'), content: text }),
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
});

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
