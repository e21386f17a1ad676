/**
 * A small real server that behaves like an OpenAI-compatible server (chat completions, transcriptions), and refuses what
 * the real one refuses. It plays a script, one step a request, and remembers what it was asked. For tests and demonstrations.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { type ChatRequest, checkChat } from './openai-checks.ts';
import { type Ears, openEars } from './openai-voice.ts';

export type { ChatRequest } from './openai-checks.ts';

/** A tool call as the model would make it; `rawArguments` goes out as it is, JSON or not. */
export type ScriptedCall = { name: string; args?: unknown; rawArguments?: string };

/** What one request is answered with. */
export type Step = {
  text?: string;
  calls?: ScriptedCall[];
  /** An HTTP error instead of an answer. */
  status?: number;
  /** Waits before answering, milliseconds. */
  delayMs?: number;
  /** Closes the answer with a body that is not JSON. */
  garbage?: boolean;
};

export type FakeOpenAI = Ears & {
  /** What to use as OPENAI_BASE_URL. */
  url: string;
  apiKey: string;
  /** Every request that was accepted, in order. */
  requests: ChatRequest[];
  /** Why requests were refused; empty when all was well. */
  refused: string[];
  /** Adds steps to the script. A step that is a function sees the request it answers. */
  respondWith(...steps: (Step | ((request: ChatRequest) => Step))[]): void;
  /** From now on this answers whenever the script is at its end (default: an error 500). */
  otherwise(step: Step | ((request: ChatRequest) => Step)): void;
  /** Every message and every call gets this same id, as some compatible servers do. Null: unique ids. */
  useConstantId(id: string | null): void;
  close(): Promise<void>;
};

/** Starts the server on a free port of 127.0.0.1. Close it at the end of the test. */
export async function startFakeOpenAI(options: { apiKey?: string } = {}): Promise<FakeOpenAI> {
  const apiKey = options.apiKey ?? 'sk-fake-key';
  const requests: ChatRequest[] = [];
  const refused: string[] = [];
  const script: (Step | ((request: ChatRequest) => Step))[] = [];
  const state: { last: Step | ((request: ChatRequest) => Step); constantId: string | null; count: number } = {
    last: { status: 500 },
    constantId: null,
    count: 0,
  };
  const app = new Hono();
  app.post('/v1/chat/completions', async (c) => {
    if (c.req.header('authorization') !== `Bearer ${apiKey}`) {
      refused.push('Authorization');
      return c.json(errorBody('Incorrect API key provided'), 401);
    }
    const body: unknown = await c.req.json().catch(() => null);
    const checked = checkChat(body);
    if ('why' in checked) {
      refused.push(checked.why);
      return c.json(errorBody(checked.why), 400);
    }
    requests.push(checked.request);
    const next = script.shift() ?? state.last;
    const step = typeof next === 'function' ? next(checked.request) : next;
    // A delay does not keep the test's process alive.
    if (step.delayMs) await pause(step.delayMs, null, { ref: false });
    if (step.status) return c.json(errorBody('The server had an error'), step.status as 500);
    if (step.garbage) return c.body('<html>502 Bad Gateway</html>', 200, { 'content-type': 'application/json' });
    state.count++;
    return c.json(completion(step, checked.request.model, state));
  });
  const ears = openEars(app, { apiKey, refused });
  const { server, url } = await listen(app);
  return {
    ...ears,
    url: `${url}/v1`,
    apiKey,
    requests,
    refused,
    respondWith: (...steps) => void script.push(...steps),
    otherwise: (step) => {
      state.last = step;
    },
    useConstantId: (id) => {
      state.constantId = id;
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        if ('closeAllConnections' in server) server.closeAllConnections();
      }),
  };
}

function completion(step: Step, model: string, state: { constantId: string | null; count: number }) {
  const id = state.constantId ?? `chatcmpl-${state.count}`;
  const calls = (step.calls ?? []).map((call, index) => ({
    id: state.constantId ?? `call_${state.count}_${index}`,
    type: 'function',
    function: { name: call.name, arguments: call.rawArguments ?? JSON.stringify(call.args ?? {}) },
  }));
  return {
    id,
    object: 'chat.completion',
    created: 1_700_000_000,
    model,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: step.text ?? (calls.length > 0 ? null : ''),
          ...(calls.length > 0 ? { tool_calls: calls } : {}),
        },
        finish_reason: calls.length > 0 ? 'tool_calls' : 'stop',
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  };
}

function errorBody(message: string) {
  return { error: { message, type: 'fake_error', param: null, code: null } };
}

function listen(app: Hono): Promise<{ server: ReturnType<typeof serve>; url: string }> {
  return new Promise((ready, broken) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) =>
      ready({ server, url: `http://127.0.0.1:${info.port}` }),
    );
    server.once('error', broken);
  });
}
