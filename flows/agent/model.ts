import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { TurnFacts } from './facts.ts';
import { LIMITS, type Limits } from './limits.ts';

/** What thinks behind the agent. The language model may be absent or resting; the rules always answer. */
export type Mind = {
  /** `rules`, or the language model's name. A shop must have switched it on before it is asked anything. */
  name: string;
  limits: Limits;
  /** The language model, or null when there is none or it failed a moment ago (`now` in milliseconds). */
  speaker(now: number): Promise<BaseChatModel> | null;
  /** The offline model for one turn. */
  rules(facts: TurnFacts): Promise<BaseChatModel>;
  /** Notes that the language model failed: it is left alone for a while. `why` names the kind of failure. */
  failed(now: number, why: string): void;
  /** Loads what the first turn needs, so that no customer waits for it. */
  warm(): Promise<void>;
};

export type MindOptions = {
  apiKey?: string | null;
  /** Any OpenAI-compatible server; OpenAI's own when absent. */
  baseUrl?: string | null;
  model?: string;
  /** How long one call of the model may take. */
  callMs?: number;
  limits?: Partial<Limits>;
  /** How long a model that failed is left alone. */
  restMs?: number;
  /** Told why the model was given up for a turn; holds no content. */
  onTrouble?(why: string): void;
};

const CALL_MS = 12_000;
const REST_MS = 60_000;
const DEFAULT_MODEL = 'gpt-4.1-mini';

/** The host that a model's address names: what a shop and its customers are told about who reads along. */
export function modelHost(baseUrl: string | null | undefined): string {
  return new URL(baseUrl ?? 'https://api.openai.com/v1').host;
}

/** The mind of the hub: a language model when a key or an address is given, the rules alone otherwise. */
export function createMind(options: MindOptions = {}): Mind {
  const speaks = Boolean(options.apiKey || options.baseUrl);
  const model = options.model ?? DEFAULT_MODEL;
  let restsUntil = 0;
  let loaded: Promise<BaseChatModel> | null = null;
  return {
    name: speaks ? model : 'rules',
    limits: { ...LIMITS, ...options.limits },
    speaker(now) {
      if (!speaks || now < restsUntil) return null;
      loaded ??= openModel(model, options).catch((error: unknown) => {
        loaded = null;
        throw error;
      });
      return loaded;
    },
    async rules(facts) {
      const { RulesModel } = await import('./rules-model.ts');
      return new RulesModel(facts);
    },
    failed(now, why) {
      restsUntil = now + (options.restMs ?? REST_MS);
      options.onTrouble?.(why);
    },
    async warm() {
      await import('./agent.ts');
      await import('./rules-model.ts');
      if (speaks) await this.speaker(0);
    },
  };
}

async function openModel(model: string, options: MindOptions): Promise<BaseChatModel> {
  const { ChatOpenAI } = await import('@langchain/openai');
  return new ChatOpenAI({
    model,
    // Servers of one's own often want no key; the client insists on one.
    apiKey: options.apiKey || 'none',
    timeout: options.callMs ?? CALL_MS,
    maxRetries: 1,
    onFailedAttempt: giveUpOn,
    useResponsesApi: false,
    // These models refuse any temperature but their own.
    ...(/^(?:o\d|gpt-5)/.test(model) ? {} : { temperature: 0 }),
    ...(options.baseUrl ? { configuration: { baseURL: options.baseUrl } } : {}),
  });
}

/** Called between attempts: throws to make this attempt the last. Slow is not tried twice, nor is what is refused. */
function giveUpOn(error: unknown): void {
  if (typeof error !== 'object' || error === null) return;
  const name = 'name' in error ? String(error.name) : '';
  const status = 'status' in error ? Number(error.status) : 0;
  if (name.includes('Abort') || name.includes('Timeout') || (status >= 400 && status < 500 && status !== 429))
    throw error;
}
