import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import { type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { AIMessage, createAgent, createMiddleware, ToolMessage } from 'langchain';
import type { Tokens } from '../../tools/assistant/prices.ts';
import type { Desk } from './desk.ts';
import type { TurnFacts } from './facts.ts';
import type { Limits } from './limits.ts';
import { offerTools } from './offer.ts';
import type { Vault } from './tokens.ts';
import { UNTRACED } from './untraced.ts';

/**
 * How a run ended. `said`: by itself. `repeated`, `too_many`, `late`: a limit stopped it. `nonsense`: unknown tools or
 * arguments that are none. `down`: the model did not answer.
 */
export type Run = {
  end: 'said' | 'repeated' | 'too_many' | 'late' | 'nonsense' | 'down';
  /** The model's last words; code decides whether anybody hears them. */
  text: string;
  /** For the log: what went wrong, without any content. */
  why?: string;
};

type End = Run['end'] | 'fault';

/** A model and a tool are two steps of the graph; the limits end a run long before. */
const RECURSION_LIMIT = 60;
const MOST_MALFORMED = 2;

/** What the model is told before and in the conversation. */
export type Prompt = {
  system: string;
  messages: BaseMessage[];
  /** What leaves goes through it, and what comes back as well. Absent: nothing leaves. */
  vault?: Vault;
  /** Told the tokens of each call of the model; null when it failed. */
  onCall?(tokens: Tokens | null): void;
};

const WORDLESS: Prompt = { system: '', messages: [new HumanMessage('.')] };

/**
 * Lets a model work on one turn through the desk's tools, within the limits. What it did is at the desk, also when it
 * did not come to an end. Throws only what a tool threw that is not a refusal.
 */
export async function runAgent(
  facts: TurnFacts,
  desk: Desk,
  model: BaseChatModel,
  limits: Limits,
  prompt: Prompt = WORDLESS,
): Promise<Run> {
  const stop = new AbortController();
  const state: { end: End | null; fault: unknown } = { end: null, fault: null };
  const halt = (end: End) => {
    state.end ??= end;
    stop.abort();
  };
  const timer = setTimeout(() => halt('late'), limits.turnMs);
  const agent = createAgent({
    model,
    tools: offerTools(facts, { desk, vault: prompt.vault ?? null }, (fault) => {
      state.fault = fault;
      halt('fault');
    }),
    middleware: [keeper(limits, halt, prompt.onCall)],
    ...(prompt.system ? { systemPrompt: prompt.system } : {}),
  });
  try {
    const { messages } = await agent.invoke(
      { messages: prompt.messages },
      { recursionLimit: RECURSION_LIMIT, signal: stop.signal, callbacks: UNTRACED },
    );
    if (state.end === null) return lastWords(messages);
  } catch (error) {
    if (state.end === null) return { end: isEndless(error) ? 'too_many' : 'down', text: '', why: describe(error) };
  } finally {
    clearTimeout(timer);
    // A tool that was under way when the run was stopped finishes first: nothing happens after the answer.
    await desk.idle();
  }
  if (state.end === 'fault') throw state.fault;
  return { end: state.end, text: '', why: state.end };
}

/** Watches over one run: counts calls, refuses the same call twice, gives every message an id of our own. */
function keeper(limits: Limits, halt: (end: End) => void, onCall: Prompt['onCall']) {
  const seen = new Set<string>();
  let calls = 0;
  let malformed = 0;
  return createMiddleware({
    name: 'keeper',
    // Some compatible servers give every message, or every call, the same id; messages are merged by id.
    wrapModelCall: async (request, handler) => {
      try {
        const message = await handler(request);
        onCall?.(tokensOf(message));
        return withOwnIds(message);
      } catch (error) {
        onCall?.(null);
        throw error;
      }
    },
    wrapToolCall: async (request, handler) => {
      const { toolCall } = request;
      calls++;
      const key = `${toolCall.name}:${JSON.stringify(toolCall.args)}`;
      if (!request.tool) halt('nonsense');
      else if (seen.has(key)) halt('repeated');
      else if (calls > limits.toolCalls) halt('too_many');
      else {
        seen.add(key);
        try {
          return await handler(request);
        } catch (error) {
          if (!isMalformed(error)) throw error;
          malformed++;
          if (malformed >= MOST_MALFORMED) halt('nonsense');
          return refusal(toolCall, 'These arguments do not fit the tool. Look at its schema and try once more.');
        }
      }
      return refusal(toolCall, 'Stopped.');
    },
  });
}

function tokensOf(message: { usage_metadata?: unknown }): Tokens {
  const usage = message.usage_metadata as { input_tokens?: number; output_tokens?: number } | undefined;
  return { in: usage?.input_tokens ?? 0, out: usage?.output_tokens ?? 0 };
}

function refusal(call: { id?: string | undefined; name: string }, content: string): ToolMessage {
  return new ToolMessage({ content, tool_call_id: call.id ?? '', name: call.name, status: 'error' });
}

let counter = 0;

function withOwnIds(message: AIMessage): AIMessage {
  const calls = message.tool_calls ?? [];
  return new AIMessage({
    content: message.content,
    tool_calls: calls.map((call) => ({ ...call, id: ownId() })),
    invalid_tool_calls: message.invalid_tool_calls ?? [],
    response_metadata: message.response_metadata,
    ...(message.usage_metadata ? { usage_metadata: message.usage_metadata } : {}),
  });
}

/** Nine letters and figures: what the strictest of the compatible servers take. */
function ownId(): string {
  counter = (counter + 1) % 36 ** 8;
  return `c${counter.toString(36).padStart(8, '0')}`;
}

function lastWords(messages: BaseMessage[]): Run {
  const last = messages.at(-1);
  if (!AIMessage.isInstance(last)) return { end: 'nonsense', text: '', why: 'the run ended on a tool' };
  if ((last.invalid_tool_calls ?? []).length > 0)
    return { end: 'nonsense', text: '', why: 'arguments that are not JSON' };
  return { end: 'said', text: last.text };
}

function isMalformed(error: unknown): boolean {
  return error instanceof Error && (error.name === 'ToolInvocationError' || '~brand' in error);
}

function isEndless(error: unknown): boolean {
  return error instanceof Error && error.name === 'GraphRecursionError';
}

/** The kind of an error, never its content: a provider's message may quote a key or a customer. */
function describe(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const name = cause instanceof Error ? cause.name : 'Error';
  const status = typeof cause === 'object' && cause !== null && 'status' in cause ? ` ${String(cause.status)}` : '';
  return `${name}${status}`;
}
